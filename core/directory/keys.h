/*
 * keys.h - what a service is found by (private to core): `a` every one, `d CODE`
 * a domain, `p POSTCODE`, `t word` of a place, `o` no place to go to, `w word`
 * of its name, organisation and topics, `x word` of its description.
 */
#ifndef THROUGHLINE_DIRECTORY_KEYS_H
#define THROUGHLINE_DIRECTORY_KEYS_H

#include "directory.h"
#include "vec.h"

struct service_keys {
	VEC(const char *) key; /* sorted, each once; in the arena */
};
/* Nothing for a service that is no longer offered.  False: no memory. */
bool service_keys_make(struct service_keys *, const struct service *, const struct catalogue *, struct arena *);
void service_keys_done(struct service_keys *);

/* Hash of all that is kept of it, in hex. */
#define SERVICE_MARK_ROOM 33
void service_mark_make(const struct service *, char out[static SERVICE_MARK_ROOM]);

/* The last text that begins with a key. */
#define KEYS_AFTER "\xf4\x8f\xbf\xbf"

/* Calls give() with each folded word of a text. */
void words_each(const char *text, bool (*give)(void *arg, const char *word), void *arg, bool *nomem);

#endif
