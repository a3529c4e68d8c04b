/*
 * doctor.h - one examination of a store, whose parts stand in several files (private to db).
 */
#ifndef THROUGHLINE_DB_DOCTOR_H
#define THROUGHLINE_DB_DOCTOR_H

#include <sys/stat.h>

#include "inside.h"
#include "store_admin.h"
#include "vec.h"

struct check {
	const struct store *store;
	struct arena *arena;
	struct store_facts facts;
	const char *audit; /* what is wrong with it, or NULL */
	VEC(struct complaint) complaints;
};

/* text NULL: there was no memory for it. */
enum status complain(struct check *, const char *check, const char *text, struct err *);
/* Of the store or a file beside it, 0 where there is none; mode may be NULL. */
int64_t size_beside(const char *place, const char *tail, mode_t *mode);

/* Room on the disk, what kind of disk it is, and the log (doctor_disk.c). */
enum status check_disk(struct check *, struct err *);
/* What the store is made of (doctor_form.c). */
enum status check_form(struct check *, struct err *);
/* Who may open the store and what lies beside it. */
enum status check_modes(struct check *, struct err *);

#endif
