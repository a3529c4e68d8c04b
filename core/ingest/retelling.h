/*
 * retelling.h - all that imports told of events that hang together, gathered to be told
 * anew (private to retold*.c).
 */
#ifndef THROUGHLINE_INGEST_RETELLING_H
#define THROUGHLINE_INGEST_RETELLING_H

#include "care/work.h"
#include "ingest/kin.h"
#include "store_retold.h"
#include "vec.h"

struct told_event { int64_t id; bool was, is_taken; struct event before; };

/* A record of which something is told, and those kin to it. */
struct kinsfolk { int64_t record; const struct kin *kin; size_t n; };

struct retelling {
	struct work *work;              /* NULL where nothing is to be written */
	const struct store *store;
	const struct catalogue *catalogue;
	struct arena *arena;
	struct err *err;
	int64_t gone;                   /* the import that is taken back, or 0 */
	int64_t leaving;                /* a record that is to be kin to none, or 0 */
	VEC(struct kinsfolk) folk;
	VEC(struct told_event) event;
	VEC(struct event_sent) sent;
	bool plain;                     /* it can be said what each import told */
	enum status status;
};

/* work: NULL where nothing is to be written. */
struct retelling retelling_new(const struct session *, struct work *, struct arena *, struct err *);
/* Events that a row has to do with: of its parts, of what these belong to, and of its
 * person, instrument and time; what the imports told of each of them. */
void retelling_row(struct retelling *, const struct event *);
void retelling_event(struct retelling *, int64_t event);
/* Of these, those that are of these kin to its record. */
void retelling_across(struct retelling *, const struct event *row, const struct kin *, size_t n);
/* All that has to do with what is there, by whatever way. */
void retelling_rest(struct retelling *);
enum status retelling_done(struct retelling *, enum status);
/* What one import told. */
void retelling_sent(struct retelling *, struct event_sent);
struct told_event *retelling_find(const struct retelling *, int64_t event);

/* What a row that is the newest has to do with: nothing; one event that says the same, of
 * parts that say the same or that nobody has told (told_rows_write()), or of which it tells all
 * that was told before; or more. */
enum meets { MEETS_NOTHING, MEETS_SAME, MEETS_UNTOLD, MEETS_WHOLE, MEETS_MORE };
/* That, without gathering; `told`: its parts, or NULL; those kin to its record; *event: where it is one. */
enum status retelling_meets(const struct store *, const struct catalogue *, const struct event *, const char *told,
	const struct kin *, size_t kin_n, struct arena *, enum meets *, int64_t *event, struct err *);

bool event_says_same(const struct event *, const struct event *);

#endif
