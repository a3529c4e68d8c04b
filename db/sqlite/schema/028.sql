-- Version 28: of which time what an import told is, for the later quarter's word to stand whichever came first.

-- Rows first to last of this import are of the time that ends with this day; kind 2: all of its rows
-- of which nothing else is said.
CREATE TABLE quarter (
	import INTEGER NOT NULL,
	kind INTEGER NOT NULL,
	first INTEGER NOT NULL,
	last INTEGER NOT NULL,
	day INTEGER NOT NULL,
	PRIMARY KEY (import, kind, first)
) STRICT, WITHOUT ROWID;
CREATE INDEX quarter_whole ON quarter (day) WHERE kind = 2;
ALTER TABLE request_told ADD COLUMN day INTEGER;

-- A line for each agency was kept, `CODE DAY`: the latest of them is the import's.
INSERT INTO quarter (import, kind, first, last, day)
WITH RECURSIVE line (import, said, rest) AS (
	SELECT CAST(substr(key, 15) AS INTEGER), '', value FROM setting WHERE key LIKE 'import.period.%'
	UNION ALL
	SELECT import, substr(rest, 1, instr(rest || char(10), char(10)) - 1), substr(rest, instr(rest || char(10), char(10)) + 1)
	FROM line WHERE rest <> ''
)
SELECT import, 2, 0, 0, max(CAST(substr(said, instr(said, ' ') + 1) AS INTEGER)) FROM line WHERE said <> '' GROUP BY import;
DELETE FROM setting WHERE key LIKE 'import.period.%';
