/*
 * write_form.c - the fields of a note, a change, a plan, and of what the assessor is told.
 */
#include "screens/write_form.h"

#include <stdio.h>
#include <string.h>

#include "governance.h"
#include "lead.h"
#include "screens/services.h"
#include "screens/show.h"
#include "screens/write_consent.h"

static const struct picker_item KINDS[] = {
	{.label = "note", .value = EV_NOTE},
	{.label = "contact with the person, or for them", .value = EV_CONTACT},
	{.label = "concern: a risk, or for their safety", .value = EV_CONCERN},
	{.label = "the person's own words", .value = EV_VIEW},
};
static const struct picker_item STATES[] = {
	{.label = "to tell by that day", .value = 0},
	{.label = "told already", .value = 1},
};

const char *write_form_name(enum write_what what)
{
	static const char *const NAMES[] = {
		[WRITE_NOTE] = "note", [WRITE_CHANGE] = "change", [WRITE_PLAN] = "plan", [WRITE_TELL] = "tell",
		[WRITE_ACTION] = "action", [WRITE_LEAD] = "handover", [WRITE_CONSENT] = "consent",
		[WRITE_REFUSAL] = "refusal", [WRITE_OVERRIDE] = "override"};

	return NAMES[what];
}

/* Whose record -------------------------------------------------------------- */

static bool holds_one(const struct person *p, int64_t agency)
{
	for (size_t i = 0; i < p->record_n; i++)
		if (p->record[i].agency == agency)
			return true;
	return false;
}

static const char *place_label(const struct write_form *w, const struct writing_place *at)
{
	if (!at->record || is_made_here(at->local_id))
		return arena_printf(w->arena, "%s, on %s record made here", show_agency(w->app, at->agency), at->record ? "the" : "a");
	return arena_printf(w->arena, "%s %s", show_agency(w->app, at->agency), w->app->mask ? "record" : at->local_id);
}

/* The record stood on, else the worker's own agency's, else one made for it. */
static int place_first(const struct write_form *w)
{
	const struct agency *own = session_own_agency(w->app->session);
	const char *code = own ? own->code : w->app->writing.own;
	int made = -1, any = -1;

	for (size_t i = 0; i < w->place_n; i++) {
		const struct writing_place *at = &w->place[i];

		if (at->record && at->record == w->app->writing.record)
			return (int)i;
		if (strcmp(at->code, code) != 0)
			continue;
		if (at->record && is_made_here(at->local_id))
			made = made < 0 ? (int)i : made;
		else
			any = any < 0 ? (int)i : any;
	}
	return any >= 0 ? any : made;
}

static enum status from_add(struct write_form *w, const struct person *p, struct err *e)
{
	struct picker_item *item;
	enum status st = writing_places(w->app->session, p->id, w->arena, &w->place, &w->place_n, e);

	item = st == ST_OK ? arena_alloc(w->arena, (w->place_n + 1) * sizeof *item) : NULL;
	if (st == ST_OK && !item)
		st = err_nomem(e);
	for (size_t i = 0; st == ST_OK && i < w->place_n; i++) {
		item[i] = (struct picker_item){.label = place_label(w, &w->place[i]), .value = (int)i,
			.kept = arena_printf(w->arena, "%s %lld", w->place[i].code, (long long)w->place[i].record)};
		st = item[i].label && item[i].kept ? ST_OK : err_nomem(e);
	}
	if (st == ST_OK)
		form_choice(&w->form, "Whose", item, w->place_n, place_first(w));
	return st;
}

/* Choices ------------------------------------------------------------------- */

static bool changes_add(struct write_form *w)
{
	const struct catalogue *c = session_catalogue(w->app->session);
	const char *code, *name;
	struct picker_item *item;
	domains_t resets;
	size_t n = 0;
	bool ok;

	while (catalogue_change_at(c, n, &code, &name, &resets))
		n++;
	item = arena_alloc(w->arena, (n + 1) * sizeof *item);
	w->code = arena_alloc(w->arena, (n + 1) * sizeof *w->code);
	ok = item && w->code;
	for (size_t i = 0; ok && catalogue_change_at(c, i, &code, &name, &resets); i++) {
		char names[600];

		catalogue_domains_name(c, resets, names, sizeof names);
		item[i] = (struct picker_item){.label = name, .about = arena_dup(w->arena, names), .value = (int)i};
		w->code[i] = code;
		ok = item[i].about != NULL;
	}
	w->code_n = n;
	if (ok)
		form_choice(&w->form, "What", item, n, -1);
	return ok;
}

