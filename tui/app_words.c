/* A reason in the worker's own words is a draft while it is typed, as a form's text is. */
#include "app_inside.h"

#include <string.h>

#include "screens/show.h"
#include "writing.h"

enum { DRAFT_MS = 2000 };

static bool is_blank(const char *text)
{
	return !text[strspn(text, " ")];
}

void app_ask_words(struct app *app, const char *form, int64_t person, const char *question, answer_fn *answer)
{
	struct arena *a = arena_new();
	const char *text = NULL, *at = NULL;
	struct err e = {0};

	app_ask(app, question, "", answer);
	app->words = (struct words_asked){.form = form, .person = person};
	if (a && draft_get(app->session, form, person, a, &text, &at, &e) == ST_OK) {
		prompt_set(&app->prompt, text);
		app_say(app, "What you had typed (%s UTC) is back; Ctrl-U empties the field.", show_moment(at, a));
	}
	arena_free(a);
}

/* Keeps or drops the draft; what cannot be kept is said. */
static void put(struct app *app, const char *text)
{
	struct err e = {0};

	app->words.is_typed = false;
	if (draft_keep(app->session, app->words.form, app->words.person, text, &e) != ST_OK)
		app_fail(app, &e);
}

void words_typed(struct app *app)
{
	app->words.is_typed = app->words.form != NULL;
}

void words_keep(struct app *app)
{
	if (app->mode == APP_ASK && app->words.form && app->words.is_typed)
		put(app, is_blank(app->prompt.text) ? NULL : app->prompt.text);
}

void words_tick(struct app *app)
{
	if (app->now - app->words.kept < DRAFT_MS)
		return;
	app->words.kept = app->now;
	words_keep(app);
}

bool words_left(struct app *app)
{
	bool is_kept = app->words.form && !is_blank(app->prompt.text);

	words_keep(app);
	app->words.form = NULL;
	return is_kept;
}

void words_given(struct app *app)
{
	if (app->words.form)
		put(app, NULL);
	app->words.form = NULL;
}
