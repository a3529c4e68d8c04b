/*
 * spilled.h - what a spill is made of (private to spill*.c): its parts as
 * blocks of one file, and what is known of whom until all is read.
 */
#ifndef THROUGHLINE_INGEST_FHIR_SPILLED_H
#define THROUGHLINE_INGEST_FHIR_SPILLED_H

#include "ingest/fhir/spill.h"
#include "ingest/files/spool.h"

enum { PARTS_MIN = 8, PARTS_MAX = 1024 };
/* What waits: for whom an identifier names; for the request that a Task is for. */
enum { WAIT_WHO, WAIT_REQUEST, WAIT_COUNT };

struct part {
	char *block; size_t n;       /* not written yet */
	VEC(uint64_t) at;            /* blocks in the file */
};
struct known { uint64_t name; uint32_t part; };  /* an identifier, a url, a request */
struct tie { uint64_t a, b; };                   /* two Patients are one */
struct tied { uint64_t patient; uint32_t group; };

struct fhir_spill {
	struct spool file;
	size_t parts;                /* those after them wait */
	struct part part[PARTS_MAX + WAIT_COUNT];
	VEC(struct known) known;
	VEC(struct tie) ties;
	VEC(struct tied) tied;       /* by patient, once settled */
	struct arena *scratch;
};

/* Before each resource in a block; its url and its text follow. */
struct head {
	struct origin origin;
	uint64_t asked;              /* the name it waits for */
	uint32_t fallback;           /* its part where nobody has that name */
	uint32_t url_n, text_n;
};

/* spill_file.c: one after another, as they come. */
enum status spill_row_put(struct fhir_spill *, size_t part, const struct head *, const char *url,
	const char *text, struct err *);
typedef enum status spill_row_fn(void *arg, const struct head *, const char *url, const char *text,
	struct err *);
enum status spill_rows_each(struct fhir_spill *, size_t part, spill_row_fn *give, void *arg,
	struct err *);

/* spill.c: the hash of three texts, each of which may be NULL. */
uint64_t spill_name(const char *a, const char *between, const char *b);
bool spill_know(struct fhir_spill *, uint64_t name, uint32_t part);

#endif