static bool types_add(struct write_form *w)
{
	const struct catalogue *c = session_catalogue(w->app->session);
	size_t n = catalogue_instrument_count(c), kept = 0;
	struct picker_item *item = arena_alloc(w->arena, (n + 1) * sizeof *item);

	w->code = arena_alloc(w->arena, (n + 1) * sizeof *w->code);
	if (!item || !w->code)
		return false;
	for (size_t i = 0; i < n; i++) {
		const struct instrument *x = catalogue_instrument(c, (int)i);

		if (!x->domains)
			continue;
		item[kept] = (struct picker_item){.key = NULL, .label = x->name, .about = x->code, .value = (int)kept};
		w->code[kept++] = x->code;
	}
	w->code_n = kept;
	form_choice(&w->form, "Type", item, kept, -1);
	return true;
}

/* Making -------------------------------------------------------------------- */

static void on_add(struct write_form *w, const char *label, int32_t day)
{
	char text[12];

	civil_short(day, text);
	form_add(&w->form, label, FORM_DAY, text);
}

static enum status note_make(struct write_form *w, const struct person *p, struct err *e)
{
	form_add(&w->form, "Text", FORM_TEXT, "");
	form_choice(&w->form, "Kind", KINDS, sizeof KINDS / sizeof *KINDS, 0);
	on_add(w, "On", session_today(w->app->session));
	return from_add(w, p, e);
}

static enum status change_make(struct write_form *w, const struct person *p, struct err *e)
{
	if (!changes_add(w))
		return err_nomem(e);
	form_add(&w->form, "Text", FORM_TEXT, "");
	on_add(w, "On", session_today(w->app->session));
	return from_add(w, p, e);
}

enum { PLAN_AHEAD = 7 };

static enum status plan_make(struct write_form *w, const struct person *p, struct err *e)
{
	if (!types_add(w))
		return err_nomem(e);
	on_add(w, "On", session_today(w->app->session) + PLAN_AHEAD);
	form_add(&w->form, "Text", FORM_LINE, "");
	return from_add(w, p, e);
}

/* The worker, else an agency: those of the person's first. */
static enum status action_make(struct write_form *w, const struct person *p, struct err *e)
{
	struct session *s = w->app->session;
	const struct agency **agency;
	struct picker_item *item;
	size_t n, at = 0;
	enum status st = agencies_known(s, p->id, w->arena, &agency, &n, e);

	if (st != ST_OK)
		return st;
	item = arena_alloc(w->arena, (n + 1) * sizeof *item);
	w->code = arena_alloc(w->arena, (n + 1) * sizeof *w->code);
	if (!item || !w->code)
		return err_nomem(e);
	w->code[at] = NULL;
	item[at++] = (struct picker_item){.label = arena_printf(w->arena, "me, %s", session_worker(s)), .value = 0};
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < n; i++) {
			if (holds_one(p, agency[i]->id) != (pass == 0))
				continue;
			w->code[at] = agency[i]->code;
			item[at] = (struct picker_item){.label = agency_shown(agency[i]), .value = (int)at};
			at++;
		}
	w->code_n = at;
	form_add(&w->form, "What", FORM_TEXT, w->app->writing.begins);
	on_add(w, "By", session_today(s) + PLAN_AHEAD);
	form_choice(&w->form, "Who", item, at, 0);
	return item[0].label ? ST_OK : err_nomem(e);
}

int64_t write_form_doer(const struct write_form *w)
{
	int at = form_value(&w->form, ACTION_WHO);
	const struct agency *a = at > 0 ? session_agency_by_code(w->app->session, w->code[at]) : NULL;

	return a ? a->id : 0;
}

static void lead_make(struct write_form *w, const struct person *p)
{
	w->lead_seen = p->lead_seen;
	form_add(&w->form, "Who", FORM_LINE, session_worker(w->app->session));
	form_add(&w->form, "Text", FORM_TEXT, "");
}

static enum status tell_fields(struct write_form *w, const struct person *p, struct err *e)
{
	struct telling t;
	enum status st = tell_make(w->app->session, p, w->event, w->arena, &t, e);

