/*
 * log.h - the write-ahead log: its pages go to the store while nobody waits for it
 * (private to db).  Whoever writes first to a log that begins anew waits for the disk:
 * that is done here too, by itself.
 */
#ifndef THROUGHLINE_DB_LOG_H
#define THROUGHLINE_DB_LOG_H

#include "inside.h"

/* From now on commits say how long the log has become; SQLite leaves it to us. */
void log_watch(struct store *);

/* After a commit, outside the queue: where the log is long, and no import works it off. */
void log_rest(struct store *);

/* For somebody who writes again and again, between two writes. */
void log_work_off(struct store *);
/* What is left in the log, at once. */
void log_settle(struct store *);

#endif
