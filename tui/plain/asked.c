/* What was asked again, in sentences: the queue, its evidence, and what is made of it. */
#include "asked.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "journey.h"
#include "mask.h"
#include "plain/lines.h"
#include "screens/decide.h"
#include "screens/show.h"

/* The word on it -------------------------------------------------------------- */

struct words { char note[200], reply_by[40]; };

/* Why it was right to ask again; false: left. */
static bool ask_reason(struct plain *p, int64_t event, struct ruling *r, struct words *w)
{
	size_t n;

	for (size_t i = 0; i < JUSTIFIED_REASON_COUNT; i++)
		say("%zu. %s", i + 1, JUSTIFIED_REASONS[i]);
	n = choose(p, "Why?", JUSTIFIED_REASON_COUNT);
	if (!n)
		return false;
	r->reason = JUSTIFIED_REASONS[n - 1];
	if (strncmp(r->reason, "other", 5) != 0)
		return true;
	r->note = w->note;
	if (!ask_words(p, event, "In your words:", w->note, sizeof w->note))
		p->ended = true;
	return *w->note != '\0';
}

static bool ask_reply(struct plain *p, struct ruling *r, struct words *w)
{
	enum { REPLY_DAYS = 7 };
	char prompt[80], day[12];

	civil_short(session_today(p->session) + REPLY_DAYS, day);
	snprintf(prompt, sizeof prompt, "Reply by which day? Enter for %s:", day);
	if (!ask_day(p, prompt, w->reply_by))
		return false;
	if (!*w->reply_by)
		snprintf(w->reply_by, sizeof w->reply_by, "%s", day);
	r->reply_by = w->reply_by;
	return true;
}

/* A wrong link is recorded; whether the records part is asked, too. */
static enum status part_records(struct plain *p, int64_t event, struct err *err)
{
	int64_t person, record;
	enum status st;

	if (!choose(p, "1 separate its record from the others now, Enter to leave it:", 1))
		return ST_OK;
	st = asked_whose(p->session, event, &person, &record, err);
	return st == ST_OK ? separate_menu(p, person, record, err) : st;
}

/* One assessment may stand in two rows, as asked again and as planned together. */
static bool is_among(const int64_t *event, size_t n, int64_t one)
{
	while (n > 0)
		if (event[--n] == one)
			return true;
	return false;
}

static enum status rule(struct plain *p, struct ruling *r, const struct choice *choice, size_t n, struct err *err)
{
	int64_t *event = arena_alloc(p->arena, n * sizeof *event), *seen = arena_alloc(p->arena, n * sizeof *seen);
	size_t decided = 0;
	enum status st;

	if (!event || !seen)
		return err_nomem(err);
	for (size_t i = 0; i < n; i++) {
		if (is_among(event, decided, choice[i].event))
			continue;
		event[decided] = choice[i].event;
		seen[decided++] = choice[i].seen;
	}
	n = decided;
	r->seen = seen;
	st = words_taken(p, asked_decide(p->session, event, n, r, err));
	p->is_stale = true;
	if (st != ST_OK)
		return st;
	if (n > 1)
		say("Recorded for %zu: %s. u takes back all %zu.", n, verdict_shown(r->verdict), n);
	else
		say("Recorded: %s. u takes it back.", verdict_shown(r->verdict));
	return r->verdict == VD_WRONG_LINK && n == 1 ? part_records(p, event[0], err) : ST_OK;
}

/* The same words with the same numbers, wherever they are asked for. */
#define WORDS_PROMPT "1 avoidable, 2 justified, 3 reused, 4 joint, 5 ask the agency, 6 wrong link, 7 data error"
static const enum verdict WORDS[] = {VD_AVOIDABLE, VD_JUSTIFIED, VD_REUSED, VD_JOINT, VD_ASKED, VD_WRONG_LINK, VD_DATA_ERROR};
enum { WORD_COUNT = sizeof WORDS / sizeof *WORDS };

static enum status word_ask(struct plain *p, size_t word, const struct choice *choice, size_t n, struct err *err)
{
	struct ruling r = {.verdict = WORDS[word - 1]};
	struct words w = {"", ""};

	if ((r.verdict == VD_JUSTIFIED && !ask_reason(p, choice->event, &r, &w)) || (r.verdict == VD_ASKED && !ask_reply(p, &r, &w)))
		return ST_OK;
	return rule(p, &r, choice, n, err);
}

enum status ruling_menu(struct plain *p, const struct choice *choice, size_t n, struct err *err)
{
	size_t word = menu(p, WORDS_PROMPT ", Enter to leave it:", WORD_COUNT);

	return word ? word_ask(p, word, choice, n, err) : ST_OK;
}

/* One of them ----------------------------------------------------------------- */

