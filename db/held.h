/*
 * held.h - what the store has at the address of what comes in (private to db).
 */
#ifndef THROUGHLINE_DB_HELD_H
#define THROUGHLINE_DB_HELD_H

#include "inside.h"

/* id 0: nothing.  import 0: it was written here.  record: whose the event is, 0 where it is out of force. */
struct held { int64_t id, record, import; bool is_same, is_out; };

enum status record_held(const struct store *, const struct record *, struct held *, struct err *);
enum status event_held(const struct store *, const struct event *, struct held *, struct err *);

#endif
