/*
 * write_consent.c - what a person agreed to or refused, and what was signed against it: the
 * fields of its form, and what they come to.
 */
#include "screens/write_consent.h"

#include <string.h>

#include "governance.h"

/* Whose events: agencies that know the person, a practitioner's own chosen; then all of them. */
static bool whose_add(struct write_form *w, const struct person *p)
{
	struct session *s = w->app->session;
	const struct agency *own = session_own_agency(s);
	bool is_theirs = session_viewer(s)->role == ROLE_PRACTITIONER;
	struct picker_item *item = arena_alloc(w->arena, (p->record_n + 2) * sizeof *item);
	size_t n = 0;
	int first = -1;

	w->code = arena_alloc(w->arena, (p->record_n + 2) * sizeof *w->code);
	if (!item || !w->code)
		return false;
	for (size_t i = 0; i < p->record_n; i++) {
		const struct agency *a = session_agency(s, p->record[i].agency);
		bool is_there = false;

		for (size_t k = 0; k < n; k++)
			is_there |= strcmp(w->code[k], a->code) == 0;
		if (is_there)
			continue;
		first = is_theirs && own && own->id == a->id ? (int)n : first;
		w->code[n] = a->code;
		item[n] = (struct picker_item){.label = agency_shown(a), .value = (int)n};
		n++;
	}
	w->code[n] = NULL;
	item[n] = (struct picker_item){.label = "any agency", .value = (int)n};
	w->code_n = n + 1;
	form_choice(&w->form, "Whose", item, n + 1, first);
	return true;
}

/* Which agency may see them: any, the worker's own, the others. */
static enum status to_add(struct write_form *w, const struct person *p, struct err *e)
{
	struct session *s = w->app->session;
	const struct agency **agency;
	struct picker_item *item;
	size_t n;
	enum status st = agencies_known(s, p->id, w->arena, &agency, &n, e);

	item = st == ST_OK ? arena_alloc(w->arena, (n + 1) * sizeof *item) : NULL;
	if (!item)
		return st == ST_OK ? err_nomem(e) : st;
	w->receiver = agency;
	w->receiver_n = n;
	item[0] = (struct picker_item){.label = session_viewer(s)->role == ROLE_PRACTITIONER ? "ours, or any for our own events"
		: "any agency", .value = 0};
	for (size_t i = 0; i < n; i++)
		item[i + 1] = (struct picker_item){.label = agency_shown(agency[i]), .value = (int)i + 1};
	form_choice(&w->form, "To", item, n + 1, 0);
	return ST_OK;
}

static enum status for_add(struct write_form *w, struct err *e)
{
	const char **purpose;
	struct picker_item *item;
	size_t n;
	int usual = 0;
	enum status st = consent_purposes(w->app->session, w->arena, &purpose, &n, e);

	item = st == ST_OK ? arena_alloc(w->arena, (n + 1) * sizeof *item) : NULL;
	if (!item)
		return st == ST_OK ? err_nomem(e) : st;
	w->purpose = purpose;
	item[0] = (struct picker_item){.label = "anything", .value = 0};
	for (size_t i = 0; i < n; i++) {
		item[i + 1] = (struct picker_item){.label = purpose[i], .value = (int)i + 1};
		if (w->what == WRITE_CONSENT && strcmp(purpose[i], viewer_purpose(session_viewer(w->app->session))) == 0)
			usual = (int)i + 1;
	}
	form_choice(&w->form, "For", item, n + 1, usual);
	return ST_OK;
}

static bool words_add(struct write_form *w, const char *label, const struct consent_word *word, size_t n, int chosen)
{
	struct picker_item *item = arena_alloc(w->arena, n * sizeof *item);

	if (!item)
		return false;
	for (size_t i = 0; i < n; i++)
		item[i] = (struct picker_item){.label = word[i].told, .value = (int)i};
	form_choice(&w->form, label, item, n, chosen);
	return true;
}

static enum status till_add(struct write_form *w, struct err *e)
{
	int32_t day;
	char text[12];
	enum status st = consent_end(w->app->session, session_today(w->app->session), &day, e);

	civil_short(day, text);
	if (st == ST_OK)
		form_add(&w->form, "Until", FORM_DAY, text);
	return st;
}

