/*
 * People by their stays: who is in hospital now, who came out since a day.
 */
#include "care/today_lines.h"
#include "search/hits.h"
#include "store_events.h"

enum { QUERIED_MOST = 500 };

struct stayed {
	struct gathering *g;               /* as loads people need it */
	const struct people_stay *wanted;
	const char *query;                 /* NULL or "": everybody */
	struct person_hit *hit; size_t n, limit;
};

/* NULL without memory. */
static const char *day_text(const struct stayed *x, int32_t day)
{
	char text[12];

	day_shown(day, x->g->session->rule.today, text);
	return arena_dup(x->g->arena, text);
}

static const char *in_hospital_why(const struct stayed *x, const struct met *met, const struct stay *in)
{
	const char *day = day_text(x, in->since);

	return day ? arena_printf(x->g->arena, "in %s since %s",
		agency_called(x->g->session, met->event[in->at].agency), day) : NULL;
}

/* "left Hospital 10 Nov, nobody in touch since"; of who died or is in again that. */
static const char *left_why(const struct stayed *x, const struct met *met, const struct stay *out,
	const struct stay *in)
{
	const char *then = "", *day = day_text(x, out->since);

	if (met->death.has_died && met->death.day == CIVIL_NONE)
		then = ", has died";
	else if (met->death.has_died)
		then = arena_printf(x->g->arena, ", died %s", day_text(x, met->death.day));
	else if (in)
		then = arena_printf(x->g->arena, ", in hospital again since %s", day_text(x, in->since));
	else if (!out->was_contacted)
		then = ", nobody in touch since";
	return !day || !then ? NULL : arena_printf(x->g->arena, "left %s %s%s",
		agency_called(x->g->session, met->event[out->at].agency), day, then);
}

/* Why the person is wanted; NULL: they are not. */
static enum status why_find(struct stayed *x, int64_t person, const char **why, bool *in_hospital, int32_t *since,
	struct err *err)
{
	int32_t today = x->g->session->rule.today;
	struct stay now, out;
	struct met met;
	bool is_in, is_out;
	enum status st = met_load(x->g, person, &met, err);

	*why = NULL;
	if (st != ST_OK)
		return st;
	is_in = stay_judge(met.event, met.event_n, today, 0, &now) && now.in_hospital &&
		!death_is_past(met.death, today);
	is_out = x->wanted->discharged_since != CIVIL_NONE &&
		discharge_judge(met.event, met.event_n, today, x->wanted->discharged_since, &out);
	*in_hospital = is_in && x->wanted->in_hospital;
	*since = *in_hospital ? now.since : is_out ? out.since : CIVIL_NONE;
	if (*in_hospital)
		*why = in_hospital_why(x, &met, &now);
	else if (is_out)
		*why = left_why(x, &met, &out, is_in ? &now : NULL);
	else
		return ST_OK;
	return *why ? ST_OK : err_nomem(err);
}

static enum status person_try(struct stayed *x, int64_t person, const struct person_hit *found, struct err *err)
{
	const char *why;
	bool is_in = false;
	int32_t since = CIVIL_NONE;
	enum status st = why_find(x, person, &why, &is_in, &since, err);

	if (st != ST_OK || !why)
		return st;
	if (found)
		x->hit[x->n] = *found;
	else
		st = hit_of_person(x->g->session, person, x->g->arena, &x->hit[x->n], err);
	if (st == ST_NONE)
		return ST_OK;
	if (st != ST_OK)
		return st;
	x->hit[x->n].why = x->hit[x->n].by = !x->hit[x->n].is_veiled ? why : is_in ? "in hospital now" : "left hospital";
	x->hit[x->n].since = x->hit[x->n].is_veiled ? CIVIL_NONE : since;
	x->n++;
	return ST_OK;
}

/* Those whom the query finds, in its order; else those whose stay is the newest first. */
static enum status people_try(void *arg, struct err *err)
{
	struct stayed *x = arg;
	struct session *s = x->g->session;
	bool is_queried = x->query && *x->query;
	int32_t from = x->wanted->discharged_since == CIVIL_NONE ? s->rule.today : x->wanted->discharged_since;
	struct person_hit *found = NULL;
	int64_t *person = NULL;
	size_t n = 0;
	enum status st = is_queried ? people_search(s, x->query, QUERIED_MOST, false, x->g->arena, &found, &n, err)
		: store_stayed_since(s->store, from, x->g->arena, &person, &n, err);

	if (st == ST_NONE)
		return ST_OK;
	if (st == ST_OK && !(x->hit = arena_alloc(x->g->arena, (n + 1) * sizeof *x->hit)))
		st = err_nomem(err);
	for (size_t i = 0; st == ST_OK && i < n && (!x->limit || x->n < x->limit); i++)
		st = person_try(x, is_queried ? found[i].person : person[i], is_queried ? &found[i] : NULL, err);
	return st;
}

enum status people_stayed(struct session *s, const struct people_stay *wanted, const char *query, size_t limit,
	bool audited, struct arena *arena, struct person_hit **out, size_t *n, struct err *err)
{
	struct gathering g = {.session = s, .arena = arena, .scratch = arena_new()};
	struct stayed x = {.g = &g, .wanted = wanted, .query = query, .limit = limit};
	enum status st = g.scratch ? ST_OK : err_nomem(err);

	if (st == ST_OK)
		st = people_try(&x, err);
	if (st == ST_OK && audited)
		st = hits_audit(s, "search", x.n, arena, err);
	arena_free(g.scratch);
	if (st != ST_OK)
		return st;
	*out = x.hit;
	*n = x.n;
	return ST_OK;
}
