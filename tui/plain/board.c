/* The board in sentences: figures, who asks again what whom knew, referrals, feeds; and who is behind each. */
#include <inttypes.h>

#include "board.h"
#include "mask.h"
#include "plain/lines.h"

enum { STEP_MS = 2000 };

struct telling { struct plain *p; struct board *b; };

static const char *number(const struct telling *t, int64_t n)
{
	return board_count_told(t->b, n, t->p->arena);
}

/* Behind a number ------------------------------------------------------------- */

struct behind_of { const struct telling *t; struct board_behind what; };

static enum status behind_lines(struct plain *p, struct lines *l, bool all, struct err *err)
{
	const struct behind_of *of = l->about;
	struct board_behind w = of->what;
	struct board_row *row;
	int64_t total;
	enum status st;

	w.most = LINES_AT_ONCE;
	st = board_list(of->t->b, &w, !l->line, p->arena, &row, &l->n, &total, err);
	if (st == ST_OK && all && total > (int64_t)l->n) {
		w.most = (size_t)total;
		st = board_list(of->t->b, &w, false, p->arena, &row, &l->n, &total, err);
	}
	if (st == ST_OK && !l->line)
		say("%s, %" PRId64 ".", board_label(w.of), total);
	l->line = st == ST_OK ? arena_alloc(p->arena, (l->n + 1) * sizeof *l->line) : NULL;
	if (!l->line)
		return st == ST_OK ? err_nomem(err) : st;
	for (size_t i = 0; i < l->n; i++) {
		const char *who = mask_text(p->mask, p->arena, row[i].who);
		char on[12] = "";

		if (row[i].on != CIVIL_NONE)
			civil_short(row[i].on, on);
		l->line[i] = (struct plain_line){.who = who, .day = row[i].on,
			.sentence = arena_printf(p->arena, "%s: %s%s%s%s%s", who, row[i].what, *row[i].why ? "; " : "",
				row[i].why, *on ? "; " : "", on)};
		if (!l->line[i].sentence)
			return err_nomem(err);
	}
	l->row = row;
	l->has_more = total > (int64_t)l->n;
	return ST_OK;
}

static enum status behind_open(struct plain *p, const struct lines *l, size_t at, struct err *err)
{
	return person_menu(p, ((const struct board_row *)l->row)[at].person, err);
}

static enum status behind_menu(const struct telling *t, struct board_behind w, struct err *err)
{
	const struct behind_of of = {t, w};
	struct lines l = {.read = behind_lines, .open = behind_open, .about = &of, .none = "Nobody is behind it."};

	return lines_menu(t->p, &l, err);
}

/* Figures --------------------------------------------------------------------- */

static void say_figure(const struct telling *t, size_t at, const struct board_figure *f)
{
	const struct board_meaning *m = &BOARD_MEANINGS[f->of];
	const char *now = board_told(t->b, f->of, &f->now, t->p->arena);
	const char *before = f->has_before ? board_told(t->b, f->of, &f->before, t->p->arena) : "";

	say("%zu. %s%s: %s%s%s%s%s%s%s%s%s.", at, *m->label == ' ' ? "of these: " : "", board_label(f->of), *now ? now : "not told",
		m->shape == BS_SHARE ? ", " : "", m->shape == BS_SHARE ? number(t, f->now.num) : "",
		m->shape == BS_SHARE ? " of " : "", m->shape == BS_SHARE ? number(t, f->now.den) : "",
		m->shape == BS_SHARE ? " " : "", m->shape == BS_SHARE ? m->of : "", *before ? "; before " : "", before);
}

static enum status figure_menu(const struct telling *t, enum board_of of, struct err *err)
{
	const char *months = board_months_told(t->b, of, t->p->arena);

	say("%s", BOARD_MEANINGS[of].definition);
	if (*months)
		say("By month: %s.", months);
	if (!BOARD_MEANINGS[of].has_list || !board_figure(t->b, of)->now.num ||
		!menu(t->p, "1 lists who is behind it, Enter goes back:", 1))
		return ST_OK;
	return behind_menu(t, (struct board_behind){.of = of}, err);
}

static enum status figures_menu(const struct telling *t, struct err *err)
{
	size_t chosen;

	for (int of = 0; of < BF_COUNT; of++) {
		if (!of || BOARD_MEANINGS[of].part != BOARD_MEANINGS[of - 1].part)
			say("%s.", BOARD_PARTS[BOARD_MEANINGS[of].part]);
		say_figure(t, (size_t)of + 1, board_figure(t->b, (enum board_of)of));
	}
	chosen = menu(t->p, "Which one? Enter to go back:", BF_COUNT);
	return chosen ? figure_menu(t, (enum board_of)(chosen - 1), err) : ST_OK;
}

/* Between agencies ------------------------------------------------------------ */

static enum status pairs_menu(const struct telling *t, struct err *err)
{
	size_t n, chosen;
	const struct board_pair *p = board_pairs(t->b, &n);

