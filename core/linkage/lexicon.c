/* lexicon.c - what many records say, each text once. */
#include "linkage/lexicon.h"

#include <string.h>

#include "text.h"

enum { CHUNK = 1 << 18, TABLE_FIRST = 1024 };

static uint64_t text_hash(const char *text)
{
	uint64_t h = 14695981039346656037u;

	for (; *text; text++)
		h = (h ^ (unsigned char)*text) * 1099511628211u;
	return (h ^ (h >> 32)) * 0x9E3779B97F4A7C15u;
}

/* Texts are kept without gaps between them. */
static const char *text_keep(struct lexicon *x, const char *text)
{
	size_t n = strlen(text) + 1;
	char *at;

	if (!*text)
		return "";
	if (!x->chunks.n || n > CHUNK - x->chunk_used || n > CHUNK) {
		char *chunk = malloc(n > CHUNK ? n : CHUNK);

		if (!chunk || !vec_push(&x->chunks, chunk)) {
			free(chunk);
			return NULL;
		}
		x->chunk_used = 0;
	}
	at = x->chunks.v[x->chunks.n - 1] + x->chunk_used;
	x->chunk_used = n > CHUNK ? CHUNK : x->chunk_used + n;
	return memcpy(at, text, n);
}

/* Tables ------------------------------------------------------------------ */

static const char *indexed(const struct word_table *t, bool sent, uint32_t at)
{
	return sent ? t->words.v[at].sent : t->values.v[at].text;
}

/* Where the text is, or where it is to go. */
static struct slot *slot_of(const struct word_table *t, bool sent, const char *text)
{
	struct slot *slots = sent ? t->by_sent : t->by_text;
	uint64_t hash = text_hash(text);
	uint32_t tag = (uint32_t)hash;
	size_t room = sent ? t->sent_room : t->text_room, i = hash >> 32 & (room - 1);

	while (slots[i].at && (slots[i].tag != tag || strcmp(indexed(t, sent, slots[i].at), text) != 0))
		i = (i + 1) & (room - 1);
	slots[i].tag = tag;
	return &slots[i];
}

static bool table_widen(struct word_table *t, bool sent)
{
	size_t *room = sent ? &t->sent_room : &t->text_room, wide = *room ? *room * 2 : TABLE_FIRST;
	size_t n = sent ? t->words.n : t->values.n;
	struct slot **slots = sent ? &t->by_sent : &t->by_text, *more;

	if (n * 2 < *room)
		return true;
	more = calloc(wide, sizeof *more);
	if (!more)
		return false;
	free(*slots);
	*slots = more;
	*room = wide;
	for (uint32_t i = 1; i < n; i++)
		slot_of(t, sent, indexed(t, sent, i))->at = i;
	return true;
}

/* The value of that text; what is not kept yet is copied. */
static bool value_find(struct lexicon *x, struct word_table *t, const char *text, uint32_t *out)
{
	struct slot *slot;

	*out = 0;
	if (!*text)
		return true;
	if (!table_widen(t, false))
		return false;
	slot = slot_of(t, false, text);
	if (!slot->at) {
		const char *kept = text_keep(x, text);

		if (!kept || !vec_push(&t->values, (struct value){kept, 0, 0}))
			return false;
		slot->at = (uint32_t)t->values.n - 1;
	}
	*out = slot->at;
	return true;
}

/* Words ------------------------------------------------------------------- */

