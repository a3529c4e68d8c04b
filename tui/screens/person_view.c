/*
 * person_view.c - one person: who they are, and six tabs about them.
 */
#include "linkage.h"
#include "screens/access_tab.h"
#include "screens/actions_tab.h"
#include "screens/asked_part.h"
#include "screens/decide.h"
#include "screens/journey_tab.h"
#include "screens/known_tab.h"
#include "screens/person_head.h"
#include "screens/records_tab.h"
#include "screens/services.h"
#include "screens/show.h"
#include "screens/withheld.h"
#include "screens/write_keys.h"
#include "writing.h"

struct person_screen {
	struct screen screen;
	struct target target;
	struct person *person;
	enum person_tab tab;
	struct person_head head;
	struct journey_tab journey;
	struct known_tab known;
	struct asked_part asked;
	struct actions_tab actions;
	struct records_tab records;
	struct access_tab access;
	int64_t access_seq; /* the store's number of changes when that was read */
	int64_t told;     /* the person whose id it was said that another leads to; 0 none */
	int64_t ending;   /* the word on sharing that it is asked why it ends */
	bool wants_asked; /* findings are listed (and audited) once the tab was looked at */
};

static struct person_screen *self(struct screen *s)
{
	return (struct person_screen *)s;
}

static void person_start(struct screen *s, const struct target *target)
{
	struct person_screen *p = self(s);

	p->target = *target;
	if (target->event < 0) {
		p->target.event = 0;
		p->tab = (enum person_tab)(TARGET_TAB(0) - target->event);
		p->wants_asked = p->tab == TAB_ASKED;
	}
	journey_tab_init(&p->journey, s->app);
	known_tab_init(&p->known, s->app);
	asked_part_init(&p->asked, s->app, true);
	actions_tab_init(&p->actions, s->app);
	records_tab_init(&p->records, s->app);
	access_tab_init(&p->access, s->app);
}

static enum status asked_fill(struct person_screen *p, struct arena *a, struct err *e)
{
	const struct asked_query query = {.person = p->target.person, .stage = -1, .state = -1, .is_soonest_first = true};
	struct asked_row *row = NULL;
	const struct asked_row **each;
	size_t n = 0;
	enum status st =
		p->wants_asked ? asked_list(p->screen.app->session, &query, a, &row, &n, e) : ST_NONE;

	if (st != ST_OK && st != ST_NONE)
		return st;
	each = arena_alloc(a, (n + 1) * sizeof *each);
	for (size_t i = 0; i < n && each; i++)
		each[i] = &row[i];
	return each ? asked_part_fill(&p->asked, each, n, a, e) : err_nomem(e);
}

/* What could only be worked out in part is not shown at all. */
static void show_nothing(struct person_screen *p)
{
	p->known.line_n = p->asked.line_n = p->actions.line_n = 0;
	journey_tab_clear(&p->journey);
	records_tab_clear(&p->records);
	access_tab_clear(&p->access);
	list_refresh(&p->known.list, 0);
	list_refresh(&p->asked.list, 0);
	list_refresh(&p->actions.list, 0);
	p->asked.explained = NULL;
	page_clear(&p->asked.page);
	p->head = (struct person_head){.name = "", .beside = "", .brief = ""};
}

/* The id that was opened is another person's by now: says so, and why, once. */
static void lead_tell(struct person_screen *p, struct arena *a)
{
	struct app *app = p->screen.app;
	const char *sentence = NULL;
	struct err e = {0};

	if (p->person->id == p->target.person || p->person->id == p->told) {
		p->told = p->person->id == p->target.person ? 0 : p->told;
		return;
	}
	if (person_leads(app->session, p->target.person, a, &sentence, &e) != ST_OK)
		app_fail(app, &e);
	else if (sentence && app->mask)
		app_say(app, "This person has come together with another since.");
	else if (sentence)
		app_say(app, "%s", sentence);
	p->told = p->person->id;
}

static enum status person_read(struct screen *s, struct arena *a, bool is_first, struct err *e)
{
	struct person_screen *p = self(s);
	struct person *person;
	enum status st = is_first ? person_open(s->app->session, p->target.person, a, &person, e)
		: person_reread(s->app->session, p->target.person, a, &person, e);

