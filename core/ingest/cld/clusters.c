#include "ingest/cld/cld.h"

#include <stdlib.h>
#include <string.h>

#include "care/work.h"
#include "store_events.h"
#include "text.h"

/* NHS England: "allows a long weekend". */
enum { CLUSTER_DAYS = 4 };

struct requests { VEC(struct cld_choice *) v; };

static int by_person(const struct cld_choice *x, const struct cld_choice *y)
{
	int order;

	if (x->council != y->council)
		return x->council < y->council ? -1 : 1;
	order = strcmp(x->local_id, y->local_id);
	if (order || x->client == y->client)
		return order;
	return x->client < y->client ? -1 : 1;
}

static int by_person_and_day(const void *a, const void *b)
{
	const struct cld_choice *x = *(struct cld_choice *const *)a, *y = *(struct cld_choice *const *)b;
	int order = by_person(x, y);

	if (order)
		return order;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->end != y->end)
		return x->end < y->end ? -1 : 1;
	return strcmp(x->ref, y->ref);
}

/* All of them, person after person; valid until the list grows. */
static bool requests_sorted(struct cld_choices *x, struct requests *out)
{
	out->v.n = 0;
	for (size_t i = 0; i < x->list.n; i++)
		if (x->list.v[i].event == CLD_REQUEST && !vec_push(&out->v, &x->list.v[i]))
			return false;
	if (out->v.n > 0)
		qsort(out->v.v, out->v.n, sizeof *out->v.v, by_person_and_day);
	return true;
}

/* What the store has ----------------------------------------------------------------- */

struct holding_person { uint32_t council; const char *local_id; };
struct gathering {
	struct cld_choices *choices;
	struct batch *batch;
	struct holding_person of;
	const struct event *event;
	bool nomem;
};

bool cld_request_read(const char *ref, const char *local_id, struct cld_choice *out)
{
	static const char CARER[] = "/carer";
	size_t id = strlen(local_id), n = strlen(ref);
	char date[11];
	struct civil start, end = CIVIL_ABSENT;

	if (strncmp(ref, "request/", 8) != 0 || n < 8 + id + 12)
		return false;
	for (size_t i = 0; i < id; i++)
		if (ref[8 + i] != (local_id[i] == ';' ? ',' : local_id[i]))
			return false;
	ref += 8 + id;
	n -= 8 + id;
	out->client = CLD_USER;
	if (n > sizeof CARER - 1 && strcmp(ref + n - (sizeof CARER - 1), CARER) == 0) {
		out->client = CLD_CARER;
		n -= sizeof CARER - 1;
	}
	if ((n != 12 && n != 22) || ref[0] != '/' || ref[11] != '/')
		return false;
	memcpy(date, ref + 1, 10);
	date[10] = '\0';
	if (!civil_parse(date, &start))
		return false;
	memcpy(date, ref + 12, n - 12);
	date[n - 12] = '\0';
	if (n == 22 && !civil_parse(date, &end))
		return false;
	out->start = start.day;
	out->end = civil_is_set(end) ? end.day : INT32_MAX;
	return true;
}

static void held_part(void *arg, const char *item, size_t length)
{
	struct gathering *g = arg;
	struct arena *a = g->batch->arena;
	const char *ref = arena_dup_n(a, item, length), *held = arena_dup(a, g->event->source_ref);
	struct cld_choice c = { .ref = ref, .local_id = g->of.local_id, .held = held, .council = g->of.council,
		.file = CLD_NONE, .next = CLD_NONE, .cluster = CLD_NONE, .event = CLD_REQUEST };
	struct cld_choice *chosen;

	g->nomem |= !ref || !held;
	if (g->nomem)
		return;
	chosen = cld_choice_of_ref(g->choices, g->of.council, ref);
	if (chosen)
		chosen->held = held;
	else if (cld_request_read(ref, g->of.local_id, &c))
		g->nomem |= !vec_push(&g->choices->list, c);
}

/* Each request that the store has of this person, and those that are one with it. */
static enum status held_gather(struct gathering *g, const char *agency, struct arena *scratch, struct err *e)
{
	const struct store *s = g->batch->session->store;
	struct event *event;
	int64_t record;
	size_t n;
	enum status st = store_record_find(s, agency, g->of.local_id, &record, e);

