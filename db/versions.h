/*
 * versions.h - what was in force before, kept and put in force again (private to db).
 */
#ifndef THROUGHLINE_DB_VERSIONS_H
#define THROUGHLINE_DB_VERSIONS_H

#include "inside.h"
#include "store_imports.h"

/* What is in force goes among the versions, before `import` replaces it. */
enum status record_keep(struct txn *, int64_t record, int64_t import, bool withdrawn, struct err *);
enum status event_keep(struct txn *, int64_t event, int64_t import, bool withdrawn, struct err *);

/* Out of force, as one that is taken back is; what it says is kept before that. */
enum status event_shelve(struct txn *, int64_t event, struct err *);

/* A row's versions that were not taken back, newest first.  import 0: written here. */
struct version { int64_t id, import, received, record; const char *parts; bool is_gone; };
struct versions { struct version *v; size_t n; };
enum status versions_read(enum row_kind, const struct store *, int64_t row, struct arena *, struct versions *out, struct err *);

/* The import is none any more that sent the row as it was in force. */
enum status same_forget(struct txn *, int64_t import, enum row_kind, int64_t row, struct err *);

/* A record that was out of force is somebody again, and what was put aside with
 * it is in force again. */
enum status record_return(struct txn *, int64_t record, struct err *);

#endif
