/*
 * findings_put.c - one person's findings written as judged; of everybody's, whose would be other.
 *
 * One finding per event and class (a repeat or overlap; together): what is held is read
 * with its evidence in one pass, and a judgement that comes out the same touches nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "decisions.h"
#include "findings.h"
#include "rows.h"
#include "store_findings.h"

enum { HC_FINDING, HC_EVIDENCE = FC_COUNT };
enum { EVIDENCE_AT_ONCE = 24 /* of EVIDENCE_PUT_MANY */ };

struct held {
	int64_t id, person;
	struct finding finding; /* its evidence: see `from` */
	size_t from;            /* in the evidence that was read */
};

/* An event that a finding rests on. */
struct proof { int64_t finding, event; };

/* Of one person, or of everybody. */
struct holding_findings {
	struct arena *arena;
	VEC(struct held) held;       /* by event and class, once they are read */
	VEC(int64_t) evidence;
	const struct person_finding *new; /* likewise */
	size_t new_n;
};

struct putting {
	struct txn *txn;
	struct holding_findings h;
	VEC(struct proof) proof;     /* goes in after all findings */
};

static int by_event(const struct finding *x, const struct finding *y)
{
	if (x->event != y->event)
		return x->event < y->event ? -1 : 1;
	return (int)finding_class(x->kind) - (int)finding_class(y->kind);
}

static int held_compare(const void *a, const void *b)
{
	return by_event(&((const struct held *)a)->finding, &((const struct held *)b)->finding);
}

static int new_compare(const void *a, const void *b)
{
	return by_event(&((const struct person_finding *)a)->finding,
		&((const struct person_finding *)b)->finding);
}

/* What is held -------------------------------------------------------------- */

static bool held_take(struct holding_findings *p, struct query *q)
{
	int64_t id = row_int(q, FC_ID);

	if (!p->held.n || p->held.v[p->held.n - 1].id != id) {
		struct held h = {.id = id, .person = row_int(q, FC_PERSON), .from = p->evidence.n};

		h.finding = finding_read(q, p->arena);
		if (!vec_push(&p->held, h))
			return false;
	}
	if (row_is_null(q, HC_EVIDENCE))
		return true;
	p->held.v[p->held.n - 1].finding.evidence_n++;
	return vec_push(&p->evidence, row_int(q, HC_EVIDENCE));
}

/* person 0: everybody's. */
static enum status held_read(struct holding_findings *p, const struct store *store, int64_t person, struct err *err)
{
	struct query q;

	query_begin(&q, store, person ? SQL_FINDINGS_HELD_OF : SQL_FINDINGS_HELD);
	if (person)
		query_int(&q, person);
	while (query_next(&q))
		if (!held_take(p, &q))
			query_fail(&q, SQLITE_NOMEM);
	for (size_t i = 0; i < p->held.n; i++)
		p->held.v[i].finding.evidence = p->evidence.v + p->held.v[i].from;
	if (p->held.n)
		qsort(p->held.v, p->held.n, sizeof *p->held.v, held_compare);
	return query_end(&q, err);
}

static bool evidence_is_same(const struct finding *a, const struct finding *b)
{
	return a->evidence_n == b->evidence_n && (a->evidence_n == 0 ||
		!memcmp(a->evidence, b->evidence, a->evidence_n * sizeof *a->evidence));
}

static bool finding_is_same(const struct finding *a, const struct finding *b)
{
	return a->kind == b->kind && a->stage == b->stage && a->policy == b->policy &&
		a->counted == b->counted && a->answered == b->answered && a->cover_num == b->cover_num &&
		a->cover_den == b->cover_den && a->on == b->on && a->minutes == b->minutes &&
		!strcmp(a->instrument ? a->instrument : "", b->instrument ? b->instrument : "");
}

/* Writing ------------------------------------------------------------------- */

static enum status finding_drop(struct txn *t, int64_t id, struct err *err)
{
	enum status status = run_number(t, SQL_EVIDENCE_REMOVE, id, err);

	return status == ST_OK ? run_number(t, SQL_FINDING_REMOVE, id, err) : status;
}

static bool evidence_note(struct putting *p, int64_t finding, const struct finding *f)
{
	for (size_t i = 0; i < f->evidence_n; i++)
		if (!vec_push(&p->proof, (struct proof){finding, f->evidence[i]}))
			return false;
	return true;
}

static enum status evidence_put(struct putting *p, struct err *err)
{
	const struct proof *v = p->proof.v;
	enum status status = ST_OK;

