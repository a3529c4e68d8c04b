/*
 * batch.h - rows read from files, before anything is stored (private to ingest).
 *
 * A format's reader fills a batch; run.c checks it, resolves agencies, and
 * applies it in one unit of work.  All strings live in the batch's arena and are
 * clean (text_clean) already.
 */
#ifndef THROUGHLINE_INGEST_BATCH_H
#define THROUGHLINE_INGEST_BATCH_H

#include "arena.h"
#include "case.h"
#include "directory.h"
#include "ingest/files/csv.h"
#include "ingest/rejects.h"
#include "model.h"
#include "status.h"
#include "vec.h"

/* An id that a reader put together, or coded: as it was sent, and where in it the cells stand that it is
 * made of, which may be numbers, or days and hours in their settled form (id_dated.h). */
enum id_of { ID_PERSON, ID_EVENT, ID_REVIEWED, ID_KINDS };
enum { ID_CELLS = 8 };
struct id_cell { size_t from, to; const char *dated; bool month_first; }; /* dated: NULL where it is no day or hour */
struct id_made { const char *sent; size_t n; struct id_cell cell[ID_CELLS]; };

struct staged_agency { struct agency agency; struct origin origin; };
struct staged_person {
	const char *agency;            /* code, folded */
	const char *local_id;
	const char *field[RF_COUNT];
	const struct id_made *ids;     /* by enum id_of; NULL: each id is one cell, as sent */
	int32_t day;                   /* until when what its sender tells in this file goes; 0: not said */
	uint32_t lacks;                /* bit i: its table has no column for field i, and says nothing of it */
	const char *consent_by;        /* which of its sender's Consents the word of consent is from; NULL: not said */
	int64_t group;                 /* rows of one group > 0 were sent as one person */
	struct origin origin;
};
struct staged_event {
	const char *agency;            /* code, folded */
	struct event event;            /* local_id, source_ref and content; ids unset */
	const char *told;              /* the parts that it was put together of (told_rows_write()); NULL: it is one */
	const struct id_made *ids;     /* by enum id_of; NULL: each id is one cell, as sent */
	int32_t day;                   /* as of a person */
	int64_t import;                /* an import before, whose word it is and with which it goes; 0: the run's */
	struct origin origin;
};
struct staged_ref { const char *ref, *agency; }; /* what the sender calls an agency, and its code */

/* How an agency's numbers are written in this store, as far as it was asked: see id_written.h. */
struct id_habit {
	const char *agency;
	size_t sought;
	enum { WRITTEN_UNASKED, WRITTEN_PLAIN, WRITTEN_OTHERWISE } is;
};

struct batch {
	struct arena *arena;
	const struct catalogue *catalogue;
	struct session *session;       /* whose store the rows are meant for; NULL in tests of a reader */
	const char *agency;            /* --agency folded, or NULL */
	const struct profile *profiles; /* those that may be meant, by name; see mapping.h */
	const struct profile *profile; /* by which the file at hand is read, or NULL */
	bool profile_is_asked;         /* the only one of them, whatever the header says */
	const char *label;             /* the file given to read(), as rejects and notes call it */
	VEC(struct staged_agency) agencies;
	VEC(struct staged_person) people;
	VEC(struct staged_event) events;
	VEC(struct staged_ref) refs;
	VEC(int32_t) periods;          /* days until which what councils sent goes; CIVIL_NONE: not said */
	struct rejects rejects;
	/* Says a reject in the words of its sender before it is kept; false: no memory.
	 * Texts may live in the arena that it is given.  NULL: as it is. */
	bool (*reject_reword)(void *arg, struct staged_reject *, struct arena *);
	void *reject_arg;
	struct arena *reject_scratch;  /* of one reject */
	struct arena *id_scratch;      /* of one row's ids */
	VEC(struct id_habit) habits[2]; /* of people's ids, and of events' */
	VEC(struct service) services;  /* of a directory; see directory.h */
	enum { ERASED_UNASKED, ERASED_NOBODY, ERASED_SOMEBODY } erased; /* from this store, ever */
	int64_t paged, told;           /* of its records: how many came, and how many its pages say there are; 0: not said */
	VEC(const char *) notes;
	struct odd_dates { int64_t n; struct origin first; } born_odd, begins_odd; /* dates.h */
	int64_t read;                  /* rows or resources read */
	int64_t place;                 /* the import of the same files whose place it has (known.h); 0: none, it is the last */
	int64_t bytes_done, bytes_all; /* of the run's files, for progress */
	int64_t bytes_within;          /* what these hold, packed or not, as far as can be told before */
	int64_t notes_left_off;        /* beyond BATCH_NOTES_MAX */
	bool (*progress)(void *arg, const char *doing, int64_t done, int64_t total);
	void *progress_arg;
	int64_t progress_due;          /* milliseconds on the monotonic clock; 0 before the first */
	bool no_memory;                /* there was none for a text, or to recognise a file: the run fails */
	struct staging *staging;       /* rows that passed, packed; see staging.h */
};

