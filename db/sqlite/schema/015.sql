-- Version 15: what stands on Today is kept when people are judged, and the pairs that wait
-- for a worker when records change hands.

-- include/store_today.h says what the kinds are; day is what it is listed by.  In a store
-- made earlier everybody is judged when it is next opened, which fills it.
CREATE TABLE standing (
	kind INTEGER NOT NULL,
	day INTEGER NOT NULL,
	event INTEGER NOT NULL,
	person INTEGER NOT NULL,
	PRIMARY KEY (kind, day, event, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX standing_person ON standing (person);
DELETE FROM setting WHERE key = 'judged.by';
DROP INDEX event_warning;

-- Links to decide whose records are two people's, with these.
CREATE TABLE pair_open (
	a INTEGER NOT NULL,
	b INTEGER NOT NULL,
	weight REAL NOT NULL,
	person_a INTEGER NOT NULL,
	person_b INTEGER NOT NULL,
	PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX pair_open_b ON pair_open (b);
DROP INDEX link_undecided;
CREATE INDEX link_undecided ON link (a, b, weight, is_linked) WHERE is_linked = 0;
INSERT INTO pair_open (a, b, weight, person_a, person_b)
	SELECT l.a, l.b, l.weight, x.person, y.person
	FROM link l CROSS JOIN holding x CROSS JOIN holding y
	WHERE l.is_linked = 0 AND x.record = l.a AND y.record = l.b AND x.person <> y.person;

-- SQLite reads the row for a column that only the index's condition names: with these it
-- need not, so that counting is reading the index.
DROP INDEX event_request_open;
CREATE INDEX event_request_open ON event (at, id, kind, status, responded_on)
	WHERE kind = 0 AND status <= 2 AND responded_on IS NULL;
DROP INDEX finding_minutes;
CREATE INDEX finding_minutes ON finding (state, day, minutes, stage, class) WHERE stage = 3 AND class = 0;
CREATE INDEX finding_count ON finding (state, stage);