	for (size_t from = 0, step; status == ST_OK && from < p->proof.n; from += step) {
		struct query q;

		step = p->proof.n - from >= EVIDENCE_AT_ONCE ? EVIDENCE_AT_ONCE : 1;
		query_begin(&q, p->txn->store, step > 1 ? SQL_EVIDENCE_PUT_MANY : SQL_EVIDENCE_PUT);
		for (size_t i = from; i < from + step; i++) {
			query_int(&q, v[i].finding);
			query_int(&q, v[i].event);
		}
		status = query_run(&q, err);
	}
	return status;
}

static void finding_bind(struct query *q, int64_t person, const struct finding *f,
	enum verdict state, int64_t decision)
{
	query_int(q, person);
	query_int(q, finding_class(f->kind));
	query_int(q, (int64_t)f->kind);
	query_int(q, (int64_t)f->stage);
	query_int(q, stage_is_preventable(f->stage));
	query_int(q, (int64_t)f->policy);
	query_int(q, (int64_t)f->counted);
	query_int(q, (int64_t)f->answered);
	query_int(q, f->cover_num);
	query_int(q, f->cover_den);
	query_sent(q, f->instrument);
	query_int(q, f->on);
	query_int(q, f->minutes);
	query_int(q, (int64_t)state);
	query_int_or_null(q, decision);
}

/* As it is judged, and what decisions make of it. */
struct judged { int64_t person; const struct finding *finding; enum verdict state; int64_t decision; };

static enum status next_find(struct txn *t, struct err *err)
{
	struct query q;
	enum status status;

	if (t->next_finding)
		return ST_OK;
	query_begin(&q, t->store, SQL_FINDING_HIGHEST);
	status = query_number(&q, &t->next_finding, err);
	t->next_finding += status == ST_OK;
	return status;
}

/* Under a number given here: to have the store return one costs a quarter of the row.
 * Gives 0 where the event has one already. */
static enum status finding_add(struct txn *t, const struct judged *j, int64_t *id, struct err *err)
{
	struct query q;
	enum status status = next_find(t, err);

	*id = 0;
	if (status != ST_OK)
		return status;
	query_begin(&q, t->store, SQL_FINDING_ADD);
	query_int(&q, t->next_finding);
	finding_bind(&q, j->person, j->finding, j->state, j->decision);
	query_int(&q, j->finding->event);
	query_int(&q, j->finding->agency);
	query_text(&q, j->finding->agency_code);
	query_text(&q, j->finding->source_ref);
	status = query_run(&q, err);
	if (status == ST_OK && sqlite3_changes(t->store->db))
		*id = t->next_finding++;
	return status;
}

static enum status finding_change(struct txn *t, int64_t id, const struct judged *j, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_FINDING_CHANGE);
	finding_bind(&q, j->person, j->finding, j->state, j->decision);
	query_int(&q, id);
	return query_run(&q, err);
}

/* The event has it as another person's. */
static enum status finding_take_over(struct txn *t, const struct judged *j, int64_t *id, struct err *err)
{
	struct query q;
	enum status status;

	query_begin(&q, t->store, SQL_FINDING_ID);
	query_int(&q, j->finding->event);
	query_int(&q, finding_class(j->finding->kind));
	status = query_number(&q, id, err);
	if (status == ST_OK)
		status = run_number(t, SQL_EVIDENCE_REMOVE, *id, err);
	return status == ST_OK ? finding_change(t, *id, j, err) : status;
}

static enum status finding_write_new(struct putting *p, const struct judged *j, struct err *err)
{
	int64_t id;
	enum status status = finding_add(p->txn, j, &id, err);

	if (status == ST_OK && !id)
		status = finding_take_over(p->txn, j, &id, err);
	return status == ST_OK && !evidence_note(p, id, j->finding) ? err_nomem(err) : status;
}

static enum status finding_write_other(struct putting *p, const struct held *held, const struct judged *j, struct err *err)
{
	enum status status = finding_change(p->txn, held->id, j, err);

	if (status != ST_OK || evidence_is_same(j->finding, &held->finding))
		return status;
	status = run_number(p->txn, SQL_EVIDENCE_REMOVE, held->id, err);
	return status == ST_OK && !evidence_note(p, held->id, j->finding) ? err_nomem(err) : status;
}

/* held: NULL where this person has none of that event and class. */
static enum status finding_write(struct putting *p, const struct held *held, int64_t person,
	const struct finding *f, struct err *err)
{
	struct judged j = {person, f, VD_OPEN, 0};
	enum status status = decisions_judge(p->txn->store, f->event, f->evidence, f->evidence_n, &j.state, &j.decision, err);

	if (status != ST_OK)
		return status;
	return held ? finding_write_other(p, held, &j, err) : finding_write_new(p, &j, err);
}

