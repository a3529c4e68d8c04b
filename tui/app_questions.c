/* Questions, and where each key goes while one is open. */
#include "app_inside.h"

#include <stdio.h>

#include "screens/kept.h"

void app_pick(
	struct app *app, const char *title, const struct picker_item *item, size_t n, answer_fn *answer)
{
	picker_init(&app->picker, title, item, n, false);
	app->mode = APP_PICK;
	app->answer = answer;
}

void app_pick_key(
	struct app *app, const char *title, const struct picker_item *item, size_t n, answer_fn *answer)
{
	app_pick(app, title, item, n, answer);
	app->picker.is_keyed = true;
}

static void ask(struct app *app, enum app_mode mode, const char *question, answer_fn *answer)
{
	snprintf(app->question, sizeof app->question, "%s", question);
	app->words.form = NULL;
	app->mode = mode;
	app->answer = answer;
}

struct picker_item *app_items(struct app *app, size_t n)
{
	struct arena *a = arena_new();
	struct picker_item *item = a ? arena_alloc(a, (n + 1) * sizeof *item) : NULL;

	if (!item) {
		arena_free(a);
		app_say(app, "There is not enough memory for that.");
		return NULL;
	}
	arena_free(app->picker_arena);
	app->picker_arena = a;
	return item;
}

void app_pick_text(struct app *app, const char *title, const char *const *text, size_t n,
	const char *other, answer_fn *answer)
{
	struct picker_item *item = app_items(app, n + 1);

	if (!item)
		return;
	for (size_t i = 0; i <= n; i++)
		item[i] = (struct picker_item){.label = i < n ? text[i] : other, .value = (int)i};
	app_pick(app, title, item, n + (other != NULL), answer);
}

void app_ask(struct app *app, const char *question, const char *text, answer_fn *answer)
{
	ask(app, APP_ASK, question, answer);
	if (text == app->prompt.text)
		prompt_set(&app->prompt, text);
	else
		prompt_propose(&app->prompt, text);
}

void app_ask_again(struct app *app, const char *question, const char *text, answer_fn *answer)
{
	ask(app, APP_ASK, question, answer);
	prompt_set(&app->prompt, text);
}

void app_confirm(struct app *app, const char *question, answer_fn *answer)
{
	ask(app, APP_CONFIRM, question, answer);
}

void app_preview(struct app *app, const char *title, const struct preview_line *line, size_t n,
	answer_fn *answer, look_again_fn *again)
{
	app->preview_again = again;
	preview_init(&app->preview, title, line, n);
	app->mode = APP_PREVIEW;
	app->answer = answer;
}

static void left_as_it_was(struct app *app)
{
	app_say(app, "Left as it was.");
}

void app_question_close(struct app *app, const char *why)
{
	bool is_kept = app->mode == APP_ASK && words_left(app), is_typed = app->mode != APP_CONFIRM && app->mode != APP_PREVIEW;

	app_picker_close(app);
	app->is_deaf = app->is_deaf_cut = is_typed;
	app->meanwhile.is_behind = false;
	app_outdate(app, NULL);
	app_changed(app);
	if (!app->message_is_error)
		app_say(app, "%s, so the question is closed%s.", why, is_kept ? "; what you typed is kept as a draft" : "");
}

/* Keys ---------------------------------------------------------------------- */

static void key_to_picker(struct app *app, uint32_t key)
{
	struct screen *s = nav_top(&app->nav);
	bool is_verb = app->mode == APP_VERB;
	int value = 0;
	enum picked got = picker_key(&app->picker, key, &value);

	if (is_verb && got == PICK_NOT_YET)
		palette_typed(app);
	if (app->picker.is_keyed && got == PICK_NOT_YET && (key < K_UP || key > K_PGDN))
		app_say(app, "Its letter chooses one, or the arrows and then Enter; Esc leaves.");
	if (got == PICK_NOT_YET)
		return;
	if (is_verb && got == PICK_DONE) {
		palette_choose(app, value);
		return;
	}
	app_picker_close(app);
	if (got == PICK_DONE)
		app->answer(s, value, "");
	else if (!is_verb)
		left_as_it_was(app);
}

static void key_to_order(struct app *app, uint32_t key)
{
	enum order_said said = order_form_key(&app->order_form, key);

	if (said == OF_STAYS)
		return;
	app_picker_close(app);
	if (said != OF_LEFT)
		app_order_say(app);
}

static void key_to_prompt(struct app *app, uint32_t key)
{
	enum prompt_said said = prompt_key(&app->prompt, key);

	if (said == PROMPT_TYPED)
		words_typed(app);
	if (said == PROMPT_PASSED)
		app_say(app, "Enter takes what is typed, Esc leaves; other keys wait until then.");
	else if (said == PROMPT_MOVED && key >= ' ' && key < K_UP && key != K_BACKSPACE)
		app_say(app, "There is no room for more here; Enter takes what there is.");
	if (said != PROMPT_DONE && said != PROMPT_LEFT)
		return;
	if (said == PROMPT_LEFT) {
		bool is_kept = words_left(app);

		app->mode = APP_VERBS;
		app_say(app, is_kept ? "Left; what you typed is kept as a draft." : "Left as it was.");
		return;
	}
	app->mode = APP_VERBS;
	words_given(app);
	app->answer(nav_top(&app->nav), 0, app->prompt.text);
}