	if (st != ST_OK)
		return st;
	p->person = person;
	st = person_head_fill(&p->head, s->app, person, a, e);
	if (st == ST_OK)
		st = journey_tab_fill(&p->journey, person, is_first ? p->target.event : 0, e);
	if (st == ST_OK && s->app->writing.wrote)
		journey_tab_wrote(&p->journey, s->app->writing.wrote);
	if (st == ST_OK)
		st = known_tab_fill(&p->known, person, a, e);
	if (st == ST_OK)
		st = records_tab_fill(&p->records, person, a, e);
	if (st == ST_OK)
		st = actions_tab_fill(&p->actions, person->id, a, e);
	p->head.actions = p->actions.to_do;
	if (st == ST_OK)
		st = asked_fill(p, a, e);
	if (st == ST_OK && p->tab == TAB_ACCESS &&
		(!p->access.arena || s->app->is_said || p->access_seq != session_change_seq(s->app->session))) {
		p->access_seq = session_change_seq(s->app->session);
		st = access_tab_read(&p->access, person->id, e);
		s->app->is_said = false;
	}
	if (st != ST_OK)
		show_nothing(p);
	else
		lead_tell(p, a);
	return st;
}

static void person_stop(struct screen *s)
{
	struct person_screen *p = self(s);

	journey_tab_done(&p->journey);
	known_tab_done(&p->known);
	asked_part_done(&p->asked);
	actions_tab_done(&p->actions);
	records_tab_done(&p->records);
	access_tab_done(&p->access);
}

static void person_draw(struct screen *s, struct canvas *c, struct area a)
{
	struct person_screen *p = self(s);
	int head = person_head_draw(&p->head, c, a, p->tab);
	struct area rest = {a.y + head, a.x, a.rows - head, a.cols};

	switch (p->tab) {
	case TAB_JOURNEY: journey_tab_draw(&p->journey, c, rest); break;
	case TAB_KNOWN:   known_tab_draw(&p->known, c, rest); break;
	case TAB_ASKED:
		asked_part_draw(&p->asked, c, rest, "Nobody asked again what was known.");
		break;
	case TAB_ACTIONS: actions_tab_draw(&p->actions, c, rest); break;
	case TAB_RECORDS: records_tab_draw(&p->records, c, rest); break;
	case TAB_ACCESS:  access_tab_draw(&p->access, c, rest); break;
	case TAB_COUNT:   break;
	}
}

static const struct verb_set *person_verbs(const struct screen *s)
{
	static const struct verb_set *const SETS[TAB_COUNT] = {
		&VERBS_OF_JOURNEY, &VERBS_OF_KNOWN, &VERBS_OF_PERSON_ASKED, &VERBS_OF_ACTIONS, &VERBS_OF_RECORDS,
		&VERBS_OF_ACCESS,
	};

	return SETS[((const struct person_screen *)s)->tab];
}

static void turn(struct person_screen *p, int by)
{
	struct err e = {0};

	p->tab = (enum person_tab)(((int)p->tab + by + TAB_COUNT) % TAB_COUNT);
	if (p->tab == TAB_ACCESS && access_tab_read(&p->access, p->person->id, &e) != ST_OK)
		app_fail(p->screen.app, &e);
	if (p->tab != TAB_ASKED || p->wants_asked)
		return;
	p->wants_asked = true;
	if (screen_reread(&p->screen, &e) != ST_OK)
		app_fail(p->screen.app, &e);
}

/* What the cursor is on; 0 none. */
static int64_t event_here(const struct person_screen *p)
{
	const struct journey_row *row = journey_tab_row(&p->journey);
	const struct asked_row *asked = asked_part_row(&p->asked);

	return p->tab == TAB_JOURNEY && row ? row->event.id
		: p->tab == TAB_KNOWN ? known_tab_event(&p->known)
		: p->tab == TAB_ASKED && asked ? asked->finding.event : 0;
}

static void open_event(struct person_screen *p)
{
	int64_t event = event_here(p);

	int need = p->tab == TAB_KNOWN ? known_tab_domain(&p->known) : -1;

	if (need >= 0)
		app_go(p->screen.app, &SCREEN_EVIDENCE, &(struct target){p->target.person, -1 - need});
	else if (event)
		app_go(p->screen.app, &SCREEN_EVENT, &(struct target){p->target.person, event});
}

/* For what the selected line is about. */
static void services_find(struct person_screen *p)
{
	const struct journey_row *row = journey_tab_row(&p->journey);
	const struct asked_row *asked = asked_part_row(&p->asked);
	int need = known_tab_domain(&p->known);

	services_go(p->screen.app, p->target.person,
		p->tab == TAB_JOURNEY && row ? row->event.id
		: p->tab == TAB_KNOWN && need >= 0 ? -1 - need
		: p->tab == TAB_ASKED && asked ? asked->finding.event : 0);
}

static void separate_open(struct person_screen *p, size_t record)
{
	app_go(p->screen.app, &SCREEN_SEPARATE,
		&(struct target){p->person->id, p->person->record[record].id});
}

static void separate_chosen(struct screen *s, int picked, const char *text)
{
	struct person_screen *p = self(s);

	(void)text;
	if (picked >= 0 && (size_t)picked < p->person->record_n)
		separate_open(p, (size_t)picked);
}