/* Reads what was sent into *w; its value's text is what it gives, NULL: no memory. */
static const char *word_read(struct lexicon *x, enum word_kind kind, const char *sent, struct word *w)
{
	struct born born;
	struct nhs_number nhs;
	const char *joined;

	switch (kind) {
	case WK_FAMILY:
	case WK_GIVEN:
		w->text = name_read(x->scratch, sent);
		joined = w->text ? joined_dup(x->scratch, w->text) : NULL;
		if (joined && kind == WK_FAMILY)
			text_sound(joined, w->sound);
		else if (joined)
			given_sound(w->text, w->sound);
		return joined;
	case WK_BORN:
		born = born_read(sent, x->today);
		w->born = born.day;
		w->born_sent = born.sent;
		w->text = arena_dup(x->scratch, born.text);
		return born.day == CIVIL_NONE ? "" : w->text;
	case WK_NHS:
		nhs = nhs_read(sent);
		w->text = arena_dup(x->scratch, nhs.sent);
		return arena_dup(x->scratch, nhs.valid);
	case WK_IDS: {
		size_t n = 0;

		if (other_ids_read(sent, x->lists, &w->list, &n, NULL) != ST_OK)
			return NULL;
		w->list_n = (uint32_t)n;
		return w->text = "";
	}
	case WK_POSTCODE:
		return w->text = postcode_read(x->scratch, sent);
	case WK_PHONE:
		return w->text = phone_read(x->scratch, sent);
	case WK_EMAIL:
		return w->text = email_read(x->scratch, sent);
	case WK_STREET:
		return w->text = street_read(x->scratch, sent);
	default:
		return w->text = name_read(x->scratch, sent);
	}
}

static bool word_make(struct lexicon *x, enum word_kind kind, const char *sent, uint32_t *at)
{
	struct word_table *t = &x->kind[kind];
	struct word w = {.born = CIVIL_NONE, .born_sent = CIVIL_NONE};
	const char *value;

	arena_reset(x->scratch);
	value = word_read(x, kind, sent, &w);
	if (!value || !w.text || !value_find(x, t, value, &w.value))
		return false;
	w.sent = text_keep(x, sent);
	if (strcmp(w.text, t->values.v[w.value].text) == 0)
		w.text = t->values.v[w.value].text;
	else
		w.text = text_keep(x, w.text);
	*at = (uint32_t)t->words.n;
	return w.sent && w.text && vec_push(&t->words, w) && vec_push(&t->seen, 0);
}

bool lexicon_word(struct lexicon *x, enum word_kind kind, const char *sent, uint32_t *word)
{
	struct word_table *t = &x->kind[kind];
	struct slot *slot;

	*word = 0;
	if (!sent || !*sent)
		return true;
	if (!table_widen(t, true))
		return false;
	slot = slot_of(t, true, sent);
	if (!slot->at && !word_make(x, kind, sent, &slot->at))
		return false;
	*word = slot->at;
	t->seen.v[*word]++;
	return true;
}

void lexicon_count(struct lexicon *x)
{
	for (int k = 0; k < WK_COUNT; k++) {
		struct word_table *t = &x->kind[k];

		for (size_t i = 0; i < t->values.n; i++)
			t->values.v[i].count = 0;
		for (size_t i = 1; i < t->words.n; i++)
			t->values.v[t->words.v[i].value].count += t->seen.v[i];
	}
}

bool lexicon_begin(struct lexicon *x, int32_t today)
{
	bool ok;

	*x = (struct lexicon){.lists = arena_new(), .scratch = arena_new(), .today = today};
	ok = x->lists && x->scratch;
	for (int k = 0; k < WK_COUNT && ok; k++)
		ok = vec_push(&x->kind[k].words, (struct word){.sent = "", .text = "",
			.born = CIVIL_NONE, .born_sent = CIVIL_NONE}) &&
			vec_push(&x->kind[k].seen, 0) &&
			vec_push(&x->kind[k].values, (struct value){"", 0, 0});
	return ok;
}

void lexicon_done(struct lexicon *x)
{
	for (int k = 0; k < WK_COUNT; k++) {
		vec_done(&x->kind[k].words);
		vec_done(&x->kind[k].seen);
		vec_done(&x->kind[k].values);
		free(x->kind[k].by_sent);
		free(x->kind[k].by_text);
	}
	for (size_t i = 0; i < x->chunks.n; i++)
		free(x->chunks.v[i]);
	vec_done(&x->chunks);
	arena_free(x->lists);
	arena_free(x->scratch);
	*x = (struct lexicon){.today = 0};
}
