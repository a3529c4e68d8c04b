#include "screens/known_told.h"

#include <stdio.h>

#include "screens/show.h"

static int32_t end_of(const struct event *e)
{
	return civil_is_set(e->end) ? e->end.day : e->start.day;
}

const char *known_holds(struct session *s, const struct person *p, const struct answer *an, struct arena *a)
{
	int32_t today = session_today(s);
	const struct journey_row *by;
	char day[12];

	civil_short(an->until, day); /* with its year: an answer may hold for one */
	switch (an->state) {
	case AN_NEVER:
		return "nobody has asked";
	case AN_CURRENT:
		if (an->until == today)
			return arena_printf(a, "until today, %s", depth_name(an->depth));
		return arena_printf(a, "until %s, %d day%s more, %s", day, an->until - today,
			an->until - today == 1 ? "" : "s", depth_name(an->depth));
	case AN_LAPSED:
		return arena_printf(a, "held until %s, %s", day, depth_name(an->depth));
	case AN_RESET:
		by = person_row_at(p, an->reset_by);
		show_day_of(today, by->event.start.day, day);
		return arena_printf(a, "by %s, %s, %s", by->title, agency_called(s, by->event.agency), day);
	}
	return "";
}

static struct known_source source_of(struct session *s, const struct person *p, const struct answer *an, struct arena *a)
{
	const struct journey_row *row = person_row_at(p, an->by);
	struct known_source k = {.row = row, .state = an->state, .on = end_of(&row->event),
		.look = an->state == AN_CURRENT ? LOOK_KNOWN : LOOK_LAPSED};

	k.told = an->state == AN_RESET ? arena_printf(a, "reset, was %s", depth_name(an->depth)) : known_holds(s, p, an, a);
	return k;
}

static bool is_listed(const struct known_source *k, size_t n, const struct journey_row *row)
{
	for (size_t i = 0; i < n; i++)
		if (k[i].row == row)
			return true;
	return false;
}

enum status known_sources_tell(struct session *s, const struct person *p, int need, struct arena *a,
	struct known_source **out, size_t *n, struct err *e)
{
	struct answer *an;
	struct known_source *k;
	size_t answers, at = 0;
	enum status st = person_known_sources(s, p, need, a, &an, &answers, e);

	if (st != ST_OK)
		return st;
	k = arena_alloc(a, (2 * answers + 1) * sizeof *k);
	if (!k)
		return err_nomem(e);
	for (size_t i = 0; i < answers; i++) {
		const struct journey_row *reset = an[i].state == AN_RESET ? person_row_at(p, an[i].reset_by) : NULL;

		/* What reset several stands before the first of them: it came later. */
		if (reset && !is_listed(k, at, reset))
			k[at++] = (struct known_source){.row = reset, .state = AN_RESET, .is_reset = true,
				.on = reset->event.start.day, .told = "reset what was known", .look = LOOK_LAPSED};
		if (!is_listed(k, at, person_row_at(p, an[i].by)))
			k[at++] = source_of(s, p, &an[i], a);
	}
	for (size_t i = 0; i < at; i++)
		if (!k[i].told)
			return err_nomem(e);
	*out = k;
	*n = at;
	return ST_OK;
}

const char *known_told(struct session *s, const struct person *p, int need, struct arena *a)
{
	const struct known_query query = {.instrument = -1, .domains = (domains_t)1 << need};
	const char *told = NULL;
	struct answer *an;
	struct err e = {0};
	size_t n;

	if (person_known(s, p, &query, a, &an, &n, &e) == ST_OK && n && an->state != AN_NEVER)
		told = answer_sentence(p->history, an, session_agency_name, s, a);
	return told ? told : "Nobody has asked about this.";
}

const char *known_others(struct session *s, const struct person *p, const struct answer *an, size_t n, struct arena *a)
{
	const char *all = "";

	for (size_t i = 1; i < n && all; i++) {
		int64_t agency = person_row_at(p, an[i].by)->event.agency;
		bool is_told = false;

		for (size_t j = 0; j < i && !is_told; j++)
			is_told = person_row_at(p, an[j].by)->event.agency == agency;
		if (!is_told)
			all = arena_printf(a, "%s%s%s %s", all, *all ? ", " : "",
				LOOKS[an[i].state == AN_CURRENT ? LOOK_KNOWN : LOOK_LAPSED].mark, agency_called(s, agency));
	}
	return all ? all : "";
}

const char *known_never(struct session *s, const struct answer *an, size_t n, struct arena *a)
{
	domains_t never = 0;
	char names[1000];

	for (size_t i = 0; i < n; i++)
		never |= an[i].state == AN_NEVER ? (domains_t)1 << an[i].domain : 0;
	catalogue_domains_name(session_catalogue(s), never, names, sizeof names);
	return arena_dup(a, names);
}

const char *known_line_told(struct session *s, const struct person *p, const struct answer *an, struct arena *a)
{
	const char *told, *others;
	struct answer *source;
	struct err e = {0};
	char name[200];
	size_t n;

	if (an->state == AN_NEVER || person_known_sources(s, p, an->domain, a, &source, &n, &e) != ST_OK) {
		catalogue_domains_name(session_catalogue(s), (domains_t)1 << an->domain, name, sizeof name);
		if (*name >= 'a' && *name <= 'z')
			*name = (char)(*name - 'a' + 'A');
		told = arena_printf(a, "%s: nobody has asked", name);
		return told ? told : "";
	}
	others = known_others(s, p, source, n, a);
	told = answer_sentence(p->history, an, session_agency_name, s, a);
	told = told && *others ? arena_printf(a, "%s; also asked: %s", told, others) : told;
	return told ? told : "";
}
