/*
 * weights.h - what agreement and disagreement weigh (private to linkage).
 *
 * Fellegi and Sunter: m is how often a level is seen on two records of one
 * person, u how often on two records of two; a field weighs log2(m/u), and where
 * the value is known to be common or rare, u gives way to its share.  Fields
 * that are not stated weigh nothing.
 *
 * Beside "one person" and "two strangers" the model knows who else shares what
 * one person would: people of one household, twins, and parent and child of one
 * name.  What these explain as well is taken off again (`kin`).
 */
#ifndef THROUGHLINE_LINKAGE_WEIGHTS_H
#define THROUGHLINE_LINKAGE_WEIGHTS_H

#include <stdbool.h>

#include "linkage/compare.h"

enum { FIT_LEAST = 300 }; /* fewer records say less than what is known beforehand */

struct known_share; /* a common value's share, by field and value */

struct model {
	double m[CF_COUNT][LV_COUNT], u[CF_COUNT][LV_COUNT];
	double bits[CF_COUNT][LV_COUNT]; /* log2(m/u), 0 where nothing is known; model_settle() */
	double best[CF_COUNT];     /* the most that a field weighs without being exact */
	double prior;              /* log2 of the odds that two records are one person's */
	double kin;                /* kin that share a home and name, for each record of one person there */
	double undated;            /* the share of records without a birth date */
	double records;            /* that it was fitted on; 0: the built-in one */
	double left_out;           /* keys shared by too many to say anything, when all were compared */
	float *source;             /* by two agencies' ids: what the odds differ by there (sources.h) */
	size_t sources;            /* ids are below; 0: nothing is known */
	struct known_share *shares;/* open table of share_room slots */
	size_t share_room, share_n;
};

/* The built-in one.  Give it to model_done() in any case. */
void model_begin(struct model *, size_t records);
void model_done(struct model *);

/* Brings the numbers to the form in which they are kept and works out what follows
 * from m and u; after they were changed. */
void model_settle(struct model *);

/* How common a field's value is, kept where it is more common than assumed. */
bool model_share_put(struct model *, enum compared, const char *value, double share);
/* How common it is as far as the model knows, and from where on a name is common. */
float model_share(const struct model *, enum compared, const char *value);
float share_common(const struct model *, enum compared);
/* Fills in n->share. */
void model_know(const struct model *, struct normal *n);

/* As a text: what the fit found, a line each. */
char *model_text(const struct model *, struct arena *);
bool model_parse(struct model *, const char *text);
/* Shares one after another, from *at 0 on, as numbers to keep; false: no more. */
bool model_share_next(const struct model *, size_t *at, int64_t *value, double *share);
bool model_share_know(struct model *, int64_t value, double share);

/* What is known of two agencies, or of one (a == b): bits, 0 to begin with. */
bool model_sources_begin(struct model *, size_t sources);
void model_source_put(struct model *, uint32_t a, uint32_t b, double bits);
double model_source(const struct model *, uint32_t a, uint32_t b);
/* Holds nobody twice: what the program says of two of its records is no. */
bool model_source_is_single(const struct model *, uint32_t agency);

struct comparison {
	unsigned char level[CF_COUNT];
	double weight[CF_COUNT];
	bool is_of_home; /* the number that they share is their home's */
	bool is_undated; /* no birth date tells a father from his son, nor does one for
	                    most others, or too few are there to know how many are
	                    such: each must be sure by itself, the rest does not make
	                    up for it */
	bool is_expected; /* of these two agencies each holds nobody twice, and who is left
	                     over in one is as good as sure to be in the other */
	double kin;   /* what relatives explain as well; 0 or less */
	double sum;   /* of the weights and kin: evidence alone */
	double source;/* what is known of the two agencies */
	double total; /* with the prior: log2 of the odds for one person */
};
void records_compare(const struct model *, const struct normal *a, const struct normal *b,
	struct comparison *out);

#endif
