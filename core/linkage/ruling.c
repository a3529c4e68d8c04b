/* ruling.c - a worker's word on a pair that waits: link, different people, ask an agency. */
#include "care/clock.h"
#include "care/said.h"
#include "care/work.h"
#include "governance/gate.h"
#include "ingest/kin_anew.h"
#include "linkage.h"
#include "linkage/address.h"
#include "linkage/cut.h"
#include "linkage/decide.h"
#include "linkage/linker.h"
#include "linkage/words.h"
#include "store_findings.h"

const char *const SEPARATE_REASONS[] = {
	"parent and child of one name", "twins, or brother and sister", "same home, another person",
	"same name, another person", "the agency says so", "I know them both",
};
const size_t SEPARATE_REASON_COUNT = sizeof SEPARATE_REASONS / sizeof *SEPARATE_REASONS;

struct saying {
	const char *a, *b;            /* as typed; NULL: by id */
	int64_t id_a, id_b;
	enum verdict verdict;
	const struct pair_seen *seen; /* or NULL */
	const char *reason;           /* of a question: the code of the agency; NULL: B's */
	const char *reply_by;
	struct deed deed;
};

/* Nobody's decision is written over unseen. */
static enum status seen_check(const struct session *s, const struct store *store, const struct record *a,
	const struct record *b, const struct pair_seen *seen, struct arena *scratch, struct err *err)
{
	const struct decision *newest = NULL;
	struct decision *d;
	const char *told;
	size_t n = 0;
	enum status st = store_decisions_of_records(store, &a->id, 1, scratch, &d, &n, err);

	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n && !newest; i++)
		if (d[i].a == b->id || d[i].b == b->id)
			newest = &d[i];
	if ((newest ? newest->id : 0) == seen->decision && a->person == seen->person_a &&
		b->person == seen->person_b)
		return ST_OK;
	if (!newest || newest->id == seen->decision)
		return err_set(err, ST_CHANGED, "their people have changed meanwhile, or somebody took "
			"back what was said of them; your decision was not recorded, look at them again");
	told = word_told(s, newest, scratch);
	return !told ? err_nomem(err) : err_set(err, ST_CHANGED,
		"meanwhile %.300s; your decision was not recorded", told);
}

/* Two people still, and nobody keeps them apart. */
static enum status waits_check(const struct store *store, const struct record *a,
	const struct record *b, struct arena *scratch, struct err *err)
{
	struct pair_words words;
	enum status st;

	if (a->id == b->id)
		return err_set(err, ST_USAGE, "these are one and the same record; name two");
	if (a->person == b->person)
		return err_set(err, ST_USAGE, "these records are one person's already");
	st = pair_words_read(store, scratch, &words, err);
	if (st == ST_OK && pair_words_apart(&words, a->person, b->person))
		st = err_set(err, ST_DENIED,
			"these two were separated by a worker; `explain` says why, `undo A B` takes it back");
	return st;
}

/* Nobody says that two are one, or are not, of whom one is withheld from them. */
static enum status veiled_check(const struct session *s, const struct record *r, struct arena *scratch, struct err *err)
{
	struct record seen;
	const char *whom;
	enum status st = seen_record(s, r->id, scratch, &seen, err);

	if (st != ST_OK || !record_is_veiled(&seen))
		return st;
	whom = whom_to_ask(s, r->agency, scratch);
	return !whom ? err_nomem(err) : err_set(err, ST_DENIED, "what %.100s holds is withheld; ask %.200s",
		agency_called((struct session *)s, r->agency), whom);
}

static enum status saying_find(struct work *work, const struct saying *x,
	struct arena *scratch, struct record *a, struct record *b, struct err *err)
{
	const struct store *store = txn_store(work->txn);
	bool is_seen = false;
	enum status st = x->a ? address_seen(work->session, x->a, scratch, a, err)
		: store_record_get(store, x->id_a, scratch, a, err);

	if (st == ST_OK)
		st = x->b ? address_seen(work->session, x->b, scratch, b, err)
			: store_record_get(store, x->id_b, scratch, b, err);
	if (st == ST_OK)
		st = pair_is_seen(work->session, a->id, b->id, &is_seen, err);
	if (st == ST_OK && !is_seen)
		st = err_set(err, ST_NONE, "there is no such pair");
	if (st == ST_OK && x->verdict != VD_ASKED)
		st = veiled_check(work->session, a, scratch, err);
	if (st == ST_OK && x->verdict != VD_ASKED)
		st = veiled_check(work->session, b, scratch, err);
	if (st == ST_OK && x->seen)
		st = seen_check(work->session, store, a, b, x->seen, scratch, err);
	return st == ST_OK ? waits_check(store, a, b, scratch, err) : st;
}

