/*
 * lexicon.h - what many records say, each text once (private to linkage).
 *
 * A word is a text as an agency sent it, with the forms in which it is compared;
 * words that compare as equal have one value.  So a record among a million is a
 * row of numbers, and what is cleaned, folded and sounded out is so once.
 */
#ifndef THROUGHLINE_LINKAGE_LEXICON_H
#define THROUGHLINE_LINKAGE_LEXICON_H

#include "linkage/normal.h"
#include "vec.h"

enum word_kind {
	WK_FAMILY, WK_GIVEN, WK_PREFERRED, WK_OTHERS, WK_BORN, WK_STREET, WK_TOWN, WK_POSTCODE,
	WK_PHONE, WK_EMAIL, WK_NHS, WK_IDS,
	WK_COUNT
};

struct word {
	const char *sent;
	const char *text;   /* family, given: words apart; an NHS number: as sent */
	const char **list;  /* WK_IDS: other identifiers */
	uint32_t list_n, value;
	int32_t born, born_sent;
	char sound[9];      /* WK_FAMILY, WK_GIVEN */
};

/* What is equal: names without blanks, a birth date as YYYY-MM-DD, a valid NHS number. */
struct value {
	const char *text;
	uint32_t count;     /* records that say so; lexicon_settle() fills it in */
	float share;        /* crowd_know() fills it in */
};

/* An open table of indexes by hash, which tells most texts apart without a look at them. */
struct slot { uint32_t hash, at; };

/* Words of one kind: kinds have nothing in common, so that threads may share them out. */
struct word_table {
	VEC(struct word) words;   /* 0: nothing was sent that tells anything */
	VEC(uint32_t) seen;       /* by word: how often */
	VEC(struct value) values; /* 0: "" */
	struct slot *by_sent, *by_text;
	size_t sent_room, text_room;
	VEC(char *) chunks;       /* texts, close together */
	size_t chunk_used;
	struct arena *lists, *scratch;
	int32_t today;
};

struct lexicon { struct word_table kind[WK_COUNT]; };

/* Give it to lexicon_done() in any case.  False: no memory. */
bool lexicon_begin(struct lexicon *, int32_t today);
void lexicon_done(struct lexicon *);

/* The words for n texts that were sent, told by where in `texts` they begin (0: nothing
 * was), each counted once more.  False: no memory. */
bool lexicon_words(struct lexicon *, enum word_kind, const char *texts, const uint32_t *sent, size_t n,
	uint32_t *word);

/* When all are there: works out how often values were said, and puts them where they are
 * soon found.  False: no memory. */
bool lexicon_settle(struct lexicon *);

static inline const struct word *word_at(const struct lexicon *x, enum word_kind kind, uint32_t at)
{
	return &x->kind[kind].words.v[at];
}
static inline const struct value *value_at(const struct lexicon *x, enum word_kind kind, uint32_t at)
{
	return &x->kind[kind].values.v[x->kind[kind].words.v[at].value];
}

#endif
