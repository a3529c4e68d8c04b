-- Version 6: what workers write by hand.
--
-- What was written, kept to be done, or done is a decision too, so that undo takes
-- it back and brings it again (verdicts 11 to 13).

-- A record made here belongs to whoever holds the first of its anchors, by n, that
-- is in force.
CREATE TABLE made_for (
	record INTEGER NOT NULL REFERENCES record (id),
	n INTEGER NOT NULL,
	anchor INTEGER NOT NULL REFERENCES record (id),
	PRIMARY KEY (record, n)
) STRICT, WITHOUT ROWID;

-- Something that an agency, or else the worker who kept it, is to do by a day.
-- state: 0 to do, 1 done, 2 taken back.  The record says whose it is, the event what
-- it is about.
CREATE TABLE action (
	id INTEGER NOT NULL PRIMARY KEY,
	at TEXT NOT NULL,
	worker TEXT NOT NULL,
	record INTEGER NOT NULL REFERENCES record (id),
	agency INTEGER,
	event INTEGER REFERENCES event (id),
	what TEXT NOT NULL,
	by_day INTEGER NOT NULL,
	state INTEGER NOT NULL
) STRICT;
CREATE INDEX action_record ON action (record);
CREATE INDEX action_due ON action (by_day, id) WHERE state = 0;

ALTER TABLE decision ADD COLUMN action INTEGER;

-- People whom a worker keeps in view: by one of their records.
CREATE TABLE star (
	worker TEXT NOT NULL,
	record INTEGER NOT NULL REFERENCES record (id),
	PRIMARY KEY (worker, record)
) STRICT, WITHOUT ROWID;

-- What was typed and not written yet: one a worker, form and record.
CREATE TABLE draft (
	worker TEXT NOT NULL,
	form TEXT NOT NULL,
	record INTEGER NOT NULL REFERENCES record (id),
	at TEXT NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (worker, form, record)
) STRICT, WITHOUT ROWID;