/* The people are worked out anew, and are what was said. */
static enum status people_settle(struct work *work, const struct decision *d, struct err *err)
{
	int64_t a = 0, b = 0;
	enum status st = linker_regroup(work, (int64_t[]){d->a, d->b}, 2, err);

	if (st == ST_OK)
		st = store_person_of(txn_store(work->txn), d->a, &a, err);
	if (st == ST_OK)
		st = store_person_of(txn_store(work->txn), d->b, &b, err);
	if (st == ST_OK && (a == b) != (d->verdict == VD_LINK))
		st = err_set(err, ST_BUG, "a worker's word on two records did not bring it about");
	return st;
}

static enum status saying_write(struct work *work, const struct saying *x, const struct record *a,
	const struct record *b, const char *at, struct err *err)
{
	bool is_question = x->verdict == VD_ASKED;
	struct decision d = {.worker = work->session->worker, .verdict = x->verdict, .at = at,
		.reason = is_question && !x->reason ? b->agency_code : x->reason, .reply_by = x->reply_by,
		.a = a->id < b->id ? a->id : b->id, .b = a->id < b->id ? b->id : a->id};
	int64_t id;
	enum status st = store_decision_add(work->txn, &d, &id, err);

	if (st == ST_OK && !is_question)
		st = people_settle(work, &d, err);
	return st == ST_OK && !is_question ? kin_anew_pair(work, d.a, d.b, err) : st;
}

static enum status say_fn(struct work *work, void *arg, struct err *err)
{
	struct saying *x = arg;
	bool is_question = x->verdict == VD_ASKED;
	struct record a, b;
	char at[CLOCK_TEXT];
	enum status st = saying_find(work, x, work->arena, &a, &b, err);

	if (st != ST_OK)
		return st;
	clock_now(at);
	x->deed.person = a.person;
	x->deed.detail = arena_printf(work->arena, "%s%s%s:%s and %s:%s",
		!is_question ? "" : x->reason ? x->reason : b.agency_code, is_question ? " about " : "",
		a.agency_code, a.local_id, b.agency_code, b.local_id);
	return x->deed.detail ? saying_write(work, x, &a, &b, at, err) : err_nomem(err);
}

/* Several in one stroke ------------------------------------------------------- */

enum { NAMED_MAX = 5 }; /* pairs named in one audit row; of more, their number */

struct sayings {
	struct saying *one;
	size_t n, *left;
	struct deed deed;
};

static enum status sayings_tell(struct work *work, struct sayings *x, const struct record *a,
	const struct record *b, struct err *err)
{
	size_t said = x->n - *x->left;
	const char *detail = "";

	for (size_t i = 0; i < x->n && said <= NAMED_MAX && detail; i++)
		if (a[i].id)
			detail = arena_printf(work->arena, "%s%s%s:%s and %s:%s", detail, *detail ? ", " : "",
				a[i].agency_code, a[i].local_id, b[i].agency_code, b[i].local_id);
	x->deed.detail = said <= NAMED_MAX ? detail : arena_printf(work->arena, "%zu pairs", said);
	return x->deed.detail ? ST_OK : err_nomem(err);
}

/* All are looked at before the first is said: what this stroke brings together is
 * nobody else's doing. */
static enum status says_fn(struct work *work, void *arg, struct err *err)
{
	struct sayings *x = arg;
	struct record *a = arena_alloc(work->arena, x->n * sizeof *a), *b = arena_alloc(work->arena, x->n * sizeof *b);
	char at[CLOCK_TEXT];
	enum status st = a && b ? ST_OK : err_nomem(err), why = ST_OK;

	*x->left = 0;
	clock_now(at);
	for (size_t i = 0; i < x->n && st == ST_OK; i++) {
		st = saying_find(work, &x->one[i], work->arena, &a[i], &b[i], err);
		if (st == ST_USAGE || st == ST_CHANGED || st == ST_DENIED || st == ST_NONE) {
			a[i].id = 0;
			++*x->left;
			why = st;
			st = ST_OK;
		}
	}
	if (st == ST_OK && *x->left == x->n) /* why the last was denied is told still */
		st = why == ST_DENIED ? why : err_set(err, ST_USAGE, "somebody decided all of these meanwhile, so they were left");
	for (size_t i = 0; i < x->n && st == ST_OK; i++)
		if (a[i].id)
			st = saying_write(work, &x->one[i], &a[i], &b[i], at, err);
	return st == ST_OK ? sayings_tell(work, x, a, b, err) : st;
}

