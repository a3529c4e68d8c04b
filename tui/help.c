/*
 * help.c - `?` and the palette: all verbs of the screen, made from the table
 * that also runs them, found by typing.
 */
#include <stdio.h>

#include "app.h"

static size_t verb_count(const struct verb_set *set)
{
	size_t n = 0;

	while (verb_at(set, n, NULL))
		n++;
	return n;
}

static void items_fill(const struct app *app, const struct verb_set *set, size_t n, bool is_palette,
	struct picker_item *item, size_t *made)
{
	for (size_t i = 0; i < n; i++) {
		const struct verb *v = verb_at(set, i, NULL);
		struct picker_item *it = &item[*made];

		if (is_palette && app_why_not(app, v))
			continue;
		it->value = (int)i;
		it->key = v->keys;
		it->label = is_palette ? v->word : v->help;
		it->about = is_palette ? v->help : NULL;
		(*made)++;
	}
}

void help_open(struct app *app, bool is_palette)
{
	const struct screen *s = nav_top(&app->nav);
	const struct verb_set *set = s->class->verbs(s);
	size_t n = verb_count(set), legend_n = 0, made = 0;
	const struct picker_item *legend =
		s->class->legend && !is_palette ? s->class->legend(s, &legend_n) : NULL;
	struct arena *a = arena_new();
	struct picker_item *item = a ? arena_alloc(a, (n + legend_n) * sizeof *item) : NULL;

	if (!item) {
		arena_free(a);
		app_say(app, "There is not enough memory for that.");
		return;
	}
	items_fill(app, set, n, is_palette, item, &made);
	for (size_t i = 0; i < legend_n; i++)
		item[made++] = legend[i];
	app->picker_arena = a;
	picker_init(&app->picker, is_palette ? "Command" : "Keys here", item, made, is_palette);
	app->mode = APP_VERB;
}
