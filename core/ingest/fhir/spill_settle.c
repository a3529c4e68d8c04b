/*
 * All is read: who is one person with whom, and where what waited for somebody belongs.
 */
#include "ingest/fhir/spilled.h"

#include <stdlib.h>
#include <string.h>

#include "ingest/fhir/reading.h"

#define TIED ((int64_t)1 << 40) /* groups of Patients who are one are numbered from here */

static int by_name(const void *a, const void *b)
{
	const struct known *x = a, *y = b;

	return x->name != y->name ? (x->name > y->name) - (x->name < y->name)
		: (x->part > y->part) - (x->part < y->part);
}

static int only_name(const void *a, const void *b)
{
	const struct known *x = a, *y = b;

	return (x->name > y->name) - (x->name < y->name);
}

static uint32_t part_known(const struct fhir_spill *s, const struct head *head)
{
	const struct known *found = s->known.n
		? bsearch(&(struct known){head->asked, 0}, s->known.v, s->known.n, sizeof *s->known.v, only_name)
		: NULL;

	return found ? found->part : head->fallback;
}

static enum status row_place(void *arg, const struct head *head, const char *url, const char *text,
	struct err *err)
{
	struct fhir_spill *s = arg;
	uint32_t part = part_known(s, head);
	struct span whole = {text, head->text_n}, key, value, type = {0}, id = {0};
	struct scan scan;
	json_t *json;
	bool ok = true;

	if (scan_open(&scan, whole, '{'))
		while (scan_next(&scan, &key, &value) == SCAN_ITEM) {
			if (span_is(key, "resourceType"))
				type = value;
			else if (span_is(key, "id"))
				id = value;
		}
	json = span_is(type, "\"ServiceRequest\"") ? fhir_parse(id) : NULL;
	if (json_is_string(json))
		ok = spill_know(s, spill_name("request ", json_string_value(json), ""), part);
	json_decref(json);
	return ok ? spill_row_put(s, part, head, url, text, err) : err_nomem(err);
}

static int by_patient(const void *a, const void *b)
{
	const struct tied *x = a, *y = b;

	return (x->patient > y->patient) - (x->patient < y->patient);
}

static struct tied *tied_find(const struct fhir_spill *s, uint64_t patient)
{
	return s->tied.n ? bsearch(&(struct tied){patient, 0}, s->tied.v, s->tied.n, sizeof *s->tied.v,
		by_patient) : NULL;
}

/* Each gets the lowest number of those it is tied to, by whatever way. */
static bool ties_settle(struct fhir_spill *s)
{
	bool changed = true;
	size_t n = 0;

	for (size_t i = 0; i < s->ties.n; i++)
		if (!vec_push(&s->tied, ((struct tied){s->ties.v[i].a, 0})) ||
		    !vec_push(&s->tied, ((struct tied){s->ties.v[i].b, 0})))
			return false;
	if (s->tied.n)
		qsort(s->tied.v, s->tied.n, sizeof *s->tied.v, by_patient);
	for (size_t i = 0; i < s->tied.n; i++)
		if (!i || s->tied.v[i].patient != s->tied.v[n - 1].patient)
			s->tied.v[n++] = (struct tied){s->tied.v[i].patient, (uint32_t)i};
	s->tied.n = n;
	while (changed) {
		changed = false;
		for (size_t i = 0; i < s->ties.n; i++) {
			struct tied *a = tied_find(s, s->ties.v[i].a), *b = tied_find(s, s->ties.v[i].b);

			if (a->group == b->group)
				continue;
			changed = true;
			if (a->group < b->group)
				b->group = a->group;
			else
				a->group = b->group;
		}
	}
	return true;
}

enum status fhir_spill_settle(struct fhir_state *state, struct err *err)
{
	struct fhir_spill *s = state->spill;
	enum status st = ties_settle(s) ? ST_OK : err_nomem(err);

	for (size_t wait = 0; wait < WAIT_COUNT && st == ST_OK; wait++) {
		if (s->known.n)
			qsort(s->known.v, s->known.n, sizeof *s->known.v, by_name);
		st = spill_rows_each(s, s->parts + wait, row_place, s, err);
	}
	vec_done(&s->known);
	return st;
}

int64_t fhir_spill_group(struct fhir_state *state, const struct fhir_resource *patient)
{
	const char *id = strchr(patient->ref, '/');
	const struct tied *tied = state->spill && id
		? tied_find(state->spill, spill_name(id + 1, "", "")) : NULL;

	return tied ? TIED + tied->group : ++state->groups;
}
