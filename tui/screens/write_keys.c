#include "screens/write_keys.h"

#include <stdio.h>
#include <string.h>

#include "directory.h"
#include "screens/opening.h"
#include "writing.h"

static void star(struct app *app, int64_t person)
{
	struct err e = {0};
	bool is_on;

	if (opening_first(app, ACT_STAR, person))
		return;
	if (star_turn(app->session, person, &is_on, &e) != ST_OK) {
		app_fail(app, &e);
		return;
	}
	app_outdate(app, &SCREEN_PEOPLE);
	app_changed(app);
	app_say(app, is_on ? "Starred: first among your people. u takes it back."
		: "No longer starred. u takes it back.");
}

void writing_refer(struct app *app, int64_t person, const struct service *service)
{
	struct arena *a = arena_new();
	const char *what = a ? service_referral(service, a) : NULL;

	if (what)
		snprintf(app->writing.begins, sizeof app->writing.begins, "%s", what);
	(void)writing_act(app, ACT_KEEP, person, 0, 0);
	app->writing.begins[0] = '\0';
	arena_free(a);
}

bool writing_act(struct app *app, enum act act, int64_t person, int64_t record, int64_t event)
{
	switch (act) {
	case ACT_NOTE:   app->writing.what = WRITE_NOTE; break;
	case ACT_CHANGE: app->writing.what = WRITE_CHANGE; break;
	case ACT_PLAN:   app->writing.what = WRITE_PLAN; break;
	case ACT_TELL:   app->writing.what = WRITE_TELL; break;
	case ACT_KEEP:   app->writing.what = WRITE_ACTION; break;
	case ACT_LEAD:   app->writing.what = WRITE_LEAD; break;
	case ACT_CONSENT:  app->writing.what = WRITE_CONSENT; break;
	case ACT_REFUSE:   app->writing.what = WRITE_REFUSAL; break;
	case ACT_OVERRIDE: app->writing.what = WRITE_OVERRIDE; break;
	case ACT_STAR:   star(app, person); return true;
	default:         return false;
	}
	app->writing.record = record;
	app->writing.event = event;
	app_go(app, &SCREEN_WRITE, &(struct target){person, 0});
	return true;
}

/* What each form's text is called, and where it comes back. */
static const struct { const char *form, *called, *where; } TEXTS[] = {
	{"note", "a note", "N on them"}, {"change", "a change", "C on them"}, {"plan", "a plan", "P on them"},
	{"tell", "a text for an assessor", "T on what asks again"}, {"action", "an action", "F under Actions"},
	{"consent", "a consent", "I under Access"}, {"refusal", "a refusal", "X under Access"},
	{"override", "an override", "V under Access"},
	{"handover", "a handover", "L on them"},
	{"reason to ask again", "a reason to ask again", "J on what asks again"},
	{"reason for two people", "a reason for two people", "D on the pair under Links"},
	{"reason to separate", "a reason to separate", "S under Records"},
	{"reason to end what was said", "a reason to end what was said", "E under Access"},
	{"reason to break the glass", "a reason to break the glass", "B on them"},
};

static void draft_say(struct app *app, const struct draft *d, size_t n, const char *whom)
{
	size_t i = 0;

	while (i + 1 < sizeof TEXTS / sizeof *TEXTS && strcmp(TEXTS[i].form, d->form) != 0)
		i++;
	if (n == 1)
		app_say(app, "You left %s about %s unfinished: %s brings it back.", TEXTS[i].called, whom, TEXTS[i].where);
	else
		app_say(app, "You left %zu texts unfinished, the last %s about %s: %s brings it back.", n, TEXTS[i].called, whom,
			TEXTS[i].where);
}

void writing_offer(struct app *app)
{
	struct arena *a = arena_new();
	struct draft *d;
	struct err e = {0};
	size_t n = 0;

	if (a && drafts_list(app->session, a, &d, &n, &e) == ST_OK && n)
		draft_say(app, &d[0], n, app_mask(app, a, d[0].called));
	arena_free(a);
}
