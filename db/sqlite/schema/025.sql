-- Version 25: how consent was given, by whom, to which agency, and when to ask again.

-- receiver: which agency may see (NULL any); giver: who consented, by kind, or who signed an
-- override; review_day: when to ask again.  What is ended says when, by whom and why.
ALTER TABLE sharing ADD COLUMN receiver INTEGER;
ALTER TABLE sharing ADD COLUMN giver TEXT;
ALTER TABLE sharing ADD COLUMN how TEXT;
ALTER TABLE sharing ADD COLUMN review_day INTEGER;
ALTER TABLE sharing ADD COLUMN ended TEXT;
ALTER TABLE sharing ADD COLUMN ended_by TEXT;
ALTER TABLE sharing ADD COLUMN ended_why TEXT;
-- What was said before anybody asked for a day holds as it did, and is due a year after it was said.
UPDATE sharing SET review_day = coalesce(until_day, from_day + 365) WHERE kind <= 2;
CREATE INDEX sharing_review ON sharing (said_by, review_day) WHERE is_in_force = 1 AND kind <= 2;
CREATE INDEX sharing_looked ON sharing (said_by, id) WHERE kind IN (5, 7);

-- A word on sharing is a worker's word like others, and taken back like them.
ALTER TABLE decision ADD COLUMN sharing INTEGER;
DROP TRIGGER decision_stays;
CREATE TRIGGER decision_stays BEFORE UPDATE ON decision
WHEN NEW.note IS NOT NULL OR NEW.reason IS NOT NULL OR NEW.id IS NOT OLD.id OR NEW.at IS NOT OLD.at
	OR NEW.worker IS NOT OLD.worker OR NEW.verdict IS NOT OLD.verdict OR NEW.event IS NOT OLD.event
	OR NEW.a IS NOT OLD.a OR NEW.b IS NOT OLD.b OR NEW.reply_by IS NOT OLD.reply_by
	OR NEW.undoes IS NOT OLD.undoes OR NEW.action IS NOT OLD.action OR NEW.sharing IS NOT OLD.sharing
BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
