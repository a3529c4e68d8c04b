/* fold_rows.c - which rows are of one event. */
#include "ingest/fold_rows.h"

#include <string.h>

#include "text.h"

static bool is_of(const char *ref, const char *type)
{
	return strncmp(ref, type, strlen(type)) == 0;
}

bool row_folds(const struct event *e)
{
	static const char *const TYPES[] = {"Observation/", "Procedure/", "QuestionnaireResponse/", "Task/"};

	if (e->kind != EV_ASSESSMENT && e->kind != EV_MEASURE)
		return false;
	for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++)
		if (is_of(e->source_ref, TYPES[i]))
			return true;
	return false;
}

bool row_answers(const struct event *e)
{
	return e->parts && is_of(e->parts, PART_ANSWERS);
}

bool row_retracts(const struct event *e)
{
	return e->parts && strcmp(e->parts, PART_RETRACTS) == 0;
}

bool row_waits(const struct event *e)
{
	return row_answers(e) || row_retracts(e);
}

bool row_is_met(const struct event *e)
{
	return row_folds(e) || row_answers(e) || row_retracts(e) ||
		(e->kind == EV_REQUEST && (is_of(e->source_ref, "ServiceRequest/") || is_of(e->source_ref, "Task/")));
}

/* Reading ---------------------------------------------------------------------- */

struct naming { struct told_row *row; struct arena *arena; bool nomem; };

static void name_add(void *arg, const char *item, size_t length)
{
	struct naming *x = arg;
	struct told_row *r = x->row;
	const char *name = arena_dup_n(x->arena, item, length);

	x->nomem |= !name;
	if (!name)
		return;
	if (is_of(name, PART_HOLDS))
		r->holds[r->holds_n++] = name + strlen(PART_HOLDS);
	else if (is_of(name, PART_FROM))
		r->from[r->from_n++] = name + strlen(PART_FROM);
	else
		r->part[r->part_n++] = name;
}

static bool row_read(const struct catalogue *c, const struct event_sent *sent, struct arena *a, struct told_row *out)
{
	const struct event *e = &sent->event;
	struct naming x = {out, a, false};
	const size_t room = e->parts ? strlen(e->parts) / 2 + 2 : 1;

	*out = (struct told_row){.event = e, .person = sent->person, .kin = sent->kin, .folk = sent->folk, .agency = e->agency, .folds = row_folds(e), .answers = row_answers(e), .retracts = row_retracts(e), .panel = ROW_NONE, .into = ROW_NONE,
		.instrument = e->instrument ? catalogue_instrument_find(c, e->instrument) : -1,
		.part = arena_alloc(a, room * sizeof *out->part), .holds = arena_alloc(a, room * sizeof *out->holds),
		.from = arena_alloc(a, room * sizeof *out->from)};
	if (!out->part || !out->holds || !out->from)
		return false;
	if (e->parts && !out->answers && !out->retracts)
		text_list(e->parts, name_add, &x);
	if (!out->part_n)
		out->part[out->part_n++] = e->source_ref;
	return !x.nomem;
}

static bool has(const char *const *list, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i], name) == 0)
			return true;
	return false;
}

static bool has_type(const struct told_row *r, const char *type)
{
	for (size_t i = 0; i < r->part_n; i++)
		if (is_of(r->part[i], type))
			return true;
	return false;
}

/* Joining ------------------------------------------------------------------------ */

size_t told_root(struct told_row *r, size_t i)
{
	while (r[i].joined != i)
		i = r[i].joined = r[r[i].joined].joined;
	return i;
}

static void join(struct told_row *r, size_t a, size_t b)
{
	a = told_root(r, a);
	b = told_root(r, b);
	if (a != b)
		r[a < b ? b : a].joined = a < b ? a : b;
}

static bool is_theirs(const struct told_row *a, const struct told_row *b)
{
	return a->folds && b->folds && !a->is_past && !b->is_past && a->person == b->person && (!a->kin || a->kin[b->folk]);
}

bool told_has_part(const struct told_row *r, const struct told_row *of, const char *part)
{
	return r->event->agency == of->event->agency && has(r->part, r->part_n, part);
}

static size_t last_of(const struct told_row *r, size_t n, const struct told_row *of, const char *part)
{
	while (n-- && !told_has_part(&r[n], of, part))
		;
	return n;
}

static bool is_past(const struct told_row *r, size_t n, size_t i)
{
	for (size_t p = 0; p < r[i].part_n; p++)
		if (last_of(r, n, &r[i], r[i].part[p]) == i)
			return false;
	return r[i].folds;
}

/* Rows of one part are of one event; what is past goes with the first of its own. */
static void parts_join(struct told_row *r, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t p = 0; p < (r[i].is_past ? 1 : r[i].part_n); p++)
			for (size_t k = r[i].is_past ? i + 1 : 0; k < n; k++)
				if (k != i && !r[k].is_past && told_has_part(&r[k], &r[i], r[i].part[p]))
					join(r, i, k);
}

/* One with an instrument before one without, then the smaller by bytes. */
static bool is_better(const struct told_row *r, size_t a, size_t than)
{
	if (than == ROW_NONE)
		return true;
	if ((r[a].instrument >= 0) != (r[than].instrument >= 0))
		return r[a].instrument >= 0;
	return strcmp(r[a].part[0], r[than].part[0]) < 0;
}

/* Whoever names a part means their own, where they have one of that name. */
static bool means_own(const struct told_row *r, size_t n, size_t who, size_t other, const char *part)
{
	if (r[who].agency == r[other].agency)
		return false;
	for (size_t i = 0; i < n; i++)
		if (is_theirs(&r[i], &r[who]) && told_has_part(&r[i], &r[who], part))
			return true;
	return false;
}