	if (st != ST_OK)
		return st;
	form_add(&w->form, "Text", FORM_TEXT, t.text);
	on_add(w, "By", t.by);
	form_choice(&w->form, "Done", STATES, sizeof STATES / sizeof *STATES, 0);
	w->form.title = arena_printf(w->arena, "Tell %s: to read out or copy", show_agency(w->app, t.agency));
	return w->form.title ? ST_OK : err_nomem(e);
}

enum status write_form_make(struct write_form *w, struct app *app, const struct person *p, struct err *e)
{
	static const char *const TITLES[] = {[WRITE_NOTE] = "Write about", [WRITE_CHANGE] = "What has changed for",
		[WRITE_PLAN] = "Plan an assessment for", [WRITE_ACTION] = "To do for",
		[WRITE_LEAD] = "Who coordinates for", [WRITE_CONSENT] = "Consent to sharing, of",
		[WRITE_REFUSAL] = "Refusal of sharing, of", [WRITE_OVERRIDE] = "Override of a refusal, of"};
	enum status st = ST_OK;

	w->app = app;
	w->what = app->writing.what;
	w->event = app->writing.event;
	w->form.today = session_today(app->session);
	w->arena = arena_new();
	if (!w->arena)
		return err_nomem(e);
	switch (w->what) {
	case WRITE_NOTE:   st = note_make(w, p, e); break;
	case WRITE_CHANGE: st = change_make(w, p, e); break;
	case WRITE_PLAN:   st = plan_make(w, p, e); break;
	case WRITE_TELL:   st = tell_fields(w, p, e); break;
	case WRITE_ACTION: st = action_make(w, p, e); break;
	case WRITE_LEAD:   lead_make(w, p); break;
	case WRITE_CONSENT: case WRITE_REFUSAL: case WRITE_OVERRIDE: st = consent_fields(w, p, e); break;
	}
	if (st == ST_OK && w->what != WRITE_TELL) {
		char title[300];

		snprintf(title, sizeof title, "%s %s", TITLES[w->what], app_mask(app, w->arena, p->called));
		w->form.title = arena_dup(w->arena, title);
	}
	if (st == ST_OK && !w->form.title)
		return err_nomem(e);
	if (st == ST_OK)
		form_begin(&w->form, 0);
	return st;
}

void write_form_done(struct write_form *w)
{
	form_done(&w->form);
	arena_free(w->arena);
	arena_free(w->page_arena);
}

/* Reading ------------------------------------------------------------------- */

static enum status from_read(const struct write_form *w, size_t field, struct writing *out, struct err *e)
{
	int at = form_value(&w->form, field);

	if (at < 0)
		return err_set(e, ST_USAGE, "Whose record is it for? Choose one under Whose.");
	out->record = w->place[at].record;
	out->agency = w->place[at].code;
	return ST_OK;
}

static enum status code_read(const struct write_form *w, size_t field, const char **out, struct err *e)
{
	int at = form_value(&w->form, field);

	if (at < 0)
		return err_set(e, ST_USAGE, w->what == WRITE_CHANGE ? "What has changed? Choose one under What."
			: "Which assessment? Choose one under Type.");
	*out = w->code[at];
	return ST_OK;
}

enum status write_form_read(const struct write_form *w, const struct person *p, struct writing *out,
	struct err *e)
{
	const struct form_field *x = w->form.field;
	enum status st;

	*out = (struct writing){.person = p->id};
	switch (w->what) {
	case WRITE_NOTE:
		out->kind = (enum event_kind)form_value(&w->form, NOTE_KIND);
		out->text = x[NOTE_TEXT].text;
		out->on = x[NOTE_ON].text;
		return from_read(w, NOTE_FROM, out, e);
	case WRITE_CHANGE:
		out->kind = EV_CHANGE;
		out->text = x[CHANGE_TEXT].text;
		out->on = x[CHANGE_ON].text;
		st = code_read(w, CHANGE_WHAT, &out->code, e);
		return st == ST_OK ? from_read(w, CHANGE_FROM, out, e) : st;
	case WRITE_PLAN:
		out->kind = EV_ASSESSMENT;
		out->text = x[PLAN_TEXT].text;
		out->on = x[PLAN_ON].text;
		st = code_read(w, PLAN_TYPE, &out->instrument, e);
		return st == ST_OK ? from_read(w, PLAN_FROM, out, e) : st;
	case WRITE_TELL:
	case WRITE_ACTION:
	case WRITE_LEAD:
	case WRITE_CONSENT:
	case WRITE_REFUSAL:
	case WRITE_OVERRIDE:
		break;
	}
	return ST_OK;
}

