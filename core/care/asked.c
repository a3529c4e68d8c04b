/*
 * The queue of what was asked again, with whose it is and what answers it.
 */
#include "asked.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "care/asked_rows.h"
#include "governance/gate.h"
#include "governance/reach.h"
#include "store_findings.h"

const char ASKED_RIGHT[] =
	"A finding never removes anyone's right to an assessment, and is no reason to refuse one.";

static struct finding_query stored_query(struct session *s, const struct asked_query *q)
{
	int64_t kept_to = q->person ? 0 : reach_agency(s);

	return (struct finding_query){
		.person = q->person, .stage = q->stage, .state = q->state, .agency = kept_to ? kept_to : q->agency,
		.limit = q->limit, .skip = q->skip, .is_soonest_first = q->is_soonest_first
	};
}

static enum status stored_list(struct session *s, const struct asked_query *q, struct arena *arena,
	struct asked_row **out, size_t *n, struct err *err)
{
	struct finding_query query = stored_query(s, q);
	struct finding_row *found;
	struct asked_row *row;
	size_t i;
	enum status st = store_findings_list(s->store, &query, arena, &found, n, err);

	if (st == ST_OK && q->read)
		*q->read = *n;
	if (st == ST_OK)
		st = findings_seen_each(s, found, n, arena, err);
	if (st != ST_OK)
		return st;
	row = arena_alloc(arena, (*n ? *n : 1) * sizeof *row);
	if (!row)
		return err_nomem(err);
	for (i = 0; i < *n && st == ST_OK; i++) {
		row[i].finding = found[i].finding;
		row[i].state = found[i].state;
		row[i].decision = decision_shown(s, found[i].decision, found[i].person, arena);
		row[i].person = found[i].person;
		if (found[i].decision && !row[i].decision)
			st = err_nomem(err);
	}
	*out = row;
	return st;
}

static enum status list_look(struct session *s, const struct asked_query *q, struct err *err)
{
	char detail[200];
	bool has_why = !q->person && s->queue_why;
	const char *agency = q->agency ? session_agency(s, q->agency)->code : "all";

	snprintf(detail, sizeof detail, "asked again%s, stage %s, state %s, agency %s%s%s",
		q->same_agency ? " by the same agency" : "",
		q->stage >= 0 && q->stage < SG_COUNT ? STAGE_NAMES[q->stage] : "any",
		q->state >= 0 && q->state < VD_COUNT ? VERDICT_NAMES[q->state] : "any", agency,
		has_why ? ", " : "", has_why ? s->queue_why : "");
	return case_look(s, &(struct deed){.deed = "list", .person = q->person, .detail = detail}, err);
}

enum status asked_list(struct session *s, const struct asked_query *q, struct arena *arena,
	struct asked_row **out, size_t *n, struct err *err)
{
	struct asked_row *row = NULL;
	size_t row_n = 0;
	enum status st = q->goes_on ? ST_OK : list_look(s, q, err);

	if (st == ST_OK && q->same_agency)
		return asked_same_agency(s, q, arena, out, n, err);
	if (st == ST_OK)
		st = stored_list(s, q, arena, &row, &row_n, err);
	if (st == ST_OK)
		st = asked_rows_fill(s, row, &row_n, arena, err);
	if (st != ST_OK)
		return st;
	*out = row;
	*n = row_n;
	return ST_OK;
}

/* Where something may be withheld only what is seen is counted, up to ASKED_COUNTED. */
static enum status seen_count(struct session *s, const struct finding_query *q, size_t *read, int64_t *out, struct err *err)
{
	struct arena *arena = arena_new();
	struct finding_query query = *q;
	struct finding_row *row;
	size_t n = 0;
	enum status st;

	query.limit = ASKED_COUNTED;
	query.skip = 0;
	st = arena ? store_findings_list(s->store, &query, arena, &row, &n, err) : err_nomem(err);
	if (read)
		*read = n;
	if (st == ST_OK)
		st = findings_seen_each(s, row, &n, arena, err);
	if (st == ST_OK)
		*out = (int64_t)n;
	arena_free(arena);
	return st;
}

enum status asked_count(struct session *s, const struct asked_query *q, int64_t *out,
	struct err *err)
{
	struct finding_query query = stored_query(s, q);
	struct asked_row *row;
	struct arena *arena;
	size_t n;
	enum status st;

	if (!works_with_people(s)) {
		*out = 0;
		return ST_OK;
	}
	if (!q->same_agency && !sees_all(s))
		return seen_count(s, &query, q->read, out, err);
	if (!q->same_agency)
		return store_findings_count(s->store, &query, out, err);
	arena = arena_new();
	if (!arena)
		return err_nomem(err);
	st = asked_same_agency(s, q, arena, &row, &n, err);
	if (st == ST_OK)
		*out = (int64_t)n;
	arena_free(arena);
	return st;
}
