/*
 * findings_put.c - findings written as judged: one person's, or everybody's at once.
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

struct putting {
	struct txn *txn;
	struct arena *arena;
	VEC(struct held) held;       /* by event and class, once they are read */
	VEC(int64_t) evidence;
	VEC(struct proof) proof;     /* goes in after all findings */
	const struct person_finding *new; /* likewise */
	size_t new_n;
	bool is_all;                 /* held are all that there are */
	int64_t next;                /* number of a finding that is not there yet */
	int64_t *decided;            /* events of decisions, ascending */
	size_t decided_n;
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

static bool held_take(struct putting *p, struct query *q)
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

static enum status held_read(struct putting *p, int64_t person, struct err *err)
{
	struct query q;

	query_begin(&q, p->txn->store, p->is_all ? SQL_FINDINGS_HELD : SQL_FINDINGS_HELD_OF);
	if (!p->is_all)
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

static enum status by_id(struct txn *t, enum statement what, int64_t id, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, what);
	query_int(&q, id);
	return query_run(&q, err);
}

static enum status finding_drop(struct txn *t, int64_t id, struct err *err)
{
	enum status status = by_id(t, SQL_EVIDENCE_REMOVE, id, err);

	return status == ST_OK ? by_id(t, SQL_FINDING_REMOVE, id, err) : status;
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

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static enum status state_of(const struct putting *p, const struct finding *f, enum verdict *state,
	int64_t *decision, struct err *err)
{
	*state = VD_OPEN;
	*decision = 0;
	if (p->is_all && (!p->decided_n ||
		!bsearch(&f->event, p->decided, p->decided_n, sizeof *p->decided, by_number)))
		return ST_OK;
	return decisions_judge(p->txn->store, f->event, f->evidence, f->evidence_n, state, decision, err);
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
	query_int(q, f->event);
	query_int(q, f->agency);
	query_text(q, f->agency_code);
	query_text(q, f->source_ref);
}

/* Where not all are held, it may be there as another person's. */
static enum status finding_write(struct putting *p, const struct held *held, int64_t person,
	const struct finding *f, struct err *err)
{
	bool is_new = p->is_all && !held;
	enum verdict state;
	int64_t id, decision;
	struct query q;
	enum status status = state_of(p, f, &state, &decision, err);

	if (status != ST_OK)
		return status;
	query_begin(&q, p->txn->store, is_new ? SQL_FINDING_ADD : SQL_FINDING_PUT);
	finding_bind(&q, person, f, state, decision);
	if (is_new) {
		id = p->next++;
		query_int(&q, id);
		status = query_run(&q, err);
	} else {
		status = query_number(&q, &id, err);
	}
	if (status != ST_OK || (held && evidence_is_same(f, &held->finding)))
		return status;
	if (!is_new)
		status = by_id(p->txn, SQL_EVIDENCE_REMOVE, id, err);
	return status == ST_OK && !evidence_note(p, id, f) ? err_nomem(err) : status;
}

/* Those that are new, in the order of the queue: so the indexes by it grow at their ends. */
static int queue_compare(const void *a, const void *b)
{
	const struct finding *x = &(*(const struct person_finding *const *)a)->finding;
	const struct finding *y = &(*(const struct person_finding *const *)b)->finding;
	bool x_first = stage_is_preventable(x->stage), y_first = stage_is_preventable(y->stage);
	int order;

	if (x_first != y_first)
		return x_first ? -1 : 1;
	if (x->on != y->on)
		return x->on > y->on ? -1 : 1;
	order = strcmp(x->agency_code, y->agency_code);
	order = order ? order : strcmp(x->source_ref, y->source_ref);
	return order ? order : (int)x->kind - (int)y->kind;
}

struct new_ones { VEC(const struct person_finding *) v; };

static enum status new_write(struct putting *p, struct new_ones *new, struct err *err)
{
	enum status status = ST_OK;

	if (p->is_all && new->v.n)
		qsort(new->v.v, new->v.n, sizeof *new->v.v, queue_compare);
	for (size_t i = 0; i < new->v.n && status == ST_OK; i++)
		status = finding_write(p, NULL, new->v.v[i]->person, &new->v.v[i]->finding, err);
	return status;
}

/* The two in step: what is held no more goes, what is other is written, then what is new. */
static enum status difference_write(struct putting *p, struct err *err)
{
	struct new_ones new = {0};
	enum status status = ST_OK;
	size_t h = 0, n = 0;

	while (status == ST_OK && (h < p->held.n || n < p->new_n)) {
		const struct held *held = h < p->held.n ? &p->held.v[h] : NULL;
		const struct person_finding *f = n < p->new_n ? &p->new[n] : NULL;
		int order = !held ? 1 : !f ? -1 : by_event(&held->finding, &f->finding);

		h += order <= 0;
		n += order >= 0;
		if (order < 0)
			status = finding_drop(p->txn, held->id, err);
		else if (order > 0)
			status = vec_push(&new.v, f) ? ST_OK : err_nomem(err);
		else if (held->person != f->person || !finding_is_same(&held->finding, &f->finding) ||
			!evidence_is_same(&held->finding, &f->finding))
			status = finding_write(p, held, f->person, &f->finding, err);
	}
	if (status == ST_OK)
		status = new_write(p, &new, err);
	vec_done(&new.v);
	return status;
}

static enum status numbers_read(struct putting *p, struct err *err)
{
	struct query q;
	enum status status;

	query_begin(&q, p->txn->store, SQL_FINDING_HIGHEST);
	status = query_number(&q, &p->next, err);
	p->next++;
	return status == ST_OK
		? ids_read(p->txn->store, SQL_EVENTS_DECIDED, 0, &p->decided, &p->decided_n, err) : status;
}

static enum status putting_run(struct putting *p, int64_t person, struct err *err)
{
	enum status status = p->is_all ? numbers_read(p, err) : ST_OK;

	if (status == ST_OK)
		status = held_read(p, person, err);
	if (status == ST_OK)
		status = difference_write(p, err);
	if (status == ST_OK)
		status = evidence_put(p, err);
	free(p->decided);
	vec_done(&p->held);
	vec_done(&p->evidence);
	vec_done(&p->proof);
	return status;
}

/* Their own copy, by event and class. */
static enum status new_sort(struct putting *p, struct person_finding *new, size_t n, struct err *err)
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
	struct putting p = {.txn = t, .arena = t->store->scratch};
	struct person_finding *new;
	enum status status;

	arena_reset(p.arena);
	new = arena_alloc(p.arena, n * sizeof *new);
	for (size_t i = 0; new && i < n; i++)
		new[i] = (struct person_finding){person, f[i]};
	status = new_sort(&p, new, n, err);
	return status == ST_OK ? putting_run(&p, person, err) : status;
}

enum status store_findings_set_all(struct txn *t, const struct person_finding *f, size_t n,
	struct err *err)
{
	struct putting p = {.txn = t, .is_all = true, .arena = arena_new()};
	enum status status = p.arena ? ST_OK : err_nomem(err);

	if (status == ST_OK)
		status = new_sort(&p, rows_copy(f, n, sizeof *f, p.arena), n, err);
	if (status == ST_OK) {
		txn_grow_cache(t);
		status = putting_run(&p, 0, err);
	}
	arena_free(p.arena);
	return status;
}
