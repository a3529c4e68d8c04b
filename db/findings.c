/*
 * findings.c - findings as judged when last something changed: what decisions make of
 * them, and reading them.
 */
#include <stdlib.h>

#include "decisions.h"
#include "findings.h"
#include "rows.h"
#include "store_findings.h"

static enum status finding_restate(struct txn *t, int64_t finding, int64_t event, struct err *err)
{
	enum verdict state;
	int64_t *evidence, decision;
	size_t n;
	struct query q;
	enum status status = ids_read(t->store, SQL_EVIDENCE_OF, finding, &evidence, &n, err);

	if (status == ST_OK)
		status = decisions_judge(t->store, event, evidence, n, &state, &decision, err);
	free(evidence);
	if (status != ST_OK)
		return status;
	query_begin(&q, t->store, SQL_FINDING_STATE);
	query_int(&q, (int64_t)state);
	query_int_or_null(&q, decision);
	query_int(&q, finding);
	return query_run(&q, err);
}

enum status findings_restate(struct txn *t, int64_t event, struct err *err)
{
	int64_t *ids;
	size_t n;
	enum status status = ids_read(t->store, SQL_FINDINGS_OF_EVENT, event, &ids, &n, err);

	for (size_t i = 0; status == ST_OK && i < n; i++)
		status = finding_restate(t, ids[i], event, err);
	free(ids);
	return status;
}

/* Reading ---------------------------------------------------------------- */

/* What a row says, apart from what other tables add to it. */
struct listed { struct finding_row row; int64_t id, decision; };
struct listed_rows { VEC(struct listed) rows; };

static bool row_makes_sense(const struct query *q)
{
	int64_t kind = row_int(q, FC_KIND), stage = row_int(q, FC_STAGE);
	int64_t policy = row_int(q, FC_POLICY), state = row_int(q, FC_STATE);

	return kind >= 0 && kind < FK_COUNT && stage >= 0 && stage < SG_COUNT && policy >= 0 &&
		policy < PO_COUNT && state >= 0 && state < VD_COUNT;
}

struct finding finding_read(struct query *q, struct arena *arena)
{
	if (!row_makes_sense(q))
		query_fail(q, SQLITE_CORRUPT);
	return (struct finding){
		.event = row_int(q, FC_EVENT),
		.kind = (enum finding_kind)row_int(q, FC_KIND),
		.stage = (enum stage)row_int(q, FC_STAGE),
		.policy = (enum policy)row_int(q, FC_POLICY),
		.counted = (domains_t)row_int(q, FC_COUNTED),
		.answered = (domains_t)row_int(q, FC_ANSWERED),
		.cover_num = (int)row_int(q, FC_NUM),
		.cover_den = (int)row_int(q, FC_DEN),
		.instrument = row_text(q, FC_INSTRUMENT, arena),
		.on = (int32_t)row_int(q, FC_DAY),
		.minutes = (int)row_int(q, FC_MINUTES),
	};
}

static struct listed row_read(struct query *q, struct arena *arena)
{
	return (struct listed){
		.id = row_int(q, FC_ID),
		.decision = row_int(q, FC_DECISION),
		.row = {
			.person = row_int(q, FC_PERSON),
			.state = (enum verdict)row_int(q, FC_STATE),
			.finding = finding_read(q, arena),
		},
	};
}

static enum status row_fill(const struct store *s, struct listed *l, struct arena *arena,
	struct err *err)
{
	struct finding *f = &l->row.finding;
	struct decision *decision;
	int64_t *ids;
	enum status status = ids_read(s, SQL_EVIDENCE_OF, l->id, &ids, &f->evidence_n, err);

	if (status != ST_OK)
		return status;
	f->evidence = rows_copy(ids, f->evidence_n, sizeof *ids, arena);
	free(ids);
	if (!f->evidence)
		return err_nomem(err);
	if (!l->decision)
		return ST_OK;
	decision = arena_alloc(arena, sizeof *decision);
	if (!decision)
		return err_nomem(err);
	l->row.decision = decision;
	return decision_read_one(s, l->decision, arena, decision, err);
}

enum way { WAY_ALL, WAY_STATE, WAY_STAGE, WAY_PERSON, WAY_EVENT, WAY_AHEAD };

/* By the index that narrows most; the rest is a filter over it. */
static enum way way_of(const struct finding_query *w)
{
	if (w->event)
		return WAY_EVENT;
	if (w->person)
		return WAY_PERSON;
	return w->state < 0 ? WAY_ALL : w->stage < 0 ? WAY_STATE : WAY_STAGE;
}

static void bind_filter(struct query *q, const struct finding_query *w, enum way way)
{
	const int64_t first[] = {0, w->state, w->state, w->person, w->event, 1};

	query_int(q, first[way]);
	query_int(q, w->stage);
	query_int(q, way == WAY_STATE || way == WAY_STAGE ? -1 : w->state);
	query_int(q, w->agency);
	query_int(q, way == WAY_PERSON ? 0 : w->person);
}

/* Those of one way, after what there is in `all`. */
static enum status way_read(const struct store *s, const struct finding_query *w, enum way way, struct arena *arena,
	struct listed_rows *all, struct err *err)
{
	static const enum statement WAYS[] = {SQL_FINDINGS_ALL, SQL_FINDINGS_BY_STATE,
		SQL_FINDINGS_BY_STAGE, SQL_FINDINGS_BY_PERSON, SQL_FINDINGS_BY_EVENT, SQL_FINDINGS_AHEAD};
	struct query q;

