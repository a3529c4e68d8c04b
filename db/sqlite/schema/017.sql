-- Version 17: somebody's content is taken away for good, and stays away.
--
-- mark is a keyed hash of agency and local_id, with the key of this mark, which is not in
-- the store (audit_key): it tells a record that comes again, and nobody what it was.

CREATE TABLE erased (
	mark BLOB NOT NULL PRIMARY KEY,
	key_mark BLOB NOT NULL,
	at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Whose records are kept whatever else says that they should go.
CREATE TABLE hold (
	record INTEGER NOT NULL PRIMARY KEY REFERENCES record (id),
	at TEXT NOT NULL,
	worker TEXT NOT NULL,
	reason TEXT NOT NULL
) STRICT;

-- What was said of a decision goes with the person that it was of; that it was made stays.
DROP TRIGGER decision_stays;
CREATE TRIGGER decision_stays BEFORE UPDATE ON decision
WHEN NEW.note IS NOT NULL OR NEW.reason IS NOT NULL OR NEW.id IS NOT OLD.id OR NEW.at IS NOT OLD.at
	OR NEW.worker IS NOT OLD.worker OR NEW.verdict IS NOT OLD.verdict OR NEW.event IS NOT OLD.event
	OR NEW.a IS NOT OLD.a OR NEW.b IS NOT OLD.b OR NEW.reply_by IS NOT OLD.reply_by
	OR NEW.undoes IS NOT OLD.undoes OR NEW.action IS NOT OLD.action
BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
