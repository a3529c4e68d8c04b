-- Version 32: which Consent what a record says of consent is from, for two of one day are two.

CREATE TABLE consent_by (
	record INTEGER NOT NULL REFERENCES record (id),
	import INTEGER NOT NULL,
	ref TEXT NOT NULL,
	PRIMARY KEY (record, import)
) STRICT, WITHOUT ROWID;
