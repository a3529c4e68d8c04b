/*
 * The store examined: what db checks of itself, and what only core can tell,
 * that findings are what the rule gives, Today what stands of people, and people what
 * links make them.
 */
#include <stdlib.h>
#include <string.h>

#include "care/standing.h"
#include "care/work.h"
#include "search/keyed.h"
#include "governance/agreement.h"
#include "store_admin.h"
#include "store_events.h"
#include "store_findings.h"
#include "store_sharing.h"
#include "terms.h"
#include "text.h"

enum { NAMED_MOST = 6, LOOKED_UP = 5000 /* records, about */ };

struct examining {
	struct session *session;
	struct arena *arena;   /* the caller's */
	struct arena *scratch; /* one person's */
	VEC(struct complaint) complaints;
	int64_t judged, differing; /* people */
	int64_t findings;
	struct standings standings;
	int64_t standing, misstanding; /* rows; people */
	int64_t records, misheld;
	int64_t each, keyless; /* every so-manieth record is looked up by its keys */
};

static enum status complain(struct examining *x, const char *check, const char *text,
	struct err *err)
{
	struct complaint complaint = {check, text};

	return text && vec_push(&x->complaints, complaint) ? ST_OK : err_nomem(err);
}

static bool finding_same(const struct finding *a, const struct finding *b)
{
	return a->event == b->event && a->kind == b->kind && a->stage == b->stage &&
		a->policy == b->policy && a->counted == b->counted && a->answered == b->answered &&
		a->cover_num * b->cover_den == b->cover_num * a->cover_den && a->on == b->on &&
		text_same(a->instrument, b->instrument) && a->evidence_n == b->evidence_n &&
		(!a->evidence_n ||
		memcmp(a->evidence, b->evidence, a->evidence_n * sizeof *a->evidence) == 0);
}

static bool findings_same(const struct finding *judged, size_t n, const struct finding_row *stored,
	size_t stored_n)
{
	size_t i, j;

	if (n != stored_n)
		return false;
	for (i = 0; i < n; i++) {
		for (j = 0; j < n && !finding_same(&judged[i], &stored[j].finding); j++)
			;
		if (j == n)
			return false;
	}
	return true;
}

static bool standing_same(struct standing *judged, size_t n, const struct standing *stored, size_t stored_n)
{
	if (n)
		qsort(judged, n, sizeof *judged, store_standing_order);
	for (size_t i = 0; i < n && n == stored_n; i++)
		if (store_standing_order(&judged[i], &stored[i]) != 0)
			return false;
	return n == stored_n;
}

static enum status standing_examine(struct examining *x, int64_t person, const struct event *event, size_t n,
	struct death died, struct err *err)
{
	struct standings *judged = &x->standings;
	struct standing *stored;
	size_t stored_n;
	enum status st = store_standing_of(x->session->store, person, x->scratch, &stored, &stored_n, err);

	if (st == ST_OK && !standing_judge(person, event, n, died, x->session->rule.today, judged))
		st = err_nomem(err);
	if (st != ST_OK)
		return st;
	x->standing += (int64_t)stored_n;
	x->misstanding += !standing_same(judged->v.v, judged->v.n, stored, stored_n);
	return ST_OK;
}

static enum status person_examine(void *arg, int64_t person, const struct event *event, size_t n,
	struct death died, struct err *err)
{
	struct examining *x = arg;
	struct finding_query query = {.person = person, .stage = -1, .state = -1};
	struct finding_row *stored;
	struct history *history;
	struct finding *judged;
	size_t judged_n, stored_n;
	enum status st;

	arena_reset(x->scratch);
	st = history_new(&history, &x->session->rule, event, n, died.day, x->scratch, err);
	if (st == ST_OK)
		st = duplicates_judge(history, x->scratch, &judged, &judged_n, err);
	if (st == ST_OK)
		st = store_findings_list(x->session->store, &query, x->scratch, &stored, &stored_n, err);
	if (st != ST_OK)
		return st;
	x->judged++;
	x->findings += (int64_t)stored_n;
	x->differing += !findings_same(judged, judged_n, stored, stored_n);
	return standing_examine(x, person, event, n, died, err);
}

