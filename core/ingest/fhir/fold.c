/*
 * Folding: one assessment arrives as a Procedure, a score, a panel with its
 * members and a questionnaire's answers.  They become one event before anything
 * is judged, so that no assessment repeats itself.
 *
 * A part joins others by where it stands (member of a panel, answers of a
 * score), by date (same person, instrument, day, and Encounter or agency), by a
 * Procedure's period, and by `folds_into` of the catalogue.
 */
#include <stdlib.h>
#include <string.h>

#include "ingest/fhir/fold.h"

size_t fold_root(struct folding *f, size_t i)
{
	while (f->part.v[i].joined != i) {
		f->part.v[i].joined = f->part.v[f->part.v[i].joined].joined;
		i = f->part.v[i].joined;
	}
	return i;
}

static void join(struct folding *f, size_t a, size_t b)
{
	a = fold_root(f, a);
	b = fold_root(f, b);
	if (a != b)
		f->part.v[a < b ? b : a].joined = a < b ? a : b;
}

static size_t map_part(const struct fhir_map *map, const char *key)
{
	void *found = fhir_map_get(map, key);

	return found ? (size_t)(uintptr_t)found - 1 : NO_PART;
}

static bool map_put_part(struct fhir_map *map, const char *key, size_t i)
{
	return fhir_map_put(map, key, (void *)(uintptr_t)(i + 1));
}

/* The part that a reference means, of the same person; NO_PART for none. */
static size_t part_referred(struct folding *f, const struct fhir_ref *ref, size_t from)
{
	const struct fhir_resource *r = f->part.v[from].r;
	struct fhir_resource *found = fhir_find(f->state, ref, r);

	if (!found || !found->part || found->part - 1 == from || found->patient != r->patient)
		return NO_PART;
	return found->part - 1;
}

static int instrument_of(const struct folding *f, size_t i)
{
	return f->part.v[i].r->instrument;
}

/* Before anything else is joined: which resources are parts at all. */
static bool parts_gather(struct folding *f)
{
	size_t i;

	for (i = 0; i < f->state->all.n; i++) {
		struct fhir_resource *r = f->state->all.v[i];
		struct part part = {.r = r, .panel = NO_PART, .into = NO_PART, .next = NO_PART};

		if (r->gone || r->own || !r->patient || !(r->type == FHIR_OBSERVATION || r->type == FHIR_PROCEDURE ||
				r->type == FHIR_RESPONSE || r->social_care))
			continue;
		part.joined = f->part.n;
		part.agency = fhir_agency_of(f->state, r);
		if (!part.agency || !vec_push(&f->part, part))
			return false;
		r->part = f->part.n;
	}
	return true;
}

/* A member joins one panel: one with an instrument before one without, then the
 * smaller by bytes.  A member with an instrument of its own stands for itself. */
static bool panel_is_better(const struct folding *f, size_t panel, size_t than)
{
	if (than == NO_PART)
		return true;
	if ((instrument_of(f, panel) >= 0) != (instrument_of(f, than) >= 0))
		return instrument_of(f, panel) >= 0;
	return strcmp(f->part.v[panel].r->ref, f->part.v[than].r->ref) < 0;
}

static void members_join(struct folding *f)
{
	size_t i, k;

	for (i = 0; i < f->part.n; i++) {
		const struct fhir_refs *members = &f->part.v[i].r->members;

		for (k = 0; k < members->n; k++) {
			size_t m = part_referred(f, &members->v[k], i);

			if (m != NO_PART && (instrument_of(f, m) < 0 ||
			    instrument_of(f, m) == instrument_of(f, i)) &&
			    panel_is_better(f, i, f->part.v[m].panel))
				f->part.v[m].panel = i;
		}
	}
	for (i = 0; i < f->part.n; i++) {
		if (f->part.v[i].panel == NO_PART)
			continue;
		join(f, i, f->part.v[i].panel);
		f->part.v[i].silent = true;
	}
}