static size_t panel_of(const struct told_row *r, size_t n, size_t member, const char *part)
{
	size_t best = ROW_NONE;

	for (size_t i = 0; i < n; i++)
		if (is_theirs(&r[i], &r[member]) && has(r[i].holds, r[i].holds_n, part) &&
			(r[member].instrument < 0 || r[member].instrument == r[i].instrument) && is_better(r, i, best) &&
			!means_own(r, n, i, member, part))
			best = i;
	return best;
}

/* Silent is a row of which every part belongs to another part. */
static void members_join(struct told_row *r, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t held = 0;

		for (size_t p = 0; p < r[i].part_n; p++) {
			const size_t panel = panel_of(r, n, i, r[i].part[p]);

			if (panel == ROW_NONE)
				continue;
			held++;
			join(r, i, panel);
			r[i].panel = panel;
		}
		r[i].is_silent = held == r[i].part_n;
	}
}

/* What a member comes from, its panel does. */
static size_t speaker(const struct told_row *r, size_t i)
{
	for (int steps = 0; r[i].is_silent && r[i].panel != ROW_NONE && steps < 16; steps++)
		i = r[i].panel;
	return i;
}

static size_t home_of(const struct told_row *r, size_t n, size_t response, const char *part)
{
	size_t best = ROW_NONE;

	for (size_t i = 0; i < n; i++) {
		const size_t his = speaker(r, i);

		if (i == response || !is_theirs(&r[i], &r[response]) || !has(r[i].from, r[i].from_n, part) ||
			(r[response].instrument >= 0 && r[his].instrument >= 0 && r[response].instrument != r[his].instrument) ||
			means_own(r, n, i, response, part))
			continue;
		if (is_better(r, his, best))
			best = his;
	}
	return best;
}

static void response_join(struct told_row *r, size_t n, size_t response, const char *part)
{
	const size_t home = home_of(r, n, response, part);

	if (home == ROW_NONE)
		return;
	join(r, response, home);
	r[response].is_silent |= r[response].part_n == 1;
	for (size_t i = 0; i < n; i++) {
		const size_t his = speaker(r, i);

		if (is_theirs(&r[i], &r[home]) && has(r[i].from, r[i].from_n, part) && r[his].instrument < 0 &&
			r[his].agency == r[home].agency && r[his].event->start.day == r[home].event->start.day)
			join(r, his, home);
	}
}

static void responses_join(struct told_row *r, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t p = 0; p < r[i].part_n; p++)
			if (is_of(r[i].part[p], "QuestionnaireResponse/"))
				response_join(r, n, i, r[i].part[p]);
}

static bool is_counted(const struct told_row *r)
{
	return r->folds && !r->is_past && !r->is_silent && r->instrument >= 0;
}

static bool is_one_day(const struct told_row *a, const struct told_row *b)
{
	return is_theirs(a, b) && a->agency == b->agency && a->event->start.day == b->event->start.day;
}

/* A score taken while a Procedure of its instrument was under way, ends included. */
static bool is_within(const struct told_row *score, const struct told_row *procedure)
{
	const struct event *p = procedure->event;

	return is_theirs(score, procedure) && has_type(score, "Observation/") && has_type(procedure, "Procedure/") &&
		civil_is_set(p->end) && !civil_before(score->event->start, p->start) &&
		!civil_before(p->end, score->event->start);
}

static bool are_one_kind(const struct told_row *r, size_t i, size_t k)
{
	return i != k && is_counted(&r[i]) && is_counted(&r[k]) && r[i].instrument == r[k].instrument;
}

/* The agency is the score's; of several the first by its name. */
static void periods_join(struct told_row *r, size_t n, size_t procedure)
{
	size_t first = ROW_NONE;

	for (size_t i = 0; i < n; i++) {
		if (!are_one_kind(r, i, procedure) || !is_within(&r[i], &r[procedure]))
			continue;
		join(r, i, procedure);
		if (first == ROW_NONE || strcmp(r[i].part[0], r[first].part[0]) < 0)
			first = i;
	}
	if (first != ROW_NONE)
		r[procedure].agency = r[first].agency;
}

static void times_join(struct told_row *r, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++)
			if (are_one_kind(r, i, k) && is_one_day(&r[i], &r[k]))
				join(r, i, k);
	for (size_t i = 0; i < n; i++)
		periods_join(r, n, i);
}

static size_t taker_of(const struct told_row *r, size_t n, size_t i, int instrument)
{
	for (size_t k = 0; k < n; k++)
		if (is_counted(&r[k]) && r[k].instrument == instrument && is_one_day(&r[i], &r[k]))
			return k;
	return ROW_NONE;
}

/* Into the first of those that may be meant. */
static void kinds_join(const struct catalogue *c, struct told_row *r, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct instrument *its = is_counted(&r[i]) ? catalogue_instrument(c, r[i].instrument) : NULL;

		for (size_t k = 0; its && k < its->folds_into_n && r[i].into == ROW_NONE; k++)
			r[i].into = taker_of(r, n, i, its->folds_into[k]);
		if (r[i].into != ROW_NONE)
			join(r, i, r[i].into);
	}
}

struct told_row *told_rows(const struct catalogue *c, const struct event_sent *sent, size_t n, struct arena *a)
{
	struct told_row *r = arena_alloc(a, (n + 1) * sizeof *r);

	for (size_t i = 0; r && i < n; i++) {
		if (!row_read(c, &sent[i], a, &r[i]))
			return NULL;
		r[i].joined = i;
	}
	if (!r)
		return NULL;
	for (size_t i = 0; i < n; i++)
		r[i].is_past = is_past(r, n, i);
	parts_join(r, n);
	members_join(r, n);
	responses_join(r, n);
	times_join(r, n);
	kinds_join(c, r, n);
	return r;
}
