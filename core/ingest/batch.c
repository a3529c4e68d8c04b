#include "ingest/batch.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "ingest/files/encoding.h"
#include "ingest/staging.h"
#include "store_imports.h"
#include "text.h"

enum {
	FIRST_WORD_MS = 300,
	BETWEEN_WORDS_MS = 250,
	ID_MOST = 200, /* bytes of an id that is told beside another */
};

void batch_done(struct batch *b)
{
	vec_done(&b->agencies);
	vec_done(&b->people);
	vec_done(&b->events);
	vec_done(&b->refs);
	vec_done(&b->periods);
	vec_done(&b->services);
	vec_done(&b->notes);
	rejects_done(&b->rejects);
	arena_free(b->reject_scratch);
	arena_free(b->id_scratch);
	vec_done(&b->habits[0]);
	vec_done(&b->habits[1]);
	staging_free(b->staging);
	arena_free(b->arena);
}

enum status batch_reject(struct batch *b, struct origin origin, const char *field,
	const char *reason, const char *row_id, struct err *e)
{
	struct staged_reject r = { .origin = origin, .field = field, .reason = reason };

	if (!b->reject_scratch)
		b->reject_scratch = arena_new();
	if (!b->reject_scratch)
		return err_nomem(e);
	arena_reset(b->reject_scratch);
	if (row_id)
		r.text = batch_text_in(b, b->reject_scratch, row_id, strlen(row_id));
	if (b->no_memory || (b->reject_reword && !b->reject_reword(b->reject_arg, &r, b->reject_scratch)))
		return err_nomem(e);
	return rejects_add(&b->rejects, &r, e);
}

enum status batch_reject_of(struct batch *b, struct origin origin, const char *field, const char *reason,
	const char *row_id, const char *person, struct err *e)
{
	char both[2 * ID_MOST + sizeof REJECT_PERSON + 2];
	bool has_both = row_id && person && strcmp(row_id, person) != 0 && strlen(row_id) <= ID_MOST &&
		strlen(person) <= ID_MOST;

	if (has_both)
		snprintf(both, sizeof both, "%s" REJECT_PERSON "%s", row_id, person);
	return batch_reject(b, origin, field, reason, has_both ? both : row_id ? row_id : person, e);
}

enum status batch_note(struct batch *b, struct err *e, const char *format, ...)
{
	char text[512];
	const char *kept;
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	for (size_t i = 0; i < b->notes.n; i++)
		if (strcmp(b->notes.v[i], text) == 0)
			return ST_OK;
	if (b->notes.n >= BATCH_NOTES_MAX) {
		b->notes_left_off++;
		return ST_OK;
	}
	kept = batch_text(b, text, strlen(text));
	if (kept && !vec_push(&b->notes, kept))
		return err_nomem(e);
	return ST_OK;
}

enum status batch_note_text(
	struct batch *b, const char *label, const struct text_seen *seen, struct err *e)
{
	enum status st = ST_OK;

	if (seen->is_1252)
		st = batch_note(b, e, "%s is not all UTF-8; what is not was read as Windows-1252", label);
	if (st == ST_OK && seen->nuls)
		st = batch_note(b, e, "%s: %lld stray NUL byte%s left out", label,
			(long long)seen->nuls, seen->nuls == 1 ? " was" : "s were");
	return st;
}

static bool is_plain(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] < ' ' || text[i] > '~')
			return false;
	return true;
}

static const char *kept_trimmed(struct batch *b, struct arena *a, const char *text, size_t n)
{
	const char *kept;

	while (n > 0 && (*text == ' ' || *text == '\n'))
		text++, n--;
	while (n > 0 && (text[n - 1] == ' ' || text[n - 1] == '\n'))
		n--;
	if (n == 0)
		return NULL;
	kept = arena_dup_n(a, text, n);
	if (!kept)
		b->no_memory = true;
	return kept;
}

const char *batch_text_in(struct batch *b, struct arena *a, const char *text, size_t length)
{
	char small[1024];
	/* An invalid byte becomes the three of U+FFFD. */
	size_t room = length * 3 + 1;
	char *into;
	const char *kept;

	if (is_plain(text, length))
		return kept_trimmed(b, a, text, length);
	into = room <= sizeof small ? small : malloc(room);
	if (!into) {
		b->no_memory = true;
		return NULL;
	}
	kept = kept_trimmed(b, a, into, text_clean(text, length, TEXT_LINES, into, room));
	if (into != small)
		free(into);
	return kept;
}

const char *batch_text(struct batch *b, const char *text, size_t length)
{
	return batch_text_in(b, b->arena, text, length);
}

bool batch_first_row(struct batch *b, const char *head, size_t length, csv_row_fn *give, void *arg)
{
	enum status st = csv_first_row(head, length, give, arg, NULL);

	b->no_memory |= st == ST_NOMEM;
	return st == ST_OK;
}

enum status batch_progress(
	struct batch *b, const char *doing, int64_t done, int64_t total, struct err *e)
{
	struct timespec t;
	int64_t now;

	if (!b->progress)
		return ST_OK;
	clock_gettime(CLOCK_MONOTONIC, &t);
	now = (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
	if (b->progress_due == 0)
		b->progress_due = now + FIRST_WORD_MS;
	if (now < b->progress_due)
		return ST_OK;
	b->progress_due = now + BETWEEN_WORDS_MS;
	if (done > total) /* what is in a packed file is more than its bytes */
		done = total;
	if (!b->progress(b->progress_arg, doing, done, total))
		return err_set(e, ST_STOPPED, "stopped as asked; nothing was taken in");
	return ST_OK;
}