enum status pairs_decide(struct session *s, const struct pair_ruling *said, size_t n, size_t *left,
	struct err *err)
{
	struct sayings x = {.n = n, .left = left,
		.deed = {.deed = said->verdict == VD_LINK ? "link" : "separate"}};
	struct arena *arena = arena_new();
	const char *reason = NULL;
	enum status st = arena ? pairs_allowed(s, err) : err_nomem(err);

	if (st == ST_OK && said->verdict != VD_LINK && said->verdict != VD_SEPARATE)
		st = err_set(err, ST_USAGE, "of several pairs say link or separate");
	if (st == ST_OK)
		st = said_settle(said->reason, arena, &reason, err);
	x.one = st == ST_OK ? arena_alloc(arena, n * sizeof *x.one) : NULL;
	if (st == ST_OK && !x.one)
		st = err_nomem(err);
	for (size_t i = 0; i < n && st == ST_OK; i++)
		x.one[i] = (struct saying){.id_a = said[i].a, .id_b = said[i].b, .seen = &said[i].seen,
			.verdict = said->verdict, .reason = reason};
	if (st == ST_OK)
		st = case_write(s, &x.deed, says_fn, &x, err);
	arena_free(arena);
	return st;
}

/* The day as the store keeps it. */
static enum status reply_settle(
	const struct session *s, const char *text, char out[static 11], struct err *err)
{
	struct civil day = {s->rule.today + PAIR_REPLY_DAYS, CIVIL_NO_TIME};

	if (text && *text && !civil_typed_day(text, s->rule.today, &day.day))
		return err_set(err, ST_USAGE, "reply by which day? write it as " CIVIL_DAY_AHEAD_AS);
	if (day.day < s->rule.today)
		return err_set(err, ST_USAGE, "the day to reply by has passed; give a later one");
	civil_iso(day.day, out);
	return ST_OK;
}

static enum status ask(struct session *s, struct saying *x, const char *reply_by, struct err *err)
{
	char day[11];
	enum status st = pairs_allowed(s, err);

	if (st == ST_OK)
		st = reply_settle(s, reply_by, day, err);
	x->reply_by = day;
	x->verdict = VD_ASKED;
	x->deed.deed = "ask";
	if (st == ST_OK)
		st = case_write(s, &x->deed, say_fn, x, err);
	x->reply_by = NULL; /* the day is gone with us */
	return st;
}

enum status pair_decide(struct session *s, const struct pair_ruling *said, struct err *err)
{
	struct saying x = {.id_a = said->a, .id_b = said->b, .seen = &said->seen,
		.verdict = said->verdict,
		.deed = {.deed = said->verdict == VD_LINK ? "link" : "separate"}};
	struct arena *arena;
	enum status st;

	if (said->verdict == VD_ASKED) {
		x.reason = said->agency ? session_agency(s, said->agency)->code : NULL;
		return ask(s, &x, said->reply_by, err);
	}
	if (said->verdict != VD_LINK && said->verdict != VD_SEPARATE)
		return err_set(err, ST_USAGE, "of two records say link, separate or ask");
	arena = arena_new();
	st = arena ? pairs_allowed(s, err) : err_nomem(err);
	if (st == ST_OK)
		st = said_settle(said->reason, arena, &x.reason, err);
	if (st == ST_OK)
		st = case_write(s, &x.deed, say_fn, &x, err);
	arena_free(arena);
	return st;
}

enum status ask_about_records(struct session *s, const char *a, const char *b, const char *agency,
	const char *reply_by, struct err *err)
{
	const struct agency *known = NULL;
	struct saying x = {.a = a, .b = b};
	struct arena *arena = arena_new();
	struct record r;
	enum status st = arena ? pairs_allowed(s, err) : err_nomem(err);

	if (st == ST_OK)
		st = agency_named(s, agency, 0, &known, err);
	x.reason = known ? known->code : NULL;
	if (st == ST_OK)
		st = address_named(s, a, arena, &r, err);
	if (st == ST_OK)
		st = address_named(s, b, arena, &r, err);
	arena_free(arena);
	return st == ST_OK ? ask(s, &x, reply_by, err) : st;
}
