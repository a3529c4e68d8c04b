-- Version 31: what was sent of the end of a service that its person's death has ended, so that it
-- says that again when the death is taken back.

CREATE TABLE service_sent (
	record INTEGER NOT NULL REFERENCES record (id),
	event INTEGER NOT NULL REFERENCES event (id),
	status INTEGER NOT NULL,
	ends INTEGER,
	ends_on TEXT,
	PRIMARY KEY (record, event)
) STRICT, WITHOUT ROWID;
