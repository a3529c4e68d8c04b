/* Pairs that may be one person, in sentences: what linking brings, field by field, and the word on it. */
#include <stdio.h>
#include <string.h>

#include "linkage.h"
#include "mask.h"
#include "plain/lines.h"
#include "screens/show.h"

/* "Hall, John (81)" */
static const char *who_told(const struct plain *p, const struct pair_side *side)
{
	const char *name = mask_text(p->mask, p->arena, side->listed);
	int age = civil_age(side->born, session_today(p->session));

	return p->mask || age < 0 ? name : arena_printf(p->arena, "%s (%d)", name, age);
}

/* NULL: no memory. */
static const char *pair_sentence(struct plain *p, const struct queued_pair *pair)
{
	const char *one = who_told(p, &pair->a), *other = who_told(p, &pair->b);
	char odds[32], day[12];
	const char *told;

	pair_odds(pair->weight, odds);
	civil_short(pair->reply_by, day);
	told = arena_printf(p->arena, "%s%s%s and %s%s%s: %s%s%s", one ? one : "", pair->is_veiled ? "" : " at ",
		pair->is_veiled ? "" : agency_called(p->session, pair->a.agency), other ? other : "", pair->is_veiled ? "" : " at ",
		pair->is_veiled ? "" : agency_called(p->session, pair->b.agency), *pair->band ? pair->band : "not compared",
		*pair->band ? ", " : "", *pair->band ? odds : "");
	if (!told || !pair->asked)
		return told;
	return arena_printf(p->arena, pair->is_resting ? "%s. %s is asked, to reply by %s" : "%s. %s has not replied by %s",
		told, pair->is_veiled ? "An agency" : agency_called_by_code(p->session, pair->asked), day);
}

static const char *value_of(const struct plain *p, enum record_field f, const char *value)
{
	const char *told;

	if (p->mask)
		return f == RF_FAMILY_NAME || f == RF_GIVEN_NAME || f == RF_OTHER_NAMES
			? mask_text(true, p->arena, value) : "(masked)";
	told = show_field(f, value, p->arena);
	return told ? told : value;
}

/* "Born: differ. Council says 3 Jul 1943, Vale Homes says 7 Mar 1943. Weighs -7.4." */
static void say_field(const struct plain *p, const struct queued_pair *pair, const struct pair_field *f)
{
	int field = 0;

	while (field < RF_COUNT && strcmp(RECORD_FIELD_NAMES[field], f->field) != 0)
		field++;
	if (field == RF_COUNT || (!*f->a && !*f->b))
		return;
	if (!*f->a || !*f->b)
		say("%s: %s says %s, %s does not state it.", show_field_name((enum record_field)field),
			agency_called(p->session, *f->a ? pair->a.agency : pair->b.agency),
			value_of(p, (enum record_field)field, *f->a ? f->a : f->b),
			agency_called(p->session, *f->a ? pair->b.agency : pair->a.agency));
	else if (strcmp(f->level, "exact") == 0)
		say("%s: agree, %s. Weighs %+.1f.", show_field_name((enum record_field)field),
			value_of(p, (enum record_field)field, f->a), f->weight);
	else
		say("%s: %s. %s says %s, %s says %s. Weighs %+.1f.",
			show_field_name((enum record_field)field),
			strcmp(f->level, "differs") == 0 ? "differ" : f->level, agency_called(p->session, pair->a.agency),
			value_of(p, (enum record_field)field, f->a), agency_called(p->session, pair->b.agency),
			value_of(p, (enum record_field)field, f->b), f->weight);
}

static void say_opened(const struct plain *p, const struct queued_pair *pair, const struct pair_opened *o)
{
	char odds[32];

	pair_odds(o->explained.total, odds);
	say("%s", o->brings);
	if (o->caution)
		say("Take care: %s.", o->caution);
	say("One person: %s, %s; %s.", o->explained.band, odds,
		*pair->reason ? pair->reason : o->explained.reason);
	if (*o->a.others)
		say("The one at %s is also known to %s.", agency_called(p->session, pair->a.agency), o->a.others);
	if (*o->b.others)
		say("The one at %s is also known to %s.", agency_called(p->session, pair->b.agency), o->b.others);
	for (size_t i = 0; i < o->explained.field_n; i++)
		say_field(p, pair, &o->explained.field[i]);
	for (size_t i = 0; i < o->explained.earlier_n; i++)
		say("Earlier: %s.", p->mask ? "(masked)" : o->explained.earlier[i]);
}

bool ask_why_two(struct plain *p, int64_t about, char *reason, size_t room)
{
	size_t n;

	for (size_t i = 0; i < SEPARATE_REASON_COUNT; i++)
		say("%zu. %s", i + 1, SEPARATE_REASONS[i]);
	say("%zu. in your own words", SEPARATE_REASON_COUNT + 1);
	n = choose(p, "Why two people?", SEPARATE_REASON_COUNT + 1);
	if (n && n <= SEPARATE_REASON_COUNT)
		snprintf(reason, room, "%s", SEPARATE_REASONS[n - 1]);
	else if (n && !ask_words(p, about, "In your words:", reason, room))
		p->ended = true;
	return *reason != '\0';
}