/* What a member was derived from, its panel was. */
static size_t speaker(const struct folding *f, size_t i)
{
	size_t steps;

	for (steps = 0; f->part.v[i].panel != NO_PART && steps < 16; steps++)
		i = f->part.v[i].panel;
	return i;
}

/* Of what was derived from a questionnaire's answers, the one they go to: its
 * own instrument's, else any instrument's, else the rest; the smallest by bytes. */
static size_t response_home(const struct folding *f, size_t response, const size_t *derived,
	size_t n)
{
	int own = instrument_of(f, response);
	size_t best = NO_PART, i;

	for (i = 0; i < n; i++) {
		int his = instrument_of(f, derived[i]);

		if (own >= 0 && his >= 0 && own != his)
			continue;
		if (best != NO_PART && (his >= 0) < (instrument_of(f, best) >= 0))
			continue;
		if (best == NO_PART || (his >= 0) > (instrument_of(f, best) >= 0) ||
		    strcmp(f->part.v[derived[i]].r->ref, f->part.v[best].r->ref) < 0)
			best = derived[i];
	}
	return best;
}

/* Answers go to what was derived from them; so do single survey items that were
 * derived from the same answers on the same day, for they are the same asking. */
static void response_join(struct folding *f, size_t response, const size_t *derived, size_t n)
{
	size_t home = response_home(f, response, derived, n), i;

	if (home == NO_PART)
		return;
	join(f, response, home);
	f->part.v[response].silent = true;
	for (i = 0; i < n; i++)
		if (instrument_of(f, derived[i]) < 0 &&
		    f->part.v[derived[i]].agency == f->part.v[home].agency &&
		    f->part.v[derived[i]].r->start.day == f->part.v[home].r->start.day)
			join(f, derived[i], home);
}

struct derivation { size_t response, derived; };

static int derivation_order(const void *a, const void *b)
{
	const struct derivation *x = a, *y = b;

	if (x->response != y->response)
		return x->response < y->response ? -1 : 1;
	return x->derived < y->derived ? -1 : x->derived > y->derived;
}

static bool responses_join(struct folding *f)
{
	VEC(struct derivation) all = {0};
	VEC(size_t) derived = {0};
	bool ok = true;
	size_t i, k;

	for (i = 0; i < f->part.n && ok; i++) {
		const struct fhir_refs *from = &f->part.v[i].r->derived;

		for (k = 0; k < from->n && ok; k++) {
			size_t response = part_referred(f, &from->v[k], i);

			if (response != NO_PART && f->part.v[response].r->type == FHIR_RESPONSE)
				ok = vec_push(&all, (struct derivation){response, speaker(f, i)});
		}
	}
	if (ok && all.n)
		qsort(all.v, all.n, sizeof *all.v, derivation_order);
	for (i = 0; i < all.n && ok; i++) {
		ok = vec_push(&derived, all.v[i].derived);
		if (!ok || (i + 1 < all.n && all.v[i + 1].response == all.v[i].response))
			continue;
		response_join(f, all.v[i].response, derived.v, derived.n);
		derived.n = 0;
	}
	vec_done(&all);
	vec_done(&derived);
	return ok;
}

/* Parts with an instrument that speak for themselves, by (person, instrument). */
static bool kinds_gather(struct folding *f)
{
	char key[64];
	size_t i;

	for (i = 0; i < f->part.n; i++) {
		struct part *p = &f->part.v[i];

		if (p->silent || p->r->instrument < 0 || !civil_is_set(p->r->start))
			continue;
		snprintf(key, sizeof key, "%p/%d", (void *)p->r->patient, p->r->instrument);
		p->next = map_part(&f->by_kind, key);
		if (!map_put_part(&f->by_kind, key, i))
			return false;
	}
	return true;
}

static bool is_counted(const struct part *p)
{
	return !p->silent && p->r->instrument >= 0 && civil_is_set(p->r->start);
}

static bool join_on(struct folding *f, size_t i, const char *key)
{
	size_t other = map_part(&f->by_day, key);

	if (other == NO_PART)
		return map_put_part(&f->by_day, key, i);
	join(f, i, other);
	return true;
}

