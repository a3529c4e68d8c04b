/* ties.c - who cares for whom: a note on each of the two, that leads to the other. */
#include "ingest/cld/cld.h"

#include <stdlib.h>
#include <string.h>

#include "care/work.h"
#include "halving.h"
#include "store_events.h"

/* Whatever begins with TIES_FROM lies before TIES_TO. */
#define TIES_FROM "cares/"
#define TIES_TO "cares0"
#define CARER_OF "Unpaid carer of "

enum status cld_tie_note(struct cld_people *x, struct batch *b, const struct cld_person *carer,
	const struct cld_row *row, struct err *e)
{
	static const enum cld_column ADULTS[] = { CLD_ADULT_1, CLD_ADULT_2, CLD_ADULT_3 };

	if (row->client == CLD_USER || row->period == CIVIL_NONE)
		return ST_OK;
	for (size_t i = 0; i < 3; i++) {
		const char *adult = row->value[ADULTS[i]];
		struct cld_tie tie = { .council = carer->council, .carer = carer->local_id, .as_of = row->period,
			.origin = row->origin };

		if (!adult || strcmp(adult, carer->local_id) == 0)
			continue;
		tie.adult = arena_dup(b->arena, adult);
		if (!tie.adult || !vec_push(&x->ties, tie))
			return err_nomem(e);
	}
	return ST_OK;
}

static int by_whom(const struct cld_tie *x, const struct cld_tie *y)
{
	int order;

	if (x->council != y->council)
		return x->council < y->council ? -1 : 1;
	order = strcmp(x->carer, y->carer);
	return order ? order : strcmp(x->adult, y->adult);
}

static int by_whom_and_when(const void *a, const void *b)
{
	const struct cld_tie *x = a, *y = b;
	int order = by_whom(x, y);

	return order ? order : (x->as_of < y->as_of) - (x->as_of > y->as_of);
}

static const char *tie_ref(struct arena *a, const char *carer, const char *adult, const char *whose)
{
	char *ref = arena_printf(a, TIES_FROM "%s/%s/%s", carer, adult, whose);

	for (char *at = ref ? strchr(ref, ';') : NULL; at; at = strchr(at, ';'))
		*at = ',';
	return ref;
}

static enum status tie_stage(const struct cld_tie *t, const char *agency, bool is_of_carer, struct arena *a,
	struct batch *b, struct err *e)
{
	struct staged_event staged = { .agency = agency, .origin = t->origin, .day = t->as_of,
		.import = t->import };
	struct event *ev = &staged.event;
	char day[11];

	civil_iso(t->as_of, day);
	ev->kind = EV_NOTE;
	ev->status = ES_COMPLETED;
	ev->local_id = is_of_carer ? t->carer : t->adult;
	ev->source_ref = tie_ref(a, t->carer, t->adult, is_of_carer ? "carer" : "adult");
	ev->title = is_of_carer ? arena_printf(a, CARER_OF "%s:%s", agency, t->adult)
		: arena_printf(a, "Has an unpaid carer: %s:%s", agency, t->carer);
	ev->starts_on = day;
	ev->start = (struct civil){ t->as_of, CIVIL_NO_TIME };
	ev->end = CIVIL_ABSENT;
	return ev->source_ref && ev->title ? batch_event(b, &staged, e) : err_nomem(e);
}

/* The files tell of the adult, or those before did. */
static enum status adult_is_known(const struct cld_people *x, const struct cld_tie *t, const char *agency,
	const struct batch *b, bool *is, struct err *e)
{
	int64_t unused;
	enum status st = ST_OK;

	*is = cld_person_find(x, t->council, t->adult) != NULL;
	if (*is || !b->session)
		return ST_OK;
	st = store_record_find(b->session->store, agency, t->adult, &unused, e);
	*is = st == ST_OK;
	return st == ST_NONE ? ST_OK : st;
}

