/* decide.c - a worker's word about two records: link, separate; both sides shown first. */
#include <string.h>

#include "care/clock.h"
#include "care/work.h"
#include "linkage.h"
#include "linkage/address.h"
#include "linkage/group.h"
#include "linkage/linker.h"
#include "store_events.h"
#include "store_findings.h"

struct ruling_on_pair {
	const char *a, *b, *reason; /* a, b as typed */
	enum verdict verdict;
	struct arena *arena;        /* the caller's, for the preview */
	struct link_preview preview;
	struct deed deed;
};

/* One side as it would be ------------------------------------------------ */

static enum status side_addresses(const struct group *g, size_t lowest, struct arena *arena,
	const char ***out, size_t *n, struct err *err)
{
	const char **list = arena_alloc(arena, (g->records.n + 1) * sizeof *list);
	size_t kept = 0;

	if (!list)
		return err_nomem(err);
	for (size_t i = 0; i < g->records.n; i++) {
		if (g->person[i] != lowest)
			continue;
		list[kept] = address_of(&g->records.v[i], arena);
		if (!list[kept++])
			return err_nomem(err);
	}
	*out = list;
	*n = kept;
	return ST_OK;
}

struct side {
	VEC(struct event) events;
	VEC(struct record) records;
};

/* The events that the people of now have and one person of then would have. */
static enum status side_events(const struct store *store, const struct group *g, size_t lowest,
	struct side *side, struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < g->records.n && st == ST_OK; i++) {
		struct event *event = NULL;
		size_t n = 0;
		bool is_read = false;

		if (g->person[i] != lowest)
			continue;
		if (!vec_push(&side->records, g->records.v[i]))
			return err_nomem(err);
		for (size_t k = 0; k < i; k++)
			is_read = is_read ||
				(g->person[k] == lowest &&
					g->records.v[k].person == g->records.v[i].person);
		if (is_read)
			continue;
		st = store_person_events(store, g->records.v[i].person, g->arena, &event, &n, err);
		for (size_t e = 0; e < n && st == ST_OK; e++) {
			size_t at = group_find(g, event[e].record);

			if (at < g->records.n && g->person[at] == lowest &&
				!vec_push(&side->events, event[e]))
				st = err_nomem(err);
		}
	}
	return st;
}

static enum status side_count(const struct session *s, const struct store *store,
	const struct group *g, size_t lowest, int64_t *events, int64_t *findings, struct err *err)
{
	struct side side = {0};
	struct history *history;
	struct finding *finding;
	size_t n = 0;
	enum status st = side_events(store, g, lowest, &side, err);

	if (st == ST_OK)
		st = history_new(&history, &s->rule, side.events.v, side.events.n,
			records_died(side.records.v, side.records.n), g->arena, err);
	if (st == ST_OK)
		st = duplicates_judge(history, g->arena, &finding, &n, err);
	*events += (int64_t)side.events.n;
	*findings += (int64_t)n;
	vec_done(&side.events);
	vec_done(&side.records);
	return st;
}

/* Counts over both people (b may be a's). */
static enum status sides_count(const struct session *s, const struct store *store,
	const struct group *g, size_t a, size_t b, int64_t *events, int64_t *findings,
	struct err *err)
{
	enum status st;

	*events = *findings = 0;
	st = side_count(s, store, g, g->person[a], events, findings, err);
	if (st == ST_OK && g->person[a] != g->person[b])
		st = side_count(s, store, g, g->person[b], events, findings, err);
	return st;
}

static enum status preview_fill(const struct session *s, const struct store *store,
	struct ruling_on_pair *x, struct group *g, const struct word *word, size_t a, size_t b,
	struct err *err)
{
	struct link_preview *p = &x->preview;
	enum status st = sides_count(s, store, g, a, b, &p->events, &p->findings_before, err);

	*p = (struct link_preview){.events = p->events, .findings_before = p->findings_before};
	if (st == ST_OK)
		st = group_decide(g, word, err);
	if (st == ST_OK)
		st = sides_count(s, store, g, a, b, &p->events, &p->findings_after, err);
	if (st == ST_OK)
		st = side_addresses(g, g->person[a], x->arena, &p->left, &p->left_n, err);
	if (st == ST_OK && g->person[a] != g->person[b])
		st = side_addresses(g, g->person[b], x->arena, &p->right, &p->right_n, err);
	return st;
}

/* What may be said ------------------------------------------------------- */

