-- Version 13: what each import said of each request of Client Level Data, so that those
-- that were taken as one part again when what joined them is taken back.
--
-- said: 1 where title, outcome and summary follow, 0 where they are those of the import before.

CREATE TABLE request_told (
	record INTEGER NOT NULL REFERENCES record (id),
	ref TEXT NOT NULL,
	import INTEGER NOT NULL,
	said INTEGER NOT NULL,
	title TEXT,
	outcome TEXT,
	summary TEXT,
	PRIMARY KEY (record, ref, import)
) STRICT, WITHOUT ROWID;
