/*
 * json.h - JSON being put together (private to export): whatever cannot be made
 * for want of memory is remembered, so that only the end is asked.
 */
#ifndef THROUGHLINE_EXPORT_JSON_H
#define THROUGHLINE_EXPORT_JSON_H

#include <jansson.h>
#include <stdbool.h>

#include "arena.h"
#include "status.h"

struct json_making { bool is_short; };

json_t *json_make(struct json_making *, bool array); /* NULL: no memory */
/* Each takes the value over, also where it cannot be put; a NULL text is left out. */
void json_put(struct json_making *, json_t *object, const char *key, json_t *value);
void json_add(struct json_making *, json_t *array, json_t *value);
void json_say(struct json_making *, json_t *object, const char *key, const char *text);
/* A new object or array put there, lent. */
json_t *json_within(struct json_making *, json_t *object, const char *key, bool array);
json_t *json_item(struct json_making *, json_t *array);

/* Writes it into the arena and frees it; ST_NOMEM where anything was short. */
enum status json_finish(struct json_making *, json_t *, struct arena *, const char **out, struct err *);

#endif
