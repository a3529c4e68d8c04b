-- Version 27: findings are kept in four indexes, not seven: each is a tree to write for every finding.

-- By state: the queue, past those of another state.  What is counted of a stage, and the minutes
-- of what was asked again, are read from the index by stage.
DROP INDEX finding_state;
DROP INDEX finding_count;
DROP INDEX finding_minutes;
DROP INDEX finding_queue;
DROP INDEX finding_stage;
CREATE INDEX finding_queue ON finding (is_preventable DESC, day DESC, agency_code, source_ref, kind, state);
CREATE INDEX finding_stage ON finding (state, stage, is_preventable DESC, day DESC, agency_code, source_ref, kind, minutes);
