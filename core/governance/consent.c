/*
 * What a person said of who may see what, and what was signed against it: settled and judged.
 */
#include "governance/consent.h"

#include <stdio.h>
#include <string.h>

#include "care/clock.h"
#include "care/limits.h"
#include "care/said.h"
#include "governance/gate.h"
#include "store_findings.h"

enum { SIGNER_MOST = 80 /* characters */, SLIP_MS = 24 * 60 * 60 * 1000 };

static const char *word_find(const struct consent_word *list, size_t n, const char *typed)
{
	for (size_t i = 0; typed && i < n; i++)
		if (strcmp(list[i].word, typed) == 0)
			return list[i].word;
	return NULL;
}

/* Purposes and days ----------------------------------------------------------- */

enum status consent_purposes(struct session *s, struct arena *arena, const char ***out, size_t *n, struct err *err)
{
	const char *all = NULL;
	enum status st = limit_words(s, SETTING_CONSENT_PURPOSES, arena, &all, err);

	*n = 0;
	*out = st == ST_OK ? arena_alloc(arena, (strlen(all) / 2 + 2) * sizeof **out) : NULL;
	if (!*out)
		return st == ST_OK ? err_nomem(err) : st;
	for (size_t length; *all; all += length + (all[length] == ',')) {
		length = strcspn(all, ",");
		(*out)[*n] = arena_dup_n(arena, all, length);
		if (!(*out)[(*n)++])
			return err_nomem(err);
	}
	return ST_OK;
}

static enum status purpose_settle(struct session *s, const char *typed, struct arena *arena, const char **out, struct err *err)
{
	const char **purpose, *all = "";
	size_t n;
	enum status st;

	*out = NULL;
	if (!typed || !*typed)
		return ST_OK;
	st = consent_purposes(s, arena, &purpose, &n, err);
	for (size_t i = 0; st == ST_OK && all && i < n && !*out; i++) {
		*out = strcmp(purpose[i], typed) == 0 ? purpose[i] : NULL;
		all = arena_printf(arena, "%s%s%s", all, i ? ", " : "", purpose[i]);
	}
	return st != ST_OK || *out ? st : !all ? err_nomem(err)
		: err_set(err, ST_USAGE, "for which purpose? the settings have %s", all);
}

enum status consent_end(struct session *s, int32_t from, int32_t *out, struct err *err)
{
	int days = 0;
	enum status st = limit_days(s, SETTING_CONSENT_DAYS, &days, err);

	*out = from + days;
	return st;
}

enum status said_day(const char *text, int32_t today, int32_t otherwise, int32_t *out, struct err *err)
{
	*out = otherwise;
	if (!text || !*text)
		return ST_OK;
	return civil_typed_day(text, today, out) ? ST_OK
		: err_set(err, ST_USAGE, "%.40s is no day; write it as " CIVIL_DAY_AS, text);
}

/* Consent ends; a refusal and an override are looked at again when it would have. */
static enum status days_settle(struct session *s, const struct saying *w, struct sharing_said *row, struct err *err)
{
	int32_t usual = CIVIL_NONE;
	enum status st = consent_end(s, row->from, &usual, err);

	if (st == ST_OK)
		st = said_day(w->review, s->rule.today, CIVIL_NONE, &row->review, err);
	if (st != ST_OK)
		return st;
	if (row->kind == SAID_GIVEN && row->until == CIVIL_NONE)
		row->until = row->review != CIVIL_NONE && row->review > usual ? row->review : usual;
	if (row->kind == SAID_SIGNED && row->until == CIVIL_NONE)
		return err_set(err, ST_USAGE, "an override ends some day: say until when");
	if (row->review == CIVIL_NONE)
		row->review = row->until != CIVIL_NONE && row->until < usual ? row->until : usual;
	if (row->review < row->from || (row->until != CIVIL_NONE && row->until < row->from))
		return err_set(err, ST_USAGE, "that ends, or is to be looked at again, before it begins");
	return ST_OK;
}

/* Whose, to whom, from whom ---------------------------------------------------- */

static enum status agency_settle(struct session *s, const char *code, int64_t person, int64_t *out, struct err *err)
{
	const struct agency *a = NULL;
	enum status st = agency_named(s, code && *code ? code : NULL, person, &a, err);

	*out = a ? a->id : 0;
	return st;
}

const char *consent_why_not_sign(const struct session *s)
{
	return viewer_may_overrule(&s->viewer) ? NULL : "An override is signed by a worker marked for governance: ask one of them.";
}