	query_begin(&q, s, w->is_soonest_first && way == WAY_STAGE ? SQL_FINDINGS_SOONEST : WAYS[way]);
	bind_filter(&q, w, way);
	query_int(&q, w->limit ? (int64_t)w->limit : INT64_MAX);
	query_int(&q, (int64_t)w->skip);
	while (query_next(&q)) {
		struct listed l = row_read(&q, arena);

		if (!vec_push(&all->rows, l))
			query_fail(&q, SQLITE_NOMEM);
	}
	return query_end(&q, err);
}

/* How many can still be prevented; `listed` of them were, after those skipped. */
static enum status ahead_count(const struct store *s, const struct finding_query *w, size_t listed, size_t *out, struct err *err)
{
	int64_t count = (int64_t)(w->skip + listed);
	enum status status = ST_OK;
	struct query q;

	if (w->skip && !listed) {
		query_begin(&q, s, SQL_FINDINGS_COUNT_AHEAD);
		bind_filter(&q, w, WAY_AHEAD);
		status = query_number(&q, &count, err);
	}
	*out = (size_t)count;
	return status;
}

/* What can still be prevented soonest first, then the rest of the queue, which has as many before it. */
static enum status soonest_read(const struct store *s, const struct finding_query *w, struct arena *arena,
	struct listed_rows *all, struct err *err)
{
	struct finding_query rest = *w;
	size_t ahead = 0;
	enum status status = way_read(s, w, WAY_AHEAD, arena, all, err);

	if (status == ST_OK)
		status = ahead_count(s, w, all->rows.n, &ahead, err);
	if (status != ST_OK || (w->limit && all->rows.n == w->limit))
		return status;
	rest.limit = w->limit ? w->limit - all->rows.n : 0;
	rest.skip = w->skip > ahead ? w->skip : ahead;
	return way_read(s, &rest, way_of(w), arena, all, err);
}

/* All of one person's or event's: few. */
static void ahead_turn(struct listed_rows *all)
{
	size_t n = 0;

	while (n < all->rows.n && stage_is_preventable(all->rows.v[n].row.finding.stage))
		n++;
	for (size_t i = 0; i < n / 2; i++) {
		struct listed other = all->rows.v[i];

		all->rows.v[i] = all->rows.v[n - 1 - i];
		all->rows.v[n - 1 - i] = other;
	}
}

static enum status findings_read(const struct store *s, const struct finding_query *w,
	struct arena *arena, struct finding_row **out, size_t *n, struct err *err)
{
	struct listed_rows all = {0};
	struct finding_row *rows = NULL;
	enum way way = way_of(w);
	bool is_paged = way == WAY_ALL || way == WAY_STATE;
	enum status status = w->is_soonest_first && is_paged ? soonest_read(s, w, arena, &all, err)
		: way_read(s, w, way, arena, &all, err);

	if (w->is_soonest_first && !is_paged && way != WAY_STAGE && !w->limit)
		ahead_turn(&all);
	for (size_t i = 0; status == ST_OK && i < all.rows.n; i++)
		status = row_fill(s, &all.rows.v[i], arena, err);
	if (status == ST_OK) {
		rows = arena_alloc(arena, (all.rows.n ? all.rows.n : 1) * sizeof *rows);
		if (!rows)
			status = err_nomem(err);
	}
	if (status == ST_OK) {
		for (size_t i = 0; i < all.rows.n; i++)
			rows[i] = all.rows.v[i].row;
		*out = rows;
		*n = all.rows.n;
	}
	vec_done(&all.rows);
	return status;
}

enum status store_findings_list(const struct store *s, const struct finding_query *w,
	struct arena *arena, struct finding_row **out, size_t *n, struct err *err)
{
	struct reading reading;
	enum status status = read_begin(&reading, s, err);

	if (status == ST_OK)
		status = findings_read(s, w, arena, out, n, err);
	return read_end(&reading, status, err);
}

enum status store_findings_count(const struct store *s, const struct finding_query *w,
	int64_t *out, struct err *err)
{
	static const enum statement WAYS[] = {SQL_FINDINGS_COUNT_ALL, SQL_FINDINGS_COUNT_BY_STATE,
		SQL_FINDINGS_COUNT_BY_STAGE, SQL_FINDINGS_COUNT_BY_PERSON, SQL_FINDINGS_COUNT_BY_EVENT};
	struct query q;

	if (way_of(w) == WAY_STATE && !w->agency) {
		query_begin(&q, s, SQL_FINDINGS_COUNT_OF_STATE);
		query_int(&q, w->state);
	} else if (way_of(w) == WAY_STAGE && !w->agency) {
		query_begin(&q, s, SQL_FINDINGS_COUNT_OF_STAGE);
		query_int(&q, w->state);
		query_int(&q, w->stage);
	} else {
		query_begin(&q, s, WAYS[way_of(w)]);
		bind_filter(&q, w, way_of(w));
	}
	return query_number(&q, out, err);
}

enum status store_findings_count_beside(const struct store *s, enum stage stage, enum verdict state, int64_t *out,
	struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_FINDINGS_COUNT_BESIDE);
	query_int(&q, (int64_t)state);
	query_int(&q, (int64_t)stage);
	return query_number(&q, out, err);
}

enum status store_findings_minutes(const struct store *s, enum verdict state, int32_t from,
	int32_t until, int64_t *out, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_FINDINGS_MINUTES);
	query_int(&q, (int64_t)state);
	query_int(&q, from);
	query_int(&q, until);
	return query_number(&q, out, err);
}
