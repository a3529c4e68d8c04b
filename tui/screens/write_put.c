#include "screens/write_put.h"

#include <stdio.h>
#include <string.h>

#include "lead.h"
#include "screens/show.h"

static const char *written_told(const struct app *app, const struct writing *w, const struct written *out, struct arena *a)
{
	char names[300];

	catalogue_domains_name(session_catalogue(app->session), out->resets, names, sizeof names);
	if (out->resets && w->kind == EV_CHANGE)
		return arena_printf(a, "Written: %s. Known before of %s: to be asked anew. u takes it back.", out->title, names);
	return arena_printf(a, "Written: %s, for %s%s. u takes it back.", out->title, show_agency(app, out->agency),
		out->makes_record ? ", on a record made here" : "");
}

static enum status event_put(const struct write_form *w, const struct person *p, struct arena *a, struct put *put, struct err *e)
{
	struct writing what;
	struct written out = {.event = 0};
	enum status st = write_form_read(w, p, &what, e);

	if (st == ST_OK)
		st = writing_put(w->app->session, &what, a, &out, e);
	if (st == ST_OK)
		*put = (struct put){out.event, what.agency, written_told(w->app, &what, &out, a)};
	return st;
}

static enum status tell_put(const struct write_form *w, const struct person *p, struct err *e)
{
	return action_keep(w->app->session, p->id, w->event, w->form.field[TELL_TEXT].text, w->form.field[TELL_BY].text,
		form_value(&w->form, TELL_STATE) == 1, e);
}

static enum status lead_put(const struct write_form *w, const struct person *p, struct err *e)
{
	char to[FORM_ROOM];
	const char *who = w->form.field[LEAD_TO].text;

	snprintf(to, sizeof to, "%s", who + strspn(who, " "));
	to[strcspn(to, " ")] = '\0';
	return lead_hand(w->app->session, &(struct handover){
		.person = p->id, .to = to, .note = w->form.field[LEAD_TEXT].text, .seen = w->lead_seen}, e);
}

static enum status said_put(const struct write_form *w, const struct person *p, struct err *e)
{
	struct saying what;
	enum status st = write_form_saying(w, p, &what, e);

	return st == ST_OK ? access_say(w->app->session, &what, e) : st;
}

enum status write_form_put(const struct write_form *w, const struct person *p, struct arena *a, struct put *put, struct err *e)
{
	const struct form_field *x = w->form.field;
	enum status st = ST_OK;

	switch (w->what) {
	case WRITE_NOTE: case WRITE_CHANGE: case WRITE_PLAN:
		st = event_put(w, p, a, put, e);
		break;
	case WRITE_TELL:
		st = tell_put(w, p, e);
		put->told = "Kept as an action. u takes it back.";
		break;
	case WRITE_ACTION:
		st = action_give(w->app->session, p->id, write_form_doer(w), x[ACTION_TEXT].text, x[ACTION_BY].text, e);
		put->told = "Kept as an action. u takes it back.";
		break;
	case WRITE_LEAD:
		st = lead_put(w, p, e);
		put->told = "Handed over. u takes it back.";
		break;
	case WRITE_CONSENT: case WRITE_REFUSAL: case WRITE_OVERRIDE:
		st = said_put(w, p, e);
		put->told = "Kept. u takes it back.";
		break;
	}
	return st == ST_OK && !put->told ? err_nomem(e) : st;
}