static enum status say_evidence(struct plain *p, const struct asked_row *row, struct err *err)
{
	struct asked_evidence evidence;
	enum status st = asked_explain(p->session, row, p->arena, &evidence, err);

	if (st != ST_OK)
		return st;
	say("%s", evidence.sentence);
	for (size_t i = 0; i < evidence.line_n; i++)
		say("%s", evidence.line[i].text);
	if (evidence.late)
		say("%s", evidence.late);
	if (evidence.proposal)
		say("%s", evidence.proposal);
	if (evidence.decided)
		say("%s", evidence.decided);
	say("%s", ASKED_RIGHT);
	return ST_OK;
}

static enum status person_of(struct plain *p, const struct asked_row *row, size_t what, struct err *err)
{
	struct person *who;
	bool is_open;
	enum status st = opening_menu(p, row->person, &is_open, err);

	if (is_open)
		st = person_open(p->session, row->person, p->arena, &who, err);
	if (!is_open || st != ST_OK)
		return st;
	return what == 9 ? services_menu(p, who, row->finding.event, err) : tell_menu(p, who, row->finding.event, err);
}

static enum status finding_menu(struct plain *p, const struct asked_row *row, struct err *err)
{
	const struct choice choice = choice_make(row->finding.event, row->decision);
	size_t n = 1;
	bool is_said;
	enum status st = queue_menu(p, row->person, 0, &is_said, err);

	if (st == ST_OK && is_said)
		st = say_evidence(p, row, err);
	while (is_said && st == ST_OK && n && plain_stays(p)) {
		n = menu(p, WORDS_PROMPT ", 8 tell the assessor, 9 services that fit, 10 the person, Enter to leave it:", 10);
		if (n == 10)
			st = person_menu(p, row->person, err);
		else if (n > WORD_COUNT)
			st = person_of(p, row, n, err);
		else if (n)
			st = word_ask(p, n, &choice, 1, err);
	}
	return st;
}

/* The queue ------------------------------------------------------------------- */

struct queue {
	struct plain *plain;
	struct asked_query query;
	struct asked_row *row; size_t n;
	int64_t all;
	bool may_be_more; /* than all */
};

static enum status queue_read(struct queue *q, struct err *err)
{
	struct asked_query counted = q->query;
	size_t read = 0;
	enum status st;

	counted.read = &read;
	st = asked_count(q->plain->session, &counted, &q->all, err);
	q->may_be_more = read >= ASKED_COUNTED;
	q->n = 0;
	if (st == ST_OK)
		st = asked_list(q->plain->session, &q->query, q->plain->arena, &q->row, &q->n, err);
	return st == ST_NONE ? ST_OK : st;
}

/* NULL: no memory. */
static const char *row_sentence(struct plain *p, const struct asked_query *query, const struct asked_row *r)
{
	char on[12];

	civil_short(r->finding.on, on);
	return arena_printf(p->arena, "%s%s%s, %s, %s, %s; %d of %d known%s%s",
		query->person ? "" : mask_text(p->mask, p->arena, r->who), query->person ? "" : ": ", r->title,
		agency_called(p->session, r->agency), on, STAGE_NAMES[r->finding.stage],
		r->finding.cover_num, r->finding.cover_den, r->state == VD_OPEN ? "" : "; decided: ",
		r->state == VD_OPEN ? "" : verdict_shown(r->state));
}

static void say_queue(const struct queue *q)
{
	struct plain *p = q->plain;
	bool is_open = q->query.state == VD_OPEN;

	say("%" PRId64 "%s %s%s%s; the most pressing first.", q->all, q->may_be_more ? " or more" : "",
		is_open ? "undecided" : "decided or not", q->query.agency ? ", of " : "",
		q->query.agency ? agency_called(p->session, q->query.agency) : "");
	for (size_t i = 0; i < q->n; i++) {
		const char *sentence = row_sentence(p, &q->query, &q->row[i]);

		say("%zu. %s.", i + 1, sentence ? sentence : "");
	}
}

/* All of the queue, by words and in the order that is asked for. */
static enum status queue_lines(struct plain *p, struct lines *l, bool all, struct err *err)
{
	struct asked_query query = *(const struct asked_query *)l->about;
	struct asked_row *row;
	enum status st;

	(void)all;
	query.limit = query.skip = 0;
	query.goes_on = true;
	st = asked_list(p->session, &query, p->arena, &row, &l->n, err);
	l->line = st == ST_OK ? arena_alloc(p->arena, (l->n + 1) * sizeof *l->line) : NULL;
	if (!l->line)
		return st == ST_OK ? err_nomem(err) : st;
	for (size_t i = 0; i < l->n; i++) {
		l->line[i] = (struct plain_line){.sentence = row_sentence(p, &query, &row[i]), .day = row[i].finding.on,
			.who = mask_text(p->mask, p->arena, row[i].who)};
		if (!l->line[i].sentence)
			return err_nomem(err);
	}
	l->row = row;
	return ST_OK;
}

