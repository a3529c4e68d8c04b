/*
 * profile.h - mapping profiles: small texts that say how an agency's own table
 * is read.  The form is in core/ingest/profile/mapping.h and in the manual.
 *
 * A PROFILE is the name of one that the store keeps, or the path of a file.
 * Everything given lives in the arena.
 */
#ifndef THROUGHLINE_PROFILE_H
#define THROUGHLINE_PROFILE_H

#include "case.h"

struct profile_line { const char *name, *agency, *reads; int64_t columns; };
/* Those that are kept, by name. */
enum status profiles_list(struct session *, struct arena *, struct profile_line **out, size_t *n, struct err *);
/* ST_NONE: there is none of that name. */
enum status profile_text(struct session *, const char *name, struct arena *, const char **text, struct err *);
/* Keeps the file's profile under its own name, in place of one of that name.
 * ST_FORMAT names the line that makes no sense. */
enum status profile_add(struct session *, const char *path, struct arena *, const char **name, struct err *);
enum status profile_remove(struct session *, const char *name, struct err *); /* ST_NONE */

/* A first profile from looking at a table: each guess with its reason, and what
 * could not be placed.  `agency` may be NULL.  ST_FORMAT: no table. */
enum status profile_draft(const char *path, const char *agency, const struct catalogue *,
	struct arena *, const char **text, struct err *);

/* What a profile makes of a file, before anything is checked or stored. */
struct profile_shown { const char *field, *value; bool is_code; /* a word of ours, nothing personal */ };
struct profile_sample { const char *table; int64_t line; struct profile_shown *shown; size_t n; };
struct profile_unmapped { const char *column, *field, *value; int64_t count; int line; };
struct profile_trial {
	const char *name;
	int64_t header_line, rows, skipped;
	struct profile_sample *sample; size_t sample_n;       /* of the first rows */
	struct profile_unmapped *unmapped; size_t unmapped_n; /* most frequent first, the first 200 */
	/* Columns that are an event each: how many, and the first and last with their days. */
	size_t heading_n;
	const char *heading[2];
	const char **unread; size_t unread_n;                 /* named columns that the profile leaves out */
};
enum status profile_try(struct session *, const char *profile, const char *path, struct arena *,
	struct profile_trial *, struct err *);

#endif
