#include "meanwhile.h"

#include <stdio.h>

#include "app.h"

void meanwhile_begin(struct app *app, int64_t person, int64_t other)
{
	app->meanwhile = (struct meanwhile){.is_on = true,
		.others = {.person = {person, other}, .since = nav_top(&app->nav)->said}};
}

void meanwhile_look(struct app *app)
{
	struct meanwhile *m = &app->meanwhile;
	struct arena *a = m->is_on ? arena_new() : NULL;
	const char *sentence = NULL;
	struct err e = {0};

	if (a && others_said(app->session, &m->others, a, &sentence, &e) == ST_OK && sentence)
		snprintf(m->told, sizeof m->told, "%s", sentence);
	arena_free(a);
}

void meanwhile_settle(struct app *app)
{
	struct meanwhile *m = &app->meanwhile;

	if (app->mode != APP_VERBS)
		return;
	if (!nav_top(&app->nav)->class->is_form) {
		m->is_on = false;
		m->told[0] = '\0';
	}
	if (!m->is_behind)
		return;
	m->is_behind = false;
	if (nav_top(&app->nav)->seq != session_change_seq(app->session))
		app_refresh(app);
}