static enum status link_allowed(
	const struct group *g, const struct record *a, const struct record *b, struct err *err)
{
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
	return err_set(err, ST_DENIED, "separated by %s on %s%s%s; undo that first",
		apart->decision->worker, day, why ? " because: " : "", why ? why : "");
}

static enum status word_allowed(const struct ruling_on_pair *x, const struct group *g,
	const struct record *a, const struct record *b, struct err *err)
{
	if (a->id == b->id)
		return err_set(err, ST_USAGE, "these are one and the same record; name two");
	if (x->verdict == VD_LINK)
		return link_allowed(g, a, b, err);
	if (a->person != b->person)
		return err_set(err, ST_USAGE,
			"these records are two people's already; there is nothing to separate");
	return ST_OK;
}

/* Finds both records, sees whether the word may be said, and what it would do. */
static enum status pair_weigh(const struct session *s, const struct store *store,
	struct ruling_on_pair *x, struct arena *scratch, struct decision *d, struct err *err)
{
	struct record a, b;
	struct group g = {0};
	struct guide guide;
	struct word word;
	enum status st = address_find(store, x->a, scratch, &a, err);

	if (st == ST_OK)
		st = address_find(store, x->b, scratch, &b, err);
	if (st != ST_OK)
		return st;
	*d = (struct decision){.worker = s->worker, .verdict = x->verdict, .reason = x->reason,
		.a = a.id < b.id ? a.id : b.id, .b = a.id < b.id ? b.id : a.id};
	word = (struct word){d->a, d->b, d};
	st = guide_read(&guide, store, err);
	if (st == ST_OK)
		st = group_read(&g, store, &guide, s->rule.today, (int64_t[]){a.id, b.id}, 2,
			scratch, err);
	if (st == ST_OK)
		st = word_allowed(x, &g, &a, &b, err);
	if (st == ST_OK)
		st = preview_fill(
			s, store, x, &g, &word, group_find(&g, a.id), group_find(&g, b.id), err);
	group_done(&g);
	guide_done(&guide);
	x->deed.person = a.person;
	x->deed.detail = arena_printf(
		scratch, "%s:%s and %s:%s", a.agency_code, a.local_id, b.agency_code, b.local_id);
	return st == ST_OK && !x->deed.detail ? err_nomem(err) : st;
}

static enum status pair_write(struct work *work, void *arg, struct err *err)
{
	struct ruling_on_pair *x = arg;
	const struct store *store = txn_store(work->txn);
	struct decision d;
	char at[CLOCK_TEXT];
	int64_t id, person_a = 0, person_b = 0;
	enum status st = pair_weigh(work->session, store, x, work->arena, &d, err);

	if (st != ST_OK)
		return st;
	clock_now(at);
	d.at = at;
	st = store_decision_add(work->txn, &d, &id, err);
	if (st == ST_OK)
		st = linker_regroup(work, (int64_t[]){d.a, d.b}, 2, err);
	if (st == ST_OK)
		st = store_person_of(store, d.a, &person_a, err);
	if (st == ST_OK)
		st = store_person_of(store, d.b, &person_b, err);
	if (st == ST_OK && (person_a == person_b) != (x->verdict == VD_LINK))
		st = err_set(err, ST_BUG, "a worker's word on two records did not bring it about");
	return st;
}

static enum status pair_decide(struct session *s, struct ruling_on_pair *x, bool dry_run,
	struct link_preview *out, struct err *err)
{
	struct decision d;
	enum status st;

	if (dry_run)
		st = pair_weigh(s, s->store, x, x->arena, &d, err);
	else
		st = case_write(s, &x->deed, pair_write, x, err);
	if (st == ST_OK && dry_run) {
		x->deed.deed = "look";
		st = case_look(s, &x->deed, err);
	}
	if (st == ST_OK)
		*out = x->preview;
	return st;
}

enum status link_records(struct session *s, const char *a, const char *b, const char *reason,
	bool dry_run, struct arena *arena, struct link_preview *out, struct err *err)
{
	struct ruling_on_pair x = {.a = a,
		.b = b,
		.reason = reason,
		.verdict = VD_LINK,
		.arena = arena,
		.deed = {.deed = "link"}};

	return pair_decide(s, &x, dry_run, out, err);
}

enum status separate_records(struct session *s, const char *a, const char *b, const char *reason,
	bool dry_run, struct arena *arena, struct link_preview *out, struct err *err)
{
	struct ruling_on_pair x = {.a = a,
		.b = b,
		.reason = reason,
		.verdict = VD_SEPARATE,
		.arena = arena,
		.deed = {.deed = "separate"}};

	return pair_decide(s, &x, dry_run, out, err);
}
