-- Version 10: links are rows of numbers, a third as long as they were, since they are
-- written a million at a time.
--
-- band: 0 certain, 1 likely, 2 possible, 3 unlikely.  What speaks for them is said in
-- few words, again and again, and stands once.

CREATE TABLE link_reason (
	id INTEGER NOT NULL PRIMARY KEY,
	text TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO link_reason (text) SELECT DISTINCT coalesce(reason, '') FROM link ORDER BY 1;

CREATE TABLE link_kept (
	a INTEGER NOT NULL,
	b INTEGER NOT NULL,
	band INTEGER NOT NULL,
	weight REAL NOT NULL,
	is_linked INTEGER NOT NULL,
	reason INTEGER NOT NULL,
	PRIMARY KEY (a, b),
	CHECK (a < b)
) STRICT, WITHOUT ROWID;
INSERT INTO link_kept (a, b, band, weight, is_linked, reason)
	SELECT l.a, l.b, CASE l.band WHEN 'certain' THEN 0 WHEN 'likely' THEN 1 WHEN 'possible' THEN 2 ELSE 3 END,
		l.weight, l.state = 'linked', w.id
	FROM link l JOIN link_reason w ON w.text = coalesce(l.reason, '') ORDER BY l.a, l.b;
DROP TABLE link;
ALTER TABLE link_kept RENAME TO link;
CREATE INDEX link_undecided ON link (weight DESC, a, b) WHERE is_linked = 0;

-- The way back, from the later record of a pair.  A table, not an index: so it is
-- written in its own order.  Where no link is, it leads nowhere and does no harm.
CREATE TABLE link_back (
	b INTEGER NOT NULL,
	a INTEGER NOT NULL,
	PRIMARY KEY (b, a)
) STRICT, WITHOUT ROWID;
INSERT INTO link_back (b, a) SELECT b, a FROM link ORDER BY b, a;
