-- Version 11: who holds a person's coordination, and warnings that are to be reviewed.
--
-- The newest row (by decision) of a person's records is the one that counts; worker ''
-- stands for nobody: somebody is wanted.

CREATE TABLE lead (
	record INTEGER NOT NULL PRIMARY KEY REFERENCES record (id),
	worker TEXT NOT NULL,
	decision INTEGER NOT NULL
) STRICT;
CREATE INDEX lead_worker ON lead (worker, decision);

CREATE INDEX event_warning ON event (valid_until) WHERE kind = 12 AND valid_until IS NOT NULL;
