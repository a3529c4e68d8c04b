/*
 * retold.h - events that several imports tell of by their parts, told anew in the order
 * of the imports (private to ingest).
 *
 * What one event is goes by all that was told of it: two files may each tell of a part,
 * a third that they are one.  So where a row has to do with what is there, and where
 * something of that goes or comes back behind others, what each import that is in force
 * told is put together once more (fold_rows.h), in their order: the store is then as if
 * only these had come, and as if one of them had told all of it.
 */
#ifndef THROUGHLINE_INGEST_RETOLD_H
#define THROUGHLINE_INGEST_RETOLD_H

#include "care/work.h"
#include "store_imports.h"

struct retold {
	bool is_done;    /* false: it concerns nothing that is told by parts; nothing was changed */
	enum put put;    /* of the row that came */
	bool behind;     /* … and what came later stands in its place */
	int64_t changed, out; /* other events that are others now, or gone */
};

/* Before the import is taken back, what it told of this record's events goes. */
enum status retold_without(struct work *, int64_t record, int64_t import, struct arena *, struct retold *, struct err *);
/* A row of an import, at the place of that among those that told of the same; `told`: the parts that it was
 * put together of (told_rows_write()), or NULL. */
enum status retold_with(struct work *, const struct event *, const char *told, int64_t import, struct arena *, struct retold *,
	struct err *);
/* Whether some of those parts are of somebody who, as a worker says, is not whose the row is: it is not told whole. */
enum status retold_is_apart(const struct store *, const struct event *, const char *told, struct arena *, bool *is, struct err *);
/* What the row would count, where nothing is written; `import`: the newest where it is 0. */
enum status retold_would(const struct session *, const struct event *, const char *told, int64_t import, struct arena *,
	struct retold *, struct err *);

#endif
