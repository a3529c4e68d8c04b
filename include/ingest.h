/*
 * ingest.h - taking in what agencies send.
 *
 * One run over all its paths is whole or absent: what was read is kept beside the
 * store, one row commits it, then it is taken in by short transactions, so that
 * others go on working.  Runs take turns.  A format is a row of a table:
 * name, recognise, read.  Rows that cannot be read are set aside as rejects;
 * the rest goes in.  Files that were taken in before keep the place that they had:
 * what came after them stays in force (core/ingest/known.h has the rule).
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
	bool as_new;          /* also files that were taken in before come last (core/ingest/known.h) */
	/* Called by the clock, at most four times a second; false stops the run (ST_STOPPED):
	 * nothing was taken in, or, once it was committed, whatever comes next goes on with it. */
	bool (*progress)(void *arg, const char *doing, int64_t done, int64_t total);
	void *progress_arg;
};
struct ingest_reject { const char *file; int64_t line; const char *field, *reason, *text; };
struct ingest_of { const char *agency; int64_t fresh, changed, same, rejected; }; /* agency: its code */
struct ingest_report {
	int64_t import;       /* 0 for a dry run, and when nothing changed */
	int64_t files, read, fresh, changed, same, rejected;
	int64_t in_part;      /* of those rejected: the rest of the row goes in */
	int64_t services, gone;           /* of a directory: read; in it before and no longer */
	int64_t agencies, people, events; /* rows of each kind that were read, less those that a later one replaces */
	int64_t links, findings;          /* in force after the run; 0 for a dry run */
	const char *formats;  /* "csv", "csv;fhir" */
	struct ingest_reject *reject; size_t reject_n; /* the first 1,000 */
	struct ingest_of *of; size_t of_n;             /* of a dry run: each agency's rows */
	const char **note; size_t note_n;              /* unknown columns, codes, dropped ends …: one sentence each */
};
/* ST_USAGE, with the names there are, when there is no such format. */
enum status ingest_format_check(const char *name, struct err *);
enum status ingest_run(struct session *, const struct ingest_options *, struct arena *, struct ingest_report *, struct err *);

/* Finishes an import that a process which died, or was stopped, left behind after
 * it was committed; *import 0: there was none, or another process is at it.  Only
 * `progress` of the options is looked at. */
enum status ingest_finish(struct session *, const struct ingest_options *, int64_t *import, struct err *);
/* There is one to finish, or what one left to clear away, and nobody at it.  Cheap. */
bool ingest_is_left(const struct session *);
/* While one is committed and not all in yet, or not all back, whoever is at it: what that
 * means for whoever looks at people, as a sentence.  NULL: there is none.  Cheap. */
const char *ingest_under_way(const struct session *);

/* Takes an import back: what was in force before it is again, what only it brought
 * is out of force until it is sent again; links and findings of everybody touched
 * are worked out anew.  ST_NONE: no such import; ST_USAGE: taken back already.  It
 * takes turns with imports; only `progress` of the options is looked at. */
/* stays: an import of the same files that is in force yet, so that nothing changes; 0: none. */
struct withdraw_report { int64_t import, gone, restored, stays; };
enum status ingest_withdraw(struct session *, int64_t import, const struct ingest_options *, struct withdraw_report *,
	struct err *);
/* What that would do now; ST_STOPPED where `progress` said so. */
enum status ingest_withdraw_try(struct session *, int64_t import, const struct ingest_options *, struct withdraw_report *,
	struct err *);

/* What came in, newest first, and the rows set aside.  `is_look` writes the look to
 * the audit: not when what is on the screen already is read anew.  Who takes files in sees
 * all of it.  Others are told when something came of agencies that they may know of, by the
 * names these are shown as: every number is -1 then, and rows set aside are none of theirs
 * (they hold what nobody has judged yet). */
struct import_line {
	int64_t import;
	const char *at, *worker, *agency, *format;
	int64_t files, read, fresh, changed, same, rejected;
	const char *state;
};
enum status imports_list(struct session *, bool is_look, struct arena *, struct import_line **out, size_t *n, struct err *);
/* agency: whose the row is, as far as that can be told (the only agency of its
 * import, or that of its file's folder), else "". */
struct reject_line { int64_t import; const char *file; int64_t line; const char *field, *reason, *text, *agency; };
/* However many there are, so many at a time: begins as { .import = … } (0: of the
 * newest run that has rows of the agency), and each call gives what follows, n 0 after
 * the last.  The untold, all told, are those left out because it cannot be told whose
 * they are. */
struct reject_page { int64_t import, after; struct reject_line *line; size_t n, untold; };
/* Of one agency; NULL: of all. */
enum status rejects_page(struct session *, struct reject_page *, const char *agency, struct arena *, struct err *);
/* One import opened: what the run said, one sentence a line ("" for nothing), and
 * the first rows set aside; neither for who takes no files in. */
/* stays: of one taken back, another of the same files that is in force yet; 0: none. */
struct import_opened { int64_t stays; const char *notes; struct reject_line *reject; size_t reject_n; };
enum status import_open(struct session *, int64_t import, size_t rejects_most, struct arena *, struct import_opened *,
	struct err *);

/* The folder from which this worker last took files in on the screen, "" for none.
 * A name that is no UTF-8 is not kept. */
enum status import_folder_get(struct session *, struct arena *, const char **out, struct err *);
enum status import_folder_set(struct session *, const char *folder, struct err *);

/* An agency's stream of files, up to today.  "Nothing received" and "nothing
 * happened" are different things: a file without news is a sign of life too. */
enum feed_state {
	FEED_COMES,    /* files, and news in them */
	FEED_NO_NEWS,  /* files come, but nothing happens */
	FEED_QUIET,    /* nothing received for as many days as feed.quiet.days says */
	FEED_NEVER,    /* nothing received yet */
	FEED_STATES
};
extern const char *const FEED_STATE_NAMES[FEED_STATES]; /* "comes", "no-news", "quiet", "never" */
struct feed_line {
	const char *code, *name;
	int64_t agency, import;    /* import: the newest with rows of it; 0 none */
	int32_t received;          /* when that came; CIVIL_NONE */
	int32_t happened;          /* the newest day on which something of theirs happened; CIVIL_NONE */
	int64_t rows, rows_before; /* in it, in the one before; -1 not known */
	enum feed_state state;
	bool is_few;               /* far fewer rows than the time before */
	const char *told;          /* what there is to say of it, "" for nothing */
};
/* Those that need a word first: quiet, cut short, without news, then by name.  As with
 * imports_list() for who takes no files in; a line's code is then what the agency is shown as. */
enum status feeds_list(struct session *, bool is_look, struct arena *, struct feed_line **out, size_t *n, struct err *);

/* Everybody's, whoever looks: for figures. */
enum status feeds_of_all(struct session *, struct arena *, struct feed_line **out, size_t *n, struct err *);

/* Why a row was set aside: "starts_on is no date"; lent from the arena, "" without memory. */
const char *reject_sentence(const char *field, const char *reason, struct arena *);
/* Only that field was left out: the rest of the row is no reject. */
bool reject_is_part(const char *reason);
/* "5 rows set aside, 2 go in without a field"; lent from the arena, "" without memory. */
const char *rejects_told(int64_t rejected, int64_t in_part, struct arena *);

#endif