static enum status findings_examine(struct examining *x, struct err *err)
{
	struct finding_query every = {.stage = -1, .state = -1};
	int64_t stored;
	enum status st = store_events_sweep(x->session->store, person_examine, x, err);

	if (st == ST_OK)
		st = store_findings_count(x->session->store, &every, &stored, err);
	if (st == ST_OK && x->differing)
		st = complain(x, "findings", arena_printf(x->arena, "the findings of %lld people are not "
			"what the rule gives; set duplicate.threshold again to judge everybody anew",
			(long long)x->differing), err);
	if (st == ST_OK && stored != x->findings)
		st = complain(x, "findings", arena_printf(x->arena, "%lld findings belong to nobody who "
			"has events; set duplicate.threshold again to judge everybody anew",
			(long long)(stored - x->findings)), err);
	return st;
}

static enum status today_examine(struct examining *x, struct err *err)
{
	int64_t all, wrong;
	enum status st = store_standing_all_count(x->session->store, &all, err);

	wrong = st == ST_OK ? x->misstanding + (all != x->standing) : 0;
	if (wrong)
		st = complain(x, "today", arena_printf(x->arena, "what Today says of %lld people is not what "
			"their records say; set duplicate.threshold again to judge everybody anew",
			(long long)wrong), err);
	return st;
}

static enum status keys_examine(struct examining *x, int64_t id, struct err *err)
{
	struct record r;
	bool held = true;
	enum status st;

	arena_reset(x->scratch);
	st = store_record_get(x->session->store, id, x->scratch, &r, err);
	if (st == ST_OK)
		st = keyed_held(x->session->store, &r, x->scratch, &held, err);
	x->keyless += !held;
	return st;
}

/* A person's number is that of their lowest-numbered record. */
static enum status record_examine(void *arg, const struct record *record, struct err *err)
{
	struct examining *x = arg;
	int64_t holder;
	enum status st = store_person_of(x->session->store, record->person, &holder, err);

	if (x->records++ % x->each == 0 && st == ST_OK)
		st = keys_examine(x, record->id, err);
	if (st == ST_NONE || (st == ST_OK &&
		(holder != record->person || record->person > record->id))) {
		x->misheld++;
		st = ST_OK;
	}
	return st;
}

static enum status people_examine(struct examining *x, struct err *err)
{
	enum status st = store_record_each(x->session->store, record_examine, x, err);

	if (st == ST_OK && x->keyless)
		st = complain(x, "search", arena_printf(x->arena, "%lld%s records are not found by what they say; make what "
			"they are found by anew with `setting linking refit`", (long long)x->keyless,
			x->each > 1 ? " of those looked at" : ""), err);
	if (st == ST_OK && x->misheld)
		st = complain(x, "people", arena_printf(x->arena, "%lld records are held by a person who "
			"is not their lowest-numbered record; restore the last good backup",
			(long long)x->misheld), err);
	return st;
}

/* Whether a decision still stands: nothing that stands takes it back. */
static bool is_in_force(const struct decision *d, size_t n, size_t at)
{
	size_t i;

	for (i = at + 1; i < n; i++)
		if (d[i].undoes == d[at].id && is_in_force(d, n, i))
			return false;
	return true;
}

static enum status separations_examine(struct examining *x, struct err *err)
{
	const struct store *store = x->session->store;
	struct decision *d;
	size_t n, i, joined = 0;
	enum status st = store_decisions_all(store, x->arena, &d, &n, err);

	for (i = 0; st == ST_OK && i < n; i++) {
		int64_t a, b;

		if (d[i].undoes || d[i].verdict != VD_SEPARATE || !is_in_force(d, n, i))
			continue;
		st = store_person_of(store, d[i].a, &a, err);
		if (st == ST_OK)
			st = store_person_of(store, d[i].b, &b, err);
		joined += st == ST_OK && a == b;
		st = st == ST_NONE ? ST_OK : st; /* one of them is nobody's now */
	}
	if (st == ST_OK && joined)
		st = complain(x, "separations", arena_printf(x->arena,
			"%zu pairs that a worker separated are one person; separate them again", joined), err);
	return st;
}

