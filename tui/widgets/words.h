/*
 * words.h - the words of a filter, and the texts that they are looked for in.
 *
 *	okafor !home            holds the one and not the other
 *	agency:gp domain:mob    holds them where it tells its agency and its domains
 *	since:30d until:Sep     is of a day from then, up to then
 *
 * A row's text is made of words_tag(), each naming what it tells, and words_rest(); one
 * without names is text as well.
 */
#ifndef THROUGHLINE_WORDS_H
#define THROUGHLINE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Each is written behind what the text has. */
void words_tag(char *text, size_t room, const char *name, const char *told);
void words_tag_day(char *text, size_t room, int32_t day);
void words_rest(char *text, size_t room, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Folded for words_match_folded(), once for many looks; cut where it has no room. */
void words_fold(const char *text, char *out, size_t room);

/* Does the text hold all words?  Names that it does not tell are words like others.
 * `today`: what days are reckoned from; CIVIL_NONE: since and until are words like others. */
bool words_match(const char *words, int32_t today, const char *text);
bool words_match_folded(const char *words, int32_t today, const char *folded);
/* What such texts tell by name, "agency: kind: since:", added to what `out` has. */
enum { WORDS_NAMES = 64 };
void words_names_add(const char *folded, char out[static WORDS_NAMES]);
/* A day, month or year as people type it, or how far back: "30d" is 30 days before today. */
bool words_day_read(const char *typed, int32_t today, int32_t *first, int32_t *last);
/* Some word says where it is looked for. */
bool words_name(const char *words);

#endif
