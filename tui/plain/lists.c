/* Today, and finding people, in sentences. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "mask.h"
#include "mine.h"
#include "plain/lines.h"
#include "screens/show.h"
#include "search.h"
#include "today.h"
#include "widgets/words.h"
#include "writing.h"

static enum status action_menu(struct plain *p, const struct today_line *l, struct err *err)
{
	enum status st;

	switch (menu(p, "1 it has been done, 2 the person, Enter to go back:", 2)) {
	case 1:
		st = action_done(p->session, l->action, err);
		p->is_stale = true;
		if (st == ST_OK)
			say("Done. u takes it back.");
		return st;
	case 2:
		return person_menu(p, l->person, err);
	default:
		return ST_OK;
	}
}

static const char *today_sentence(struct plain *p, const struct today_line *l)
{
	char since[12];

	civil_short(l->since, since);
	return arena_printf(p->arena, "%s: %s%s%s%s%s%s%s", l->person ? mask_text(p->mask, p->arena, l->who) : l->who,
		l->what, *l->why ? "; " : "", l->why, *since ? "; " : "", *since ? TODAY_SINCE[l->kind] : "",
		*since ? " " : "", since);
}

/* "In hospital now, 16", or "…, the first 5" where how many there are may not be told */
static const char *today_heading(struct plain *p, const struct today *today, enum today_kind kind)
{
	int64_t all = today->total[kind], listed = 0;

	for (size_t i = 0; i < today->line_n; i++)
		listed += today->line[i].kind == kind;
	return arena_printf(p->arena, "%s, %s%" PRId64, TODAY_HEADINGS[kind],
		today->has_more[kind] && all == listed ? "the first " : "", all);
}

/* A few of each kind, or as many as one can ask for. */
static enum status today_lines(struct plain *p, struct lines *l, bool all, struct err *err)
{
	enum { EACH = 5, EACH_MOST = 256 };
	struct today today;
	enum status st = today_read(p->session,
		&(struct today_query){.each = all ? EACH_MOST : EACH, .is_mine = *(const bool *)l->about}, p->arena, &today, err);

	l->line = st == ST_OK ? arena_alloc(p->arena, (today.line_n + 1) * sizeof *l->line) : NULL;
	if (!l->line)
		return st == ST_OK ? err_nomem(err) : st;
	show_today_mask(p->mask, today.line, today.line_n, p->arena);
	for (size_t i = 0; i < today.line_n; i++) {
		const struct today_line *line = &today.line[i];

		l->line[i] = (struct plain_line){.sentence = today_sentence(p, line), .day = line->since,
			.who = line->person ? mask_text(p->mask, p->arena, line->who) : line->who,
			.heading = today_heading(p, &today, line->kind)};
		if (!l->line[i].sentence || !l->line[i].heading)
			return err_nomem(err);
	}
	l->has_more = false;
	for (int kind = 0; kind < TD_COUNT; kind++)
		l->has_more |= !all && today.has_more[kind];
	for (size_t i = 0, told = 0; i < today.line_n && !told; i++)
		if ((told = today.line[i].is_veiled))
			say("Of who is not on your list more is told once you say why you open them.");
	l->n = today.line_n;
	l->row = today.line;
	return ST_OK;
}

static enum status line_menu(struct plain *p, const struct lines *lines, size_t at, struct err *err)
{
	const struct today_line *l = (const struct today_line *)lines->row + at;

	if (!l->person) {
		say("This line is about an agency's files, not about a person.");
		return ST_OK;
	}
	if (l->pair)
		return links_menu(p, l->pair, err);
	if (l->kind == TD_MOVED)
		return moved_menu(p, l, err);
	return l->action ? action_menu(p, l, err) : person_menu(p, l->person, err);
}

enum status today_menu(struct plain *p, bool is_mine, struct err *err)
{
	struct lines l = {.read = today_lines, .open = line_menu, .none = "Nothing presses today.", .about = &is_mine};

	return lines_menu(p, &l, err);
}

/* What is new ----------------------------------------------------------------- */

static const char *new_sentence(struct plain *p, const struct since_line *l)
{
	char came[12];

	civil_short(l->day, came);
	return arena_printf(p->arena, "%s%s%s%s%s; came %s", l->what, *l->why ? "; " : "", l->why, *l->by ? "; " : "",
		l->by, came);
}

