/*
 * What workers say of a finding: appended, kept with the evidence it was made on.
 */
#include <stdlib.h>
#include <string.h>

#include "asked.h"
#include "care/clock.h"
#include "care/limits.h"
#include "care/said.h"
#include "care/work.h"
#include "governance/gate.h"
#include "numbers.h"
#include "store_events.h"
#include "store_findings.h"
#include "text.h"

const char *const JUSTIFIED_REASONS[] = {
	"change in need", "hospital stay", "safeguarding", "provider failure", "carer-related",
	"commissioning change", "follows a duty", "person asked", "not shared or consent refused",
	"quality doubt", "other",
};
const size_t JUSTIFIED_REASON_COUNT = sizeof JUSTIFIED_REASONS / sizeof *JUSTIFIED_REASONS;

#define NAMED_MAX 5 /* events named in one audit row; of more, their number */

/* What is withheld is not found by its reference either. */
static enum status event_known(struct session *s, int64_t id, struct err *err)
{
	struct arena *arena = arena_new();
	struct event e;
	enum seen seen = SEE_NOTHING;
	enum status st = arena ? seen_event(s, id, arena, &e, &seen, err) : err_nomem(err);

	arena_free(arena);
	return st == ST_OK && seen != SEE_FULL ? ST_NONE : st;
}

/* Whose a reference is that somebody named in vain; 0: nobody's. */
static int64_t event_whose(const struct session *s, int64_t id)
{
	struct arena *arena = arena_new();
	struct event e;
	int64_t person = 0;

	if (!arena || store_event_get(s->store, id, arena, &e, NULL) != ST_OK ||
	    store_person_of(s->store, e.record, &person, NULL) != ST_OK)
		person = 0;
	arena_free(arena);
	return person;
}

enum status asked_find(struct session *s, const char *address, int64_t *event, struct err *err)
{
	const char *colon = address ? strchr(address, ':') : NULL;
	char code[65], folded[65];
	enum status st;

	if (!colon || (size_t)(colon - address) >= sizeof code)
		return err_set(err, ST_USAGE, "name an assessment as AGENCY:source_ref");
	memcpy(code, address, (size_t)(colon - address));
	code[colon - address] = '\0';
	if (!code_fold(text_trim(code), folded))
		return err_set(err, ST_USAGE, "name an assessment as AGENCY:source_ref");
	*event = 0;
	st = store_event_find(s->store, folded, colon + 1, event, err);
	if (st == ST_OK)
		st = event_known(s, *event, err);
	if (st == ST_NONE)
		tried_in_vain(s, *event ? event_whose(s, *event) : 0);
	if (st == ST_NONE)
		return err_set(err, ST_NONE, "%s sent nothing under this reference; see `duplicates`", folded);
	return st;
}

static const char *reason_known(const char *text)
{
	char typed[64], known[64];
	size_t i;

	text_fold(text, typed, sizeof typed);
	for (i = 0; i < JUSTIFIED_REASON_COUNT; i++) {
		text_fold(JUSTIFIED_REASONS[i], known, sizeof known);
		if (strcmp(typed, known) == 0)
			return JUSTIFIED_REASONS[i];
	}
	return NULL;
}

static bool is_blank(const char *text)
{
	return !text || !text[strspn(text, " \t")];
}

/* A reason in other words is `other`, and the words are kept as its note. */
static enum status reason_settle(const struct ruling *said, struct arena *arena,
	struct decision *d, struct err *err)
{
	if (!said->reason)
		return err_set(err, ST_USAGE,
			"justified needs a reason, such as \"change in need\" or \"hospital stay\"");
	d->reason = reason_known(said->reason);
	if (!d->reason) {
		d->reason = "other";
		d->note = !said->note ? said->reason :
			arena_printf(arena, "%s; %s", said->reason, said->note);
		if (!d->note)
			return err_nomem(err);
	}
	if (strcmp(d->reason, "other") == 0 && !d->note)
		return err_set(err, ST_USAGE, "the reason \"other\" needs a note that says which");
	return ST_OK;
}

