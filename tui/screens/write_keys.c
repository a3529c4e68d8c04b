#include "screens/write_keys.h"

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

void writing_offer(struct app *app)
{
	struct arena *a = arena_new();
	struct draft *d;
	struct err e = {0};
	size_t n = 0;

	if (a && drafts_list(app->session, a, &d, &n, &e) == ST_OK && n)
		app_say(app, "You left %zu text%s unfinished, the last about %s: N, C, P or L there brings it back.", n,
			n == 1 ? "" : "s", app_mask(app, a, d[0].called));
	arena_free(a);
}