static enum status override_fields(struct write_form *w, const struct person *p, struct err *e)
{
	if (!whose_add(w, p))
		return err_nomem(e);
	form_add(&w->form, "Until", FORM_DAY, "");
	form_add(&w->form, "Text", FORM_TEXT, "");
	form_add(&w->form, "Signed by", FORM_LINE, session_worker(w->app->session));
	return to_add(w, p, e);
}

enum status consent_fields(struct write_form *w, const struct person *p, struct err *e)
{
	enum status st = access_said(w->app->session, p->id, w->arena, &w->said, &w->said_n, e);

	if (st != ST_OK)
		return st;
	if (w->what == WRITE_OVERRIDE)
		return override_fields(w, p, e);
	if (!whose_add(w, p) || !words_add(w, "How", CONSENT_WAYS, CONSENT_WAY_COUNT, -1) ||
		!words_add(w, "Said by", CONSENT_GIVERS, CONSENT_GIVER_COUNT, 0))
		return err_nomem(e);
	st = to_add(w, p, e);
	if (st == ST_OK)
		st = for_add(w, e);
	if (st == ST_OK)
		form_add(&w->form, "Text", FORM_LINE, "");
	return st == ST_OK && w->what == WRITE_CONSENT ? till_add(w, e) : st;
}

/* Reading ------------------------------------------------------------------- */

static enum status agencies_read(const struct write_form *w, size_t to, struct saying *out, struct err *e)
{
	int whose = form_value(&w->form, SAID_WHOSE), receiver = form_value(&w->form, to);

	if (whose < 0)
		return err_set(e, ST_USAGE, "Of whose events? Choose one under Whose.");
	out->agency = w->code[whose];
	out->receiver = receiver > 0 ? w->receiver[receiver - 1]->code : NULL;
	return ST_OK;
}

enum status write_form_saying(const struct write_form *w, const struct person *p, struct saying *out, struct err *e)
{
	const struct form_field *x = w->form.field;
	int how, giver, purpose;

	*out = (struct saying){.person = p->id, .kind = w->what == WRITE_CONSENT ? SAID_GIVEN
		: w->what == WRITE_REFUSAL ? SAID_REFUSED : SAID_SIGNED};
	if (w->what == WRITE_OVERRIDE) {
		out->until = x[SIGNED_TILL].text;
		out->why = x[SIGNED_WHY].text;
		out->giver = x[SIGNED_BY].text;
		return agencies_read(w, SIGNED_TO, out, e);
	}
	how = form_value(&w->form, SAID_HOW);
	giver = form_value(&w->form, SAID_GIVER);
	purpose = form_value(&w->form, SAID_FOR);
	out->how = how >= 0 ? CONSENT_WAYS[how].word : NULL;
	out->giver = giver >= 0 ? CONSENT_GIVERS[giver].word : NULL;
	out->purpose = purpose > 0 ? w->purpose[purpose - 1] : NULL;
	out->why = x[SAID_NOTE].text;
	out->until = w->what == WRITE_CONSENT ? x[SAID_TILL].text : NULL;
	return agencies_read(w, SAID_TO, out, e);
}

/* Telling ------------------------------------------------------------------- */

void consent_tell(struct write_form *w, struct arena *a)
{
	static const char *const WHAT[] = {
		[WRITE_CONSENT] = "It opens only what the agreement opens by consent, to those who look for that purpose, and lapses.",
		[WRITE_REFUSAL] = ("It closes these events to others, whatever reason or consent there is, until a worker marked for "
			"governance ends it; u takes a slip back within a day."),
		[WRITE_OVERRIDE] = ("It stands against a refusal until its day, and is reviewed. Text says why: a court's order, "
			"a risk to life."),
	};

	page_add(&w->form.page, LOOK_PLAIN, NULL, WHAT[w->what]);
	for (size_t i = 0; i < w->said_n && w->said[i].state == SAID_IN_FORCE && !w->app->mask; i++)
		page_add(&w->form.page, LOOK_PLAIN, NULL, arena_printf(a, "In force: %s, %s", said_kind(&w->said[i]),
			said_about(w->app->session, &w->said[i], a)));
}