static enum status reply_settle(const struct session *s, const struct ruling *said,
	struct arena *arena, struct decision *d, struct err *err)
{
	struct civil day;
	char iso[11];
	int days;
	enum status st;

	if (is_blank(said->reply_by)) {
		st = limit_days(s, SETTING_REPLY_DAYS, &days, err);
		if (st != ST_OK)
			return st;
		day.day = s->rule.today + days;
	} else if (!civil_typed_day(said->reply_by, s->rule.today, &day.day)) {
		return err_set(err, ST_USAGE, "reply by which day? write it as " CIVIL_DAY_AHEAD_AS);
	} else if (day.day < s->rule.today) {
		return err_set(err, ST_USAGE, "the day to reply by has passed; give a later one");
	}
	civil_iso(day.day, iso);
	d->reply_by = arena_dup(arena, iso);
	return d->reply_by ? ST_OK : err_nomem(err);
}

static enum status ruling_settle(const struct session *s, const struct ruling *typed,
	struct arena *arena, struct decision *d, struct err *err)
{
	struct ruling clean = *typed, *said = &clean;
	enum status st = said_settle(typed->reason, arena, &clean.reason, err);

	if (st == ST_OK)
		st = said_settle(typed->note, arena, &clean.note, err);
	if (st != ST_OK)
		return st;
	if (said->verdict < VD_AVOIDABLE || said->verdict > VD_DATA_ERROR)
		return err_set(err, ST_USAGE, "decide avoidable, justified, reused, joint, asked, "
			"wrong-link or data-error");
	*d = (struct decision){
		.worker = s->worker, .verdict = said->verdict,
		.reason = said->reason,
		.note = said->note,
	};
	if (said->verdict == VD_JUSTIFIED)
		return reason_settle(said, arena, d, err);
	return said->verdict == VD_ASKED ? reply_settle(s, said, arena, d, err) : ST_OK;
}

/* The union of the evidence of all findings on the event. */
static enum status evidence_union(const struct finding_row *row, size_t n, struct arena *arena,
	struct decision *d, struct err *err)
{
	int64_t *id;
	size_t i, j, all = 0;

	for (i = 0; i < n; i++)
		all += row[i].finding.evidence_n;
	id = arena_alloc(arena, (all ? all : 1) * sizeof *id);
	if (!id)
		return err_nomem(err);
	for (i = 0, all = 0; i < n; i++)
		for (j = 0; j < row[i].finding.evidence_n; j++)
			id[all++] = row[i].finding.evidence[j];
	d->evidence = id;
	d->evidence_n = numbers_sort(id, all);
	return ST_OK;
}

struct deciding {
	const int64_t *event, *seen;
	size_t *left; /* or NULL */
	size_t event_n;
	struct decision decision; /* settled, but for event and evidence */
	struct deed deed;
};

/* Nobody's decision is written over unseen. */
static enum status seen_check(const struct finding_row *row, const int64_t *seen, struct err *err)
{
	if (!seen || *seen == (row->decision ? row->decision->id : 0))
		return ST_OK;
	return err_set(err, ST_CHANGED,
		"somebody decided this meanwhile, so it was left; look at it, then decide again");
}

static enum status event_decide(struct work *work, struct decision *d, struct deed *deed,
	const int64_t *seen, size_t *left, bool is_named, struct err *err)
{
	const struct store *store = txn_store(work->txn);
	struct finding_query query = {.event = d->event, .stage = -1, .state = -1};
	struct finding_row *row;
	struct event event;
	int64_t id;
	size_t n;
	enum status st = store_findings_list(store, &query, work->arena, &row, &n, err);

	if (st == ST_OK)
		st = store_event_get(store, d->event, work->arena, &event, err);
	if (st != ST_OK)
		return st;
	if (left && (!n || (seen && *seen != (row->decision ? row->decision->id : 0)))) {
		++*left;
		return ST_OK;
	}
	if (!n || !event_is_whole(work->session, &event))
		return err_set(err, ST_USAGE,
			"there is nothing to decide about this event: it was not found to be asked again");
	st = seen_check(row, seen, err);
	if (st != ST_OK)
		return st;
	deed->person = !deed->person || deed->person == row[0].person ? row[0].person : -1;
	if (is_named)
		deed->detail = arena_printf(work->arena, "%s %s:%s", deed->detail, event.agency_code,
			event.source_ref);
	st = deed->detail ? evidence_union(row, n, work->arena, d, err) : err_nomem(err);
	return st == ST_OK ? store_decision_add(work->txn, d, &id, err) : st;
}