/* The model has no relationships: each of the two gets a note that leads to the
 * other's record, as of the newest period that tells of it. */
static enum status sent_stage(struct cld_people *x, struct batch *b, const char *const *agency, struct err *e)
{
	enum status st = ST_OK;

	if (x->ties.n > 0)
		qsort(x->ties.v, x->ties.n, sizeof *x->ties.v, by_whom_and_when);
	for (size_t i = 0; i < x->ties.n && st == ST_OK; i++) {
		const struct cld_tie *t = &x->ties.v[i];
		bool is_known;

		if (i > 0 && by_whom(&x->ties.v[i - 1], t) == 0)
			continue;
		st = tie_stage(t, agency[t->council], true, b->arena, b, e);
		if (st == ST_OK)
			st = adult_is_known(x, t, agency[t->council], b, &is_known, e);
		if (st == ST_OK && is_known)
			st = tie_stage(t, agency[t->council], false, b->arena, b, e);
	}
	return st;
}


/* Of whom a file before told ---------------------------------------------------------- */

static bool is_sent(const struct cld_people *x, const struct cld_tie *t)
{
	struct halving h = {.to = x->ties.n};

	while (halving_on(&h))
		halving_turn(&h, by_whom(&x->ties.v[h.at], t) < 0);
	return h.at < x->ties.n && by_whom(&x->ties.v[h.at], t) == 0;
}

/* The adult's half, where only the carer was known when that import came: it is that
 * import's word, and goes with it. */
static enum status half_stage(const struct cld_people *x, const struct called_event *half, uint32_t council,
	const char *agency, struct batch *b, struct arena *scratch, struct err *e)
{
	const char *adult = half->title + strlen(CARER_OF) + strlen(agency) + 1;
	const struct cld_person *p = cld_person_find(x, council, adult);
	struct cld_tie t = { .council = council, .adult = adult };
	struct event ev;
	int64_t id;
	enum status st = p ? store_event_get(b->session->store, half->id, scratch, &ev, e) : ST_NONE;

	if (st != ST_OK)
		return st == ST_NONE ? ST_OK : st;
	t.carer = ev.local_id;
	t.as_of = ev.start.day;
	t.origin = p->origin;
	if (is_sent(x, &t))
		return ST_OK;
	st = store_event_import(b->session->store, half->id, &t.import, e);
	if (st == ST_OK)
		st = store_event_find(b->session->store, agency, tie_ref(scratch, t.carer, adult, "adult"), &id, e);
	return st == ST_NONE ? tie_stage(&t, agency, false, scratch, b, e) : st;
}

static enum status halves_stage(const struct cld_people *x, struct batch *b, uint32_t council, const char *agency,
	struct err *e)
{
	const struct agency *known = session_agency_by_code(b->session, agency);
	struct arena *arena = arena_new(), *scratch = arena_new();
	struct called_event *half = NULL;
	size_t n = 0, before = strlen(CARER_OF) + strlen(agency) + 1;
	enum status st = arena && scratch ? ST_OK : err_nomem(e);

	if (st == ST_OK && known)
		st = store_events_called(b->session->store, known->id, TIES_FROM, TIES_TO, arena, &half, &n, e);
	for (size_t i = 0; i < n && st == ST_OK; i++) {
		arena_reset(scratch);
		if (half[i].title && strncmp(half[i].title, CARER_OF, strlen(CARER_OF)) == 0 &&
			strlen(half[i].title) > before)
			st = half_stage(x, &half[i], council, agency, b, scratch, e);
	}
	arena_free(scratch);
	arena_free(arena);
	return st;
}

enum status cld_ties_stage(struct cld_people *x, struct batch *b, const char *const *agency, size_t councils,
	struct err *e)
{
	enum status st = sent_stage(x, b, agency, e);

	for (size_t i = 0; i < councils && st == ST_OK && b->session; i++)
		st = halves_stage(x, b, (uint32_t)i, agency[i], e);
	return st;
}