static enum status since_lines(struct plain *p, struct lines *l, bool all, struct err *err)
{
	struct since since;
	char day[12];
	enum status st = since_read(p->session, l->about, p->arena, &since, err);

	(void)all;
	l->line = st == ST_OK ? arena_alloc(p->arena, (since.line_n + 1) * sizeof *l->line) : NULL;
	if (!l->line)
		return st == ST_OK ? err_nomem(err) : st;
	civil_short(since.from, day);
	if (since.people)
		say("New since %s: %zu about your %zu %s.", day, since.line_n, since.people, since.people == 1 ? "person" : "people");
	else
		say("Nobody is on your list yet: those are whom you lead, starred or wrote of. 7 on a person writes, stars and leads.");
	if (since.imports)
		say("Files came in of %s.", since.senders);
	for (size_t i = 0; i < since.line_n; i++) {
		const char *who = mask_text(p->mask, p->arena, since.line[i].who);

		l->line[i] = (struct plain_line){.heading = who, .who = who, .day = since.line[i].day,
			.sentence = new_sentence(p, &since.line[i])};
		if (!who || !l->line[i].sentence)
			return err_nomem(err);
	}
	l->n = since.line_n;
	l->none = since.people ? "Nothing is new of them." : "So nothing is new of them.";
	l->row = since.line;
	return ST_OK;
}

static enum status since_open(struct plain *p, const struct lines *l, size_t at, struct err *err)
{
	return person_menu(p, ((const struct since_line *)l->row)[at].person, err);
}

enum status since_menu(struct plain *p, struct err *err)
{
	struct lines l = {.read = since_lines, .open = since_open};
	char text[40], from[11];
	int32_t first, last;

	if (!ask(p, "New since which day? Enter for when you were here last:", text, sizeof text))
		return ST_OK;
	if (*text && !words_day_read(text, session_today(p->session), &first, &last)) {
		say("That is no day.");
		return ST_OK;
	}
	if (*text) {
		civil_iso(first, from);
		l.about = from;
	}
	return lines_menu(p, &l, err);
}

static enum status say_nobody(struct plain *p, const char *query, struct err *err)
{
	struct people_hint hint;
	enum status st = people_hint(p->session, query, p->arena, &hint, err);

	if (st != ST_OK)
		return st;
	say("Nobody found.");
	for (size_t i = 0; i < hint.tried_n; i++)
		say("Tried %s.", hint.tried[i]);
	if (*hint.help && !p->mask)
		say("%s", hint.help);
	return ST_OK;
}

/* Whom to list: words to search by, else one of the lists. */
enum whom { WHOM_NOBODY, WHOM_SEARCH, WHOM_IN_HOSPITAL, WHOM_DISCHARGED, WHOM_RECENT };

static enum whom whom_ask(struct plain *p, char *query, size_t room, struct people_stay *stay)
{
	int32_t today = session_today(p->session), last;
	char line[40] = "";

	*stay = (struct people_stay){false, CIVIL_NONE};
	if (!ask(p, "Name, number, birth date, postcode or phone; 1 who is in hospital, 2 who was discharged, "
		"3 starred and opened lately:", query, room))
		p->ended = true;
	if (p->ended || !*query)
		return WHOM_NOBODY;
	stay->in_hospital = strcmp(query, "1") == 0;
	if (stay->in_hospital)
		return WHOM_IN_HOSPITAL;
	if (strcmp(query, "3") == 0)
		return WHOM_RECENT;
	if (strcmp(query, "2") != 0)
		return WHOM_SEARCH;
	do {
		if (!ask(p, "Discharged since which day? Enter to go back:", line, sizeof line))
			p->ended = true;
	} while (!p->ended && *line && !civil_typed(line, today, &stay->discharged_since, &last));
	return stay->discharged_since == CIVIL_NONE ? WHOM_NOBODY : WHOM_DISCHARGED;
}

static enum status hits_find(struct plain *p, enum whom whom, const char *query, const struct people_stay *stay,
	size_t limit, struct person_hit **hit, size_t *n, struct err *err)
{
	return whom == WHOM_SEARCH ? people_search(p->session, query, limit, true, p->arena, hit, n, err)
		: whom == WHOM_RECENT ? people_recent(p->session, limit, p->arena, hit, n, err)
		: people_stayed(p->session, stay, NULL, limit, true, p->arena, hit, n, err);
}

