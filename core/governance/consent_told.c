/*
 * What a person said of who may see what, and what was signed against it, as the viewer is told of it.
 */
#include "governance/consent.h"

#include <string.h>

#include "governance/gate.h"

const struct consent_word CONSENT_GIVERS[] = {
	{"person", "the person"}, {"attorney", "an attorney (lasting power)"},
	{"deputy", "a deputy, appointed by the court"}, {"parent", "a parent, with parental responsibility"},
};
const size_t CONSENT_GIVER_COUNT = sizeof CONSENT_GIVERS / sizeof *CONSENT_GIVERS;
const struct consent_word CONSENT_WAYS[] = {
	{"spoken", "spoken"}, {"written", "written"}, {"form", "on a signed form"},
};
const size_t CONSENT_WAY_COUNT = sizeof CONSENT_WAYS / sizeof *CONSENT_WAYS;

const char *const SAID_STATES[] = {
	[SAID_IN_FORCE] = "in force", [SAID_TO_COME] = "to come", [SAID_LAPSED] = "lapsed", [SAID_WAS_ENDED] = "ended",
};

static const char *code_of(const struct session *s, int64_t agency, struct arena *arena)
{
	const struct agency *a = agency ? session_agency((struct session *)s, agency) : NULL;

	return a ? arena_dup(arena, a->code) : NULL;
}

const char *consent_detail(const struct session *s, const struct sharing_said *row, struct arena *arena)
{
	const char *whose = code_of(s, row->agency, arena), *to = code_of(s, row->receiver, arena);

	return arena_printf(arena, "%s%s%s%s%s%s%s", SAID_NAMES[row->kind], whose ? ", agency " : to ? ", agency any" : "",
		whose ? whose : "", to ? ", to " : "", to ? to : "", row->purpose ? ", for " : "", row->purpose ? row->purpose : "");
}

static enum said_state state_of(const struct session *s, const struct sharing_said *row)
{
	int32_t today = s->rule.today;

	return !row->is_in_force ? SAID_WAS_ENDED : row->until != CIVIL_NONE && row->until < today ? SAID_LAPSED
		: row->from > today ? SAID_TO_COME : SAID_IN_FORCE;
}

static struct said said_of(const struct session *s, const struct sharing_said *row, int64_t person, struct arena *arena)
{
	enum said_state state = state_of(s, row);

	return (struct said){.number = row->id, .kind = row->kind, .state = state, .purpose = row->purpose,
		.is_due = state == SAID_IN_FORCE && row->review != CIVIL_NONE && row->review <= s->rule.today + CONSENT_NOTICE,
		.agency = code_of(s, row->agency, arena), .giver = row->giver,
		.how = row->how, .why = row->why, .by = worker_shown(s, row->by, person, arena), .at = row->at,
		.from = row->from, .until = row->until, .review = row->review, .ended_at = row->ended,
		.ended_by = row->ended_by ? worker_shown(s, row->ended_by, person, arena) : NULL, .ended_why = row->ended_why};
}

/* What is said of an agency of which nothing exists for the viewer is none of theirs; where only that
 * is told, the agency goes by the name that it is shown as. */
static bool is_known(const struct sharing_said *row, const struct record *record, size_t n, bool *is_veiled)
{
	bool is = !row->agency;

	*is_veiled = row->agency != 0;
	for (size_t i = 0; i < n; i++)
		if (record[i].agency == row->agency) {
			is = true;
			*is_veiled = *is_veiled && record_is_veiled(&record[i]);
		}
	return is;
}

/* Nor what lets an agency see that they do not know of; *out is what they know it by, NULL for any agency. */
static enum status receiver_told(struct session *s, const struct sharing_said *row, bool *is, const char **out,
	struct err *err)
{
	const struct agency *a = row->receiver ? session_agency(s, row->receiver) : NULL;
	enum tells tells = TELLS_ALL;
	enum status st = a ? agency_told(s, a, &tells, err) : ST_OK;

	*is = st == ST_OK && tells != TELLS_NOTHING;
	*out = a ? agency_code_told(s, a, tells) : NULL;
	return st;
}

/* Of someone of whom the viewer sees these records. */
static enum status row_told(struct session *s, const struct sharing_said *row, int64_t person, const struct record *record,
	size_t n, struct arena *arena, struct said *out, bool *is, struct err *err)
{
	const char *receiver = NULL;
	bool is_veiled;
	enum status st = ST_OK;

	*is = is_known(row, record, n, &is_veiled);
	if (*is)
		st = receiver_told(s, row, is, &receiver, err);
	if (st != ST_OK || !*is)
		return st;
	*out = said_of(s, row, person, arena);
	out->receiver = receiver;
	if (is_veiled)
		out->agency = agency_code_told(s, session_agency(s, row->agency), TELLS_NAME);
	return ST_OK;
}