static enum status store_examine(struct examining *x, struct store_facts *facts, struct err *err)
{
	struct complaint *found;
	size_t n, i;
	enum status st = store_check(x->session->store, x->arena, &found, &n, facts, err);

	for (i = 0; st == ST_OK && i < n; i++)
		st = complain(x, found[i].check, found[i].text, err);
	return st;
}

/* 12,040 */
static const char *number_shown(int64_t number, struct arena *arena)
{
	if (number < 0)
		number = 0;
	if (number < 1000)
		return arena_printf(arena, "%lld", (long long)number);
	return arena_printf(arena, "%s,%03lld", number_shown(number / 1000, arena),
		(long long)(number % 1000));
}

static enum status facts_tell(struct session *s, const struct store_facts *facts, struct arena *arena,
	struct doctor_report *report, struct err *err)
{
	const struct { int64_t number; const char *one, *many; } told[] = {
		{facts->people, "person", "people"},
		{facts->records, "record", "records"},
		{facts->events, "event", "events"},
		{facts->findings, "finding", "findings"},
		{facts->audit_rows, "row in the audit", "rows in the audit"},
		{facts->bytes, "byte in the store", "bytes in the store"},
	};
	size_t n = sizeof told / sizeof *told, i, agreed = 0;
	enum status st;

	report->fact = arena_alloc(arena, (n + 1 + AGREEMENT_TOLD) * sizeof *report->fact);
	if (!report->fact)
		return err_nomem(err);
	for (i = 0; i < n; i++) {
		report->fact[i] = arena_printf(arena, "%s %s", number_shown(told[i].number, arena),
			told[i].number == 1 ? told[i].one : told[i].many);
		if (!report->fact[i])
			return err_nomem(err);
	}
	report->fact[n] = arena_printf(arena, "version %d of the store's form", facts->schema);
	st = report->fact[n] ? agreement_told(s, arena, &report->fact[n + 1], &agreed, err) : err_nomem(err);
	report->fact_n = n + 1 + agreed;
	return st;
}

static enum status complaints_tell(const struct examining *x, struct doctor_report *report,
	struct err *err)
{
	size_t n = x->complaints.n, i;

	report->complaint = arena_alloc(x->arena, (n ? n : 1) * sizeof *report->complaint);
	if (!report->complaint)
		return err_nomem(err);
	for (i = 0; i < n; i++) {
		report->complaint[i].check = x->complaints.v[i].check;
		report->complaint[i].text = x->complaints.v[i].text;
	}
	report->complaint_n = n;
	return ST_OK;
}

/* ASC, AGE, GPF: those of which `is_meant`. */
static enum status agencies_named(const struct agency_terms *t, size_t n,
	bool (*is_meant)(const struct agency_terms *, int32_t today), int32_t today, struct arena *arena,
	const char **names, size_t *count, struct err *err)
{
	const char *all = "";

	*count = 0;
	for (size_t i = 0; i < n && all; i++)
		if (is_meant(&t[i], today)) {
			(*count)++;
			all = *count <= NAMED_MOST ? arena_printf(arena, "%s%s%s", all, *count > 1 ? ", " : "",
				t[i].agency->code) : all;
		}
	if (all && *count > NAMED_MOST)
		all = arena_printf(arena, "%s and %zu more", all, *count - NAMED_MOST);
	*names = all;
	return all ? ST_OK : err_nomem(err);
}

static bool has_no_terms(const struct agency_terms *t, int32_t today)
{
	(void)today;
	return !t->said[TERM_PURPOSE] || !t->said[TERM_BASIS];
}

static bool is_to_be_reviewed(const struct agency_terms *t, int32_t today)
{
	struct civil day;

	return t->said[TERM_REVIEW] && civil_parse(t->said[TERM_REVIEW], &day) && day.day <= today;
}

enum { LAPSED_DAYS = 28 /* so long what has lapsed is asked about still */ };