/* Of who was not opened yet. */
static void say_veiled(const struct plain *p, size_t number, const struct person_hit *h)
{
	char age[24] = "";

	if (h->age >= 0 && !p->mask)
		snprintf(age, sizeof age, ", aged %d", h->age);
	say("%zu. %s%s%s%s%s%s%s%s.", number, mask_text(p->mask, p->arena, h->name), age, *h->area && !p->mask ? ", " : "",
		p->mask ? "" : h->area, *h->lead ? ", lead " : "", h->lead, *h->why ? ": " : "", h->why);
}

/* "Hospital, Council" of "AGH;ASC"; a code that is nobody's stays as it is. */
static const char *agencies_called(const struct plain *p, const char *codes)
{
	const char *out = "";

	for (size_t n; out && *codes; codes += n + (codes[n] == ';')) {
		n = strcspn(codes, ";");
		const char *code = arena_printf(p->arena, "%.*s", (int)n, codes);

		out = arena_printf(p->arena, "%s%s%s", out, *out ? ", " : "",
			code ? agency_called_by_code(p->session, code) : "");
	}
	return out ? out : codes;
}

/* "born 3 Jul 1943", as it came where that is no day. */
static const char *born_said(const struct plain *p, const char *born)
{
	struct civil day;
	char shown[12];

	if (p->mask)
		return "born (masked)";
	if (!*born)
		return "birth date not known";
	if (!civil_parse(born, &day))
		return arena_printf(p->arena, "born %s", born);
	civil_short(day.day, shown);
	return arena_printf(p->arena, "born %s", shown);
}

enum { HITS_MOST = 100 };

struct found { struct person_hit *hit; size_t n, limit; bool is_told; };

static void say_hits(struct plain *p, const struct person_hit *hit, size_t n)
{
	import_under_way_say(p);
	for (size_t i = 0; i < n; i++) {
		const char *why = p->mask ? hit[i].by : hit[i].why, *born = born_said(p, hit[i].date_of_birth);

		if (hit[i].is_veiled) {
			say_veiled(p, i + 1, &hit[i]);
			continue;
		}

		say("%zu. %s%s, %s, %s%s%s.", i + 1, mask_text(p->mask, p->arena, hit[i].name),
			hit[i].is_led ? " (you lead)" : hit[i].is_starred ? " (starred)" : "", born ? born : "",
			agencies_called(p, hit[i].agencies),
			*why ? ": " : "", why);
	}
}

/* Who was found, told again where something was changed or more are wanted; *goes_on: one more is chosen. */
static enum status hits_menu(struct plain *p, struct found *f, bool *goes_on, struct err *err)
{
	bool has_more = f->n == f->limit && f->limit < HITS_MOST;
	unsigned seen = p->changes;
	size_t chosen = f->n ? menu(p, "Which one? Enter to go back:", f->n + has_more) : 0;
	enum status st;

	*goes_on = chosen || p->is_stale;
	f->is_told = chosen <= f->n;
	f->limit = chosen > f->n ? HITS_MOST : f->limit;
	st = chosen && chosen <= f->n ? person_menu(p, f->hit[chosen - 1].person, err) : ST_OK;
	if (plain_goes_on(st, err))
		st = p->is_stale ? plain_anew(p, err) : ST_OK;
	f->is_told = f->is_told && p->changes == seen;
	return plain_goes_on(st, err) ? ST_OK : st;
}

enum status people_menu(struct plain *p, struct err *err)
{
	char query[200] = "";
	struct people_stay stay;
	struct found f = {.limit = LINES_AT_ONCE};
	enum whom whom = whom_ask(p, query, sizeof query, &stay);
	bool goes_on = whom != WHOM_NOBODY;
	enum status st = ST_OK;

	while (goes_on && st == ST_OK && plain_stays(p)) {
		if (!f.is_told) {
			st = hits_find(p, whom, query, &stay, f.limit, &f.hit, &f.n, err);
			if (st != ST_OK)
				return st;
			say_hits(p, f.hit, f.n);
			say_also(f.n, f.n == f.limit && f.limit < HITS_MOST, "More.");
		}
		if (!f.n)
			break;
		st = hits_menu(p, &f, &goes_on, err);
	}
	if (!f.n && whom == WHOM_SEARCH)
		return say_nobody(p, query, err);
	if (whom != WHOM_NOBODY && !f.n)
		say("Nobody is.");
	return st;
}
