/*
 * decisions_undo.c - which of a worker's rows undo takes back next, and which redo brings again.
 */
#include "decisions.h"

#include "rows.h"
#include "store_findings.h"

enum step { STEP_ON, STEP_TAKE, STEP_STOP };

/* The worker's rows, newest first, until `judge` takes one or stops. */
typedef enum status step_fn(const struct store *, int64_t id, int64_t undoes, enum step *,
	struct err *);

static enum status judge_last(const struct store *s, int64_t id, int64_t undoes, enum step *step, struct err *err)
{
	(void)s, (void)id, (void)undoes, (void)err;
	*step = STEP_TAKE;
	return ST_OK;
}

/* What was passed over is no step. */
static enum status find_newest(const struct store *s, const char *worker, int64_t before, step_fn *judge,
	struct arena *arena, struct decision *out, struct err *err)
{
	struct reading reading;
	enum status status = read_begin(&reading, s, err), ended;
	enum step step = STEP_ON;
	int64_t id = 0;
	struct query q;

	query_begin(&q, s, SQL_DECISIONS_OF_WORKER);
	query_text(&q, worker);
	query_int(&q, before);
	while (status == ST_OK && step == STEP_ON && query_next(&q)) {
		id = row_int(&q, 0);
		if (row_int(&q, 3) != VD_PASSED || judge == judge_last)
			status = judge(s, id, row_int(&q, 10), &step, err);
	}
	ended = query_end(&q, status == ST_OK ? err : NULL);
	if (status == ST_OK)
		status = ended;
	if (status == ST_OK && step != STEP_TAKE)
		status = err_set(err, ST_NONE, "there is nothing to take back or to bring again");
	if (status == ST_OK)
		status = decision_read_one(s, id, arena, out, err);
	return read_end(&reading, status, err);
}

enum status store_decision_passing(const struct store *s, int64_t id, enum passing *out, struct err *err)
{
	int64_t passing = PASSED_NOT;
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_DECISION_PASSING);
	query_int(&q, id);
	status = query_number(&q, &passing, err);
	*out = (enum passing)passing;
	return status;
}

/* It stands, and is not passed over for good. */
static enum status is_standing(const struct store *s, int64_t id, bool *is, struct err *err)
{
	enum passing passing = PASSED_NOT;
	enum status status = decision_in_force(s, id, is, err);

	if (status == ST_OK && *is)
		status = store_decision_passing(s, id, &passing, err);
	*is = *is && passing != PASSED_FOR_GOOD;
	return status;
}

static enum status judge_undo(const struct store *s, int64_t id, int64_t undoes, enum step *step,
	struct err *err)
{
	bool stands = false;
	enum status status = ST_OK;

	if (!undoes)
		status = is_standing(s, id, &stands, err);
	*step = stands ? STEP_TAKE : STEP_ON;
	return status;
}

/* Undos that stand form the stack; rows that brought something again, and the
 * undos that they took back, are passed over; a decision ends it. */
static enum status judge_redo(const struct store *s, int64_t id, int64_t undoes, enum step *step,
	struct err *err)
{
	int64_t of_what = 0;
	bool stands;
	struct query q;
	enum status status;

	*step = STEP_STOP;
	if (!undoes)
		return ST_OK;
	status = is_standing(s, id, &stands, err);
	if (status != ST_OK)
		return status;
	query_begin(&q, s, SQL_DECISION_UNDOES);
	query_int(&q, undoes);
	status = query_number(&q, &of_what, err);
	if (status == ST_OK)
		*step = stands && !of_what ? STEP_TAKE : STEP_ON;
	return status;
}

enum status store_decision_to_undo(const struct store *s, const char *worker, int64_t before, struct arena *arena,
	struct decision *out, struct err *err)
{
	return find_newest(s, worker, before, judge_undo, arena, out, err);
}

enum status store_decision_last(const struct store *s, const char *worker, struct arena *arena, struct decision *out,
	struct err *err)
{
	return find_newest(s, worker, INT64_MAX, judge_last, arena, out, err);
}

enum status store_decision_to_redo(const struct store *s, const char *worker, int64_t before, struct arena *arena,
	struct decision *out, struct err *err)
{
	return find_newest(s, worker, before, judge_redo, arena, out, err);
}
