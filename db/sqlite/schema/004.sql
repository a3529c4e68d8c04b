-- Version 4: what an import brought can be taken back, and an import is taken in
-- by and by.
--
-- Out of force: a record whose person is 0, an event whose status is 7.  Their
-- numbers stay, since decisions point at them; what an event said is then among
-- its versions.  A version that was withdrawn never comes into force again.

ALTER TABLE record_version ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
ALTER TABLE event_version ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
ALTER TABLE agency ADD COLUMN is_out INTEGER NOT NULL DEFAULT 0;
ALTER TABLE counter ADD COLUMN records_out INTEGER NOT NULL DEFAULT 0;

-- Numbers of records (kind 0) and events (kind 1), first to last, that an import
-- sent just as they were in force then.
CREATE TABLE import_same (
	import INTEGER NOT NULL REFERENCES import (id),
	kind INTEGER NOT NULL,
	first INTEGER NOT NULL,
	last INTEGER NOT NULL,
	PRIMARY KEY (import, kind, first)
) STRICT, WITHOUT ROWID;

-- What each import said of an agency; import 0: what was known before.
CREATE TABLE agency_version (
	agency INTEGER NOT NULL REFERENCES agency (id),
	import INTEGER NOT NULL,
	name TEXT,
	sector TEXT,
	ods_code TEXT,
	phone TEXT,
	email TEXT,
	cost_per_hour TEXT,
	area TEXT,
	shown_as TEXT,
	PRIMARY KEY (agency, import)
) STRICT, WITHOUT ROWID;
CREATE INDEX agency_version_import ON agency_version (import);

-- Pairs of records, a < b, that an import sent as one person.
CREATE TABLE sent_as_one (
	a INTEGER NOT NULL,
	b INTEGER NOT NULL,
	import INTEGER NOT NULL,
	PRIMARY KEY (a, b, import)
) STRICT, WITHOUT ROWID;
CREATE INDEX sent_as_one_import ON sent_as_one (import);
INSERT INTO sent_as_one (a, b, import) SELECT a, b, 0 FROM link WHERE reason = 'sent as one';

-- The one import that is being taken in or taken back: a writer that finds it
-- left behind finishes it.  mark is that of the file its rows are kept in, done
-- how many of the rows of its plan are in.
CREATE TABLE import_pending (
	only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
	import INTEGER NOT NULL,
	deed INTEGER NOT NULL,
	mark TEXT,
	step INTEGER NOT NULL,
	done INTEGER NOT NULL
) STRICT;
