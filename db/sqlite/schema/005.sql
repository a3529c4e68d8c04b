-- Version 5: directories of community services, each replaced as a whole by its
-- source's next file.
--
-- A source's services are those of its generation in force: a new one is put
-- beside it by and by, one row makes it the one in force, and the former goes.

CREATE TABLE service_source (
	id INTEGER NOT NULL PRIMARY KEY,
	name TEXT NOT NULL UNIQUE,
	generation INTEGER NOT NULL,
	at TEXT NOT NULL
) STRICT;

-- domains: codes of the catalogue, `;` between.
CREATE TABLE service (
	id INTEGER NOT NULL PRIMARY KEY,
	source INTEGER NOT NULL REFERENCES service_source (id),
	generation INTEGER NOT NULL,
	ref TEXT NOT NULL,
	mark TEXT NOT NULL,
	name TEXT NOT NULL,
	organisation TEXT,
	description TEXT,
	url TEXT,
	email TEXT,
	status TEXT,
	alert TEXT,
	assured_on TEXT,
	minimum_age INTEGER,
	maximum_age INTEGER,
	domains TEXT,
	UNIQUE (source, generation, ref)
) STRICT;

CREATE TABLE service_place (
	service INTEGER NOT NULL REFERENCES service (id),
	n INTEGER NOT NULL,
	kind TEXT,
	name TEXT,
	address TEXT,
	postcode TEXT,
	PRIMARY KEY (service, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE service_contact (
	service INTEGER NOT NULL REFERENCES service (id),
	n INTEGER NOT NULL,
	name TEXT,
	title TEXT,
	phone TEXT,
	email TEXT,
	PRIMARY KEY (service, n)
) STRICT, WITHOUT ROWID;

-- What it is for (0), when it is open (1), what it costs (2): a line each.
CREATE TABLE service_line (
	service INTEGER NOT NULL REFERENCES service (id),
	kind INTEGER NOT NULL,
	n INTEGER NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (service, kind, n)
) STRICT, WITHOUT ROWID;

-- What it is found by: a letter for the kind of key, and the key folded.
CREATE TABLE service_key (
	key TEXT NOT NULL,
	service INTEGER NOT NULL REFERENCES service (id),
	PRIMARY KEY (key, service)
) STRICT, WITHOUT ROWID;
CREATE INDEX service_key_service ON service_key (service);
