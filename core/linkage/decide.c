/* decide.c - a worker's word about two records: link, separate; both sides shown first. */
#include <string.h>

#include "care/clock.h"
#include "care/said.h"
#include "ingest/kin_anew.h"
#include "linkage/address.h"
#include "linkage/cut.h"
#include "linkage/decide.h"
#include "linkage/earlier.h"
#include "linkage/linker.h"
#include "linkage/sides.h"
#include "linkage/words.h"
#include "governance/gate.h"
#include "governance/opening.h"
#include "store_findings.h"

struct ruling_on_pair {
	const struct separation *what; /* its lists are empty for a link */
	struct separation settled;     /* the same with its reason as it is kept */
	enum verdict verdict;
	struct arena *arena;           /* the caller's, for the preview */
	struct link_preview preview;
	struct deed deed;
};

/* While it is weighed, in the store or in a transaction. */
struct weighing {
	const struct session *session;
	const struct store *store;
	struct ruling_on_pair *x;
	struct arena *scratch;
	struct record a, b;
	struct guide guide;
	struct group g;
	struct placing placing;
};

/* What may be said ------------------------------------------------------- */

enum status pairs_allowed(const struct session *s, struct err *err)
{
	return works_with_people(s) ? ST_OK
		: err_set(err, ST_DENIED, "you may see figures, and not whose records these are");
}

static enum status link_allowed(const struct weighing *w, const struct record *a, const struct record *b, struct err *err)
{
	const struct group *g = &w->g;
	const struct word *apart = group_separation(g, a->id, b->id);
	struct civil at = CIVIL_ABSENT;
	const char *why;
	char day[12];

	if (a->person == b->person)
		return err_set(err, ST_USAGE,
			"these records are one person's already; there is nothing to link");
	if (!apart)
		return ST_OK;
	civil_parse(apart->decision->at ? apart->decision->at : "", &at);
	civil_short(at.day, day);
	why = apart->decision->reason;
	return err_set(err, ST_DENIED,
		"separated by %s on %s (`undo %.80s:%.80s %.80s:%.80s` takes that back)%s%s",
		worker_shown(w->session, apart->decision->worker, a->person, w->x->arena), day,
		a->agency_code, a->local_id, b->agency_code, b->local_id, why ? " because: " : "", why ? why : "");
}

static enum status word_allowed(const struct weighing *w, struct err *err)
{
	if (w->a.id == w->b.id)
		return err_set(err, ST_USAGE, "these are one and the same record; name two");
	if (w->x->verdict == VD_LINK)
		return link_allowed(w, &w->a, &w->b, err);
	if (w->a.person == w->b.person)
		return ST_OK;
	if (w->x->what->with_a_n || w->x->what->with_b_n ||
		group_separation(&w->g, w->a.id, w->b.id))
		return err_set(err, ST_USAGE,
			"these records are two people's already; there is nothing to separate");
	return ST_OK; /* a word that two people stay two */
}

/* Placed by hand ---------------------------------------------------------- */

static enum status list_wish(struct weighing *w, const char *const *list, size_t n, enum wish wish,
	struct err *err)
{
	for (size_t i = 0; i < n; i++) {
		struct record r;
		enum status st = address_seen(w->session, list[i], w->scratch, &r, err);
		size_t at;

		if (st != ST_OK)
			return st;
		at = group_find(&w->g, r.id);
		if (at == w->g.records.n || r.person != w->a.person)
			return err_set(err, ST_USAGE, "%.200s is no record of this person", list[i]);
		if (w->placing.wish[at] && w->placing.wish[at] != wish)
			return err_set(err, ST_USAGE, "%.200s cannot go to both sides", list[i]);
		w->placing.wish[at] = wish;
		w->placing.by_hand[at] = at != w->placing.a && at != w->placing.b;
	}
	return ST_OK;
}

static enum status wishes_read(struct weighing *w, struct err *err)
{
	const struct separation *what = w->x->what;
	enum status st = list_wish(w, what->with_a, what->with_a_n, WISH_A, err);

	if (st == ST_OK)
		st = list_wish(w, what->with_b, what->with_b_n, WISH_B, err);
	for (size_t i = 0; i < w->g.records.n && st == ST_OK && what->is_whole; i++)
		if (w->g.records.v[i].person == w->a.person && !w->placing.wish[i])
			st = err_set(err, ST_CHANGED,
				"somebody has brought another record to this person meanwhile; look again");
	return st;
}

/* Weighing ---------------------------------------------------------------- */

static enum status addresses_of(const struct link_side *side, struct arena *arena,
	const char ***out, size_t *n, struct err *err)
{
	const char **list = arena_alloc(arena, (side->n + 1) * sizeof *list);

	if (!list)
		return err_nomem(err);
	for (size_t i = 0; i < side->n; i++)
		list[i] = side->record[i].address;
	*out = list;
	*n = side->n;
	return ST_OK;
}

