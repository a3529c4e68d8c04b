/* Condition 6: what happened since.  Admissions, changes of circumstances,
 * concerns, and whatever else says what it resets. */
#include <stdlib.h>
#include <strings.h>

#include "history.h"
#include "halving.h"
#include "text.h"

/* What a hospital stay resets when it does not say: HEALTH MEDS NUTRI PCARE CONT
 * MOBIL SKIN COGN. */
#define ADMISSION_RESETS "HEALTH;MEDS;NUTRI;PCARE;CONT;MOBIL;SKIN;COGN"

/* A stay in hospital over a night at least. */
struct stay {
	struct civil start;
	int32_t end; /* INT32_MAX while open */
	const struct told *told;
};

static bool reset_may_be(const struct told *t)
{
	return t->wording->may_reset && civil_is_set(t->start);
}

static bool stay_read(const struct told *t, struct stay *out)
{
	bool is_open = !civil_is_set(t->end) || civil_before(t->end, t->start);

	if (t->wording->kind != EV_ADMISSION || !reset_may_be(t) || (!is_open && t->end.day == t->start.day))
		return false;
	*out = (struct stay){t->start, is_open ? INT32_MAX : t->end.day, t};
	return true;
}

static int stay_compare(const void *a, const void *b)
{
	const struct stay *x = a, *y = b;

	if (x->start.day != y->start.day)
		return x->start.day < y->start.day ? -1 : 1;
	return told_name_compare(x->told, y->told);
}

/* Of two stays from one day on: whether the first carries on the other. */
static bool stay_carries_on(const struct stay *stay, const struct stay *other)
{
	if (civil_before(other->start, stay->start))
		return true;
	return !civil_before(stay->start, other->start) &&
		told_name_compare(stay->told, other->told) > 0;
}

/* The one stay of those that began on one day which is no transfer, or NULL. */
static const struct stay *stay_of_day(const struct stay *stay, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool is_transfer = false;

		for (size_t j = 0; j < n && !is_transfer; j++)
			is_transfer = j != i && stay_carries_on(&stay[i], &stay[j]);
		if (!is_transfer)
			return &stay[i];
	}
	return NULL;
}

/* Leaves, in place, only the stays that are no transfer: at most one of a day,
 * and none that begins inside an earlier one, on its last day or the day after. */
static size_t stays_without_transfers(struct stay *stay, size_t n)
{
	int32_t last_end = INT32_MIN; /* of all that began on an earlier day */
	size_t kept = 0;

	for (size_t from = 0, to; from < n; from = to) {
		int32_t day = stay[from].start.day, end = last_end;
		const struct stay *first;

		for (to = from; to < n && stay[to].start.day == day; to++)
			if (stay[to].end > end)
				end = stay[to].end;
		first = last_end < day - 1 ? stay_of_day(stay + from, to - from) : NULL;
		if (first)
			stay[kept++] = *first;
		last_end = end;
	}
	return kept;
}

static bool resets_nothing(const char *resets)
{
	resets += strspn(resets, " \t");
	return !strncasecmp(resets, "none", 4) && !text_is_sent(resets + 4);
}

/* What an event resets by what it says, else by its kind and code. */
domains_t reset_domains(const struct catalogue *catalogue, const struct event *e)
{
	const char *name;
	domains_t domains;
	int unknown;

	if (text_is_sent(e->resets)) {
		if (resets_nothing(e->resets))
			return 0;
		domains = catalogue_domains_parse(catalogue, e->resets, NULL, &unknown);
		if (domains)
			return domains;
	}
	if (e->kind == EV_ADMISSION)
		return catalogue_domains_parse(catalogue, ADMISSION_RESETS, NULL, &unknown);
	if (e->kind != EV_CHANGE)
		return 0;
	if (text_is_sent(e->code) && catalogue_change_find(catalogue, e->code, &domains, &name))
		return domains;
	return ~(domains_t)0;
}

static int reset_compare(const void *a, const void *b)
{
	const struct reset *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return x->event < y->event ? -1 : x->event > y->event;
}

