/*
 * text.h - cleaning and folding of text, and the field's identifiers.
 *
 * All text is UTF-8.  Functions that write take the room they may use and
 * always end the result with a zero byte; a result that would not fit is cut
 * between characters.  Nothing here fails but what says so.
 */
#ifndef THROUGHLINE_TEXT_H
#define THROUGHLINE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct arena;

/* Makes text safe for a terminal or a spreadsheet: invalid UTF-8 becomes
 * U+FFFD; control, escape, bidirectional, tag, private-use, zero-width (save
 * ZWJ/ZWNJ between letters of scripts that use them) characters go, at most
 * four combining marks stay on a base.  TEXT_LINE turns tab and newline into a
 * blank, TEXT_LINES keeps newlines.  Returns the length written. */
enum text_shape { TEXT_LINE, TEXT_LINES };
size_t text_clean(const char *in, size_t length, enum text_shape, char *out, size_t room);

/* Folded for comparing and searching: case, accents, ligatures (ø→o, ß→ss),
 * punctuation and hyphens → single blanks, apostrophes → nothing, trimmed. */
size_t text_fold(const char *in, char *out, size_t room);
/* Whether both are said, and not the same once folded. */
bool text_contradicts(const char *a, const char *b);

/* Width in terminal cells of clean UTF-8; text_fit: how many bytes of it fit
 * into cells, cutting no character cluster, *used (may be NULL) their width. */
int text_width(const char *utf8);
size_t text_fit(const char *utf8, int cells, int *used);

/* Trims blanks at both ends in place; returns its argument. */
char *text_trim(char *);

/* Splits a `;` list: calls give(arg, item, length) for each trimmed, non-empty item. */
void text_list(const char *list, void (*give)(void *arg, const char *item, size_t length), void *arg);
bool text_list_has(const char *list, const char *item); /* exact after trimming; NULL list is empty */

/* Texts by their bytes, for qsort(); texts_sort() also keeps each only once, and gives how many are left. */
int text_order(const void *, const void *);
size_t texts_sort(const char **text, size_t n);
/* One `;` list of them; NULL: no memory. */
const char *texts_join(const char *const *text, size_t n, struct arena *);

/* What was not sent says the same as an empty text. */
static inline bool text_same(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

static inline const char *text_or_empty(const char *text)
{
	return text ? text : "";
}

/* More than blanks. */
static inline bool text_is_sent(const char *text)
{
	return text && text[strspn(text, " \t")] != '\0';
}

/* NHS number: strips blanks and hyphens into out.  True when its check digit
 * holds and it is no placeholder (one digit repeated, 0123456789, 1234567890 …).
 * Data dictionary: weights 10..2, 11 - sum mod 11, 11 → 0, 10 → invalid. */
bool nhs_number_valid(const char *text, char out[static 11]);
/* How an id that is a number is written without what a spreadsheet or a reader put in: `903.0` is 903,
 * `10 003` and `10,003` are 10003, an NHS number is its ten digits.  What begins with a nought, `010`, is no
 * number.  False: it is none of these, and out is "". */
bool id_number(const char *text, char out[static 24]);
/* Some number in it may be written so: `903.0`, `10 003/1`; or a day or an hour as it is typed: `3/7/25`, `8:05`. */
bool id_is_written_otherwise(const char *text);
/* `9.99E+09`: what a spreadsheet makes of a long number; which one it was is lost. */
bool number_is_shortened(const char *text);
void nhs_number_show(const char digits[static 11], char out[static 13]); /* 999 000 0018 */

/* UK postcode: folded to upper case with one blank (LS6 2AB).  False when it
 * has not the shape, or is a ZZ99 placeholder. */
bool postcode_fold(const char *text, char out[static 9]);

/* Phone: digits, +44/0044 as 0; false with fewer than seven digits or one digit repeated. */
bool phone_fold(const char *text, char *out, size_t room);

/* A birth date that is no evidence: absent, later than today, or a placeholder
 * (1900-01-01, 1901-01-01, 1800-01-01, the day where a spreadsheet begins …). */
bool birth_date_is_placeholder(int32_t day, int32_t today);

/* Phonetic code of one folded name (Double Metaphone's idea or Soundex-like;
 * the same for names that sound alike), up to 8 characters. */
void text_sound(const char *folded, char out[static 9]);

/* The canonical form of a folded given name (bill, billy, will → william), or
 * the name itself. */
const char *nickname_root(const char *folded);
/* All formal names it may stand for (sam: samuel, samantha), the usual one
 * first; the name itself where it is no short form.  At least one. */
#define NICKNAME_ROOTS 7
size_t nickname_roots(const char *folded, const char *roots[static NICKNAME_ROOTS]);
/* The forms that may stand for a formal name, at most that many; it is not among them. */
size_t nickname_forms(const char *root, const char **forms, size_t most);
/* May the two be forms of one name? */
bool nickname_same(const char *a, const char *b);
/* A short text in which no word is a name, as far as words tell: none of `names`, no given name that is common, none but
 * the first of a sentence written large. */
bool text_names_nobody(const char *text, const char *names);

/* A folded given name that is common: two of them are two names (Jane, June). */
bool given_name_is_known(const char *folded);

/* Jaro–Winkler similarity, 0 … 1, of two folded texts. */
double text_similarity(const char *a, const char *b);
/* The same where it is not below `least`; 0, perhaps, where it is. */
double text_similarity_from(double least, const char *a, const char *b);

/* Agency and other codes: `[A-Z0-9-]{1,64}`, folded to upper case; false when it isn't one. */
bool code_fold(const char *text, char out[static 65]);

#endif
