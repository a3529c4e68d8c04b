#include "screens/kept.h"

#include <string.h>

#include "lists.h"

/* Where nothing can be read, the list is as for everybody. */
void kept_begin(const struct app *app, struct list *list, const struct list_columns *columns, const char *name,
	bool keeps_filter)
{
	struct arena *a = arena_new();
	const char *text = "";
	struct err unused;

	list_have_columns(list, columns);
	list->kept_as = name;
	list->keeps_filter = keeps_filter;
	list->hides_words = app->mask;
	list->today = session_today(app->session);
	if (a && list_setting_get(app->session, name, a, &text, &unused) == ST_OK)
		list_restore(list, text);
	arena_free(a);
}

void kept_change(struct app *app, struct list *list, const struct list_columns *columns, const char *name, bool keeps_filter)
{
	kept_see_to(app, list);
	list_begin_anew(list);
	kept_begin(app, list, columns, name, keeps_filter);
}

void kept_see_to(struct app *app, struct list *list)
{
	char text[LIST_KEPT];
	struct err e = {0};

	if (!list || !list->kept_as || list->is_typing)
		return;
	list_settings(list, text);
	if (strcmp(text, list->kept) == 0)
		return;
	memcpy(list->kept, text, sizeof text);
	if (list_setting_keep(app->session, list->kept_as, text, &e) != ST_OK)
		app_fail(app, &e);
}
