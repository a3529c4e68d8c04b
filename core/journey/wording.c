#include "wording.h"

#include <strings.h>

#include "text.h"

enum { SLOTS_FIRST = 256, AGENCIES_FIRST = 8 };

struct worded {
	uint64_t hash;
	const char *text; /* NULL: the slot is free */
	size_t n;
	const struct wording *wording;
};

static bool agency_add(struct wordings *w, const char *code)
{
	if (w->agency_n == w->agency_cap) {
		size_t room = w->agency_cap ? w->agency_cap * 2 : AGENCIES_FIRST;
		const char **more = arena_alloc(w->arena, room * sizeof *more);

		if (!more)
			return false;
		if (w->agency_n)
			memcpy(more, w->agency, w->agency_n * sizeof *more);
		w->agency = more;
		w->agency_cap = room;
	}
	w->agency[w->agency_n++] = code;
	return true;
}

bool wordings_begin(struct wordings *w, const struct catalogue *catalogue, struct arena *arena)
{
	size_t n = catalogue_domain_count(catalogue);

	*w = (struct wordings){.catalogue = catalogue, .arena = arena,
		.countable = catalogue_countable(catalogue)};
	for (size_t d = 0; d < n && d < DOMAINS_MAX; d++)
		w->max_days[d] = catalogue_domain(catalogue, d)->max_days;
	for (size_t d = 0; d < DOMAINS_MAX; d++)
		w->no_floor[0][d] = INT32_MIN;
	return agency_add(w, AGENCY_UNKNOWN);
}

int wordings_agency_find(const struct wordings *w, const char *code, size_t length)
{
	for (size_t i = 0; i < w->agency_n; i++)
		if (!strncasecmp(w->agency[i], code, length) && !w->agency[i][length])
			return (int)i;
	return AGENCY_NOBODY;
}

/* The number of a code, made where it is new (-1: no memory), or AGENCY_NOBODY. */
static int wordings_agency(struct wordings *w, const char *code)
{
	int i;

	if (!text_is_sent(code))
		return AGENCY_NOT_STATED;
	i = wordings_agency_find(w, code, strlen(code));
	if (i != AGENCY_NOBODY)
		return i;
	return agency_add(w, code) ? (int)w->agency_n - 1 : AGENCY_NOBODY;
}

static bool asks_elsewhere(const struct event *e)
{
	return e->kind == EV_REQUEST && text_is_sent(e->to_agency);
}

static struct wording *wording_make(struct wordings *words, const struct event *e)
{
	struct wording *w = arena_alloc(words->arena, sizeof *w);
	int agency;

	if (!w)
		return NULL;
	wording_read(words->catalogue, e, w);
	w->agency_code = e->agency_code;
	if (!w->is_asking)
		return w;
	agency = wordings_agency(words, asks_elsewhere(e) ? e->to_agency : e->agency_code);
	if (agency == AGENCY_NOBODY)
		return NULL;
	w->asked.agency = agency;
	w->asked.agency_code = words->agency[agency];
	return w;
}

const struct wording *wording_of_event(struct wordings *words, const struct event *e)
{
	static const struct wording NOTHING = {.kind = EV_NOTE};

	return event_has_gist(e) || e->kind == EV_REQUEST ? wording_make(words, e) : &NOTHING;
}

/* Of gists ------------------------------------------------------------------ */

static uint64_t bytes_hash(const char *text, size_t n)
{
	const uint64_t by = 0x9E3779B97F4A7C15u;
	uint64_t hash = n * by, piece;

	for (; n >= sizeof piece; n -= sizeof piece, text += sizeof piece) {
		memcpy(&piece, text, sizeof piece);
		hash = (hash ^ piece) * by;
		hash ^= hash >> 32;
	}
	piece = 0;
	memcpy(&piece, text, n);
	hash = (hash ^ piece) * by;
	return hash ^ hash >> 29;
}

static struct worded *slot_of(const struct wordings *w, uint64_t hash, const char *text, size_t n)
{
	size_t i = hash & (w->slot_n - 1);

	while (w->slot[i].text && (w->slot[i].hash != hash || w->slot[i].n != n ||
		memcmp(w->slot[i].text, text, n) != 0))
		i = (i + 1) & (w->slot_n - 1);
	return &w->slot[i];
}

static bool slots_grow(struct wordings *w)
{
	const struct worded *before = w->slot;
	const size_t n = w->slot_n, room = n ? n * 2 : SLOTS_FIRST;
	struct worded *slot = arena_alloc(w->arena, room * sizeof *slot);

	if (!slot)
		return false;
	w->slot = slot;
	w->slot_n = room;
	for (size_t i = 0; i < n; i++)
		if (before[i].text)
			*slot_of(w, before[i].hash, before[i].text, before[i].n) = before[i];
	return true;
}

static enum status gist_word(struct wordings *words, const struct gist *g, agency_code_fn *code_of,
	void *arg, const struct wording **out, struct err *err)
{
	char *room = arena_alloc(words->arena, g->wording_n + 1);
	struct event e;
	enum status st;

	if (!room)
		return err_nomem(err);
	if (!gist_words(g, room, &e))
		return err_set(err, ST_DAMAGED, "what the store keeps of its events for judging them cannot "
			"be read: keep a copy of it and restore the last backup");
	st = code_of(arg, e.agency, &e.agency_code, err);
	if (st != ST_OK)
		return st;
	*out = wording_make(words, &e);
	return *out ? ST_OK : err_nomem(err);
}

enum status wording_of_gist(struct wordings *words, const struct gist *g, agency_code_fn *code_of,
	void *arg, const struct wording **out, struct err *err)
{
	const uint64_t hash = bytes_hash(g->wording, g->wording_n);
	struct worded *slot;
	const char *text;
	enum status st;

	if (words->used * 2 >= words->slot_n && !slots_grow(words))
		return err_nomem(err);
	slot = slot_of(words, hash, g->wording, g->wording_n);
	if (slot->text) {
		*out = slot->wording;
		return ST_OK;
	}
	st = gist_word(words, g, code_of, arg, out, err);
	if (st != ST_OK)
		return st;
	text = arena_dup_n(words->arena, g->wording, g->wording_n);
	if (!text)
		return err_nomem(err);
	*slot = (struct worded){hash, text, g->wording_n, *out};
	words->used++;
	return ST_OK;
}
