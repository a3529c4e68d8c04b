/*
 * versions.h - what was in force before, kept and put in force again (private to db).
 */
#ifndef THROUGHLINE_DB_VERSIONS_H
#define THROUGHLINE_DB_VERSIONS_H

#include "inside.h"

/* What is in force goes among the versions, before `import` replaces it. */
enum status record_keep(struct txn *, int64_t record, int64_t import, bool withdrawn, struct err *);
enum status event_keep(struct txn *, int64_t event, int64_t import, bool withdrawn, struct err *);

/* A record that was out of force is somebody again, and what was put aside with
 * it is in force again. */
enum status record_return(struct txn *, int64_t record, struct err *);

#endif