static void day_key(const struct part *p, int instrument, char key[static 96])
{
	snprintf(key, 96, "a/%p/%d/%d/%p", (void *)p->r->patient, instrument, (int)p->r->start.day,
		(void *)p->agency);
}

static bool days_join(struct folding *f)
{
	size_t i;

	for (i = 0; i < f->part.n; i++) {
		struct part *p = &f->part.v[i];
		const struct fhir_resource *encounter;
		char key[96];

		if (!is_counted(p))
			continue;
		day_key(p, p->r->instrument, key);
		if (!join_on(f, i, key))
			return false;
		encounter = fhir_find(f->state, &p->r->encounter, p->r);
		if (!encounter && !p->r->encounter.to)
			continue;
		/* An Encounter that was not sent is still the same Encounter. */
		if (encounter)
			snprintf(key, sizeof key, "e/%p/%d/%d/%p", (void *)p->r->patient, p->r->instrument,
				(int)p->r->start.day, (const void *)encounter);
		else
			snprintf(key, sizeof key, "n/%p/%d/%d/%.40s", (void *)p->r->patient,
				p->r->instrument, (int)p->r->start.day, p->r->encounter.to);
		if (!join_on(f, i, key))
			return false;
	}
	return true;
}

/* A score taken while a Procedure of its instrument was under way, ends
 * included: the agency is the score's. */
static void periods_join(struct folding *f)
{
	char key[64];
	size_t i, k;

	for (i = 0; i < f->part.n; i++) {
		struct part *p = &f->part.v[i];

		if (!is_counted(p) || p->r->type != FHIR_PROCEDURE || !civil_is_set(p->r->end))
			continue;
		snprintf(key, sizeof key, "%p/%d", (void *)p->r->patient, p->r->instrument);
		for (k = map_part(&f->by_kind, key); k != NO_PART; k = f->part.v[k].next) {
			const struct part *score = &f->part.v[k];

			if (score->r->type != FHIR_OBSERVATION ||
			    civil_before(score->r->start, p->r->start) ||
			    civil_before(p->r->end, score->r->start))
				continue;
			join(f, i, k);
			p->agency = score->agency;
		}
	}
}

/* An instrument that leaves the tool open goes into the first of those that may
 * be meant and was used for that person by that agency on that day. */
static bool kinds_join(struct folding *f)
{
	char key[96];
	size_t i, k;

	for (i = 0; i < f->part.n; i++) {
		day_key(&f->part.v[i], f->part.v[i].r->instrument, key);
		if (is_counted(&f->part.v[i]) && map_part(&f->by_day, key) == NO_PART &&
		    !map_put_part(&f->by_day, key, i))
			return false;
	}
	for (i = 0; i < f->part.n; i++) {
		struct part *p = &f->part.v[i];
		const struct instrument *instrument;

		if (!is_counted(p))
			continue;
		instrument = catalogue_instrument(f->state->batch->catalogue, p->r->instrument);
		for (k = 0; k < instrument->folds_into_n && p->into == NO_PART; k++) {
			day_key(p, instrument->folds_into[k], key);
			p->into = map_part(&f->by_day, key);
		}
		if (p->into != NO_PART)
			join(f, i, p->into);
	}
	return true;
}

enum status fhir_fold(struct fhir_state *state, struct fhir_group **groups, size_t *n,
	struct err *err)
{
	struct folding f = {.state = state};
	bool ok = parts_gather(&f);

	if (ok)
		members_join(&f);
	ok = ok && responses_join(&f) && kinds_gather(&f) && days_join(&f);
	if (ok)
		periods_join(&f);
	ok = ok && kinds_join(&f) && fold_groups(&f, groups, n);
	vec_done(&f.part);
	fhir_map_done(&f.by_day);
	fhir_map_done(&f.by_kind);
	return ok && !state->batch->no_memory ? ST_OK : err_nomem(err);
}
