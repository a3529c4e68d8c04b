-- Version 19: whom a worker is, or is kin of, by record: those are refused to them.
--
-- kind: 0 the worker themselves, 1 kin.

CREATE TABLE worker_relation (
	worker TEXT NOT NULL REFERENCES worker (name),
	record INTEGER NOT NULL REFERENCES record (id),
	kind INTEGER NOT NULL,
	created_by TEXT NOT NULL,
	PRIMARY KEY (worker, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX worker_relation_record ON worker_relation (record);