/* Which record is another's: the one under the cursor, else asked for. */
static void separate_begin(struct person_screen *p)
{
	struct app *app = p->screen.app;
	size_t n = p->person->record_n, at = records_tab_record(&p->records);
	struct picker_item *item;

	if (at != RECORD_NONE) {
		separate_open(p, at);
		return;
	}
	item = app_items(app, n);
	if (!item)
		return;
	for (size_t i = 0; i < n; i++)
		item[i] = (struct picker_item){.label = show_agency(app, p->person->record[i].agency),
			.about = app->mask ? NULL : arena_dup(app->picker_arena, p->person->record[i].local_id),
			.value = (int)i};
	app_pick(app, "The record that is another person's", item, n, separate_chosen);
}

/* Standing on a record, what is written hangs on it. */
static int64_t record_here(const struct person_screen *p)
{
	size_t at = p->tab == TAB_RECORDS ? records_tab_record(&p->records) : RECORD_NONE;

	return at != RECORD_NONE ? p->person->record[at].id : 0;
}

/* The marked ones, else the selected one. */
static void action_finish(struct person_screen *p)
{
	struct app *app = p->screen.app;
	const struct list *list = &p->actions.list;
	const int64_t one = actions_tab_selected(&p->actions);
	size_t n = list->marked.n ? list->marked.n : 1, left = 0;
	struct err e = {0};
	enum status st = actions_done(app->session, list->marked.n ? list->marked.v : &one, n, n > 1 ? &left : NULL, &e);

	list_unmark(&p->actions.list);
	app_changed(app);
	if (st != ST_OK)
		app_fail(app, &e);
	else if (n == 1)
		app_say(app, "Done. u takes it back.");
	else
		app_say(app, "%zu done%s. u takes back all %zu.", n - left, left ? ", the others were already" : "", n - left);
}

static void journey_part_chosen(struct screen *s, int picked, const char *text)
{
	(void)text;
	journey_tab_choose_part(&self(s)->journey, picked);
}

static void journey_date_typed(struct screen *s, int picked, const char *text)
{
	(void)picked;
	if (*text && !journey_tab_go(&self(s)->journey, s->app, text)) /* what else is typed is still text, no verb */
		app_ask(s->app, "That is no date (12 Sep, Sep 2024, 2019, today, -3m): ", text, journey_date_typed);
}

static bool journey_act(struct person_screen *p, enum act act)
{
	struct app *app = p->screen.app;

	if (act == ACT_ONLY)
		journey_tab_ask_part(&p->journey, app, journey_part_chosen);
	else if (act == ACT_DATE)
		app_ask(app, "To a date (12 Sep, Sep 2024, 2019, today, -3m): ", "", journey_date_typed);
	else
		return p->tab == TAB_JOURNEY && journey_tab_act(&p->journey, app, act);
	return true;
}

static void end_typed(struct screen *s, int picked, const char *text)
{
	struct person_screen *p = self(s);
	struct err e = {0};
	enum status st = access_end(s->app->session, p->person->id, p->ending, text, &e);

	(void)picked;
	if (st == ST_USAGE && !text[strspn(text, " ")]) {
		app_ask(s->app, "Why does it end? It is kept, and read: ", text, end_typed);
		return;
	}
	s->app->is_said = true;
	app_changed(s->app);
	if (st != ST_OK)
		app_fail(s->app, &e);
	else if (!s->app->message_is_error)
		app_say(s->app, "Ended. u takes that back.");
}

static void person_act(struct screen *s, enum act act)
{
	struct person_screen *p = self(s);
	const struct journey_row *row = journey_tab_row(&p->journey);
	struct choice choice;

	if (act == ACT_PREV_TAB || act == ACT_NEXT_TAB)
		turn(p, act == ACT_NEXT_TAB ? 1 : -1);
	else if (act == ACT_SERVICES)
		services_find(p);
	else if (act == ACT_BRIEF)
		app_go(s->app, &SCREEN_BRIEF, &(struct target){p->person->id, 0});
	else if (act == ACT_SEPARATE)
		separate_begin(p);
	else if (writing_act(s->app, act, p->person->id, record_here(p), event_here(p)))
		;
	else if (withheld_act(s->app, act, p->person->id))
		;
	else if (act == ACT_DONE)
		action_finish(p);
	else if (act == ACT_END_SAID && access_tab_said(&p->access)) {
		p->ending = access_tab_said(&p->access)->number;
		app_ask_words(s->app, "reason to end what was said", p->person->id, "Why does it end: ", end_typed);
	}
	else if (p->tab == TAB_RECORDS)
		records_tab_act(&p->records, act);
	else if (p->tab == TAB_ACTIONS)
		actions_tab_act(&p->actions, act);
	else if (p->tab == TAB_ACCESS)
		access_tab_act(&p->access, act);
	else if (act == ACT_OPEN)
		open_event(p);
	else if (p->tab == TAB_ASKED)
		asked_part_act(&p->asked, act);
	else if (journey_act(p, act))
		;
	else if (verb_verdict(act) != VD_OPEN && row) {
		choice = choice_make(row->event.id, row->decision);
		decide_start(s->app, verb_verdict(act), &choice, 1);
	}
}

