/*
 * store_imports.h - runs of taking files in, and the rows they set aside.
 */
#ifndef THROUGHLINE_STORE_IMPORTS_H
#define THROUGHLINE_STORE_IMPORTS_H

#include "store.h"

struct import_row {
	int64_t id;
	const char *at, *worker, *agency, *format; /* agency: code, or `;` list of codes */
	int64_t files, read, fresh, changed, same, rejected;
	const char *state; /* applied */
};
struct reject_row {
	int64_t import;
	const char *file; /* base name as given */
	int64_t line;     /* physical line, 0 where the format has none */
	const char *field, *reason;
	const char *text; /* the row's own id(s), never its content */
};

enum status store_import_add(struct txn *, const struct import_row *, int64_t *id, struct err *);
enum status store_import_finish(struct txn *, const struct import_row *, struct err *); /* counts and state by id */
enum status store_import_all(const struct store *, struct arena *, struct import_row **out, size_t *n, struct err *); /* newest first */
enum status store_reject_add(struct txn *, const struct reject_row *, struct err *);
enum status store_rejects(const struct store *, int64_t import, struct arena *, struct reject_row **out, size_t *n, struct err *); /* 0: the newest run */

#endif
