-- Version 7: an import taken back takes with it what later files had of it; and people
-- who may have moved.

-- What an import's version of an event has from the version before it, because its
-- file did not send it: practitioner, role, responded_on, part:REF, with `;` between.
CREATE TABLE event_carried (
	event INTEGER NOT NULL REFERENCES event (id),
	import INTEGER NOT NULL,
	what TEXT NOT NULL,
	PRIMARY KEY (event, import)
) STRICT, WITHOUT ROWID;

-- Records that came with another postcode than before.  is_open: nobody has said yet
-- whether the person moved; day: when that came.
CREATE TABLE moved (
	record INTEGER NOT NULL PRIMARY KEY REFERENCES record (id),
	is_open INTEGER NOT NULL,
	day INTEGER NOT NULL
) STRICT;
CREATE INDEX moved_open ON moved (day, record) WHERE is_open = 1;
