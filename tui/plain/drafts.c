/* Texts that were left unfinished: told field by field, changed, written or thrown away. */
#include <stdio.h>
#include <string.h>

#include "ask.h"
#include "mask.h"
#include "plain/part.h"
#include "screens/write_put.h"

/* Which form a draft is of; false: it is words that were asked for at a prompt. */
static bool form_find(const char *name, enum write_what *what)
{
	for (*what = WRITE_NOTE; *what <= WRITE_OVERRIDE; (*what)++)
		if (strcmp(write_form_name(*what), name) == 0)
			return true;
	return false;
}

static const char *draft_sentence(const struct plain *p, const struct draft *d)
{
	struct civil at;
	char day[12] = "";

	if (civil_parse(d->at, &at))
		civil_short(at.day, day);
	return arena_printf(p->arena, "%s %s about %s, %s", strchr("aeiou", d->form[0]) ? "an" : "a", d->form,
		mask_text(p->mask, p->arena, d->called), day);
}

enum status drafts_say(struct plain *p, struct err *err)
{
	struct draft *d;
	size_t n = 0;
	enum status st = drafts_list(p->session, p->arena, &d, &n, err);

	p->has_drafts = st == ST_OK && n;
	for (size_t i = 0; st == ST_OK && i < n; i++)
		say("Left unfinished: %s.", draft_sentence(p, &d[i]));
	if (p->has_drafts)
		say("d goes on with %s.", n == 1 ? "it" : "them");
	return st;
}

static enum status throw_away(struct plain *p, const char *form, int64_t person, struct err *err)
{
	enum status st = draft_keep(p->session, form, person, NULL, err);

	if (st == ST_OK)
		say("Thrown away.");
	return st;
}

/* A form ---------------------------------------------------------------------- */

struct filling {
	struct plain *plain;
	struct app app;    /* its session and mask: a form wants no more */
	struct write_form w;
	struct person *who;
	bool is_left;      /* written, thrown away, or kept for later */
};

static const char *field_told(const struct filling *f, const struct form_field *x)
{
	struct civil day;
	char shown[12];

	if (x->kind == FORM_CHOICE)
		return x->chosen >= 0 ? x->item[x->chosen].label : "not chosen yet";
	if (x->kind == FORM_DAY && civil_parse(x->text, &day)) {
		civil_short(day.day, shown);
		return arena_printf(f->plain->arena, "%s", shown);
	}
	return !*x->text ? "empty" : f->plain->mask && x->kind == FORM_TEXT ? "(masked)" : x->text;
}

static void say_form(struct filling *f)
{
	const struct page *page = &f->w.form.page;

	say("%s.", f->w.form.title);
	for (size_t i = 0; i < f->w.form.n; i++)
		say("%zu. %s: %s", i + 1, f->w.form.field[i].label, field_told(f, &f->w.form.field[i]));
	write_form_tell(&f->w, f->who);
	for (size_t i = 0; i < page->part.n; i++)
		say("%s", page->part.v[i].text);
}

static void choice_ask(struct plain *p, struct form_field *x)
{
	size_t n;

	for (size_t i = 0; i < x->item_n; i++)
		say("%zu. %s", i + 1, x->item[i].label);
	n = choose(p, "Which one? Enter leaves it as it is:", x->item_n);
	if (n)
		x->chosen = (int)n - 1;
}

static void field_ask(struct plain *p, struct form_field *x)
{
	char text[FORM_ROOM], day[11];

	if (x->kind == FORM_CHOICE)
		choice_ask(p, x);
	else if (x->kind == FORM_DAY && ask_day(p, "Which day? Enter leaves it as it is:", day) && *day)
		snprintf(x->text, sizeof x->text, "%s", day);
	else if (x->kind != FORM_DAY && ask(p, "What instead? Enter leaves it as it is:", text, sizeof text) && *text)
		snprintf(x->text, sizeof x->text, "%s", text);
}