static bool asks_again(const struct person_screen *p)
{
	const struct journey_row *row = journey_tab_row(&p->journey);

	return p->tab == TAB_JOURNEY ? row && row->finding
		: p->tab == TAB_ASKED && asked_part_row(&p->asked);
}

static const char *journey_why_not(const struct person_screen *p, enum act act)
{
	const struct journey_row *row = journey_tab_row(&p->journey);

	if (verb_verdict(act) != VD_OPEN && !(row && (row->finding || row->together)))
		return "This did not ask again what was known: there is nothing to decide.";
	return journey_tab_why_not(&p->journey, act);
}

static const char *person_why_not(const struct screen *s, enum act act)
{
	const struct person_screen *p = (const struct person_screen *)s;

	if (act == ACT_SERVICES)
		return services_why_none(s->app);
	if (act == ACT_SAY_WHY || act == ACT_BREAK_GLASS)
		return withheld_why_not(p->person, act);
	if (act == ACT_TELL && !asks_again(p))
		return "Stand on what asks again what is known, then T makes the text.";
	switch (p->tab) {
	case TAB_JOURNEY: return journey_why_not(p, act);
	case TAB_KNOWN:
		return act == ACT_OPEN && !known_tab_event(&p->known) ? "Nobody has asked about this."
			: NULL;
	case TAB_ASKED:   return asked_part_why_not(&p->asked, act);
	case TAB_ACTIONS: return actions_tab_why_not(&p->actions, act);
	case TAB_RECORDS: return records_tab_why_not(&p->records, act);
	case TAB_ACCESS:  return access_tab_why_not(&p->access, act);
	case TAB_COUNT:   break;
	}
	return NULL;
}

static struct list *person_list(struct screen *s)
{
	struct person_screen *p = self(s);

	switch (p->tab) {
	case TAB_JOURNEY: return &p->journey.list;
	case TAB_KNOWN:   return &p->known.list;
	case TAB_ASKED:   return asked_part_list(&p->asked);
	case TAB_ACTIONS: return actions_tab_list(&p->actions);
	case TAB_RECORDS: return records_tab_list(&p->records);
	case TAB_ACCESS:  return access_tab_list(&p->access);
	case TAB_COUNT:   break;
	}
	return NULL;
}

static void person_moved(struct screen *s)
{
	struct person_screen *p = self(s);

	if (p->tab == TAB_JOURNEY)
		journey_tab_moved(&p->journey);
	else if (p->tab == TAB_ASKED)
		asked_part_moved(&p->asked);
	else if (p->tab == TAB_RECORDS && !p->records.in_page)
		records_tab_moved(&p->records);
	else if (p->tab == TAB_ACCESS && !p->access.in_page)
		access_tab_moved(&p->access);
}

static bool person_level_up(struct screen *s)
{
	struct person_screen *p = self(s);

	if (p->tab == TAB_JOURNEY && journey_tab_is_narrowed(&p->journey)) {
		journey_tab_whole(&p->journey);
		return true;
	}
	return p->tab == TAB_RECORDS ? records_tab_level_up(&p->records) : p->tab == TAB_ACTIONS ? actions_tab_level_up(&p->actions)
		: p->tab == TAB_ACCESS && access_tab_level_up(&p->access);
}

static const struct picker_item *person_legend(const struct screen *s, size_t *n)
{
	const enum person_tab tab = ((const struct person_screen *)s)->tab;

	*n = tab == TAB_JOURNEY ? SWIMLANE_LEGEND_COUNT : tab == TAB_KNOWN ? KNOWN_LEGEND_COUNT : 0;
	return tab == TAB_KNOWN ? KNOWN_LEGEND : SWIMLANE_LEGEND;
}

const struct screen_class SCREEN_PERSON = {
	.name = "Person", .needs = MAY_PEOPLE, .size = sizeof(struct person_screen),
	.start = person_start, .read = person_read, .stop = person_stop, .draw = person_draw,
	.verbs = person_verbs, .act = person_act, .why_not = person_why_not, .list = person_list,
	.moved = person_moved, .legend = person_legend, .level_up = person_level_up,
};