static void reset_add(struct history *h, const struct told *t)
{
	const struct wording *w = t->wording;

	if (w->resets)
		h->reset[h->reset_n++] = (struct reset){
			.day = t->start.day,
			.from_same_day = w->kind == EV_CHANGE || w->kind == EV_CONCERN,
			.domains = w->resets,
			.event = (size_t)(t - h->told),
		};
}

/* After this reset, answers of its domains must have ended on that day or later. */
static void floor_raise(int32_t floor[DOMAINS_MAX], const struct reset *r)
{
	int32_t day = r->from_same_day ? r->day + 1 : r->day;

	for (domains_t left = r->domains; left;) {
		int d = domains_take(&left);

		if (day > floor[d])
			floor[d] = day;
	}
}

static enum status floors_fill(struct history *h, struct arena *arena, struct err *err)
{
	int32_t (*floor)[DOMAINS_MAX] = arena_alloc(arena, (h->reset_n + 1) * sizeof *floor);

	if (!floor)
		return err_nomem(err);
	memcpy(floor[0], h->words->no_floor[0], sizeof floor[0]);
	for (size_t i = 0; i < h->reset_n; i++) {
		memcpy(floor[i + 1], floor[i], sizeof floor[i]);
		floor_raise(floor[i + 1], &h->reset[i]);
	}
	h->floor = (const int32_t (*)[DOMAINS_MAX])floor;
	return ST_OK;
}

static enum status resets_gather(struct history *h, size_t candidates, struct arena *arena, struct err *err)
{
	struct stay *stay = arena_alloc(arena, candidates * sizeof *stay);
	size_t stays = 0;

	h->reset = arena_alloc(arena, candidates * sizeof *h->reset);
	if (!h->reset || !stay)
		return err_nomem(err);
	for (size_t i = 0; i < h->event_n; i++) {
		const struct told *t = &h->told[i];

		if (stay_read(t, &stay[stays]))
			stays++;
		else if (t->wording->kind != EV_ADMISSION && reset_may_be(t))
			reset_add(h, t);
	}
	qsort(stay, stays, sizeof *stay, stay_compare);
	stays = stays_without_transfers(stay, stays);
	for (size_t i = 0; i < stays; i++)
		reset_add(h, stay[i].told);
	qsort(h->reset, h->reset_n, sizeof *h->reset, reset_compare);
	return floors_fill(h, arena, err);
}

enum status resets_find(struct history *h, struct arena *arena, struct err *err)
{
	size_t candidates = 0;

	for (size_t i = 0; i < h->event_n; i++)
		candidates += reset_may_be(&h->told[i]);
	h->floor = h->words->no_floor;
	return candidates ? resets_gather(h, candidates, arena, err) : ST_OK;
}

const int32_t *resets_floor(const struct history *h, const struct asked *b, int32_t scratch[DOMAINS_MAX])
{
	struct halving later = {.to = h->reset_n};
	bool is_own = false;

	while (halving_on(&later))
		halving_turn(&later, h->reset[later.at].day <= b->start.day);
	for (size_t i = later.at; b->resets && i-- > 0 && !is_own;)
		is_own = h->reset[i].event == b->event;
	if (!is_own)
		return h->floor[later.at];

	memcpy(scratch, h->floor[0], sizeof h->floor[0]);
	for (size_t i = 0; i < later.at; i++)
		if (h->reset[i].event != b->event)
			floor_raise(scratch, &h->reset[i]);
	return scratch;
}

size_t resets_first(const struct history *h, const struct asked *b, int domain, int32_t end)
{
	for (size_t i = 0; i < h->reset_n && h->reset[i].day <= b->start.day; i++) {
		const struct reset *r = &h->reset[i];
		bool is_since = r->from_same_day ? end <= r->day : end < r->day;

		if (is_since && r->event != b->event && r->domains >> domain & 1)
			return r->event;
	}
	return NOT_AN_EVENT;
}