static bool ask_whom(struct plain *p, const struct pair_opened *o, struct pair_ruling *ruling,
	char reply_by[static 11])
{
	char prompt[80], day[12];
	size_t n;

	for (size_t i = 0; i < o->agency_n; i++) {
		const struct agency *agency = session_agency(p->session, o->agency[i]);

		say("%zu. %s%s%s", i + 1, agency_shown(agency), agency->phone ? ", " : "",
			agency->phone ? agency->phone : "");
	}
	n = choose(p, "Ask which one?", o->agency_n);
	if (!n)
		return false;
	ruling->agency = o->agency[n - 1];
	civil_short(session_today(p->session) + PAIR_REPLY_DAYS, day);
	snprintf(prompt, sizeof prompt, "Reply by which day? Enter for %s:", day);
	return ask_day(p, prompt, reply_by);
}

static enum status rule_on(struct plain *p, const struct queued_pair *pair,
	const struct pair_opened *o, struct err *err)
{
	static const enum verdict WORDS[] = {VD_LINK, VD_SEPARATE, VD_ASKED};
	static const char *const DONE[] = {"Linked: one person.", "Recorded: two different people.",
		"Recorded: asked; the pair rests until then."};
	struct pair_ruling ruling = {.a = pair->a.record, .b = pair->b.record, .seen = pair->seen};
	char reason[200] = "", reply_by[11] = "";
	size_t n = menu(p, "1 link, 2 different people, 3 ask an agency, 4 the first person, "
		"5 the second, Enter to leave it:", 5);
	enum status st;

	if (n == 4 || n == 5)
		return person_menu(p, n == 4 ? pair->a.person : pair->b.person, err);
	if (!n)
		return ST_OK;
	if (n < 3 && o->is_withheld) {
		say("%s", o->brings);
		return ST_OK;
	}
	ruling.verdict = WORDS[n - 1];
	ruling.reason = reason;
	ruling.reply_by = reply_by;
	if (n == 1 && !ask_words(p, pair->a.record, "Why one person? Enter leaves it out:", reason, sizeof reason))
		return ST_OK;
	if ((n == 2 && !ask_why_two(p, pair->a.record, reason, sizeof reason)) ||
		(n == 3 && !ask_whom(p, o, &ruling, reply_by)))
		return ST_OK;
	st = words_taken(p, pair_decide(p->session, &ruling, err));
	p->is_stale = true;
	if (st == ST_OK)
		say("%s u takes it back.", DONE[n - 1]);
	return st;
}

static enum status pair_menu(struct plain *p, const struct queued_pair *pair, struct err *err)
{
	struct pair_opened opened;
	bool is_said;
	enum status st = queue_menu(p, pair->a.person, pair->b.person, &is_said, err);

	if (st == ST_OK && is_said)
		st = pair_open(p->session, pair, false, p->arena, &opened, err);
	if (st != ST_OK || !is_said)
		return st;
	say_opened(p, pair, &opened);
	return rule_on(p, pair, &opened, err);
}

static enum status pair_lines(struct plain *p, struct lines *l, bool all, struct err *err)
{
	struct pair_queue q;
	enum status st = pair_queue_read(p->session, all ? 0 : LINES_AT_ONCE, p->arena, &q, err);

	if (st == ST_OK && !l->line && q.due)
		say("%zu%s to decide; the likeliest first.", q.due, q.may_be_more ? " or more" : "");
	else if (st == ST_OK && !l->line && q.n)
		say("Nothing is to be decided until an agency replies.");
	l->line = st == ST_OK ? arena_alloc(p->arena, (q.n + 1) * sizeof *l->line) : NULL;
	if (!l->line)
		return st == ST_OK ? err_nomem(err) : st;
	for (size_t i = 0; i < q.n; i++) {
		l->line[i] = (struct plain_line){.sentence = pair_sentence(p, &q.v[i]),
			.who = mask_text(p->mask, p->arena, q.v[i].a.listed), .day = q.v[i].reply_by};
		if (!l->line[i].sentence)
			return err_nomem(err);
	}
	l->n = q.n;
	l->row = q.v;
	l->has_more = !all && q.n == LINES_AT_ONCE;
	return ST_OK;
}

static enum status pair_of_number(struct plain *p, int64_t pair, struct err *err)
{
	struct pair_queue q;
	enum status st = pair_queue_read(p->session, LINES_AT_ONCE, p->arena, &q, err);

	for (size_t i = 0; st == ST_OK; i++) {
		if (i == q.n && q.has_rest)
			st = pair_queue_go_on(p->session, LINES_AT_ONCE, p->arena, &q, err);
		if (st != ST_OK)
			return st;
		if (i == q.n)
			break;
		if (pair_number(q.v[i].a.record, q.v[i].b.record) == pair)
			return pair_menu(p, &q.v[i], err);
	}
	if (st == ST_OK)
		say("Somebody has decided about these two.");
	return st;
}

static enum status pair_opened(struct plain *p, const struct lines *l, size_t at, struct err *err)
{
	return pair_menu(p, (const struct queued_pair *)l->row + at, err);
}

enum status links_menu(struct plain *p, int64_t pair, struct err *err)
{
	struct lines l = {.read = pair_lines, .open = pair_opened, .none = "No records wait to be decided."};

	return pair ? pair_of_number(p, pair, err) : lines_menu(p, &l, err);
}