static enum status row_open(struct plain *p, const struct lines *l, size_t at, struct err *err)
{
	return finding_menu(p, (const struct asked_row *)l->row + at, err);
}

static enum status all_menu(struct queue *q, struct err *err)
{
	struct lines l = {.read = queue_lines, .open = row_open, .about = &q->query, .none = "There are none."};

	return lines_menu(q->plain, &l, err);
}

static enum status whose_choose(struct queue *q, struct err *err)
{
	const struct agency *agency = NULL;
	enum status st = agency_choose(q->plain, q->query.person, "Of which agency? Enter for all:", &agency, err);

	q->query.agency = agency ? agency->id : 0;
	q->query.skip = 0;
	return st;
}

/* Several are decided at once, once it was said which they are. */
static enum status several_menu(struct queue *q, const size_t *picked, size_t n, struct err *err)
{
	struct choice *choice = arena_alloc(q->plain->arena, n * sizeof *choice);

	if (!choice)
		return err_nomem(err);
	for (size_t i = 0; i < n; i++) {
		const struct asked_row *r = &q->row[picked[i] - 1];

		say("%s: %s.", mask_text(q->plain->mask, q->plain->arena, r->who), r->title);
		choice[i] = choice_make(r->finding.event, r->decision);
	}
	return ruling_menu(q->plain, choice, n, err);
}

static bool has_more(const struct queue *q)
{
	return q->all > (int64_t)(q->query.skip + q->n) || (q->may_be_more && q->n == q->query.limit);
}

/* What follows the rows, in this order. */
enum also { ALSO_MORE, ALSO_STATES, ALSO_WHOSE, ALSO_ALL, ALSO_COUNT };

static size_t say_also_queue(const struct queue *q, enum also also[ALSO_COUNT])
{
	const bool is[ALSO_COUNT] = {has_more(q), true, !q->query.person, true};
	const char *const says[ALSO_COUNT] = {"More.", q->query.state == VD_OPEN ? "Those decided, too." : "Only those undecided.",
		"Only one agency's, or all.", "All of them, to filter by words or sort."};
	size_t n = 0;

	for (int i = 0; i < ALSO_COUNT; i++)
		if (is[i]) {
			say("%zu. %s", q->n + n + 1, says[i]);
			also[n++] = (enum also)i;
		}
	return q->n + n;
}

static enum status also_do(struct queue *q, enum also what, struct err *err)
{
	switch (what) {
	case ALSO_MORE:
		q->query.skip += q->n;
		return ST_OK;
	case ALSO_STATES:
		q->query.state = q->query.state == VD_OPEN ? -1 : VD_OPEN;
		q->query.skip = 0;
		return ST_OK;
	case ALSO_WHOSE:
		return whose_choose(q, err);
	default:
		return all_menu(q, err);
	}
}

static enum status picked_do(struct queue *q, const size_t *picked, size_t n, const enum also *also, struct err *err)
{
	if (n == 1 && picked[0] > q->n)
		return also_do(q, also[picked[0] - q->n - 1], err);
	for (size_t i = 0; i < n; i++)
		if (picked[i] > q->n)
			return err_set(err, ST_USAGE, "several are chosen among those listed, 1 to %zu", q->n);
	return n == 1 ? finding_menu(q->plain, &q->row[picked[0] - 1], err) : several_menu(q, picked, n, err);
}

/* The queue is open until the worker goes back; it is told again once something in it, or of it, is another. */
enum status asked_menu(struct plain *p, int64_t person, struct err *err)
{
	struct queue q = {.plain = p, .query = {.person = person, .stage = -1, .state = person ? -1 : VD_OPEN,
		.limit = LINES_AT_ONCE, .is_soonest_first = true}};
	size_t picked[LINES_AT_ONCE + ALSO_COUNT], n = 1;
	enum also also[ALSO_COUNT];
	size_t last = 0;
	enum status st = ST_OK;

	while (n && plain_stays(p)) {
		unsigned seen = p->changes;

		if (!last) {
			st = queue_read(&q, err);
			if (st != ST_OK)
				return st;
			say_queue(&q);
			last = say_also_queue(&q, also);
		}
		n = choose_several(p, "Which one, or several to decide at once, as 1,3? Enter to go back:", last, picked);
		st = n ? picked_do(&q, picked, n, also, err) : ST_OK;
		n += p->takes_back; /* and the queue is open still */
		if (plain_goes_on(st, err))
			st = p->is_stale ? plain_anew(p, err) : ST_OK;
		if (!plain_goes_on(st, err))
			return st;
		if (p->changes != seen || (n && picked[0] > q.n))
			last = 0;
	}
	return ST_OK;
}
