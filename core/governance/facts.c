/*
 * What one read of the store says of a person that bears on who sees what of them.
 */
#include "governance/facts.h"
#include "governance/reach.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "care/clock.h"
#include "store_sharing.h"

struct reading {
	const struct session *session;
	struct sharing *sharing;
	int32_t today;
	/* Per agency: which word was said here last, and when the last refusal came. */
	struct newest_word { int64_t agency, number; char refused[CLOCK_TEXT]; } *newest;
	size_t newest_n;
};

static void add(int64_t *list, size_t *n, int64_t one)
{
	for (size_t i = 0; i < *n; i++)
		if (list[i] == one)
			return;
	list[(*n)++] = one;
}

/* What nobody here understands is not taken for harmless. */
static enum sensitivity sensitivity_of(const char *text)
{
	enum sensitivity sensitivity;

	if (!text || !*text)
		return SN_STANDARD;
	return sensitivity_parse(text, &sensitivity) ? sensitivity : SN_SENSITIVE;
}

static struct sharing_word *word_of(struct sharing *sh, int64_t agency)
{
	for (size_t i = 0; i < sh->word_n; i++)
		if (sh->word[i].agency == agency)
			return &sh->word[i];
	sh->word[sh->word_n] = (struct sharing_word){.agency = agency};
	return &sh->word[sh->word_n++];
}

static bool begins(const char *text, const char *word)
{
	return strncasecmp(text, word, strlen(word)) == 0;
}

static struct newest_word *newest_of(struct reading *r, int64_t agency)
{
	for (size_t i = 0; i < r->newest_n; i++)
		if (r->newest[i].agency == agency)
			return &r->newest[i];
	r->newest[r->newest_n] = (struct newest_word){.agency = agency};
	return &r->newest[r->newest_n++];
}

/* A refusal that came stands against what was said here before it came, and within its second: an
 * import knows no part of one, and where nobody can tell which came first the refusal stands. */
static void refusal_came(struct reading *r, const struct bearing *b)
{
	const int64_t day = 24 * 60 * 60;
	struct newest_word *newest = newest_of(r, b->agency);
	char date[11], came[CLOCK_TEXT];
	int s = (int)(b->received % day);

	civil_iso((int32_t)(b->received / day), date);
	snprintf(came, sizeof came, "%sT%02d:%02d:%02d~", date, s / 3600, s / 60 % 60, s % 60);
	if (strcmp(newest->refused, came) < 0) /* the tilde comes after every part of a second */
		snprintf(newest->refused, sizeof newest->refused, "%s", came);
}

/* "given on 2025-03-01 until 2026-03-01", "refused", "yes", "N": as agencies send it. */
static void consent_take(struct reading *r, const struct bearing *b)
{
	static const char *const GIVEN[] = {"given", "yes", "true", "consent", "agreed", "granted"};
	static const char *const REFUSED[] = {"refus", "no", "false", "den", "declin", "withdr", "dissent", "opt"};
	const char *text = b->consent, *until = strstr(text, " until ");
	struct civil day;
	bool is_given = strcasecmp(text, "y") == 0, is_refused = strcasecmp(text, "n") == 0;

	if (until && civil_parse(until + 7, &day) && day.day < r->today)
		return;
	for (size_t i = 0; i < sizeof GIVEN / sizeof *GIVEN; i++)
		is_given = is_given || begins(text, GIVEN[i]);
	for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++)
		is_refused = is_refused || begins(text, REFUSED[i]);
	if (strcasecmp(text, "not stated") == 0 || strcasecmp(text, "not known") == 0 || strcasecmp(text, "none") == 0)
		return;
	word_of(r->sharing, b->agency)->is_given |= is_given && !is_refused;
	word_of(r->sharing, b->agency)->is_refused |= is_refused;
	word_of(r->sharing, b->agency)->is_sent |= is_refused;
	if (is_refused)
		refusal_came(r, b);
}

static void record_take(struct reading *r, const struct bearing *b)
{
	struct sharing *sh = r->sharing;
	enum sensitivity own = sensitivity_of(b->sensitivity), least = rules_agency(sh->rules, b->agency).least;

	sh->record[sh->record_n++] = (struct sharing_record){b->record, b->agency, own > least ? own : least, false};
	if (b->consent && *b->consent)
		consent_take(r, b);
}

/* One that is over and does not say when is over. */
static bool is_open_service(const struct bearing *b, int32_t today)
{
	if (b->kind != EV_SERVICE || b->start > today)
		return false;
	return b->end == CIVIL_NONE ? b->status == ES_IN_PROGRESS : b->status != ES_PLANNED && b->end >= today;
}

/* "Declined", "Referral rejected", "not accepted": an answer, and a no. */
static bool is_a_no(const char *outcome)
{
	static const char *const WORDS[] = {"declin", "reject", "refus", "withdr", "cancel", "revok", "not accept",
		"unsuccess", "turned down", "returned to"};
	const size_t n = outcome ? strlen(outcome) : 0;

	for (size_t w = 0; w < sizeof WORDS / sizeof *WORDS; w++)
		for (size_t i = 0; i + strlen(WORDS[w]) <= n; i++)
			if (begins(outcome + i, WORDS[w]))
				return true;
	return false;
}