static int64_t own_of(const struct session *s)
{
	const struct agency *own = session_agency_by_code((struct session *)s, s->viewer.agency);

	return own ? own->id : -1;
}

static bool is_of_side(const struct session *s, const struct sharing_said *row)
{
	return s->viewer.role != ROLE_PRACTITIONER || row->agency == own_of(s) || row->receiver == own_of(s);
}

static enum status giver_settle(struct session *s, const struct saying *w, struct arena *arena, struct sharing_said *row,
	struct err *err)
{
	enum status st;

	if (w->kind == SAID_SIGNED) {
		st = words_settle(w->giver, SIGNER_MOST, arena, &row->giver, err);
		row->giver = row->giver ? row->giver : s->worker;
		return st;
	}
	row->giver = word_find(CONSENT_GIVERS, CONSENT_GIVER_COUNT, w->giver);
	row->how = word_find(CONSENT_WAYS, CONSENT_WAY_COUNT, w->how);
	if (!row->giver)
		return err_set(err, ST_USAGE, "who said so: person, attorney, deputy or parent?");
	return row->how ? ST_OK : err_set(err, ST_USAGE, "how was it said: spoken, written or form?");
}

enum status consent_settle(struct session *s, const struct saying *w, struct arena *arena, struct sharing_said *row,
	struct err *err)
{
	enum status st = agency_settle(s, w->agency, w->person, &row->agency, err);

	if (st == ST_OK)
		st = agency_settle(s, w->receiver, w->person, &row->receiver, err);
	if (st == ST_OK && !row->receiver && !is_of_side(s, row))
		row->receiver = own_of(s);
	if (st == ST_OK && row->receiver && row->receiver == row->agency)
		st = err_set(err, ST_USAGE, "an agency sees its own events: say to which other");
	if (st == ST_OK)
		st = purpose_settle(s, w->purpose, arena, &row->purpose, err);
	if (st == ST_OK)
		st = giver_settle(s, w, arena, row, err);
	return st == ST_OK ? days_settle(s, w, row, err) : st;
}

/* What stands against it ------------------------------------------------------ */

static bool is_current(const struct session *s, const struct sharing_said *row)
{
	return row->until == CIVIL_NONE || row->until >= s->rule.today;
}

static bool overlap(int64_t a, int64_t b)
{
	return !a || !b || a == b;
}

static bool is_refused(const struct session *s, const struct sharing_said *refusal, const struct sharing_said *given)
{
	return refusal->kind == SAID_REFUSED && is_current(s, refusal) && refusal->agency == given->agency &&
		overlap(refusal->receiver, given->receiver) &&
		(!refusal->purpose || !given->purpose || strcmp(refusal->purpose, given->purpose) == 0);
}

/* Recorded here, or sent by the agency with its record. */
static enum status refusal_find(struct session *s, int64_t person, const struct sharing_said *given, bool *is,
	struct err *err)
{
	const struct sharing *sh = NULL;
	struct arena *arena = arena_new();
	struct sharing_said *row;
	size_t n = 0;
	enum status st = arena ? store_sharing_of(s->store, person, arena, &row, &n, err) : err_nomem(err);

	*is = false;
	for (size_t i = 0; st == ST_OK && i < n; i++)
		*is |= is_refused(s, &row[i], given);
	if (st == ST_OK)
		st = sharing_of(s, person, &sh, err);
	for (size_t i = 0; st == ST_OK && sh && i < sh->word_n; i++)
		*is |= sh->word[i].agency == given->agency && sh->word[i].is_sent && sh->word[i].is_refused;
	arena_free(arena);
	return st;
}

static enum status overrule_denied(struct err *err)
{
	return err_set(err, ST_DENIED, "what stands against a refusal is said by a worker marked for governance, whoever "
		"recorded it; ask one of them");
}

enum status consent_may(struct session *s, int64_t person, const struct sharing_said *row, struct err *err)
{
	bool is_refusal_there = false;
	enum status st = ST_OK;

	if (viewer_may_overrule(&s->viewer))
		return ST_OK;
	if (row->kind == SAID_SIGNED)
		return err_set(err, ST_DENIED, "an override is signed by a worker marked for governance; ask one of them");
	if (!is_of_side(s, row))
		return err_set(err, ST_DENIED, "you say what gives your own agency sight, or is about its events; ask a coordinator");
	if (row->kind == SAID_GIVEN)
		st = refusal_find(s, person, row, &is_refusal_there, err);
	return st == ST_OK && is_refusal_there ? overrule_denied(err) : st;
}

