-- Version 23: who is kept out of a person's records is said in one place.
--
-- What `sharing bar` said of a worker stands among the workers' relations, as kin.  Of a name
-- that was no worker's then it stays where it was, and holds.
INSERT OR IGNORE INTO worker_relation (worker, record, kind, created_by)
	SELECT s.worker, s.record, 1, s.said_by FROM sharing s JOIN worker w ON w.name = s.worker
	WHERE s.kind = 4 AND s.is_in_force = 1;
UPDATE sharing SET is_in_force = 0 WHERE kind = 4 AND worker IN (SELECT name FROM worker);