/* The two in step --------------------------------------------------------------- */

/* What is held and what is judged of one event and class; one of them is NULL where it is but there. */
struct step { const struct held *held; const struct person_finding *new; };

static bool step_next(const struct holding_findings *p, size_t *h, size_t *n, struct step *out)
{
	const struct held *held = *h < p->held.n ? &p->held.v[*h] : NULL;
	const struct person_finding *f = *n < p->new_n ? &p->new[*n] : NULL;
	int order = !held ? 1 : !f ? -1 : by_event(&held->finding, &f->finding);

	*h += held && order <= 0;
	*n += f && order >= 0;
	*out = (struct step){order <= 0 ? held : NULL, order >= 0 ? f : NULL};
	return held || f;
}

static bool is_same(const struct step *x)
{
	return x->held && x->new && x->held->person == x->new->person && finding_is_same(&x->held->finding, &x->new->finding) &&
		evidence_is_same(&x->held->finding, &x->new->finding);
}

/* What is held no more goes and what is other is written; then what is new. */
static enum status difference_write(struct putting *p, struct err *err)
{
	enum status status = ST_OK;
	struct step x;

	for (size_t h = 0, n = 0; status == ST_OK && step_next(&p->h, &h, &n, &x);)
		if (!x.new)
			status = finding_drop(p->txn, x.held->id, err);
		else if (x.held && !is_same(&x))
			status = finding_write(p, x.held, x.new->person, &x.new->finding, err);
	for (size_t h = 0, n = 0; status == ST_OK && step_next(&p->h, &h, &n, &x);)
		if (!x.held)
			status = finding_write(p, NULL, x.new->person, &x.new->finding, err);
	return status;
}

static void findings_let_go(struct holding_findings *p)
{
	vec_done(&p->held);
	vec_done(&p->evidence);
}

/* Their own copy, by event and class. */
static enum status new_sort(struct holding_findings *p, struct person_finding *new, size_t n, struct err *err)
{
	if (!new)
		return err_nomem(err);
	for (size_t i = 1; i < n; i++) {
		if (new_compare(&new[i - 1], &new[i]) > 0) {
			qsort(new, n, sizeof *new, new_compare);
			break;
		}
	}
	p->new = new;
	p->new_n = n;
	return ST_OK;
}

enum status store_findings_set(struct txn *t, int64_t person, const struct finding *f, size_t n,
	struct err *err)
{
	struct putting p = {.txn = t, .h.arena = t->store->scratch};
	struct person_finding *new;
	enum status status;

	arena_reset(p.h.arena);
	new = arena_alloc(p.h.arena, (n + 1) * sizeof *new);
	for (size_t i = 0; new && i < n; i++)
		new[i] = (struct person_finding){person, f[i]};
	status = new_sort(&p.h, new, n, err);
	if (status == ST_OK)
		status = held_read(&p.h, t->store, person, err);
	if (status == ST_OK)
		status = difference_write(&p, err);
	if (status == ST_OK)
		status = evidence_put(&p, err);
	findings_let_go(&p.h);
	vec_done(&p.proof);
	return status;
}

/* Everybody's ------------------------------------------------------------------- */

struct persons { VEC(int64_t) of; };

static enum status difference_note(const struct holding_findings *p, struct persons *out, struct err *err)
{
	struct step x;

	for (size_t h = 0, n = 0; step_next(p, &h, &n, &x);) {
		if (is_same(&x))
			continue;
		if ((x.held && !vec_push(&out->of, x.held->person)) || (x.new && !vec_push(&out->of, x.new->person)))
			return err_nomem(err);
	}
	return ST_OK;
}

enum status store_findings_differ(const struct store *s, const struct person_finding *f, size_t n, struct arena *arena,
	int64_t **out, size_t *out_n, struct err *err)
{
	struct holding_findings p = {.arena = arena_new()};
	struct persons differ = {{0}};
	enum status status = p.arena ? new_sort(&p, rows_copy(f, n, sizeof *f, p.arena), n, err) : err_nomem(err);

	if (status == ST_OK)
		status = held_read(&p, s, 0, err);
	if (status == ST_OK)
		status = difference_note(&p, &differ, err);
	if (status == ST_OK) {
		*out = rows_copy(differ.of.v, differ.of.n, sizeof *differ.of.v, arena);
		*out_n = differ.of.n;
		status = *out ? ST_OK : err_nomem(err);
	}
	vec_done(&differ.of);
	findings_let_go(&p);
	arena_free(p.arena);
	return status;
}
