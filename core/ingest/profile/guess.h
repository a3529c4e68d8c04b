/*
 * guess.h - which field a column may be, by its header's words and by
 * its values; and what coded values may mean (private to ingest).
 */
#ifndef THROUGHLINE_INGEST_PROFILE_GUESS_H
#define THROUGHLINE_INGEST_PROFILE_GUESS_H

#include "ingest/profile/look.h"

/* A column that fills a field, and why; column NULL: none was found. */
struct guess {
	const char *field;
	enum table table;
	struct look_column *column;
	bool by_values; /* its header did not say so */
};
enum { GUESSES_MAX = 48 };
struct guesses {
	struct guess list[GUESSES_MAX];
	size_t n;
	bool has_people, has_events;
};

/* Whether a folded text has these words in a row, whole ones; has one of the phrases, `;` between. */
bool guess_has_words(const char *folded, const char *phrase, size_t n);
bool guess_has_one(const char *folded, const char *phrases);

/* "Vst Dt" → "visit date": what a header's words are short for. */
void guess_words(const char *folded, char *out, size_t room);
/* Whether a text is one by which columns are usually called. */
bool guess_is_header(const char *text);
/* The field of a table that a column would be if it were called by these words; NULL: none. */
const char *guess_field(const struct look_column *, enum table, const char *words);
/* The words of all columns, before anything is guessed. */
void guess_columns_word(struct look *);
/* Claims columns, each for one field. */
void guesses_make(struct guesses *, struct look *);
/* Gives a column to a field. */
void guess_claim(struct guesses *, struct look_column *, const char *field, enum table, bool by_values);
/* Whether it holds dates, in the main. */
bool guess_is_date(const struct look_column *);
/* Where no row names the columns: what their values say (guess_bare.c). */
void guesses_of_bare(struct guesses *, struct look *);
/* The column of a field, or NULL. */
struct look_column *guesses_find(const struct guesses *, enum table, const char *field);

/* What a value means, NULL where it does not say: sex, kind, status. */
const char *guess_meaning(const char *field, const char *value);
/* What a value of this column says of what was done: yes and no, too, where the column asks who came. */
const char *guess_status(const struct look_column *, const char *value);
#define GUESS_ATTENDED "attended;attendance;attendance status;turned up;showed up"
/* High, medium, low. */
bool guess_is_level(const struct look_column *);
/* The instrument that the words of a value fit best, -1: none. */
int guess_instrument(const struct catalogue *, const char *value);
/* "dates, day first", "numbers", "texts": of what was not placed. */
const char *guess_shape(const struct look_column *);

#endif
