/*
 * take.h - a run's rows taken in by and by (private to ingest): rows are staged in
 * the file that imports take turns by; one row of the store commits the run; then
 * each transaction is a short one, whole people at a time.
 */
#ifndef THROUGHLINE_INGEST_TAKE_H
#define THROUGHLINE_INGEST_TAKE_H

#include "ingest.h"
#include "ingest/apply.h"

/* The rows of the batch are settled, its staging is in the locked file.  `row` says
 * what is known of the import; its id and counts are filled in.  ST_STOPPED, with
 * row->id set, where the worker stopped it after it was committed: the next writer
 * goes on. */
enum status run_take(struct batch *, struct import_row *row, struct err *);

/* An import taken back, in the same way (withdraw.c); is_begun: another process
 * began and did not end. */
enum status run_withdraw(struct batch *, int64_t import, bool is_begun, struct withdraw_report *, struct err *);

/* What that would do: counted, not done (withdraw_try.c).  ST_STOPPED when the worker
 * asked to stop. */
enum status run_withdraw_try(struct batch *, int64_t import, struct withdraw_report *, struct err *);
struct taken_back;
/* One record of it, and what it is now (withdraw_record.c); is_parted: something here may be told of in parts. */
enum status withdraw_record(struct work *, int64_t import, int64_t record, bool is_parted, struct arena *, struct taken_back *,
	struct err *);
void withdraw_count(struct withdraw_report *, const struct taken_back *);
/* Another of the same files that is in force; 0: none. */
enum status withdraw_beside(const struct store *, const struct import_row *, int64_t *other, struct err *);
bool withdraw_is_directory(const struct import_row *);
/* ST_USAGE: it is back already. */
enum status withdraw_allowed(const struct import_row *, struct err *);

/* Goes on with the one that was left behind, whose rows are in the locked file.
 * *import 0: there was none; what is in the file may go. */
enum status run_resume(struct batch *, int fd, int64_t *import, struct err *);

#endif
