-- Version 12: workers.  A name is one worker's for ever, so that the audit's rows stay
-- theirs: a row is changed and ended, never removed.
--
-- role and marks are the numbers of include/model.h.  agency is a code, which may be
-- said before the agency is known; NULL: of the partnership as a whole.

CREATE TABLE worker (
	id INTEGER NOT NULL PRIMARY KEY,
	name TEXT NOT NULL UNIQUE,
	shown_name TEXT,
	agency TEXT,
	role INTEGER NOT NULL,
	marks INTEGER NOT NULL,
	phone TEXT,
	since TEXT NOT NULL,
	ended TEXT,
	created_by TEXT NOT NULL
) STRICT;
CREATE TRIGGER worker_keeps BEFORE DELETE ON worker
BEGIN SELECT RAISE(ABORT, 'workers are never removed'); END;
CREATE TRIGGER worker_name_stays BEFORE UPDATE OF name ON worker
BEGIN SELECT RAISE(ABORT, 'a worker keeps the name'); END;