static enum status earlier_read(struct weighing *w, struct err *err)
{
	struct link_preview *p = &w->x->preview;

	return earlier_tell(w->session, w->a.person, w->b.person, w->x->arena, &p->earlier,
		&p->earlier_n, err);
}

/* What each record states, as it is compared. */
static enum status stated_read(struct weighing *w, struct normal **out, struct err *err)
{
	size_t n = w->g.records.n;
	struct normal *normal = arena_alloc(w->scratch, (n + 1) * sizeof *normal);
	enum status st = normal ? ST_OK : err_nomem(err);

	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = normal_make(&w->g.records.v[i], w->g.today, w->scratch, &normal[i], err);
	*out = normal;
	return st;
}

/* Loud against a link: both people have a valid NHS number, or a birth date, and what
 * the one's records state is none of the other's. */
static enum status caution_tell(struct weighing *w, struct err *err)
{
	const struct group *g = &w->g;
	size_t a = g->person[group_find(g, w->a.id)], b = g->person[group_find(g, w->b.id)];
	bool nhs = false, nhs_meets = false, born = false, born_meets = false;
	struct normal *normal = NULL;
	enum status st = stated_read(w, &normal, err);

	for (size_t i = 0; i < g->records.n && st == ST_OK; i++)
		for (size_t k = 0; k < g->records.n; k++) {
			const struct normal *x = &normal[i], *y = &normal[k];

			if (g->person[i] != a || g->person[k] != b)
				continue;
			nhs = nhs || (*x->nhs && *y->nhs);
			nhs_meets = nhs_meets || (*x->nhs && strcmp(x->nhs, y->nhs) == 0);
			if (x->born == CIVIL_NONE || y->born == CIVIL_NONE)
				continue;
			born = true;
			born_meets = born_meets || (!born_differs(x->born, y->born) &&
				!born_is_generation(x->born, y->born));
		}
	if (nhs && !nhs_meets)
		w->x->preview.caution = "their records state two different valid NHS numbers; "
			"the linker would never link them";
	else if (born && !born_meets)
		w->x->preview.caution = "their records state two birth dates, too far apart for a slip";
	return st;
}

/* Two people before a link, one after: both counted. */
static enum status link_weigh(struct weighing *w, struct err *err)
{
	struct link_preview *p = &w->x->preview;
	size_t a = group_find(&w->g, w->a.id), b = group_find(&w->g, w->b.id);
	struct link_side one[2] = {{0}};
	struct word word;
	enum status st = sides_tell(w->session, &w->g, a, b, NULL, w->x->arena, p->side, err);

	if (st == ST_OK)
		st = sides_count(w->session, w->store, &w->g, a, b, p->side, err);
	if (st == ST_OK)
		st = caution_tell(w, err);
	w->placing.word.verdict = VD_LINK;
	word = (struct word){w->placing.word.a, w->placing.word.b, &w->placing.word};
	if (st == ST_OK && (!group_say(&w->g, &word) || !vec_push(&w->placing.said, word)))
		st = err_nomem(err);
	if (st == ST_OK)
		st = group_decide(&w->g, err);
	if (st == ST_OK)
		st = sides_tell(w->session, &w->g, a, b, NULL, w->x->arena, one, err);
	if (st == ST_OK)
		st = sides_count(w->session, w->store, &w->g, a, b, one, err);
	if (st == ST_OK)
		st = addresses_of(&one[0], w->x->arena, &p->left, &p->left_n, err);
	p->events = one[0].events;
	p->findings_before = p->side[0].findings + p->side[1].findings;
	p->findings_after = one[0].findings;
	return st;
}

/* Both sides as they are, or as they are placed. */
static enum status two_tell(struct weighing *w, size_t a, size_t b, const struct placing *placing, struct err *err)
{
	struct link_preview *p = &w->x->preview;
	enum status st = sides_tell(w->session, &w->g, a, b, placing, w->x->arena, p->side, err);

	if (st == ST_OK)
		st = sides_count(w->session, w->store, &w->g, a, b, p->side, err);
	if (st == ST_OK)
		st = addresses_of(&p->side[0], w->x->arena, &p->left, &p->left_n, err);
	if (st == ST_OK)
		st = addresses_of(&p->side[1], w->x->arena, &p->right, &p->right_n, err);
	return st;
}

/* One person before a separation, two after. */
static enum status separation_weigh(struct weighing *w, struct err *err)
{
	struct link_preview *p = &w->x->preview;
	size_t a = group_find(&w->g, w->a.id), b = group_find(&w->g, w->b.id);
	struct link_side one[2] = {{0}};
	struct decision word = w->placing.word;
	enum status st = sides_count(w->session, w->store, &w->g, a, b, one, err);