static enum status consent_advise(struct examining *x, struct doctor_report *report, struct err *err)
{
	int32_t today = session_today(x->session), first;
	int64_t n;
	char day[12];
	enum status st = store_sharing_overdue(x->session->store, today, today - LAPSED_DAYS, &n, &first, err);
	const char *text;

	if (st != ST_OK || !n)
		return st;
	civil_short(first, day);
	text = arena_printf(x->arena, n == 1 ? "%lld consent, refusal or override was to be looked at again, on %s; it is on "
		"the Today of who recorded it" : "%lld consents, refusals and overrides were to be looked at again, the first on "
		"%s; each is on the Today of who recorded it", (long long)n, day);
	if (!text)
		return err_nomem(err);
	report->advice[report->advice_n++] = text;
	return ST_OK;
}

/* Nothing of this is wrong with the store; it is with the partnership. */
static enum status advice_tell(struct examining *x, struct doctor_report *report, struct err *err)
{
	static const struct {
		bool (*is_meant)(const struct agency_terms *, int32_t);
		const char *one, *many, *todo;
	} KINDS[] = {
		{has_no_terms, "agency sends", "agencies send", "without a purpose and a legal basis being "
			"stated: throughline agency set CODE purpose TEXT, and basis TEXT"},
		{is_to_be_reviewed, "agency's agreement is", "agencies' agreements are", "to be reviewed: then "
			"throughline agency set CODE review DATE"},
	};
	struct agency_terms *terms;
	size_t n;
	enum status st = terms_list(x->session, x->arena, &terms, &n, err);

	report->advice = arena_alloc(x->arena, (sizeof KINDS / sizeof *KINDS + 1) * sizeof *report->advice);
	if (st == ST_OK && !report->advice)
		st = err_nomem(err);
	for (size_t i = 0; st == ST_OK && i < sizeof KINDS / sizeof *KINDS; i++) {
		const char *names, *text;
		size_t count;

		st = agencies_named(terms, n, KINDS[i].is_meant, session_today(x->session), x->arena, &names,
			&count, err);
		if (st != ST_OK || !count)
			continue;
		text = arena_printf(x->arena, "%zu %s (%s) %s", count, count == 1 ? KINDS[i].one : KINDS[i].many,
			names, KINDS[i].todo);
		if (!text)
			return err_nomem(err);
		report->advice[report->advice_n++] = text;
	}
	return st == ST_OK ? consent_advise(x, report, err) : st;
}

enum status doctor_run(struct session *s, struct arena *arena, struct doctor_report *out,
	struct err *err)
{
	struct examining x = {.session = s, .arena = arena, .scratch = arena_new()};
	struct doctor_report report = {0};
	struct store_facts facts = {0};
	enum status st = x.scratch ? store_examine(&x, &facts, err) : err_nomem(err);

	if (st == ST_OK)
		st = findings_examine(&x, err);
	x.each = 1 + facts.records / LOOKED_UP;
	if (st == ST_OK)
		st = today_examine(&x, err);
	if (st == ST_OK)
		st = people_examine(&x, err);
	if (st == ST_OK)
		st = separations_examine(&x, err);
	if (st == ST_OK)
		st = facts_tell(s, &facts, arena, &report, err);
	if (st == ST_OK)
		st = complaints_tell(&x, &report, err);
	if (st == ST_OK)
		st = advice_tell(&x, &report, err);
	if (st == ST_OK)
		*out = report;
	vec_done(&x.complaints);
	vec_done(&x.standings.v);
	arena_free(x.scratch);
	return st;
}

enum status doctor_digest(struct session *s, struct arena *arena, struct digest_line **out,
	size_t *n, struct err *err)
{
	struct digest_row *row;
	struct digest_line *line;
	size_t row_n, i;
	enum status st = store_digest(s->store, arena, &row, &row_n, err);

	if (st != ST_OK)
		return st;
	line = arena_alloc(arena, (row_n ? row_n : 1) * sizeof *line);
	if (!line)
		return err_nomem(err);
	for (i = 0; i < row_n; i++)
		line[i] = (struct digest_line){row[i].kind, row[i].hash, row[i].rows};
	*out = line;
	*n = row_n;
	return ST_OK;
}
