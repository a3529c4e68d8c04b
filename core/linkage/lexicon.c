/* lexicon.c - what many records say, each text once. */
#include "linkage/lexicon.h"

#include <string.h>

#include "linkage/wide.h"
#include "text.h"
#include "text/parts.h"

enum { CHUNK = 1 << 18, TABLE_FIRST = 1024, AT_ONCE = 32 };

static uint32_t text_hash(const char *text)
{
	uint64_t h = 14695981039346656037u;

	for (; *text; text++)
		h = (h ^ (unsigned char)*text) * 1099511628211u;
	return (uint32_t)((h ^ (h >> 32)) * 0x9E3779B97F4A7C15u >> 32);
}

/* Room for n bytes more, where they lie in one piece. */
static bool chunk_begin(struct word_table *t, size_t n)
{
	size_t room = n > CHUNK ? n : CHUNK;
	char *chunk = malloc(room);

	if (!chunk || !vec_push(&t->chunks, chunk)) {
		free(chunk);
		return false;
	}
	t->chunk_used = 0;
	/* cppcheck-suppress memleak ; it is in the list of chunks */
	return true;
}

/* Texts are kept without gaps between them. */
static const char *text_keep(struct word_table *t, const char *text)
{
	size_t n = strlen(text) + 1;
	char *at;

	if (!*text)
		return "";
	if ((!t->chunks.n || n > CHUNK - t->chunk_used || n > CHUNK) && !chunk_begin(t, n))
		return NULL;
	at = t->chunks.v[t->chunks.n - 1] + t->chunk_used;
	t->chunk_used = n > CHUNK ? CHUNK : t->chunk_used + n;
	return memcpy(at, text, n);
}

/* Tables ------------------------------------------------------------------ */

static const char *indexed(const struct word_table *t, bool sent, uint32_t at)
{
	return sent ? t->words.v[at].sent : t->values.v[at].text;
}

/* Where the text is, or where it is to go. */
static struct slot *slot_of(const struct word_table *t, bool sent, const char *text, uint32_t hash)
{
	struct slot *slots = sent ? t->by_sent : t->by_text;
	size_t room = sent ? t->sent_room : t->text_room, i = hash & (room - 1);

	while (slots[i].at && (slots[i].hash != hash || strcmp(indexed(t, sent, slots[i].at), text) != 0))
		i = (i + 1) & (room - 1);
	slots[i].hash = hash;
	return &slots[i];
}

/* Room for so many more. */
static bool table_widen(struct word_table *t, bool sent, size_t more)
{
	size_t *room = sent ? &t->sent_room : &t->text_room, wide = *room ? *room : TABLE_FIRST;
	size_t n = (sent ? t->words.n : t->values.n) + more;
	struct slot **slots = sent ? &t->by_sent : &t->by_text, *v;

	while (n * 2 > wide)
		wide *= 2;
	if (wide == *room)
		return true;
	v = calloc(wide, sizeof *v);
	if (!v)
		return false;
	for (size_t i = 0, to; i < *room; i++) {
		if (!(*slots)[i].at)
			continue;
		for (to = (*slots)[i].hash & (wide - 1); v[to].at; to = (to + 1) & (wide - 1))
			;
		v[to] = (*slots)[i];
	}
	free(*slots);
	*slots = v;
	*room = wide;
	return true;
}

/* The value of that text; what is not kept yet is copied. */
static bool value_find(struct word_table *t, const char *text, uint32_t *out)
{
	struct slot *slot;

	*out = 0;
	if (!*text)
		return true;
	if (!table_widen(t, false, 1))
		return false;
	slot = slot_of(t, false, text, text_hash(text));
	if (!slot->at) {
		const char *kept = text_keep(t, text);

		if (!kept || !vec_push(&t->values, (struct value){kept, 0, 0}))
			return false;
		slot->at = (uint32_t)t->values.n - 1;
	}
	*out = slot->at;
	return true;
}

/* Words ------------------------------------------------------------------- */

static const char *word_read_name(struct word_table *x, enum word_kind kind, const char *sent, struct word *w)
{
	const char *joined;

	w->text = name_read(x->scratch, sent);
	joined = w->text ? joined_dup(x->scratch, w->text) : NULL;
	if (joined && kind == WK_FAMILY)
		text_sound(joined, w->sound);
	else if (joined)
		given_sound(w->text, w->sound);
	return joined;
}

static const char *word_read_born(struct word_table *x, const char *sent, struct word *w)
{
	struct born born = born_read(sent, x->today);

	w->born = born.day;
	w->born_sent = born.sent;
	w->text = arena_dup(x->scratch, born.text);
	return born.day == CIVIL_NONE ? "" : w->text;
}

static const char *word_read_nhs(struct word_table *x, const char *sent, struct word *w)
{
	struct nhs_number nhs = nhs_read(sent);

	w->text = arena_dup(x->scratch, nhs.sent);
	return arena_dup(x->scratch, nhs.valid);
}

static const char *word_read_ids(struct word_table *x, const char *sent, struct word *w)
{
	size_t n = 0;

	if (other_ids_read(sent, x->lists, &w->list, &n, NULL) != ST_OK)
		return NULL;
	w->list_n = (uint32_t)n;
	return w->text = "";
}