enum status consent_told(struct session *s, int64_t person, const struct sharing_said *row, struct arena *arena,
	struct said *out, bool *is, struct err *err)
{
	struct record *record = NULL;
	size_t n = 0;
	enum status st = seen_records(s, person, arena, &record, &n, err);

	*is = false;
	return st == ST_OK && n ? row_told(s, row, person, record, n, arena, out, is, err) : st;
}

/* In the order in which a worker reads them. */
static void said_arrange(struct said *said, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct said one = said[i];
		size_t at = i;

		for (; at && said[at - 1].state > one.state; at--)
			said[at] = said[at - 1];
		said[at] = one;
	}
}

enum status access_said(struct session *s, int64_t person, struct arena *arena, struct said **out, size_t *n,
	struct err *err)
{
	struct sharing_said *row = NULL;
	struct record *record = NULL;
	size_t row_n = 0, record_n = 0;
	enum status st = case_look(s, &(struct deed){.deed = "look", .person = person, .detail = "consent"}, err);

	if (st == ST_OK)
		st = seen_records(s, person, arena, &record, &record_n, err);
	if (st == ST_OK && record_n)
		st = store_sharing_ever_of(s->store, person, arena, &row, &row_n, err);
	*out = st == ST_OK ? arena_alloc(arena, (row_n + 1) * sizeof **out) : NULL;
	if (!*out)
		return st == ST_OK ? err_nomem(err) : st;
	*n = 0;
	for (size_t i = 0; st == ST_OK && i < row_n; i++) {
		bool is = false;

		st = row_told(s, &row[i], person, record, record_n, arena, &(*out)[*n], &is, err);
		*n += is;
	}
	said_arrange(*out, *n);
	return st;
}

const char *said_kind(const struct said *x)
{
	static const char *const KINDS[] = {[SAID_GIVEN] = "Consent", [SAID_REFUSED] = "Refusal", [SAID_SIGNED] = "Override"};

	return KINDS[x->kind];
}

const char *said_about(const struct session *s, const struct said *x, struct arena *arena)
{
	const char *agency = agency_called_by_code((struct session *)s, x->agency);
	const char *receiver = agency_called_by_code((struct session *)s, x->receiver);

	return arena_printf(arena, "what %s has%s%s%s%s", agency ? agency : "any agency",
		receiver ? ", to " : "", receiver ? receiver : "", x->purpose ? ", for " : "", x->purpose ? x->purpose : "");
}

static const char *told_by(const struct consent_word *list, size_t n, const char *word)
{
	for (size_t i = 0; word && i < n; i++)
		if (strcmp(list[i].word, word) == 0)
			return list[i].told;
	return word;
}

static const char *giver_told(const struct said *x, struct arena *arena)
{
	if (!x->giver)
		return "";
	return x->kind == SAID_SIGNED ? arena_printf(arena, " Signed by %s.", x->giver)
		: arena_printf(arena, " %s by %s, %s.", x->kind == SAID_GIVEN ? "Given" : "Refused",
			told_by(CONSENT_GIVERS, CONSENT_GIVER_COUNT, x->giver), told_by(CONSENT_WAYS, CONSENT_WAY_COUNT, x->how));
}

static const char *end_told(const struct said *x, struct arena *arena)
{
	struct civil when = CIVIL_ABSENT;
	char day[12];

	civil_parse(x->ended_at ? x->ended_at : "", &when);
	civil_short(x->state == SAID_WAS_ENDED ? when.day : x->until, day);
	if (x->state == SAID_WAS_ENDED)
		return !x->ended_by ? "Taken back."
			: x->ended_why ? arena_printf(arena, "Ended by %s on %s: %s.", x->ended_by, day, x->ended_why)
			: arena_printf(arena, "Taken back by %s on %s.", x->ended_by, day);
	return x->until == CIVIL_NONE ? "Until it is ended."
		: arena_printf(arena, "%s %s.", x->state == SAID_LAPSED ? "Lapsed after" : "Until", day);
}

const char *said_terms(const struct said *x, struct arena *arena)
{
	const char *ends = end_told(x, arena), *giver = giver_told(x, arena), *review = "", *why;
	char from[12], day[12];

	civil_short(x->from, from);
	civil_short(x->review, day);
	if (x->review != CIVIL_NONE && x->state <= SAID_TO_COME && x->review != x->until)
		review = arena_printf(arena, " To ask again: %s.", day);
	why = x->why ? arena_printf(arena, " %s%s", x->why, strchr(".!?", x->why[strlen(x->why) - 1]) ? "" : ".") : "";
	return ends && giver && review && why
		? arena_printf(arena, "%s%s%s Kept by %s, from %s.%s", ends, review, giver, x->by, from, why) : NULL;
}
