-- Version 18: what the rule of duplicates reads of events stands by itself, packed
-- (include/gist.h): judging everybody passes over these rows alone.
--
-- A row has gists of some of a record's events, event the number of one of them.

CREATE TABLE event_gist (
	record INTEGER NOT NULL,
	event INTEGER NOT NULL,
	gists TEXT NOT NULL,
	PRIMARY KEY (record, event)
) STRICT, WITHOUT ROWID;

INSERT INTO event_gist (record, event, gists)
	SELECT record, min(id), group_concat(gist, '') FROM (
		SELECT record, id, (row_number() OVER (PARTITION BY record ORDER BY id) - 1) / 100 AS part,
			id || char(31) || at || char(31) || coalesce(ends, '') || char(31) || source_ref || char(31) ||
			char(64 + kind, 64 + status) || agency || char(31) ||
			coalesce(code_system, '') || char(31) || coalesce(code, '') || char(31) ||
			coalesce(instrument, '') || char(31) || coalesce(domains, '') || char(31) ||
			coalesce(depth, '') || char(31) || coalesce(valid_until, '') || char(31) ||
			coalesce(subject, '') || char(31) || coalesce(review_of, '') || char(31) ||
			coalesce(reuses, '') || char(31) || coalesce(joint_with, '') || char(31) ||
			coalesce(to_agency, '') || char(31) || coalesce(responded_on, '') || char(31) ||
			coalesce(resets, '') || char(31) || coalesce(minutes, '') || char(30) AS gist
		FROM event WHERE status < 7 AND (kind IN (1, 4) OR
			(kind = 0 AND status <= 2 AND responded_on IS NULL) OR
			(status IN (1, 2) AND (kind IN (6, 9) OR resets IS NOT NULL))))
	GROUP BY record, part ORDER BY record, min(id);
