/*
 * ingest.h - taking in what agencies send.
 *
 * One run over all its paths is whole or absent: what was read is kept beside the
 * store, one row commits it, then it is taken in by short transactions, so that
 * others go on working.  Runs take turns.  A format is a row of a table:
 * name, recognise, read.  Rows that cannot be read are set aside as rejects;
 * the rest goes in.
 */
#ifndef THROUGHLINE_INGEST_H
#define THROUGHLINE_INGEST_H

#include "case.h"

struct ingest_options {
	const char *const *paths; size_t path_n;
	const char *agency;   /* --agency, or NULL */
	const char *format;   /* its name; NULL or "auto": by content */
	const char *profile;  /* a profile's name or file, for all the paths; NULL: those kept, by the header */
	bool dry_run;
	/* Called by the clock, at most four times a second; false stops the run (ST_STOPPED):
	 * nothing was taken in, or, once it was committed, whatever comes next goes on with it. */
	bool (*progress)(void *arg, const char *doing, int64_t done, int64_t total);
	void *progress_arg;
};
struct ingest_reject { const char *file; int64_t line; const char *field, *reason, *text; };
struct ingest_report {
	int64_t import;       /* 0 for a dry run, and when nothing changed */
	int64_t files, read, fresh, changed, same, rejected;
	int64_t services, gone;           /* of a directory: read; in it before and no longer */
	int64_t agencies, people, events; /* rows of each kind that were read */
	int64_t links, findings;          /* in force after the run; 0 for a dry run */
	const char *formats;  /* "csv", "csv;fhir" */
	struct ingest_reject *reject; size_t reject_n; /* the first 1,000 */
	const char **note; size_t note_n;              /* unknown columns, codes, dropped ends …: one sentence each */
};
/* ST_USAGE, with the names there are, when there is no such format. */
enum status ingest_format_check(const char *name, struct err *);
enum status ingest_run(struct session *, const struct ingest_options *, struct arena *, struct ingest_report *, struct err *);

/* Finishes an import that a process which died, or was stopped, left behind after
 * it was committed; *import 0: there was none, or another process is at it.  Only
 * `progress` of the options is looked at. */
enum status ingest_finish(struct session *, const struct ingest_options *, int64_t *import, struct err *);

/* Takes an import back: what was in force before it is again, what only it brought
 * is out of force until it is sent again; links and findings of everybody touched
 * are worked out anew.  ST_NONE: no such import; ST_USAGE: taken back already.  It
 * takes turns with imports; only `progress` of the options is looked at. */
struct withdraw_report { int64_t import, gone, restored; };
enum status ingest_withdraw(struct session *, int64_t import, const struct ingest_options *, struct withdraw_report *, struct err *);

/* What came in, newest first, and the rows set aside (import 0: of the newest run). */
struct import_line { int64_t import; const char *at, *worker, *agency, *format; int64_t files, read, fresh, changed, same, rejected; const char *state; };
enum status imports_list(struct session *, struct arena *, struct import_line **out, size_t *n, struct err *);
struct reject_line { int64_t import; const char *file; int64_t line; const char *field, *reason, *text; };
enum status rejects_list(struct session *, int64_t import, struct arena *, struct reject_line **out, size_t *n, struct err *);

#endif