	if (st == ST_OK)
		st = placing_new(&w->placing, &w->g, a, b, &word, w->scratch, err);
	if (st == ST_OK)
		st = wishes_read(w, err);
	if (st == ST_OK)
		st = placing_settle(&w->placing, err);
	if (st == ST_OK)
		st = two_tell(w, a, b, &w->placing, err);
	p->events = one[0].events;
	p->findings_before = one[0].findings;
	p->findings_after = p->side[0].findings + p->side[1].findings;
	return st;
}

/* As they are. */
static enum status now_tell(struct weighing *w, struct err *err)
{
	struct link_preview *p = &w->x->preview;
	size_t a = group_find(&w->g, w->a.id), b = group_find(&w->g, w->b.id);
	enum status st = two_tell(w, a, b, NULL, err);

	p->events = p->side[0].events + p->side[1].events;
	p->findings_before = p->findings_after = p->side[0].findings + p->side[1].findings;
	return st;
}

/* Two people before and after. */
static enum status apart_weigh(struct weighing *w, struct err *err)
{
	enum status st = now_tell(w, err);

	w->placing.word.verdict = VD_SEPARATE;
	if (st == ST_OK && !vec_push(&w->placing.said, ((struct word){w->placing.word.a,
		w->placing.word.b, &w->placing.word})))
		st = err_nomem(err);
	return st;
}

/* Finds both records and all that hangs together with them. */
static enum status pair_read(struct weighing *w, struct err *err)
{
	enum status st = address_seen(w->session, w->x->what->a, w->scratch, &w->a, err);

	w->x->preview = (struct link_preview){0};
	if (st == ST_OK)
		st = address_seen(w->session, w->x->what->b, w->scratch, &w->b, err);
	if (st == ST_OK)
		st = guide_read(&w->guide, w->store, err);
	if (st == ST_OK)
		st = group_read(&w->g, w->store, &w->guide, w->session->rule.today,
			(int64_t[]){w->a.id, w->b.id}, 2, w->scratch, err);
	return st;
}

/* Sees whether the word may be said, and what it would do. */
static enum status pair_weigh(struct weighing *w, struct err *err)
{
	struct ruling_on_pair *x = w->x;
	enum status st = pair_read(w, err);

	if (st == ST_OK)
		st = word_allowed(w, err);
	if (st != ST_OK)
		return st;
	w->placing.word = (struct decision){.worker = w->session->worker, .reason = x->what->reason,
		.a = w->a.id < w->b.id ? w->a.id : w->b.id, .b = w->a.id < w->b.id ? w->b.id : w->a.id};
	x->deed.person = w->a.person;
	x->deed.detail = arena_printf(w->scratch, "%s:%s and %s:%s%s", w->a.agency_code, w->a.local_id,
		w->b.agency_code, w->b.local_id,
		x->what->with_a_n + x->what->with_b_n ? ", the others as placed" : "");
	if (!x->deed.detail)
		return err_nomem(err);
	st = earlier_read(w, err);
	if (st != ST_OK)
		return st;
	return x->verdict == VD_LINK ? link_weigh(w, err)
		: w->a.person == w->b.person ? separation_weigh(w, err) : apart_weigh(w, err);
}

static void weighing_done(struct weighing *w)
{
	placing_done(&w->placing);
	group_done(&w->g);
	guide_done(&w->guide);
}

/* Writing ----------------------------------------------------------------- */

/* The store agrees with what was shown, record by record of both people. */
static enum status outcome_check(const struct weighing *w, struct err *err)
{
	const struct group *g = &w->g;
	size_t a = g->person[group_find(g, w->a.id)], b = g->person[group_find(g, w->b.id)];
	enum status st = ST_OK;

	for (size_t i = 0; i < g->records.n && st == ST_OK; i++) {
		int64_t person = 0;

		if (g->person[i] != a && g->person[i] != b)
			continue;
		st = store_person_of(w->store, g->records.v[i].id, &person, err);
		if (st == ST_OK && person != g->records.v[g->person[i]].id)
			st = err_set(err, ST_BUG, "a worker's word on two records did not bring it about");
	}
	return st;
}

/* The pair's own word last, as the newest: undo begins with it. */
static enum status words_write(struct work *work, struct weighing *w, struct err *err)
{
	size_t n = w->placing.said.n;
	int64_t *ids = arena_alloc(work->arena, (2 * n + 1) * sizeof *ids), id;
	char at[CLOCK_TEXT];
	enum status st = ids ? ST_OK : err_nomem(err);

