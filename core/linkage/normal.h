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

/* What is compared. */
enum compared {
	CF_NHS, CF_OTHER_ID, CF_FAMILY, CF_GIVEN, CF_OTHERS, CF_BORN, CF_SEX, CF_STREET, CF_TOWN,
	CF_POSTCODE, CF_PHONE, CF_EMAIL,
	CF_COUNT
};

enum nhs_standing { NHS_NOT_STATED, NHS_VERIFIED, NHS_UNVERIFIED }; /* status none; 01; other */

struct normal {
	int64_t id;
	uint64_t rank;            /* an order of records that owes nothing to their arrival */
	const char *family, *given;               /* folded, words apart */
	const char *family_joined, *given_joined; /* the same without blanks */
	const char *preferred, *others;           /* folded */
	int32_t born;             /* CIVIL_NONE */
	int32_t born_sent;        /* one that lies ahead too: keys know no today */
	const char *born_text;    /* as YYYY-MM-DD, even where there is no such day; or "" */
	char sex;                 /* F, M, another letter, 0 when not known */
	const char *postcode;     /* LS62AB; another country's: folded, without blanks */
	const char *street, *town, *phone, *email;
	char family_sound[9], given_sound[9]; /* given: of the first word's formal name */
	const char *nhs;          /* valid, else "" */
	const char *nhs_sent;     /* ten digits as sent, valid or not, no placeholder */
	enum nhs_standing standing;
	const char **other;       /* "system=value" as sent, unescaped */
	size_t other_n;
	uint32_t agency;          /* agency.id */
	bool is_common[2];        /* the family name; the given name: no slip */
	float share[CF_COUNT];    /* how common the value is; model_know() fills it in */
};

enum status normal_make(
	const struct record *, int32_t today, struct arena *, struct normal *out, struct err *);

/* One field at a time; texts live in the arena, "" is no evidence, NULL: no memory. */
const char *name_read(struct arena *, const char *sent);     /* a town's too */
const char *street_read(struct arena *, const char *sent);
const char *postcode_read(struct arena *, const char *sent);
const char *phone_read(struct arena *, const char *sent);
const char *email_read(struct arena *, const char *sent);
/* The sound of a given name: of its first word's formal name. */
void given_sound(const char *folded, char out[static 9]);
struct born { int32_t day, sent; char text[11]; };           /* as in struct normal */
struct born born_read(const char *sent, int32_t today);
struct nhs_number { char valid[11], sent[11]; };             /* likewise */
struct nhs_number nhs_read(const char *sent);
char sex_read(const char *sent);
enum nhs_standing standing_read(const char *sent);
uint64_t record_rank(const struct record *);

/* Folded copy; NULL when there is no memory, "" for NULL. */
const char *fold_dup(struct arena *, const char *text);
/* The same without its blanks. */
const char *joined_dup(struct arena *, const char *folded);

/* Takes `system=value;…` apart (%3B %3D %25 stand for ; = %); without
 * placeholders, each once. */
enum status other_ids_read(
	const char *text, struct arena *, const char ***out, size_t *n, struct err *);

#endif