/* Telling ------------------------------------------------------------------- */

static void change_tell(struct write_form *w, struct arena *a)
{
	const struct catalogue *c = session_catalogue(w->app->session);
	const char *code = NULL, *name;
	char names[600];
	domains_t resets;
	struct err e;

	if (code_read(w, CHANGE_WHAT, &code, &e) != ST_OK || !catalogue_change_find(c, code, &resets, &name))
		return;
	catalogue_domains_name(c, resets, names, sizeof names);
	page_add(&w->form.page, LOOK_PLAIN, NULL,
		arena_printf(a, "What was known before about %s has to be asked anew.", names));
}

/* What an assessment of this type asks about. */
static domains_t needs_of(const struct write_form *w, const char *instrument)
{
	const struct catalogue *c = session_catalogue(w->app->session);
	int i = catalogue_instrument_find(c, instrument);

	return i >= 0 ? catalogue_instrument(c, i)->domains : 0;
}

static void plan_tell(struct write_form *w, const struct person *p, struct arena *a)
{
	struct writing what;
	struct plan_check check;
	struct page *page = &w->form.page;
	struct err e = {0};
	char day[12];

	if (write_form_read(w, p, &what, &e) != ST_OK && !what.instrument)
		return;
	if (plan_check(w->app->session, p, &what, a, &check, &e) != ST_OK) {
		page_add(page, LOOK_ERROR, NULL, arena_dup(a, e.text));
		return;
	}
	civil_short(check.death.day, day);
	if (check.death.has_died)
		page_add(page, LOOK_URGENT, NULL, arena_printf(a, "! This person has died%s%s%s.", *day ? " (" : "",
			day, *day ? ")" : ""));
	for (size_t i = 0; i < check.known_n; i++)
		page_add(page, LOOK_ASKED, NULL, arena_printf(a, "= %s", check.known[i].sentence));
	if (check.together)
		page_add(page, LOOK_ASKED, NULL, arena_printf(a, "= %s", check.together));
	if (check.known_n && *check.remains)
		page_add(page, LOOK_PLAIN, NULL, arena_printf(a, "Remains to be asked: %s.", check.remains));
	if (!check.known_n && !check.together)
		page_add(page, LOOK_PLAIN, NULL, "Nobody of another agency has asked this of late.");
	services_tell(page, w->app, p, needs_of(w, what.instrument), a);
}

/* Who leads now, and whom it may be handed to. */
static void lead_tell(struct write_form *w, const struct person *p, struct arena *a)
{
	const char **name, *all = "";
	struct err e = {0};
	char since[12];
	size_t n;

	civil_short(p->lead_since, since);
	page_add(&w->form.page, LOOK_PLAIN, NULL, !p->lead ? "Nobody leads yet."
		: *p->lead ? arena_printf(a, "%s leads since %s.", p->lead, since)
		: arena_printf(a, "Nobody leads; somebody is wanted since %s.", since));
	page_add(&w->form.page, LOOK_PLAIN, NULL, "Leave Who empty to say that somebody is wanted: it stands on Today then.");
	if (leads_named(w->app->session, p->id, a, &name, &n, &e) != ST_OK)
		return;
	for (size_t i = 0; i < n && all; i++)
		all = arena_printf(a, "%s%s%s", all, i ? ", " : "", name[i]);
	page_add(&w->form.page, LOOK_PLAIN, NULL, arena_printf(a, session_viewer(w->app->session)->is_alone
		? "They lead somebody, or are you: %s." : "You, and who may open this person too: %s.", all ? all : ""));
}

void write_form_tell(struct write_form *w, const struct person *p)
{
	page_clear(&w->form.page);
	arena_free(w->page_arena);
	w->page_arena = arena_new();
	if (!w->page_arena)
		return;
	if (w->what == WRITE_CHANGE)
		change_tell(w, w->page_arena);
	else if (w->what == WRITE_PLAN)
		plan_tell(w, p, w->page_arena);
	else if (w->what == WRITE_LEAD)
		lead_tell(w, p, w->page_arena);
	else if (write_is_said(w->what))
		consent_tell(w, w->page_arena);
	else if (w->what == WRITE_TELL) {
		page_add(&w->form.page, LOOK_PLAIN, NULL, "It names nobody: only the assessor's own number of "
			"the person, who asked when, and whom to ring.");
		services_tell(&w->form.page, w->app, p, services_needs(p, w->event), w->page_arena);
	}
}