	if (!n)
		say("Nobody asked again what another knew.");
	for (size_t i = 0; i < n; i++)
		say("%zu. %s asked again what %s knew: %s%s%s.", i + 1,
			agency_called(t->p->session, p[i].to), agency_called(t->p->session, p[i].from),
			number(t, p[i].again), p[i].late ? "; of these here only later: " : "", p[i].late ? number(t, p[i].late) : "");
	chosen = n ? menu(t->p, "Which one? Enter to go back:", n) : 0;
	return chosen ? behind_menu(t, (struct board_behind){.of = BF_AGAIN, .agency = p[chosen - 1].to,
		.other = p[chosen - 1].from}, err) : ST_OK;
}

static const char *days(const struct telling *t, enum board_of of, int32_t n, int64_t of_n)
{
	return n < 0 ? "" : board_told(t->b, of, &(struct board_number){n, of_n, 0}, t->p->arena);
}

static enum status ways_menu(const struct telling *t, struct err *err)
{
	size_t n, chosen;
	const struct board_way *w = board_ways(t->b, &n);

	if (!n)
		say("No referral was sent.");
	for (size_t i = 0; i < n; i++) {
		const char *half = days(t, BF_REPLY_HALF, w[i].half, w[i].answered);

		say("%zu. %s to %s: %s sent, %s answered%s%s; without reply, of twelve months: %s.", i + 1,
			agency_called(t->p->session, w[i].from), agency_called(t->p->session, w[i].to),
			number(t, w[i].sent), number(t, w[i].answered),
			*half ? ", half of them within " : "", half, number(t, w[i].waiting));
	}
	chosen = n ? menu(t->p, "Which one? Enter to go back:", n) : 0;
	if (!chosen)
		return ST_OK;
	w += chosen - 1;
	return behind_menu(t, (struct board_behind){.of = w->waiting ? BF_WAITING : BF_SENT, .agency = w->to,
		.other = w->from}, err);
}

static void say_feeds(const struct telling *t)
{
	size_t n;
	const struct board_feed *f = board_feeds(t->b, &n);

	for (size_t i = 0; i < n; i++) {
		const char *arrives = days(t, BF_ARRIVES, f[i].arrived ? f[i].arrives : -1, f[i].arrived);

		say("%s: %s records, %s with an NHS number, %s with a date of birth; %s assessments, %s of them without needs; "
			"asked again %s; knew what was asked elsewhere %s%s%s%s%s.", f[i].line.name, number(t, f[i].records),
			number(t, f[i].numbers), number(t, f[i].births), number(t, f[i].done), number(t, f[i].cannot_judge),
			number(t, f[i].asked), number(t, f[i].knew), *arrives ? "; half of what happens is here within " : "",
			arrives, *f[i].line.told ? "; " : "", f[i].line.told);
	}
}

/* Until the worker goes back, or asks for other days. */
static enum status board_parts(const struct telling *t, int *days_wanted, struct err *err)
{
	static const int DAYS[] = {30, 90, 180, 365};
	enum status st = ST_OK;
	size_t chosen;

	*days_wanted = 0;
	while (st == ST_OK && plain_stays(t->p) && !*days_wanted) {
		switch (menu(t->p, "1 figures, 2 who asks again, 3 referrals, 4 feeds, 5 of more or fewer days, Enter to go back:", 5)) {
		case 1:  st = figures_menu(t, err); break;
		case 2:  st = pairs_menu(t, err); break;
		case 3:  st = ways_menu(t, err); break;
		case 4:  say_feeds(t); break;
		case 5:
			chosen = choose(t->p, "1 of 30 days, 2 of 90, 3 of 180, 4 of 365, Enter as it is:", 4);
			*days_wanted = chosen ? DAYS[chosen - 1] : 0;
			break;
		default: return ST_OK;
		}
	}
	return st;
}

static enum status board_of(struct plain *p, int days, int *days_wanted, struct err *err)
{
	struct telling t = {.p = p};
	enum status st = board_begin(p->session, &(struct board_query){.days = days, .is_hushed = p->mask,
		.is_look = true}, &t.b, err);
	char from[12];

	*days_wanted = 0;
	while (st == ST_OK && !board_is_done(t.b)) {
		st = board_step(t.b, STEP_MS, err);
		if (st == ST_OK && !board_is_done(t.b))
			say("Counting, %d per cent.", board_percent(t.b));
	}
	if (st == ST_OK) {
		civil_short(board_from(t.b), from);
		say("The last %d days, from %s; before: the %d days before these.%s", board_days(t.b), from, board_days(t.b),
			board_is_hushed(t.b) ? " Counts of 1 to 7 are told as <8, others rounded to the nearest 5." : "");
		st = board_parts(&t, days_wanted, err);
	}
	board_free(t.b);
	return st;
}

enum status board_menu(struct plain *p, struct err *err)
{
	int days = BOARD_DAYS;
	enum status st = ST_OK;

	while (st == ST_OK && days)
		st = board_of(p, days, &days, err);
	return st;
}
