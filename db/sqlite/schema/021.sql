-- Version 21: files that are taken in again keep the place they had.
--
-- mark says what files a run read (core/ingest/known.h); NULL where that is not known.
-- place is the number of the import under which its rows are kept: its own, or that of the
-- first import of the same files.
ALTER TABLE import ADD COLUMN mark TEXT;
ALTER TABLE import ADD COLUMN place INTEGER;
UPDATE import SET place = id;
CREATE INDEX import_mark ON import (mark) WHERE mark IS NOT NULL;
CREATE INDEX import_place ON import (place);
