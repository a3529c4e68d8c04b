-- Version 2: what makes two records worth comparing is kept apart from what a
-- record is found by, as numbers, packed: a row has every entry whose key begins
-- with the same bits, ascending, eight bytes each (the key's low half, the record).
-- counter.blocked is the last record whose keys are there: those of a store made
-- by version 1 are made again before they are next needed.
-- How common values are stands beside the model that was fitted with them.

CREATE TABLE block_page (
	page INTEGER NOT NULL PRIMARY KEY,
	entries BLOB NOT NULL
) STRICT;

ALTER TABLE counter ADD COLUMN blocked INTEGER NOT NULL DEFAULT 0;

DELETE FROM search_key WHERE key >= 'b:' AND key < 'b;';

CREATE TABLE value_share (
	value INTEGER NOT NULL PRIMARY KEY,
	share REAL NOT NULL
) STRICT;

-- They were lines of sixteen hexadecimal digits, a blank and the share.
WITH RECURSIVE
	shares (text) AS (
		SELECT CAST(value AS BLOB) FROM setting WHERE key = 'linking.shares'),
	line (at, one) AS (
		SELECT 1, CAST(substr(text, 1, 48) AS TEXT) FROM shares
		UNION ALL
		SELECT at + instr(one, char(10)),
			CAST(substr(text, at + instr(one, char(10)), 48) AS TEXT)
		FROM line, shares WHERE instr(one, char(10)) > 0),
	digit (one, n, value) AS (
		SELECT substr(one, 1, instr(one, char(10)) - 1), 0, 0 FROM line WHERE instr(one, char(10)) > 18
		UNION ALL
		SELECT one, n + 1,
			(value << 4) | (instr('0123456789abcdef', substr(one, n + 1, 1)) - 1)
		FROM digit WHERE n < 16)
INSERT INTO value_share (value, share)
	SELECT value, CAST(substr(one, 18) AS REAL) FROM digit WHERE n = 16 ORDER BY value;
DELETE FROM setting WHERE key = 'linking.shares';

-- Links are written a million at a time by who has just read both records: that
-- these are there is doctor's to check, not each row's.
CREATE TABLE link_kept (
	a INTEGER NOT NULL,
	b INTEGER NOT NULL,
	band TEXT NOT NULL,
	weight REAL NOT NULL,
	state TEXT NOT NULL,
	reason TEXT,
	PRIMARY KEY (a, b),
	CHECK (a < b)
) STRICT, WITHOUT ROWID;
INSERT INTO link_kept SELECT a, b, band, weight, state, reason FROM link ORDER BY a, b;
DROP TABLE link;
ALTER TABLE link_kept RENAME TO link;
CREATE INDEX link_b ON link (b);
CREATE INDEX link_undecided ON link (weight DESC, a, b) WHERE state = 'to-decide';