#define BATCH_NOTES_MAX 200
#define BATCH_FIELD_MAX 65536          /* bytes; a longer field rejects its row */

/* Speaks after 300 ms and then at most four times a second.  ST_STOPPED when the
 * worker asked to stop. */
enum status batch_progress(struct batch *, const char *doing, int64_t done, int64_t total, struct err *);

enum status batch_reject(struct batch *, struct origin, const char *field, const char *reason, const char *row_id, struct err *);
/* The same for a row that has an id of its own and is about somebody, who has one too; either may be NULL. */
enum status batch_reject_of(struct batch *, struct origin, const char *field, const char *reason, const char *row_id,
	const char *person, struct err *);
/* The same note is kept once, at most BATCH_NOTES_MAX of them; the rest is counted. */
enum status batch_note(struct batch *, struct err *, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* What there is to say of a file's text (encoding.h). */
struct text_seen;
enum status batch_note_text(struct batch *, const char *label, const struct text_seen *, struct err *);
/* Cleaned and trimmed copy in the batch's arena; NULL for an empty text, and
 * where there is no memory (kept in no_memory, on which the run fails). */
const char *batch_text(struct batch *, const char *text, size_t length);
/* The same into another arena. */
const char *batch_text_in(struct batch *, struct arena *, const char *text, size_t length);

/* For recognising: the first row of a text that may be cut off anywhere.  False: it has none that can be read, or
 * there is no memory (kept likewise). */
bool batch_first_row(struct batch *, const char *head, size_t length, csv_row_fn *, void *arg);

/* The run itself says who this agency is (code folded). */
bool batch_has_agency(const struct batch *, const char *code);
/* What a sender writes for an agency that is asked: its code where that or its name is known; else it stays a
 * text that is no code, as "MARAC (outside)", and is noted, until an agency is called so (care/named.h).  *sent may
 * be NULL; the new one is the arena's or lent as long as the batch. */
enum status batch_agency_asked(struct batch *, const char **sent, struct arena *, struct err *);
/* A list with `;` of those who were there: codes for names that are known; what may be a code is folded. */
enum status batch_agencies_named(struct batch *, const char **list, struct arena *, struct err *);

/* A file is this agency's (code folded; NULL: who knows), whatever rows it turns out to have. */
enum status batch_expect(struct batch *, const char *code, struct err *);

/* Takes one row over, packed; what the struct points at need not outlive the
 * call.  A row that lacks what it must have becomes a reject. */
enum status batch_agency(struct batch *, const struct staged_agency *, struct err *);
enum status batch_person(struct batch *, const struct staged_person *, struct err *);
/* That an event of the store, which this is, was entered in error, whatever else is told of it by then. */
enum status batch_event_in_error(struct batch *, const struct staged_event *, struct err *);
enum status batch_event(struct batch *, const struct staged_event *, struct err *);
/* What the run says of one request that may be part of an event: kept beside the events, not
 * one of them and not counted.  Its agency, source_ref and local_id must be there. */
enum status batch_told(struct batch *, const struct staged_event *, struct err *);
/* Does so with whatever a reader left in the three arrays; run_files.c calls it after finish. */
enum status batch_drain(struct batch *, struct err *);

/* Frees what it holds, its staging and arena too; the batch itself is the caller's. */
void batch_done(struct batch *);

/* One format: begin, each file, finish (where what refers across files is put
 * together).  `head` is the first up to 4,096 bytes of the file. */
struct format {
	const char *name;
	bool (*recognise)(struct batch *, const char *path, const char *head, size_t length);
	enum status (*begin)(struct batch *, void **state, struct err *);
	enum status (*read)(struct batch *, void *state, const char *path, struct err *);
	enum status (*finish)(struct batch *, void *state, struct err *);
	void (*end)(void *state); /* frees, also after a failure */
};
extern const struct format FORMAT_CLD, FORMAT_CSV, FORMAT_FHIR, FORMAT_HMIS,
	FORMAT_OPENREFERRAL, FORMAT_PROFILE, FORMAT_SYNTHEA;

#endif