static enum status decide_fn(struct work *work, void *arg, struct err *err)
{
	struct deciding *x = arg;
	struct decision d = x->decision;
	bool is_named = x->event_n <= NAMED_MAX;
	char at[CLOCK_TEXT];
	size_t i;

	if (x->left)
		*x->left = 0;
	clock_now(at); /* one moment for all, by which undo takes them back together */
	d.at = at;
	x->deed.person = 0;
	x->deed.detail = VERDICT_NAMES[d.verdict];
	for (i = 0; i < x->event_n; i++) {
		enum status st;

		d.event = x->event[i];
		st = event_decide(work, &d, &x->deed, x->seen ? &x->seen[i] : NULL, x->left, is_named, err);
		if (st != ST_OK)
			return st;
	}
	if (x->left && *x->left == x->event_n)
		return err_set(err, ST_USAGE, "somebody decided all of these meanwhile, so they were left");
	if (x->deed.person < 0)
		x->deed.person = 0; /* about several people */
	if (!is_named)
		x->deed.detail = arena_printf(work->arena, "%s %zu findings", VERDICT_NAMES[d.verdict],
			x->event_n - (x->left ? *x->left : 0));
	return x->deed.detail ? ST_OK : err_nomem(err);
}

enum status asked_decide(struct session *s, const int64_t *events, size_t n,
	const struct ruling *said, struct err *err)
{
	struct deciding x = {
		.event = events, .seen = said->seen, .left = said->left, .event_n = n, .deed = {.deed = "decide"}
	};
	struct arena *arena;
	enum status st;

	if (!n)
		return err_set(err, ST_USAGE, "nothing is chosen to decide about");
	arena = arena_new();
	if (!arena)
		return err_nomem(err);
	st = ruling_settle(s, said, arena, &x.decision, err);
	if (st == ST_OK)
		st = case_write(s, &x.deed, decide_fn, &x, err);
	arena_free(arena);
	return st;
}

enum status asked_since(struct session *s, int64_t event, int64_t seen, struct arena *arena,
	const char **out, struct err *err)
{
	struct finding_query query = {.event = event, .stage = -1, .state = -1};
	struct finding_row *row;
	const struct decision *by;
	size_t n = 0;
	enum status st = store_findings_list(s->store, &query, arena, &row, &n, err);

	*out = NULL;
	by = st == ST_OK && n ? row->decision : NULL;
	if (st != ST_OK || (n && seen == (by ? by->id : 0)))
		return st;
	*out = !n ? "no longer asked again" : !by ? "open again"
		: arena_printf(arena, "%s, by %s", verdict_shown(by->verdict), worker_shown(s, by->worker, row->person, arena));
	return *out ? ST_OK : err_nomem(err);
}

enum status asked_seen(struct session *s, const int64_t *events, size_t n, int64_t *seen, struct err *err)
{
	struct arena *arena = arena_new();
	enum status st = arena ? ST_OK : err_nomem(err);

	for (size_t i = 0; i < n && st == ST_OK; i++) {
		struct decision *d;
		size_t there;

		st = store_decisions_of_event(s->store, events[i], arena, &d, &there, err);
		if (st == ST_OK)
			seen[i] = there ? d[0].id : 0;
	}
	arena_free(arena);
	return st;
}

enum status asked_whose(struct session *s, int64_t event, int64_t *person, int64_t *record,
	struct err *err)
{
	struct arena *arena = arena_new();
	struct event e;
	enum seen seen;
	enum status st = arena ? seen_event(s, event, arena, &e, &seen, err) : err_nomem(err);

	if (st == ST_OK)
		st = store_person_of(s->store, e.record, person, err);
	if (st == ST_OK)
		*record = e.record;
	arena_free(arena);
	return st;
}
