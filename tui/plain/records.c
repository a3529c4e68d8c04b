/* What each agency says about a person, in sentences; a record separated from there. */
#include <string.h>

#include "mask.h"
#include "plain/part.h"
#include "screens/records_tab.h"
#include "screens/separate_plan.h"

/* Records ----------------------------------------------------------------- */

static const char *label_of(const struct record_line *l, const char *above)
{
	return *l->label && *l->label != ' ' ? l->label : above;
}

/* "1. Council 7300119, F. Marsden, 27 May to 2 Sep. certain 45.2." */
static void say_record(size_t number, const struct record_line *l)
{
	say("%zu. %s%s%s%s%s%s%s. %s.", number, l->label, *l->value ? " " : "", l->value,
		*l->who ? ", " : "", l->who, *l->when ? ", " : "", l->when,
		*l->link ? l->link : "no link is left");
}

static size_t say_records(const struct records_tab *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->by_value.n; i++)
		if (t->by_value.v[i].kind == LINE_RECORD)
			say_record(++n, &t->by_value.v[i]);
	return n;
}

/* Of a field on which agencies disagree every value, the one shown first. */
static void say_fields(const struct records_tab *t)
{
	const char *label = "";

	for (size_t i = 0; i < t->by_value.n; i++) {
		const struct record_line *l = &t->by_value.v[i];

		if (l->kind != LINE_FIELD)
			continue;
		label = label_of(l, label);
		say("%s%s: %s (%s).", label, !l->is_disputed ? "" : label == l->label ? ", agencies disagree"
			: ", differs", l->value, l->who);
	}
}

static const struct record_line *record_at(const struct records_tab *t, size_t number)
{
	for (size_t i = 0; i < t->by_value.n; i++)
		if (t->by_value.v[i].kind == LINE_RECORD && !--number)
			return &t->by_value.v[i];
	return NULL;
}

/* All about one of them: what holds it, what it differs in, when it came. */
static void say_about(struct records_tab *t, const struct record_line *l)
{
	records_page_fill(t, l);
	for (size_t i = 0; i < t->page.part.n; i++) {
		const struct paragraph *p = &t->page.part.v[i];

		say("%s%s%s", p->label ? p->label : "", p->label ? ": " : "", p->text);
	}
}

/* Separating -------------------------------------------------------------- */

struct separating {
	struct plain *plain;
	struct separate_plan plan;
	int64_t record;
	bool is_first; /* nothing was read yet: the first look is in the audit */
};

static enum status plan_read(void *arg, struct err *err)
{
	struct separating *x = arg;
	enum status st = separate_plan_read(&x->plan, x->is_first, x->plain->arena, err);

	x->is_first = x->is_first && st != ST_OK;
	return st;
}

static void say_placed(const struct separating *x, size_t number, const struct placed_record *r)
{
	const struct separate_plan *plan = &x->plan;
	const char *id = separate_number(plan, r);
	struct civil day;
	char born[12] = "";

	if (civil_parse(r->born, &day) && !plan->mask)
		civil_short(day.day, born);
	say("%zu. %s%s%s, %s%s%s, %lld event%s: %s.", number,
		agency_called(plan->session, r->agency), *id ? " " : "", id,
		mask_text(plan->mask, x->plain->arena, r->name), *born ? ", born " : "", born,
		(long long)r->events, r->events == 1 ? "" : "s", separate_how(plan, r));
	if (r->by == PLACED_BY_EVIDENCE && !plan->mask && *r->why)
		say("   On this side: %s.", separate_why(plan, r, x->plain->arena));
	if (*r->against && !plan->mask)
		say("   For the other: %s.", r->against);
}

static void say_plan(const struct separating *x)
{
	const struct link_preview *p = &x->plan.preview;
	size_t number = 0;

	for (int side = 0; side < 2; side++) {
		const char *heading = separate_heading(&x->plan, side, x->plain->arena);

		say("%s.", heading ? heading : "");
		for (size_t i = 0; i < p->side[side].n; i++)
			say_placed(x, ++number, &p->side[side].record[i]);
	}
	say("Asked again: %lld before, %lld after.", (long long)p->findings_before,
		(long long)p->findings_after);
}

static void say_earlier(const struct separate_plan *plan)
{
	for (size_t i = 0; i < plan->preview.earlier_n; i++)
		say("Earlier: %s.", plan->mask ? "(masked)" : plan->preview.earlier[i]);
}

