-- Version 30: whom requests ask by a name that was no agency's here, so that they lead to one that gets to be known by it.

-- name: in small letters, without what marks it as nobody's here.
CREATE TABLE asked (
	name TEXT NOT NULL,
	event INTEGER NOT NULL,
	PRIMARY KEY (name, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX asked_event ON asked (event);
INSERT OR IGNORE INTO asked (name, event)
SELECT lower(CASE WHEN to_agency GLOB '* (outside)' THEN substr(to_agency, 1, length(to_agency) - 10) ELSE to_agency END), id
FROM event WHERE kind = 0 AND to_agency GLOB '*[^A-Z0-9-]*';