	arena_reset(scratch);
	if (st == ST_OK)
		st = store_record_events(s, record, EV_REQUEST, scratch, &event, &n, e);
	if (st != ST_OK)
		return st == ST_NONE ? ST_OK : st;
	for (size_t i = 0; i < n && !g->nomem; i++) {
		struct cld_choice unused;

		g->event = &event[i];
		if (event[i].status == ES_ENTERED_IN_ERROR || !cld_request_read(event[i].source_ref, g->of.local_id, &unused))
			continue;
		if (event[i].parts)
			text_list(event[i].parts, held_part, g);
		else
			held_part(g, event[i].source_ref, strlen(event[i].source_ref));
	}
	return g->nomem ? err_nomem(e) : ST_OK;
}

static bool people_of(const struct requests *sorted, struct holding_person **out, size_t *n)
{
	VEC(struct holding_person) all = { 0 };
	bool ok = true;

	for (size_t i = 0; i < sorted->v.n && ok; i++) {
		const struct cld_choice *c = sorted->v.v[i];

		if (i == 0 || c->council != sorted->v.v[i - 1]->council ||
			strcmp(c->local_id, sorted->v.v[i - 1]->local_id) != 0)
			ok = vec_push(&all, (struct holding_person){ c->council, c->local_id });
	}
	*out = all.v;
	*n = all.n;
	return ok;
}

static enum status held_add(struct cld_choices *x, struct batch *b, const char *const *agency,
	struct requests *sorted, struct err *e)
{
	struct arena *scratch = arena_new();
	struct holding_person *person = NULL;
	size_t n = 0;
	enum status st = scratch && requests_sorted(x, sorted) && people_of(sorted, &person, &n)
		? ST_OK : err_nomem(e);

	for (size_t i = 0; i < n && st == ST_OK; i++) {
		struct gathering g = { .choices = x, .batch = b, .of = person[i] };

		if (session_agency_by_code(b->session, agency[person[i].council]))
			st = held_gather(&g, agency[person[i].council], scratch, e);
	}
	free(person);
	arena_free(scratch);
	return st;
}

/* Clusters ---------------------------------------------------------------------------- */

static int32_t last_day(const struct cld_choice *c)
{
	return c->end == INT32_MAX ? c->start : c->end;
}

static void clusters_mark(struct cld_choices *x, struct cld_choice **request, size_t n)
{
	int32_t until = 0;

	for (size_t i = 0; i < n; i++) {
		struct cld_choice *c = request[i], *before = i ? request[i - 1] : NULL;
		bool is_one = before && by_person(before, c) == 0 && c->start - until <= CLUSTER_DAYS;

		c->cluster = is_one ? before->cluster : (uint32_t)(c - x->list.v);
		if (is_one)
			before->next = (uint32_t)(c - x->list.v);
		until = is_one && until > last_day(c) ? until : last_day(c);
	}
}

const struct cld_choice *cld_cluster_next(const struct cld_choices *x, const struct cld_choice *c)
{
	return c->next == CLD_NONE ? NULL : &x->list.v[c->next];
}

/* Those of the files that became one with another, of these or of the store's. */
static int64_t clustered(const struct cld_choices *x)
{
	int64_t n = 0;

	for (size_t i = 0; i < x->list.n; i++) {
		int64_t sent = 0, all = 0;

		if (x->list.v[i].event != CLD_REQUEST || x->list.v[i].cluster != i)
			continue;
		for (const struct cld_choice *c = &x->list.v[i]; c; c = cld_cluster_next(x, c), all++)
			sent += c->file != CLD_NONE;
		n += sent < all ? sent : sent - 1;
	}
	return n;
}

bool cld_clusters_make(struct cld_choices *x)
{
	struct requests sorted = { 0 };
	bool ok = requests_sorted(x, &sorted);

	if (ok)
		clusters_mark(x, sorted.v.v, sorted.v.n);
	vec_done(&sorted.v);
	return ok;
}

enum status cld_requests_cluster(struct cld_choices *x, struct batch *b, const char *const *agency, struct err *e)
{
	struct requests sorted = { 0 };
	enum status st = b->session ? held_add(x, b, agency, &sorted, e) : ST_OK;

	vec_done(&sorted.v);
	if (st == ST_OK && !cld_clusters_make(x))
		st = err_nomem(e);
	if (st == ST_OK)
		x->clustered = clustered(x);
	return st;
}
