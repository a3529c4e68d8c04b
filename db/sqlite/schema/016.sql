-- Version 16: what was said of who may see what about a person.
--
-- kind is the number of enum sharing_kind (include/store_sharing.h).  A row is said of a
-- record, and holds for whoever holds it.  Rows are appended; taken back, they are out
-- of force.

CREATE TABLE sharing (
	id INTEGER NOT NULL PRIMARY KEY,
	at TEXT NOT NULL,
	said_by TEXT NOT NULL,
	record INTEGER NOT NULL REFERENCES record (id),
	kind INTEGER NOT NULL,
	agency INTEGER,
	worker TEXT,
	purpose TEXT,
	why TEXT,
	from_day INTEGER NOT NULL,
	until_day INTEGER,
	is_in_force INTEGER NOT NULL
) STRICT;
CREATE INDEX sharing_record ON sharing (record, id);
CREATE INDEX sharing_kind ON sharing (kind, id);

CREATE INDEX record_hidden ON record (id) WHERE sensitivity = 'hidden';
CREATE INDEX event_hidden ON event (record, id) WHERE sensitivity = 'hidden';