static void event_take(struct reading *r, const struct bearing *b)
{
	struct sharing *sh = r->sharing;
	bool is_open = is_open_service(b, r->today);

	if (is_open)
		add(sh->engaged, &sh->engaged_n, b->agency);
	if (is_open || (b->status == ES_PLANNED && b->kind != EV_REQUEST && b->start >= r->today &&
		b->start <= r->today + VISIT_DAYS))
		add(sh->visiting, &sh->visiting_n, b->agency);
	if (b->kind == EV_REQUEST && b->to_agency && !is_a_no(b->outcome) && b->start <= r->today &&
	    b->start > r->today - ACCEPTED_DAYS) {
		const struct agency *to = session_agency_by_code((struct session *)r->session, b->to_agency);

		if (to)
			add(sh->engaged, &sh->engaged_n, to->id);
	}
}

static bool is_of_days(const struct bearing *b, int32_t today)
{
	return b->from <= today && (b->until == CIVIL_NONE || b->until >= today);
}

/* What lets or keeps from seeing another agency, or for another purpose than the viewer's, is none of theirs. */
static bool is_for_viewer(const struct reading *r, const struct bearing *b)
{
	return (!b->receiver || b->receiver == r->sharing->own) && viewer_looks_for(&r->session->viewer, b->purpose);
}

/* Of one agency the newest word counts. */
static void word_take(struct reading *r, const struct bearing *b)
{
	struct newest_word *newest;
	struct sharing_word *word;

	if (!is_of_days(b, r->today) || !is_for_viewer(r, b))
		return;
	if (b->said == SAID_SIGNED) {
		word_of(r->sharing, b->agency)->is_signed = true;
		return;
	}
	newest = newest_of(r, b->agency);
	if (newest->number > b->number || strcmp(newest->refused, b->at) > 0)
		return;
	newest->number = b->number;
	word = word_of(r->sharing, b->agency);
	word->is_given = b->said == SAID_GIVEN;
	word->is_refused = !word->is_given;
}

static void said_take(struct reading *r, const struct bearing *b, struct civil *broken_at)
{
	struct sharing *sh = r->sharing;
	struct civil at;

	switch (b->said) {
	case SAID_GIVEN: case SAID_REFUSED: case SAID_SIGNED:
		word_take(r, b);
		break;
	case SAID_NAMED:
		for (size_t i = 0; i < sh->record_n; i++)
			if (sh->record[i].record == b->record)
				sh->record[i].is_named = true;
		break;
	case SAID_BARRED:
		sh->is_barred = true;
		break;
	case SAID_REASON:
		sh->is_reasoned |= b->from <= r->today && b->from > r->today - REASON_DAYS;
		break;
	case SAID_BROKEN:
		if (civil_parse(b->at, &at) && (!civil_is_set(*broken_at) || civil_before(*broken_at, at)))
			*broken_at = at;
		break;
	case SAID_OPENED: case SAID_COUNT:
		break;
	}
}

static bool is_held_by(const struct sharing *sh, int64_t agency)
{
	for (size_t i = 0; i < sh->record_n; i++)
		if (sh->record[i].agency == agency)
			return true;
	return false;
}

static bool reading_begin(struct reading *r, size_t n, struct arena *arena)
{
	struct sharing *sh = r->sharing;

	sh->record = arena_alloc(arena, (n + 1) * sizeof *sh->record);
	sh->engaged = arena_alloc(arena, (n + 1) * sizeof *sh->engaged);
	sh->visiting = arena_alloc(arena, (n + 1) * sizeof *sh->visiting);
	sh->word = arena_alloc(arena, (n + 1) * sizeof *sh->word);
	r->newest = arena_alloc(arena, (n + 1) * sizeof *r->newest);
	return sh->record && sh->engaged && sh->visiting && sh->word && r->newest;
}

enum status facts_read(const struct session *s, const struct sharing_rules *rules, int64_t person,
	struct arena *arena, struct facts_kept *out, struct err *err)
{
	struct reading r = {.session = s, .sharing = &out->sharing, .today = s->rule.today};
	const struct agency *own = s->viewer.agency
		? session_agency_by_code((struct session *)s, s->viewer.agency) : NULL;
	struct bearing *b;
	bool is_near = false;
	size_t n;
	enum status st = store_bearings(s->store, person, s->worker, arena, &b, &n, err);

	*out = (struct facts_kept){.sharing = {.rules = rules, .person = person, .own = own ? own->id : 0},
		.broken_at = CIVIL_ABSENT};
	if (st == ST_OK && !reading_begin(&r, n, arena))
		st = err_nomem(err);
	for (int what = BEARS_RECORD; st == ST_OK && what <= BEARS_SHARE; what++)
		for (size_t i = 0; i < n; i++) {
			if ((int)b[i].what != what)
				continue;
			if (what == BEARS_RECORD)
				record_take(&r, &b[i]);
			else if (what == BEARS_EVENT)
				event_take(&r, &b[i]);
			else
				said_take(&r, &b[i], &out->broken_at);
		}
	if (st == ST_OK)
		st = person_in_reach_held(s, person, own && is_held_by(&out->sharing, own->id), &is_near, err);
	out->sharing.is_barred |= !is_near;
	return st;
}

const struct sharing *facts_at(struct facts_kept *kept)
{
	const int64_t day = 24 * 60 * 60 * 1000LL;
	char text[CLOCK_TEXT];
	struct civil now;

	kept->sharing.is_broken = false;
	if (!civil_is_set(kept->broken_at))
		return &kept->sharing;
	clock_now(text);
	if (civil_parse(text, &now)) {
		int64_t since = (now.day - kept->broken_at.day) * day + now.ms - kept->broken_at.ms;

		kept->sharing.is_broken = since >= 0 && since < GLASS_MINUTES * 60000LL;
		kept->sharing.broken_minutes = GLASS_MINUTES - (int)(since / 60000);
	}
	return &kept->sharing;
}
