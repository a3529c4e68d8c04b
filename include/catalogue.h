/*
 * catalogue.h - instruments, domains, codes and changes: the facts that the
 * rule of duplicates stands on.
 *
 * Built from the four tables under core/catalogue/ (compiled in) or from a
 * site's copies of them in the store.  A catalogue is read-only once made and
 * owns all it lends; free it with catalogue_free().
 */
#ifndef THROUGHLINE_CATALOGUE_H
#define THROUGHLINE_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>

#include "model.h"
#include "status.h"

enum depth { DEPTH_CONTACT = 1, DEPTH_OVERVIEW, DEPTH_SPECIALIST }; /* comprehensive = specialist */
enum instrument_class { CLASS_NEEDS, CLASS_TOOL };
enum subject { SUBJECT_PERSON, SUBJECT_CARER };

#define DOMAINS_MAX 32

struct domain {
	const char *code, *name, *covers;
	int max_days;       /* 0: never counted, never answered */
	const char *care_act_outcomes;
};

struct instrument {
	const char *code, *name;
	enum instrument_class class;
	int group;                      /* equal numbers = same group */
	const char *group_code;
	domains_t domains;
	unsigned char entry_depth[DOMAINS_MAX]; /* its own depth for a domain, 0 where none */
	enum depth depth;
	int validity_days, minutes;
	enum subject subject;
	enum policy policy;
	const int *follows;             /* indexes of instruments; follows_n of them */
	size_t follows_n;
	const int *folds_into;          /* likewise, in order of preference */
	size_t folds_into_n;
	const char *done_by;
};

struct catalogue;

/* Texts of the four tables, header line first; NULL stands for the built-in
 * one.  ST_FORMAT names table and line. */
struct catalogue_text {
	const char *domains, *instruments, *codes, *changes;
};
enum status catalogue_new(struct catalogue **out, const struct catalogue_text *, struct err *);
void catalogue_free(struct catalogue *);

size_t catalogue_domain_count(const struct catalogue *);
const struct domain *catalogue_domain(const struct catalogue *, size_t i);
int catalogue_domain_find(const struct catalogue *, const char *code, size_t length); /* -1: unknown */
domains_t catalogue_countable(const struct catalogue *); /* those with max_days > 0 */

size_t catalogue_instrument_count(const struct catalogue *);
const struct instrument *catalogue_instrument(const struct catalogue *, int i);
int catalogue_instrument_find(const struct catalogue *, const char *code); /* any case; -1: unknown */

/* The instrument a code stands for: exact system and code; an empty or NULL
 * system matches the code in any.  -1: unknown. */
int catalogue_code_find(const struct catalogue *, const char *system, const char *code);

/* Domains that a change of this code resets (whatever its system); false: unknown code. */
bool catalogue_change_find(const struct catalogue *, const char *code, domains_t *resets, const char **name);

/* The changes one after another, as the table has them; false: there are no more. */
bool catalogue_change_at(const struct catalogue *, size_t i, const char **code, const char **name, domains_t *resets);

/* A `;` list of domains, `DOMAIN` or `DOMAIN:depth` (a depth may be NULL to
 * ignore them); unknown ones are left out and counted, of a domain named twice
 * the deeper depth holds. */
domains_t catalogue_domains_parse(const struct catalogue *, const char *list,
	unsigned char depth[DOMAINS_MAX], int *unknown);
/* Codes sorted by bytes, `;` between, into out (room 200 is enough); separator ',' on screens. */
void catalogue_domains_show(const struct catalogue *, domains_t, const char *separator, char *out, size_t room);
/* Names for a sentence: "personal care, continence and mobility". */
void catalogue_domains_name(const struct catalogue *, domains_t, char *out, size_t room);

bool depth_parse(const char *text, enum depth *out); /* contact overview specialist comprehensive */
const char *depth_name(enum depth);

#endif
