/*
 * Repeats within one agency: the rule with "the same agency", judged when asked
 * for and kept nowhere.
 */
#include <stdlib.h>
#include <string.h>

#include "care/asked_rows.h"
#include "governance/gate.h"
#include "store_events.h"

struct gathering {
	const struct session *session;
	const struct asked_query *query;
	struct arena *arena;   /* the caller's */
	struct arena *scratch; /* one person's */
	VEC(struct asked_row) rows;
};

static bool finding_copy(const struct finding *in, struct arena *arena, struct finding *out)
{
	int64_t *evidence = arena_alloc(arena, (in->evidence_n + 1) * sizeof *evidence);

	*out = *in;
	if (!evidence)
		return false;
	if (in->evidence_n)
		memcpy(evidence, in->evidence, in->evidence_n * sizeof *evidence);
	out->evidence = evidence;
	out->instrument = arena_dup(arena, in->instrument);
	return out->instrument || !in->instrument;
}

static enum status person_gather(void *arg, int64_t person, const struct event *event, size_t n,
	struct death died, struct err *err)
{
	struct gathering *g = arg;
	struct history *history;
	struct finding *found;
	struct event *seen;
	size_t found_n, i;
	enum status st;

	arena_reset(g->scratch);
	st = events_whole(g->session, person, event, n, g->scratch, &seen, &n, err);
	if (st == ST_OK)
		st = history_new(&history, &g->session->rule, seen, n, died.day, g->scratch, err);
	if (st == ST_OK)
		st = duplicates_judge_same_agency(history, g->scratch, &found, &found_n, err);
	if (st != ST_OK)
		return st;
	for (i = 0; i < found_n; i++) {
		struct asked_row row = {.person = person, .state = VD_OPEN};

		if (g->query->stage >= 0 && (int)found[i].stage != g->query->stage)
			continue;
		if (!finding_copy(&found[i], g->arena, &row.finding) || !vec_push(&g->rows, row))
			return err_nomem(err);
	}
	return ST_OK;
}

static enum status gather(struct gathering *g, struct err *err)
{
	const struct store *store = g->session->store;
	struct record *record;
	struct event *event;
	struct arena *arena;
	size_t record_n, event_n;
	enum status st;

	if (!g->query->person)
		return store_events_sweep(store, person_gather, g, err);
	arena = arena_new();
	if (!arena)
		return err_nomem(err);
	st = store_person_records(store, g->query->person, arena, &record, &record_n, err);
	if (st == ST_OK)
		st = store_person_events(store, g->query->person, arena, &event, &event_n, err);
	if (st == ST_OK)
		st = person_gather(g, g->query->person, event, event_n,
			records_died(record, record_n), err);
	arena_free(arena);
	return st;
}

struct sorted { const char *code; struct asked_row row; };

static int sorted_order(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;
	const struct finding *f = &x->row.finding, *g = &y->row.finding;
	int order;

	if (stage_is_preventable(f->stage) != stage_is_preventable(g->stage))
		return stage_is_preventable(f->stage) ? -1 : 1;
	if (f->on != g->on)
		return f->on > g->on ? -1 : 1;
	order = strcmp(x->code, y->code);
	if (!order)
		order = strcmp(x->row.source_ref, y->row.source_ref);
	return order ? order : (int)f->kind - (int)g->kind;
}

/* The window of the sorted rows that was asked for. */
static enum status rows_arrange(struct session *s, const struct asked_query *q,
	const struct asked_row *row, size_t n, struct arena *arena, struct asked_row **out,
	size_t *out_n, struct err *err)
{
	struct sorted *sorted = arena_alloc(arena, (n + 1) * sizeof *sorted);
	struct asked_row *kept = arena_alloc(arena, (n + 1) * sizeof *kept);
	size_t i, m = 0;

	if (!sorted || !kept)
		return err_nomem(err);
	for (i = 0; row && i < n; i++)
		if (!q->agency || row[i].agency == q->agency)
			sorted[m++] = (struct sorted){session_agency(s, row[i].agency)->code, row[i]};
	qsort(sorted, m, sizeof *sorted, sorted_order);
	*out_n = 0;
	for (i = q->skip; i < m && (!q->limit || *out_n < q->limit); i++)
		kept[(*out_n)++] = sorted[i].row;
	*out = kept;
	return ST_OK;
}

enum status asked_same_agency(struct session *s, const struct asked_query *q, struct arena *arena,
	struct asked_row **out, size_t *n, struct err *err)
{
	struct gathering g = {.session = s, .query = q, .arena = arena, .scratch = arena_new()};
	enum status st = ST_OK;
	size_t row_n;

	if (!g.scratch)
		return err_nomem(err);
	if (q->state < 0 || q->state == VD_OPEN) /* nothing is decided about these */
		st = gather(&g, err);
	row_n = g.rows.n;
	if (st == ST_OK)
		st = asked_rows_fill(s, g.rows.v, &row_n, arena, err);
	if (st == ST_OK)
		st = rows_arrange(s, q, g.rows.v, row_n, arena, out, n, err);
	vec_done(&g.rows);
	arena_free(g.scratch);
	return st;
}