static void key_to_confirm(struct app *app, uint32_t key)
{
	if (key != K_ENTER && key != K_ESC && key != 'q' && key != 'n') {
		app_say(app, "Enter does it, Esc leaves it; other keys wait until then.");
		return;
	}
	app->mode = APP_VERBS;
	if (key == K_ENTER)
		app->answer(nav_top(&app->nav), 1, "");
	else
		left_as_it_was(app);
}

static void key_to_preview(struct app *app, uint32_t key)
{
	enum previewed said = preview_key(&app->preview, key);

	if (said == PREVIEW_OPEN)
		return;
	app_picker_close(app);
	if (said == PREVIEW_YES)
		app->answer(nav_top(&app->nav), 1, "");
	else
		left_as_it_was(app);
}

/* Words typed after a / that had nothing to filter go nowhere: as keys they would act. */
static bool deaf_to(struct app *app, uint32_t key)
{
	if (!app->is_deaf)
		return false;
	app->is_deaf = key >= ' ' && key < K_UP; /* Backspace takes back a letter of them */
	if (app->is_deaf)
		app_say(app, "%s, so these letters go nowhere. Esc goes on.", app->is_deaf_cut ? "The question is closed" :
			"There is nothing to filter here");
	return app->is_deaf || key == K_ESC || key == K_ENTER;
}

static bool has_field(struct app *app)
{
	struct list *list = app_list(app);

	return nav_top(&app->nav)->is_typing || (list && list->is_typing);
}

/* Which screen has it, where another does; letters of one that the worker may not do are none. */
static void say_no_key(struct app *app, uint32_t key)
{
	for (size_t i = 0; i < VERB_SET_COUNT; i++) {
		const struct verb *v = verb_of_key(VERB_SETS[i], key);
		char name[16];

		if (!v || !app_may(app, v) || !(v->flags & VERB_WRITES))
			continue;
		verb_key(v, name);
		app_say(app, "Nothing here: %s, %s, is for %s; ? shows the keys of this screen.", name, v->word, VERB_SETS[i]->name);
		return;
	}
	app_say(app, "This key does nothing here; ? shows those that do.");
}

static void key_to_verbs(struct app *app, uint32_t key)
{
	struct screen *s = nav_top(&app->nav);
	struct list *list = app_list(app);
	const struct verb *v;

	if (s->is_typing) {
		s->class->type(s, key);
		app_moved(app);
		return;
	}
	if (list && list->is_typing) {
		list_type(list, key);
		app_moved(app);
		return;
	}
	if (deaf_to(app, key))
		return;
	v = verb_of_key(s->class->verbs(s), key);
	if (v)
		app_run(app, v);
	else
		say_no_key(app, key);
	app->is_deaf = key == '/' && app->mode == APP_VERBS && !has_field(app);
	app->is_deaf_cut = false;
}

void app_key(struct app *app, uint32_t key)
{
	app->message[0] = '\0';
	app->message_is_error = false;
	app->lock.touched = app->now;
	if (key != K_ESC)
		app->esc = ESC_NOT;
	if (app->meanwhile.told[0])
		meanwhile_look(app); /* how long ago it was */
	if (key == K_CTRL('C'))
		app->quit = true;
	else if (key == K_CTRL('Z'))
		app->suspend = true;
	else if (app->lock.is_on)
		lock_key(app, key);
	else if (key == K_CTRL('L'))
		app->repaint = true;
	else if (key == K_CTRL('X'))
		lock_now(app); /* also in the middle of a word */
	else if (app->mode == APP_PICK || app->mode == APP_VERB)
		key_to_picker(app, key);
	else if (app->mode == APP_ORDER)
		key_to_order(app, key);
	else if (app->mode == APP_ASK)
		key_to_prompt(app, key);
	else if (app->mode == APP_CONFIRM)
		key_to_confirm(app, key);
	else if (app->mode == APP_PREVIEW)
		key_to_preview(app, key);
	else
		key_to_verbs(app, key);
	if (key == K_ESC && app->esc == ESC_NOT)
		app->esc = ESC_ONCE;
	sight_keep(app);
	meanwhile_settle(app);
	kept_see_to(app, app_list(app));
}

bool app_hold(struct app *app, bool is_held)
{
	bool was_held = app->is_held;

	app->is_held = is_held;
	if (!was_held || is_held)
		return false;
	app_moved(app);
	if (app->mode == APP_VERB)
		palette_typed(app);
	return true;
}
