-- Version 29: what an import's table had no column for, so that what a record has from the imports before
-- it goes when that is taken back.

-- Of records first to last this import's table has no column for the fields of these bits (bit i: field i).
CREATE TABLE unsaid (
	import INTEGER NOT NULL,
	first INTEGER NOT NULL,
	last INTEGER NOT NULL,
	lacks INTEGER NOT NULL,
	PRIMARY KEY (import, first)
) STRICT, WITHOUT ROWID;