/* The record of this number in the plan as said, with its side; NULL: none chosen. */
static const struct placed_record *placed_choose(
	struct separating *x, const char *prompt, int *side)
{
	const struct link_side *both = x->plan.preview.side;
	size_t n = choose(x->plain, prompt, both[0].n + both[1].n);

	*side = n > both[0].n;
	return !n ? NULL : &both[*side].record[*side ? n - both[0].n - 1 : n - 1];
}

/* What cannot be is said, and the plan stays. */
static enum status plan_stays(enum status st, const struct err *err)
{
	if (st != ST_USAGE)
		return st;
	say("%s", err->text);
	return ST_OK;
}

static enum status record_move(struct separating *x, struct err *err)
{
	int side;
	const struct placed_record *r =
		placed_choose(x, "Which one goes to the other side? Enter for none:", &side);

	if (!r)
		return ST_OK;
	if (r->by == PLACED_NAMED) {
		say("This is one of the two that are separated; 3 chooses another.");
		return ST_OK;
	}
	return plan_stays(separate_plan_move(&x->plan, r->address, side, plan_read, x, err), err);
}

static enum status against_change(struct separating *x, struct err *err)
{
	int side;
	const struct placed_record *r =
		placed_choose(x, "Separate from which one? Enter for none:", &side);

	if (!r)
		return ST_OK;
	if (strcmp(r->address, x->plan.a) == 0) {
		say("This is the one that is separated; choose another.");
		return ST_OK;
	}
	return plan_stays(separate_plan_against(&x->plan, r->address, plan_read, x, err), err);
}

static enum status plan_write(struct separating *x, bool *is_done, struct err *err)
{
	char reason[200] = "";
	enum status st;

	if (!ask_why_two(x->plain, x->record, reason, sizeof reason))
		return ST_OK;
	st = words_taken(x->plain, separate_plan_write(&x->plan, reason, x->plain->arena, err));
	if (st != ST_OK)
		return st;
	*is_done = x->plain->is_stale = true;
	say("Separated: they are two people now. u takes it back.");
	return ST_OK;
}

static enum status plan_menu(struct separating *x, struct err *err)
{
	bool is_done = false;
	enum status st = plan_read(x, err);

	if (st == ST_OK)
		say_earlier(&x->plan);
	while (st == ST_OK && !is_done && !x->plain->ended) {
		say_plan(x);
		switch (choose(x->plain, "1 separate them so, 2 put a record on the other side, "
			"3 separate from another record, 4 all by the evidence, Enter to leave it:", 4)) {
		case 1: st = plan_write(x, &is_done, err); break;
		case 2: st = record_move(x, err); break;
		case 3: st = against_change(x, err); break;
		case 4: st = plan_stays(separate_plan_by_evidence(&x->plan, plan_read, x, err), err); break;
		default: return ST_OK;
		}
	}
	return st;
}

enum status separate_menu(struct plain *p, int64_t person, int64_t record, struct err *err)
{
	struct separating x = {.plain = p, .record = record, .is_first = true};
	enum status st;

	separate_plan_init(&x.plan, p->session, p->mask);
	st = separate_plan_name(&x.plan, person, record, p->arena, err);
	if (st == ST_OK)
		st = plan_menu(&x, err);
	separate_plan_done(&x.plan);
	return st;
}

/* One record, until the worker goes back to the list of them. */
static enum status record_menu(struct plain *p, const struct person *who, struct records_tab *t,
	const struct record_line *l, struct err *err)
{
	say_about(t, l);
	if (who->record_n < 2)
		return ST_OK;
	return menu(p, "1 separate this record from the others, Enter to go back:", 1)
		? separate_menu(p, who->id, l->id, err) : ST_OK;
}

enum status records_menu(struct plain *p, const struct person *who, struct err *err)
{
	struct app lines_of = {.session = p->session, .mask = p->mask}; /* the tab's lines want no more */
	struct records_tab t;
	enum status st;

	records_tab_init(&t, &lines_of);
	st = records_tab_fill(&t, who, p->arena, err);
	if (st == ST_OK)
		say_fields(&t);
	while (st == ST_OK && plain_stays(p)) {
		size_t n = say_records(&t), chosen;

		chosen = menu(p, "Which record? Enter to go back:", n);
		if (!chosen)
			break;
		st = record_menu(p, who, &t, record_at(&t, chosen), err);
	}
	records_tab_done(&t);
	return st;
}
