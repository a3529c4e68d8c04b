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
	const char *state; /* one of these */
	int64_t place;     /* the import under whose number its rows are kept: the first of the same files */
	const char *mark;  /* of its files; NULL: not known */
};
#define IMPORT_READING "reading"
#define IMPORT_TAKING_IN "taking in"
#define IMPORT_APPLIED "applied"
#define IMPORT_INCOMPLETE "incomplete"
#define IMPORT_TAKING_BACK "taking back"
#define IMPORT_WITHDRAWN "withdrawn"
bool import_is_applied(const struct import_row *);

/* Between the two ids of a row that has one of its own and is about somebody who has one: "E1, person 7". */
#define REJECT_PERSON ", person "
struct reject_row {
	int64_t id; /* of a row read */
	int64_t import;
	const char *file; /* base name as given */
	int64_t line;     /* physical line, 0 where the format has none */
	const char *field, *reason;
	const char *text; /* the row's own id(s), never its content */
};

/* Whether an id that the agency sent, of a person or of an event, holds a number as a spreadsheet writes it
 * (id_is_written_otherwise()): all of them are gone through. */
enum status store_ids_written(const struct store *, const char *agency_code, bool of_events, bool *any, struct err *);

/* place 0: its own. */
enum status store_import_add(struct txn *, const struct import_row *, int64_t *id, struct err *);
enum status store_import_finish(struct txn *, const struct import_row *, struct err *); /* counts and state by id */
/* Newest first. */
enum status store_import_all(const struct store *, struct arena *, struct import_row **out, size_t *n, struct err *);
/* ST_NONE: there is none. */
enum status store_import_get(const struct store *, int64_t import, struct arena *, struct import_row *, struct err *);

/* The place of files with this mark: the newest of which something is in force, else the
 * newest.  ST_NONE: they never came. */
enum status store_import_by_mark(const struct store *, const char *mark, int64_t *place, struct err *);
/* Another import than this one, applied, has the same place; *import 0: none has. */
enum status store_import_beside(const struct store *, const struct import_row *, int64_t *import, struct err *);

/* Imports take turns: *fd is the file FILE.import, locked, for the rows of the run.
 * ST_BUSY at once where another process has it.  Unlocked, the file goes, unless
 * its rows are still needed. */
enum status store_import_lock(struct store *, int *fd, struct err *);
void store_import_unlock(struct store *, int fd, bool keep);
bool store_import_is_left(const struct store *); /* there is such a file */
bool store_import_is_free(const struct store *); /* and nobody has it locked */
/* So many rejects of imports that never came to be, and after the last of them those
 * imports; *left: there may be more. */
enum status store_imports_clear(struct txn *, size_t most, bool *left, struct err *);

/* The one import that is being taken in or taken back, so that whoever comes next
 * can finish it.  ST_NONE where there is none. */
enum pending_deed { PENDING_TAKE, PENDING_WITHDRAW };
struct pending {
	int64_t import;
	enum pending_deed deed;
	const char *mark;   /* of the file its rows are kept in */
	int64_t step, done; /* how far it has come */
};
enum status store_pending_get(const struct store *, struct arena *, struct pending *, struct err *);
enum status store_pending_put(struct txn *, const struct pending *, struct err *);
enum status store_pending_remove(struct txn *, struct err *);

/* Rows that this import sent just as they were in force: their numbers, first to last. */
enum row_kind { ROW_RECORD, ROW_EVENT };
enum status store_import_same(struct txn *, int64_t import, enum row_kind, int64_t first, int64_t last, struct err *);
enum status store_import_same_has(const struct store *, int64_t import, enum row_kind, int64_t row, bool *has, struct err *);
/* Of an import that is taken back: so many of them go; *left: there may be more. */
enum status store_import_same_clear(struct txn *, int64_t import, size_t most, bool *left, struct err *);
/* These records, a < b, came as one person. */
enum status store_sent_as_one(struct txn *, int64_t a, int64_t b, int64_t import, struct err *);

/* Taking an import back.  Records of which, or of whose events, it brought a
 * version, ascending; the caller frees them. */
enum status store_import_records(const struct store *, int64_t import, int64_t **out, size_t *n, struct err *);
/* Of one record and its events: what this import brought is no longer in force,
 * unless another sent it too; what was in force before it is again.  A record
 * that only it brought is nobody's from now on (is_out); its links are the
 * caller's to remove.  Lists live in the arena. */
struct taken_back {
	int64_t person;            /* who held the record until now; 0: nobody */
	bool is_changed, is_out;   /* the record */
	int64_t events_changed, events_out;
	int64_t *moved; size_t moved_n; /* records whose events are others now */
};
enum status store_record_take_back(struct txn *, int64_t import, int64_t record, struct arena *, struct taken_back *,
	struct err *);
/* Of so many pairs that this import sent as one, those that only it did; *left: there may be more. */
struct record_pair { int64_t a, b; };
enum status store_sent_as_one_take_back(struct txn *, int64_t import, size_t most, struct arena *, struct record_pair **out,
	size_t *n, bool *left, struct err *);

enum status store_reject_add(struct txn *, const struct reject_row *, struct err *);
/* Those after the one of that number (0: from the first), at most so many; import 0: the newest run. */
enum status store_rejects(const struct store *, int64_t import, int64_t after, size_t most, struct arena *,
	struct reject_row **out, size_t *n, struct err *);

#endif
