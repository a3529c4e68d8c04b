-- The case store, version 1.
--
-- Numbers inside, addresses outside: ids are never shown and never used again.
-- A moment is one number, day * 134217728 + millisecond + 1, where that is -1 for a
-- bare date (so that a bare date sorts before the times of its day).
-- kind, status, stage, policy and verdict are the numbers of include/model.h.

CREATE TABLE meta (
	key TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
	key TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One row: what the next record and event are called, and how many people there are.
CREATE TABLE counter (
	only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
	next_record INTEGER NOT NULL,
	next_event INTEGER NOT NULL,
	people INTEGER NOT NULL
) STRICT;
INSERT INTO counter (only_row, next_record, next_event, people) VALUES (1, 1, 1, 0);

-- One row, bumped by whatever changes case content.
CREATE TABLE change (
	only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
	seq INTEGER NOT NULL
) STRICT;
INSERT INTO change (only_row, seq) VALUES (1, 0);

CREATE TABLE import (
	id INTEGER NOT NULL PRIMARY KEY,
	at TEXT NOT NULL,
	received INTEGER NOT NULL,
	worker TEXT,
	agency TEXT,
	format TEXT,
	files INTEGER NOT NULL,
	read INTEGER NOT NULL,
	fresh INTEGER NOT NULL,
	changed INTEGER NOT NULL,
	same INTEGER NOT NULL,
	rejected INTEGER NOT NULL,
	state TEXT NOT NULL
) STRICT;

CREATE TABLE reject (
	id INTEGER NOT NULL PRIMARY KEY,
	import INTEGER NOT NULL REFERENCES import (id),
	file TEXT,
	line INTEGER NOT NULL,
	field TEXT,
	reason TEXT,
	text TEXT
) STRICT;
CREATE INDEX reject_import ON reject (import);

CREATE TABLE agency (
	id INTEGER NOT NULL PRIMARY KEY,
	code TEXT NOT NULL UNIQUE,
	name TEXT,
	sector TEXT,
	ods_code TEXT,
	phone TEXT,
	email TEXT,
	cost_per_hour TEXT,
	area TEXT,
	shown_as TEXT
) STRICT;

-- person is the lowest id among the records of the person who holds it.
-- What senders call an agency, as `Organization/12` or `PractitionerRole/7`, for
-- files that do not say it again.  No agency: several are called so.
CREATE TABLE agency_ref (
	ref TEXT NOT NULL PRIMARY KEY,
	agency INTEGER REFERENCES agency (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX agency_ref_agency ON agency_ref (agency);
CREATE TABLE record (
	id INTEGER NOT NULL PRIMARY KEY,
	person INTEGER NOT NULL,
	agency INTEGER NOT NULL REFERENCES agency (id),
	uuid BLOB NOT NULL UNIQUE,
	local_id TEXT NOT NULL,
	import INTEGER,
	received INTEGER NOT NULL,
	nhs_number TEXT,
	nhs_number_status TEXT,
	family_name TEXT,
	given_name TEXT,
	other_names TEXT,
	preferred_name TEXT,
	date_of_birth TEXT,
	sex TEXT,
	address TEXT,
	town TEXT,
	postcode TEXT,
	phone TEXT,
	email TEXT,
	safe_contact TEXT,
	language TEXT,
	communication_needs TEXT,
	gp_practice TEXT,
	date_of_death TEXT,
	sensitivity TEXT,
	consent TEXT,
	other_ids TEXT,
	updated_at TEXT,
	UNIQUE (agency, local_id)
) STRICT;
CREATE INDEX record_person ON record (person);
CREATE INDEX record_died ON record (person) WHERE date_of_death IS NOT NULL;

-- Content that a later import superseded, with the import that had brought it.
CREATE TABLE record_version (
	id INTEGER NOT NULL PRIMARY KEY,
	record INTEGER NOT NULL REFERENCES record (id),
	superseded_by INTEGER,
	import INTEGER,
	received INTEGER NOT NULL,
	nhs_number TEXT,
	nhs_number_status TEXT,
	family_name TEXT,
	given_name TEXT,
	other_names TEXT,
	preferred_name TEXT,
	date_of_birth TEXT,
	sex TEXT,
	address TEXT,
	town TEXT,
	postcode TEXT,
	phone TEXT,
	email TEXT,
	safe_contact TEXT,
	language TEXT,
	communication_needs TEXT,
	gp_practice TEXT,
	date_of_death TEXT,
	sensitivity TEXT,
	consent TEXT,
	other_ids TEXT,
	updated_at TEXT
) STRICT;
CREATE INDEX record_version_record ON record_version (record);

-- agency is its record's (doctor holds it to that).
-- Clustered, so that a record's events are read from neighbouring pages, in time order.
CREATE TABLE event (
	record INTEGER NOT NULL REFERENCES record (id),
	at INTEGER NOT NULL,
	id INTEGER NOT NULL UNIQUE,
	agency INTEGER NOT NULL,
	source_ref TEXT NOT NULL,
	kind INTEGER NOT NULL,
	status INTEGER NOT NULL,
	ends INTEGER,
	import INTEGER,
	received INTEGER NOT NULL,
	starts_on TEXT,
	ends_on TEXT,
	title TEXT,
	code_system TEXT,
	code TEXT,
	instrument TEXT,
	domains TEXT,
	depth TEXT,
	valid_until TEXT,
	subject TEXT,
	review_of TEXT,
	reuses TEXT,
	joint_with TEXT,
	to_agency TEXT,
	responded_on TEXT,
	outcome TEXT,
	score TEXT,
	unit TEXT,
	practitioner TEXT,
	role TEXT,
	minutes TEXT,
	resets TEXT,
	sensitivity TEXT,
	summary TEXT,
	parts TEXT,
	PRIMARY KEY (record, at, id),
	UNIQUE (agency, source_ref)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_request_open ON event (at, id) WHERE kind = 0 AND status <= 2 AND responded_on IS NULL;
CREATE INDEX event_waiting ON event (record, kind, status) WHERE status = 0 OR (kind = 0 AND status <= 2 AND responded_on IS NULL);
CREATE INDEX event_stay_open ON event (at) WHERE kind = 6 AND ends IS NULL;
CREATE INDEX event_stay_ended ON event (ends) WHERE kind = 6 AND ends IS NOT NULL;
CREATE INDEX event_discharge ON event (at) WHERE kind = 7;

CREATE TABLE event_version (
	id INTEGER NOT NULL PRIMARY KEY,
	event INTEGER NOT NULL REFERENCES event (id),
	superseded_by INTEGER,
	record INTEGER NOT NULL,
	at INTEGER NOT NULL,
	kind INTEGER NOT NULL,
	status INTEGER NOT NULL,
	ends INTEGER,
	import INTEGER,
	received INTEGER NOT NULL,
	starts_on TEXT,
	ends_on TEXT,
	title TEXT,
	code_system TEXT,
	code TEXT,
	instrument TEXT,
	domains TEXT,
	depth TEXT,
	valid_until TEXT,
	subject TEXT,
	review_of TEXT,
	reuses TEXT,
	joint_with TEXT,
	to_agency TEXT,
	responded_on TEXT,
	outcome TEXT,
	score TEXT,
	unit TEXT,
	practitioner TEXT,
	role TEXT,
	minutes TEXT,
	resets TEXT,
	sensitivity TEXT,
	summary TEXT,
	parts TEXT
) STRICT;
CREATE INDEX event_version_event ON event_version (event);

-- The source_refs that were folded into an event on import.
CREATE TABLE event_part (
	agency INTEGER NOT NULL REFERENCES agency (id),
	part TEXT NOT NULL,
	event INTEGER NOT NULL REFERENCES event (id),
	PRIMARY KEY (agency, part, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_part_event ON event_part (event);

CREATE TABLE search_key (
	key TEXT NOT NULL,
	record INTEGER NOT NULL,
	is_past INTEGER NOT NULL,
	PRIMARY KEY (key, record)
) STRICT, WITHOUT ROWID;

CREATE TABLE link (
	a INTEGER NOT NULL REFERENCES record (id),
	b INTEGER NOT NULL REFERENCES record (id),
	band TEXT NOT NULL,
	weight REAL NOT NULL,
	state TEXT NOT NULL,
	reason TEXT,
	PRIMARY KEY (a, b),
	CHECK (a < b)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_b ON link (b);
CREATE INDEX link_undecided ON link (weight DESC, a, b) WHERE state = 'to-decide';

CREATE TABLE decision (
	id INTEGER NOT NULL PRIMARY KEY,
	at TEXT NOT NULL,
	worker TEXT NOT NULL,
	verdict INTEGER NOT NULL,
	event INTEGER REFERENCES event (id),
	a INTEGER REFERENCES record (id),
	b INTEGER REFERENCES record (id),
	reason TEXT,
	note TEXT,
	reply_by TEXT,
	undoes INTEGER REFERENCES decision (id)
) STRICT;
CREATE INDEX decision_event ON decision (event) WHERE event IS NOT NULL;
CREATE INDEX decision_a ON decision (a) WHERE a IS NOT NULL;
CREATE INDEX decision_b ON decision (b) WHERE b IS NOT NULL;
CREATE INDEX decision_undoes ON decision (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX decision_worker ON decision (worker, id);

CREATE TABLE decision_evidence (
	decision INTEGER NOT NULL REFERENCES decision (id),
	event INTEGER NOT NULL REFERENCES event (id),
	PRIMARY KEY (decision, event)
) STRICT, WITHOUT ROWID;

-- class: 0 repeat or overlap, 1 together; one finding of each on an event.
-- state and decision are what the decisions in force make of it.
-- agency, its code and source_ref never change: they are here for the queue's order.
CREATE TABLE finding (
	id INTEGER NOT NULL PRIMARY KEY,
	person INTEGER NOT NULL,
	event INTEGER NOT NULL,
	class INTEGER NOT NULL,
	kind INTEGER NOT NULL,
	stage INTEGER NOT NULL,
	is_preventable INTEGER NOT NULL,
	policy INTEGER NOT NULL,
	counted INTEGER NOT NULL,
	answered INTEGER NOT NULL,
	cover_num INTEGER NOT NULL,
	cover_den INTEGER NOT NULL,
	instrument TEXT,
	day INTEGER NOT NULL,
	minutes INTEGER NOT NULL,
	agency INTEGER NOT NULL,
	agency_code TEXT NOT NULL,
	source_ref TEXT NOT NULL,
	state INTEGER NOT NULL,
	decision INTEGER,
	UNIQUE (event, class)
) STRICT;
CREATE INDEX finding_person ON finding (person);
CREATE INDEX finding_queue ON finding (is_preventable DESC, day DESC, agency_code, source_ref, kind);
CREATE INDEX finding_state ON finding (state, is_preventable DESC, day DESC, agency_code, source_ref, kind);
CREATE INDEX finding_stage ON finding (state, stage, is_preventable DESC, day DESC, agency_code, source_ref, kind);
-- What could have been spared, by the day on which it was asked again.
CREATE INDEX finding_minutes ON finding (state, day, minutes) WHERE stage = 3 AND class = 0;

CREATE TABLE finding_evidence (
	finding INTEGER NOT NULL,
	event INTEGER NOT NULL,
	PRIMARY KEY (finding, event)
) STRICT, WITHOUT ROWID;

CREATE TABLE recent (
	worker TEXT NOT NULL,
	record INTEGER NOT NULL REFERENCES record (id),
	seen INTEGER NOT NULL,
	PRIMARY KEY (worker, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX recent_seen ON recent (worker, seen);

-- Append-only, each row's hash made over the one before it.
CREATE TABLE audit (
	id INTEGER NOT NULL PRIMARY KEY,
	at TEXT NOT NULL,
	worker TEXT NOT NULL,
	deed TEXT NOT NULL,
	person TEXT,
	detail TEXT,
	hash BLOB NOT NULL
) STRICT;
CREATE INDEX audit_person ON audit (person, id) WHERE person IS NOT NULL;
CREATE INDEX audit_worker ON audit (worker, id);

-- A second fence, for other tools than ours.
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_keeps BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER decision_stays BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER decision_keeps BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER decision_evidence_stays BEFORE UPDATE ON decision_evidence
BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER decision_evidence_keeps BEFORE DELETE ON decision_evidence
BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