static enum status form_keep_changed(struct filling *f, struct err *err)
{
	char text[FORM_DRAFT];

	form_keep(&f->w.form, text);
	return draft_keep(f->plain->session, write_form_name(f->w.what), f->who->id, text, err);
}

static enum status field_change(struct filling *f, struct err *err)
{
	size_t n = choose(f->plain, "Which field? Enter for none:", f->w.form.n);

	if (!n)
		return ST_OK;
	field_ask(f->plain, &f->w.form.field[n - 1]);
	return form_keep_changed(f, err);
}

static enum status form_write(struct filling *f, struct err *err)
{
	struct plain *p = f->plain;
	const struct form_field *wrong = form_no_day(&f->w.form);
	struct put put = {.told = NULL};
	enum status st;

	if (wrong)
		return err_set(err, ST_USAGE, "no day under %s; type it as " CIVIL_DAY_AS, wrong->label);
	st = write_form_put(&f->w, f->who, p->arena, &put, err);
	if (st != ST_OK)
		return st;
	p->is_stale = f->is_left = true;
	say("%s", put.told);
	return draft_keep(p->session, write_form_name(f->w.what), f->who->id, NULL, err);
}

/* Until it is written, thrown away or left for later. */
static enum status form_menu(struct filling *f, struct err *err)
{
	enum status st = ST_OK;

	while (st == ST_OK && !f->is_left && plain_stays(f->plain)) {
		say_form(f);
		switch (menu(f->plain, "1 write it, 2 change something, 3 throw it away, Enter to leave it for later:", 3)) {
		case 1:
			st = form_write(f, err);
			break;
		case 2:
			st = field_change(f, err);
			break;
		case 3:
			st = throw_away(f->plain, write_form_name(f->w.what), f->who->id, err);
			f->is_left = true;
			break;
		default:
			return ST_OK;
		}
		st = plain_goes_on(st, err) ? ST_OK : st;
	}
	return st;
}

static enum status form_finish(struct plain *p, enum write_what what, const struct draft *d, struct err *err)
{
	struct filling f = {.plain = p, .app = {.session = p->session, .mask = p->mask, .writing.what = what}};
	bool is_open;
	enum status st = opening_menu(p, d->person, &is_open, err);

	if (is_open)
		st = person_open(p->session, d->person, p->arena, &f.who, err);
	if (!is_open || st != ST_OK)
		return st;
	st = write_form_make(&f.w, &f.app, f.who, err);
	if (st == ST_OK) {
		form_restore(&f.w.form, d->text);
		st = form_menu(&f, err);
	}
	write_form_done(&f.w);
	return st;
}

/* All of them ------------------------------------------------------------------- */

/* What was typed at a prompt is given there; here it is told, so that it can be typed again. */
static enum status words_menu(struct plain *p, const struct draft *d, struct err *err)
{
	say("You had typed: %s", p->mask ? "(masked)" : d->text);
	return menu(p, "1 throw it away, Enter to leave it:", 1) ? throw_away(p, d->form, d->person, err) : ST_OK;
}

enum status drafts_menu(struct plain *p, struct err *err)
{
	struct draft *d;
	size_t n = 0, chosen = 1;
	enum write_what what;
	enum status st = drafts_list(p->session, p->arena, &d, &n, err);

	if (st == ST_OK && !n)
		say("Nothing is left unfinished.");
	for (size_t i = 0; st == ST_OK && i < n; i++)
		say("%zu. %s.", i + 1, draft_sentence(p, &d[i]));
	if (st == ST_OK && n > 1)
		chosen = menu(p, "Which one? Enter to go back:", n);
	if (st == ST_OK && n && chosen)
		st = form_find(d[chosen - 1].form, &what) ? form_finish(p, what, &d[chosen - 1], err)
			: words_menu(p, &d[chosen - 1], err);
	if (st == ST_OK)
		st = drafts_list(p->session, p->arena, &d, &n, err);
	p->has_drafts = n != 0;
	return st;
}