/* Reads what was sent into *w; its value's text is what it gives, NULL: no memory. */
static const char *word_read(struct word_table *x, enum word_kind kind, const char *sent, struct word *w)
{
	switch (kind) {
	case WK_FAMILY:
	case WK_GIVEN:
		return word_read_name(x, kind, sent, w);
	case WK_BORN:
		return word_read_born(x, sent, w);
	case WK_NHS:
		return word_read_nhs(x, sent, w);
	case WK_IDS:
		return word_read_ids(x, sent, w);
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

static bool word_make(struct word_table *t, enum word_kind kind, const char *sent, uint32_t *at)
{
	struct word w = {.born = CIVIL_NONE, .born_sent = CIVIL_NONE};
	const char *value;

	arena_reset(t->scratch);
	value = word_read(t, kind, sent, &w);
	if (!value || !w.text || !value_find(t, value, &w.value))
		return false;
	w.sent = text_keep(t, sent);
	if (strcmp(w.text, t->values.v[w.value].text) == 0)
		w.text = t->values.v[w.value].text;
	else
		w.text = text_keep(t, w.text);
	*at = (uint32_t)t->words.n;
	return w.sent && w.text && vec_push(&t->words, w) && vec_push(&t->seen, 0);
}

static bool word_find(struct word_table *t, enum word_kind kind, const char *sent, uint32_t hash,
	uint32_t *word)
{
	struct slot *slot = slot_of(t, true, sent, hash);

	if (!slot->at && !word_make(t, kind, sent, &slot->at))
		return false;
	*word = slot->at;
	t->seen.v[*word]++;
	return true;
}

/* Some at a time: while one is looked at, memory brings the next ones' slots. */
bool lexicon_words(struct lexicon *x, enum word_kind kind, const char *texts, const uint32_t *sent, size_t n,
	uint32_t *word)
{
	struct word_table *t = &x->kind[kind];
	uint32_t hash[AT_ONCE];

	for (size_t from = 0; from < n; from += AT_ONCE) {
		size_t to = n - from > AT_ONCE ? from + AT_ONCE : n;

		if (!table_widen(t, true, AT_ONCE))
			return false;
		for (size_t i = from; i < to; i++) {
			hash[i - from] = sent[i] ? text_hash(texts + sent[i]) : 0;
			__builtin_prefetch(&t->by_sent[hash[i - from] & (t->sent_room - 1)]);
		}
		for (size_t i = from; i < to; i++) {
			word[i] = 0;
			if (sent[i] && !word_find(t, kind, texts + sent[i], hash[i - from], &word[i]))
				return false;
		}
	}
	return true;
}

static void values_count(struct word_table *t)
{
	for (size_t i = 0; i < t->values.n; i++)
		t->values.v[i].count = 0;
	for (size_t i = 1; i < t->words.n; i++)
		t->values.v[t->words.v[i].value].count += t->seen.v[i];
}

/* Into large pages, with no room left over. */
static bool table_settle(struct word_table *t)
{
	struct word *words = wide_alloc(t->words.n, sizeof *words);
	struct value *values = wide_alloc(t->values.n, sizeof *values);

	if (!words || !values) {
		free(words);
		free(values);
		return false;
	}
	memcpy(words, t->words.v, t->words.n * sizeof *words);
	memcpy(values, t->values.v, t->values.n * sizeof *values);
	free(t->words.v);
	free(t->values.v);
	t->words.v = words;
	t->values.v = values;
	t->words.cap = t->words.n;
	t->values.cap = t->values.n;
	return true;
}

static bool kinds_settle(void *arg, int thread, size_t from, size_t to)
{
	struct lexicon *x = arg;
	bool ok = true;

	(void)thread;
	for (size_t k = from; k < to && ok; k++) {
		values_count(&x->kind[k]);
		ok = table_settle(&x->kind[k]);
	}
	return ok;
}

bool lexicon_settle(struct lexicon *x)
{
	return parts_run(WK_COUNT, 1, kinds_settle, x);
}

static bool table_begin(struct word_table *t, int32_t today)
{
	*t = (struct word_table){.lists = arena_new(), .scratch = arena_new(), .today = today};
	return t->lists && t->scratch && vec_push(&t->words, (struct word){.sent = "", .text = "",
		.born = CIVIL_NONE, .born_sent = CIVIL_NONE}) && vec_push(&t->seen, 0) &&
		vec_push(&t->values, (struct value){"", 0, 0});
}

static void table_done(struct word_table *t)
{
	vec_done(&t->words);
	vec_done(&t->seen);
	vec_done(&t->values);
	free(t->by_sent);
	free(t->by_text);
	for (size_t i = 0; i < t->chunks.n; i++)
		free(t->chunks.v[i]);
	vec_done(&t->chunks);
	arena_free(t->lists);
	arena_free(t->scratch);
}

bool lexicon_begin(struct lexicon *x, int32_t today)
{
	bool ok = true;

	for (int k = 0; k < WK_COUNT; k++)
		ok = table_begin(&x->kind[k], today) && ok;
	return ok;
}

void lexicon_done(struct lexicon *x)
{
	for (int k = 0; k < WK_COUNT; k++)
		table_done(&x->kind[k]);
	*x = (struct lexicon){0};
}
