-- Version 9: whose record it is stands in a table of its own, of narrow rows: when
-- people are put together, what the records say stays as it is.
--
-- Every record has one row; person is the lowest id among the records of the person
-- who holds it, 0 where the record is out of force.

CREATE TABLE holding (
	record INTEGER NOT NULL PRIMARY KEY,
	person INTEGER NOT NULL
) STRICT;
INSERT INTO holding (record, person) SELECT id, person FROM record ORDER BY id;
CREATE INDEX holding_person ON holding (person);

DROP INDEX record_person;
DROP INDEX record_died;
ALTER TABLE record DROP COLUMN person;
CREATE INDEX record_died ON record (id) WHERE date_of_death IS NOT NULL;
