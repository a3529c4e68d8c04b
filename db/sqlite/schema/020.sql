-- Version 20: the public keys by which workers come in over SSH, each one worker's.

CREATE TABLE worker_key (
	blob TEXT NOT NULL PRIMARY KEY,
	worker TEXT NOT NULL REFERENCES worker (name),
	type TEXT NOT NULL,
	since TEXT NOT NULL,
	created_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX worker_key_worker ON worker_key (worker);