	clock_now(at);
	for (size_t i = n; i-- > 0 && st == ST_OK;) {
		struct decision d = *w->placing.said.v[i].decision;

		d.at = at;
		st = store_decision_add(work->txn, &d, &id, err);
		ids[2 * i] = d.a;
		ids[2 * i + 1] = d.b;
	}
	if (st == ST_OK)
		st = linker_regroup(work, ids, 2 * n, err);
	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = kin_anew_pair(work, ids[2 * i], ids[2 * i + 1], err);
	return st;
}

static enum status pair_write(struct work *work, void *arg, struct err *err)
{
	struct weighing w = {.session = work->session, .store = txn_store(work->txn), .x = arg,
		.scratch = work->arena};
	enum status st = pair_weigh(&w, err);

	if (st == ST_OK)
		st = words_write(work, &w, err);
	if (st == ST_OK)
		st = outcome_check(&w, err);
	weighing_done(&w);
	return st;
}

static enum status pair_try(struct session *s, struct ruling_on_pair *x, struct err *err)
{
	struct weighing w = {.session = s, .store = s->store, .x = x, .scratch = x->arena};
	enum status st = pair_weigh(&w, err);

	weighing_done(&w);
	x->deed.deed = "look";
	return st == ST_OK && !x->what->is_again ? case_look(s, &x->deed, err) : st;
}

enum status pair_open_require(struct session *s, const char *a, const char *b, struct arena *arena, struct err *err)
{
	const char *const named[] = {a, b};
	struct record r;
	enum status st = ST_OK;

	for (size_t i = 0; i < 2 && st == ST_OK; i++) {
		st = address_named(s, named[i], arena, &r, err);
		if (st == ST_OK)
			st = opening_require(s, r.person, err);
	}
	return st;
}

static enum status word_say(struct session *s, struct ruling_on_pair *x, bool dry_run,
	struct link_preview *out, struct err *err)
{
	enum status st = pairs_allowed(s, err);

	x->settled = *x->what;
	x->what = &x->settled;
	if (st == ST_OK && !x->what->is_again)
		st = pair_open_require(s, x->what->a, x->what->b, x->arena, err);
	if (st == ST_OK)
		st = said_settle(x->settled.reason, x->arena, &x->settled.reason, err);
	if (st == ST_OK)
		st = dry_run ? pair_try(s, x, err) : case_write(s, &x->deed, pair_write, x, err);
	if (st == ST_OK)
		st = preview_cut(s, &x->preview, x->arena, err);
	if (st == ST_OK)
		*out = x->preview;
	return st;
}

enum status sides_now(struct session *s, const char *a, const char *b, struct arena *arena,
	struct link_preview *out, struct err *err)
{
	const struct separation what = {.a = a, .b = b};
	struct ruling_on_pair x = {.what = &what, .arena = arena};
	struct weighing w = {.session = s, .store = s->store, .x = &x, .scratch = arena};
	enum status st = pairs_allowed(s, err);

	if (st == ST_OK)
		st = pair_read(&w, err);
	if (st == ST_OK)
		st = earlier_read(&w, err);
	if (st == ST_OK)
		st = now_tell(&w, err);
	weighing_done(&w);
	if (st == ST_OK)
		st = preview_cut(s, &x.preview, arena, err);
	if (st == ST_OK)
		*out = x.preview;
	return st;
}

enum status link_records(struct session *s, const char *a, const char *b, const char *reason,
	bool dry_run, struct arena *arena, struct link_preview *out, struct err *err)
{
	const struct separation what = {.a = a, .b = b, .reason = reason};
	struct ruling_on_pair x = {
		.what = &what, .verdict = VD_LINK, .arena = arena, .deed = {.deed = "link"}};

	return word_say(s, &x, dry_run, out, err);
}

enum status separation_make(struct session *s, const struct separation *what, bool dry_run,
	struct arena *arena, struct link_preview *out, struct err *err)
{
	struct ruling_on_pair x = {
		.what = what, .verdict = VD_SEPARATE, .arena = arena, .deed = {.deed = "separate"}};

	return word_say(s, &x, dry_run, out, err);
}

enum status link_preview_make(struct session *s, const char *a, const char *b, struct arena *arena,
	struct link_preview *out, struct err *err)
{
	const struct separation what = {.a = a, .b = b};
	struct ruling_on_pair x = {.what = &what, .verdict = VD_LINK, .arena = arena};
	struct weighing w = {.session = s, .store = s->store, .x = &x, .scratch = arena};
	enum status st = pair_weigh(&w, err);

	weighing_done(&w);
	if (st == ST_OK)
		st = preview_cut(s, &x.preview, arena, err);
	if (st == ST_OK)
		*out = x.preview;
	return st;
}
