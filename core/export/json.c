#include "export/json.h"

#include <stdlib.h>

json_t *json_make(struct json_making *m, bool array)
{
	json_t *made = array ? json_array() : json_object();

	m->is_short |= !made;
	return made;
}

void json_put(struct json_making *m, json_t *object, const char *key, json_t *value)
{
	m->is_short |= json_object_set_new(object, key, value) != 0;
}

void json_add(struct json_making *m, json_t *array, json_t *value)
{
	m->is_short |= json_array_append_new(array, value) != 0;
}

void json_say(struct json_making *m, json_t *object, const char *key, const char *text)
{
	if (text)
		json_put(m, object, key, json_string(text));
}

json_t *json_within(struct json_making *m, json_t *object, const char *key, bool array)
{
	json_put(m, object, key, json_make(m, array));
	return json_object_get(object, key);
}

json_t *json_item(struct json_making *m, json_t *array)
{
	json_add(m, array, json_make(m, false));
	return json_array_get(array, json_array_size(array) - 1);
}

enum status json_finish(struct json_making *m, json_t *whole, struct arena *arena, const char **out,
	struct err *err)
{
	char *text = m->is_short ? NULL : json_dumps(whole, JSON_INDENT(1) | JSON_REAL_PRECISION(15));

	json_decref(whole);
	*out = text ? arena_dup(arena, text) : NULL;
	free(text);
	return *out ? ST_OK : err_nomem(err);
}
