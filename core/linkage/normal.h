/*
 * normal.h - a record's details in the form in which they are compared (private
 * to core).  What is a placeholder, or cannot be read, is "" or absent: no
 * evidence.  Everything lives in the arena given.
 */
#ifndef THROUGHLINE_LINKAGE_NORMAL_H
#define THROUGHLINE_LINKAGE_NORMAL_H

#include "arena.h"
#include "model.h"
#include "status.h"

enum nhs_standing { NHS_NOT_STATED, NHS_VERIFIED, NHS_UNVERIFIED }; /* status none; 01; other */

struct normal {
	int64_t id;
	const char *family, *given;               /* folded, words apart */
	const char *family_joined, *given_joined; /* the same without blanks */
	const char *preferred;
	int32_t born;             /* CIVIL_NONE */
	int32_t born_sent;        /* one that lies ahead too: keys know no today */
	char sex;                 /* F, M, another letter, 0 when not known */
	const char *postcode;     /* LS62AB; another country's: folded, without blanks */
	const char *street, *phone, *email;
	char nhs[11];             /* valid, else "" */
	enum nhs_standing standing;
	const char **other;       /* "system=value" as sent, unescaped */
	size_t other_n;
};

enum status normal_make(
	const struct record *, int32_t today, struct arena *, struct normal *out, struct err *);

/* A copy of its own, in no more room than it needs; NULL when there is no memory. */
struct normal *normal_keep(const struct normal *, struct arena *);

/* Folded copy; NULL when there is no memory, "" for NULL. */
const char *fold_dup(struct arena *, const char *text);
/* The same without its blanks. */
const char *joined_dup(struct arena *, const char *folded);

/* Takes `system=value;…` apart (%3B %3D %25 stand for ; = %); without
 * placeholders, each once. */
enum status other_ids_read(
	const char *text, struct arena *, const char ***out, size_t *n, struct err *);

#endif