static bool is_slip(const struct sharing_said *row)
{
	char text[CLOCK_TEXT];
	struct civil then, now;

	clock_now(text);
	return civil_parse(row->at, &then) && civil_parse(text, &now) &&
		((int64_t)now.day - then.day) * SLIP_MS + now.ms - then.ms < SLIP_MS;
}

bool consent_may_undo(const struct session *s, const struct sharing_said *row, bool is_on)
{
	if (row->kind == SAID_BROKEN || row->kind == SAID_OPENED)
		return false;
	if (viewer_may_overrule(&s->viewer))
		return true;
	return row->kind == SAID_REFUSED ? is_on || is_slip(row) : row->kind != SAID_SIGNED || !is_on;
}

/* Ending ------------------------------------------------------------------------ */

static const char *why_not_end(const struct session *s, enum sharing_kind kind, bool is_over, bool is_ours)
{
	if (is_over)
		return "It has ended already.";
	if (viewer_may_overrule(&s->viewer))
		return NULL;
	if (kind != SAID_GIVEN)
		return kind == SAID_REFUSED ? "A refusal is ended by a worker marked for governance, whoever recorded it."
			: "An override is ended by a worker marked for governance.";
	return is_ours ? NULL : "It is about other agencies than yours: ask a coordinator.";
}

const char *said_why_not_end(const struct session *s, const struct said *x)
{
	const char *own = s->viewer.agency ? s->viewer.agency : "";
	bool is_ours = s->viewer.role != ROLE_PRACTITIONER || (x->agency && strcmp(x->agency, own) == 0) ||
		(x->receiver && strcmp(x->receiver, own) == 0);

	return why_not_end(s, x->kind, x->state == SAID_LAPSED || x->state == SAID_WAS_ENDED, is_ours);
}

struct ending { struct sharing_said row; };

static enum status end_fn(struct work *work, void *arg, struct err *err)
{
	struct ending *x = arg;
	struct decision d = {.at = x->row.ended, .worker = work->session->worker, .verdict = VD_ENDED, .sharing = x->row.id};
	struct sharing_said now;
	enum status st = store_sharing_get(txn_store(work->txn), x->row.id, work->arena, &now, err);

	if (st == ST_OK && !now.is_in_force)
		return err_set(err, ST_CHANGED, "somebody ended it meanwhile; look at it again");
	if (st == ST_OK)
		st = store_sharing_end(work->txn, &x->row, err);
	return st == ST_OK ? store_decision_add(work->txn, &d, NULL, err) : st;
}

static enum status end_put(struct session *s, int64_t person, const struct said *x, const char *why, struct arena *arena,
	struct err *err)
{
	char at[CLOCK_TEXT];
	struct ending ending = {{.id = x->number, .ended = at, .ended_by = s->worker}};
	struct deed deed = {.deed = "consent", .person = person, .detail = arena_printf(arena, "ended: %s%s%s",
		SAID_NAMES[x->kind], x->agency ? ", agency " : "", x->agency ? x->agency : "")};
	enum status st = words_settle(why, SAID_MOST, arena, &ending.row.ended_why, err);

	if (st == ST_OK && !ending.row.ended_why)
		st = err_set(err, ST_USAGE, "why does it end? it is kept, and read");
	clock_now(at);
	if (st == ST_OK)
		st = deed.detail ? case_write(s, &deed, end_fn, &ending, err) : err_nomem(err);
	gate_forget(s);
	return st;
}

enum status access_end(struct session *s, int64_t person, int64_t number, const char *why, struct err *err)
{
	struct arena *arena = arena_new();
	const char *refused = NULL;
	struct said *said = NULL;
	size_t n = 0, at = 0;
	enum status st = arena ? access_said(s, person, arena, &said, &n, err) : err_nomem(err);

	while (at < n && said[at].number != number)
		at++;
	if (st == ST_OK && at == n)
		st = err_set(err, ST_NONE, "nothing of this number was said of this person");
	if (st == ST_OK)
		refused = said_why_not_end(s, &said[at]);
	if (refused && said[at].state != SAID_IN_FORCE && said[at].state != SAID_TO_COME) {
		st = err_set(err, ST_USAGE, "it has ended already");
	} else if (refused) {
		session_refused(s, "end of a word on sharing");
		st = err_set(err, ST_DENIED, "a refusal or an override is ended by a worker marked for governance, consent by who may "
			"give it for that agency; ask one of them");
	}
	if (st == ST_OK)
		st = end_put(s, person, &said[at], why, arena, err);
	arena_free(arena);
	return st;
}
