/*
 * folder.c - where a worker last took files from, so that the next time begins there.
 */
#include <stdio.h>
#include <string.h>

#include "care/work.h"
#include "ingest.h"

enum { KEY_ROOM = 96 };

static void key_make(const struct session *s, char out[static KEY_ROOM])
{
	snprintf(out, KEY_ROOM, "import.folder.%s", s->worker);
}

enum status import_folder_get(struct session *s, struct arena *a, const char **out, struct err *e)
{
	char key[KEY_ROOM];
	enum status st;

	key_make(s, key);
	st = store_setting_get(s->store, key, a, out, e);
	if (st != ST_NONE)
		return st;
	*out = "";
	return ST_OK;
}

static enum status folder_fn(struct work *w, void *arg, struct err *e)
{
	char key[KEY_ROOM];

	key_make(w->session, key);
	return store_setting_put(w->txn, key, arg, e);
}

enum status import_folder_set(struct session *s, const char *folder, struct err *e)
{
	struct arena *a = arena_new();
	const char *before = "";
	enum status st = a ? import_folder_get(s, a, &before, e) : err_nomem(e);
	bool is_same = st == ST_OK && strcmp(before, folder) == 0;

	arena_free(a);
	if (st != ST_OK || is_same)
		return st;
	return case_write(s, &(struct deed){.deed = "setting", .detail = "import.folder"}, folder_fn,
		(void *)folder, e);
}
