-- Version 34: records are found by their uuid in a table of its own, which an import fills in its order:
-- an index of the records' own has a page written for nearly each that arrives.

CREATE TABLE record_kept (
	id INTEGER NOT NULL PRIMARY KEY,
	agency INTEGER NOT NULL REFERENCES agency (id),
	uuid BLOB NOT NULL,
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
INSERT INTO record_kept (id, agency, uuid, local_id, import, received, nhs_number, nhs_number_status, family_name, given_name,
	other_names, preferred_name, date_of_birth, sex, address, town, postcode, phone, email, safe_contact,
	language, communication_needs, gp_practice, date_of_death, sensitivity, consent, other_ids, updated_at)
	SELECT id, agency, uuid, local_id, import, received, nhs_number, nhs_number_status, family_name, given_name,
	other_names, preferred_name, date_of_birth, sex, address, town, postcode, phone, email, safe_contact,
	language, communication_needs, gp_practice, date_of_death, sensitivity, consent, other_ids, updated_at
	FROM record ORDER BY id;
DROP TABLE record;
ALTER TABLE record_kept RENAME TO record;
CREATE INDEX record_died ON record (id) WHERE date_of_death IS NOT NULL;
CREATE INDEX record_hidden ON record (id) WHERE sensitivity = 'hidden';

CREATE TABLE record_uuid (
	uuid BLOB NOT NULL PRIMARY KEY,
	record INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO record_uuid (uuid, record) SELECT uuid, id FROM record ORDER BY uuid;

-- Those with a higher number may not be in it yet.
ALTER TABLE counter ADD COLUMN uuids_upto INTEGER NOT NULL DEFAULT 0;
UPDATE counter SET uuids_upto = next_record - 1;
