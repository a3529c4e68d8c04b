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
#include "model.h"
#include "status.h"
#include "vec.h"

struct origin {
	const char *file; /* base name, or folder/base, as the reject shows it */
	int64_t line;     /* physical line, 0 where the format has none */
};
struct staged_agency { struct agency agency; struct origin origin; };
struct staged_person {
	const char *agency;            /* code, folded */
	const char *local_id;
	const char *field[RF_COUNT];
	int64_t group;                 /* rows of one group > 0 were sent as one person */
	struct origin origin;
};
struct staged_event {
	const char *agency;            /* code, folded */
	struct event event;            /* local_id, source_ref and content; ids unset */
	struct origin origin;
};
struct staged_reject { struct origin origin; const char *field, *reason, *text; };

struct batch {
	struct arena *arena;
	const struct catalogue *catalogue;
	const char *agency;            /* --agency folded, or NULL */
	VEC(struct staged_agency) agencies;
	VEC(struct staged_person) people;
	VEC(struct staged_event) events;
	VEC(struct staged_reject) rejects;
	VEC(const char *) notes;
	int64_t read;                  /* rows or resources read */
	bool (*progress)(void *arg, const char *doing, int64_t done, int64_t total);
	void *progress_arg;
};

enum status batch_reject(struct batch *, struct origin, const char *field, const char *reason, const char *row_id, struct err *);
/* The same note is kept once. */
enum status batch_note(struct batch *, struct err *, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Cleaned copy in the batch's arena; NULL for an empty text. */
const char *batch_text(struct batch *, const char *text, size_t length);

/* One format: begin, each file, finish (where what refers across files is put
 * together).  `head` is the first up to 4,096 bytes of the file. */
struct format {
	const char *name;
	bool (*recognise)(const char *path, const char *head, size_t length);
	enum status (*begin)(struct batch *, void **state, struct err *);
	enum status (*read)(struct batch *, void *state, const char *path, struct err *);
	enum status (*finish)(struct batch *, void *state, struct err *);
	void (*end)(void *state); /* frees, also after a failure */
};
extern const struct format FORMAT_CSV, FORMAT_FHIR;

#endif
