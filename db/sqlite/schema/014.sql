-- Version 14: the audit is chained with a key that is not in the store.
--
-- From first_row on, until the next row says another, the hashes of its rows are made with
-- the key of this mark; before the first of them they are plain.

CREATE TABLE audit_key (
	first_row INTEGER NOT NULL PRIMARY KEY,
	mark BLOB NOT NULL
) STRICT;
CREATE TRIGGER audit_key_stays BEFORE UPDATE ON audit_key
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_key_keeps BEFORE DELETE ON audit_key
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
