/*
 * run.h - one run over all its paths (private to run*.c): its files read by their
 * formats, taken in or tried, and told of.
 */
#ifndef THROUGHLINE_INGEST_RUN_H
#define THROUGHLINE_INGEST_RUN_H

#include "ingest.h"
#include "ingest/apply.h"
#include "ingest/formats.h"
#include "ingest/known.h"
#include "ingest/files/paths.h"

struct run {
	struct session *session;
	const struct ingest_options *options;
	struct batch batch;
	struct inputs inputs;
	int forced; /* format asked for, or -1 */
	void *state[FORMATS_COUNT];
	bool is_begun[FORMATS_COUNT];
	int64_t files;
	char agency[65];
	VEC(struct known_file) taken;
	char mark[KNOWN_MARK]; /* of these */
	const char *foreign, *foreign_kind; /* the first file of a folder that is no table, and what it is */
	const struct input *unknown;        /* the longest that may be one, in no format that is known */
};

/* What it holds goes with run_end(), also after a begin that found no memory (false). */
bool run_begin(struct run *, struct session *, const struct ingest_options *);
void run_end(struct run *);

/* The format and the profiles that are asked for (run_files.c). */
enum status run_options(struct run *, struct err *);
/* Every file by its format, into the batch (run_files.c).  ST_FORMAT: none is in a format that is known. */
enum status run_files(struct run *, struct err *);
/* Read, checked, and taken in or tried (run.c). */
enum status run_whole(struct run *, struct arena *, struct ingest_report *, struct err *);

/* Codes of the agencies whose rows came, sorted; a long list ends in `…`; NULL: no memory (run_report.c). */
const char *run_agencies(const struct run *, struct arena *);
const char *run_formats(const struct run *, struct arena *);
/* Everything that there is to say of it; the formats and the import are there. */
enum status run_report(struct run *, const struct tally *, struct arena *, struct ingest_report *, struct err *);
/* The rows set aside, and the notes. */
enum status run_report_told(struct run *, struct arena *, struct ingest_report *, struct err *);

#endif
