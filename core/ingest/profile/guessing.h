/*
 * guessing.h - what the parts of a guess share (private to guess*.c).
 *
 *   guess.c        the columns claimed, by headers first and then by values
 *   guess_rules.c  which header is which field, and how well one fits
 *   guess_ids.c    which numbers are a person's, and which a row's
 *   guess_words.c  a header's words
 *   guess_bare.c   where no row names the columns
 */
#ifndef THROUGHLINE_INGEST_PROFILE_GUESSING_H
#define THROUGHLINE_INGEST_PROFILE_GUESSING_H

#include "ingest/profile/guess.h"

enum shape { ANY, DATE, PHONE, POSTCODE, EMAIL, NAME, SEX, NUMBER, NOT_DATE, FEW, ID_ALONE, ID, NOT_MRS };

/* Phrases by weight: a header that is one of them, before one that has its words. */
struct rule {
	const char *field;
	enum table table;
	enum shape shape;
	const char *phrases; /* `;` between; folded */
	const char *never;   /* words that speak against it */
};

/* The rules in the order in which they claim columns. */
extern const struct rule GUESS_RULES[];
extern const size_t GUESS_RULE_COUNT;
/* Words of a column that is about somebody beside the person. */
#define SOMEBODY_ELSE "kin;nok;emergency;gp;doctor;worker;officer;landlord;joint;partner;spouse;referrer"

/* Whether what a column holds may be of this shape. */
bool guess_shape_fits(const struct look_column *, enum shape);
/* How well words fit a rule: 1,000 less its place among the phrases for one that is a phrase, 500 less
 * that for one that has its words; 0: not.  The same of a column that is not claimed. */
int guess_words_score(const char *words, const struct rule *);
int guess_column_score(const struct look_column *, const struct rule *);
/* The column that fits a rule best, claimed. */
void guess_by_rule(struct guesses *, struct look *, const struct rule *);

/* Whether some column has people's names. */
bool guesses_have_name(const struct guesses *);

/* A number that people of several birth dates have is not theirs: another is claimed. */
void guess_ids_unshare(struct guesses *, struct look *);
/* Which of two numbers is the person's, and which the row's. */
void guess_ids_settle(struct guesses *);
/* The person's number where no header named it; and then the row's. */
void guess_id_find(struct guesses *, struct look *);
void guess_ref_find(struct guesses *, struct look *);
/* The column goes back to nobody. */
void guess_unclaim(struct guesses *, enum table, const char *field);

#endif
