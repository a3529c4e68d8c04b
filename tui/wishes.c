#include "wishes.h"

#include <string.h>

#include "app.h"
#include "lists.h"

static const char THEME[] = "theme"; /* what it is kept by */

void wishes_read(struct app *app)
{
	struct arena *a = arena_new();
	const char *text;
	struct err unused;

	if (a && list_setting_get(app->session, THEME, a, &text, &unused) == ST_OK)
		(void)theme_parse(text, &app->theme); /* one of another version: as for everybody */
	if (a && list_setting_get(app->session, "mouse", a, &text, &unused) == ST_OK)
		app->wants_mouse = strcmp(text, "on") == 0;
	arena_free(a);
}

static void theme_picked(struct screen *s, int picked, const char *text)
{
	struct app *app = s->app;
	struct err e = {0};

	(void)text;
	app->theme = (enum theme)picked;
	app->recolour = true;
	if (list_setting_keep(app->session, THEME, picked == THEME_AUTO ? "" : THEMES[picked].name, &e) != ST_OK)
		app_fail(app, &e);
	else
		app_say(app, "%s. Ctrl-T chooses again.", THEMES[picked].about);
}

void theme_ask(struct app *app)
{
	const char *about[THEME_COUNT];

	for (int i = 0; i < THEME_COUNT; i++)
		about[i] = THEMES[i].about;
	app_pick_text(app, "Which can you read best?", about, THEME_COUNT, NULL, theme_picked);
}
