#include "ingest/fhir/window.h"

#include <stdlib.h>
#include <string.h>

#include "vec.h"

#define VALUE_MAX ((size_t)1 << 30) /* nothing of FHIR is longer */

void fhir_window_done(struct fhir_window *w)
{
	free(w->text);
	w->text = NULL;
	w->n = w->room = w->at = 0;
}

/* What was passed goes, before more comes. */
static void passed_drop(struct fhir_window *w)
{
	if (!w->at)
		return;
	memmove(w->text, w->text + w->at, w->n - w->at);
	w->n -= w->at;
	w->at = 0;
}

static enum status more(struct fhir_window *w, struct err *err)
{
	const char *piece;
	size_t length;
	enum status status = source_read(w->source, &piece, &length, err);

	*w->taken += source_taken(w->source);
	if (status != ST_OK)
		return status;
	w->is_whole = length == 0;
	if (w->is_whole)
		return ST_OK;
	passed_drop(w);
	if (w->n + length > VALUE_MAX)
		return err_set(err, ST_FORMAT, "%s holds more than %zu MB at once; ask its sender to split it",
			w->label, VALUE_MAX >> 20);
	if (!vec_grow((void **)&w->text, &w->room, w->n + length + 1, 1))
		return err_nomem(err);
	memcpy(w->text + w->n, piece, length);
	w->n += length;
	return ST_OK;
}

enum status fhir_window_look(struct fhir_window *w, size_t least, size_t *n, struct err *err)
{
	enum status status = ST_OK;

	while (status == ST_OK && !w->is_whole && w->n - w->at < least)
		status = more(w, err);
	*n = w->n - w->at;
	return status;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

enum status fhir_window_blank(struct fhir_window *w, char *c, int64_t *lines, struct err *err)
{
	size_t n;
	enum status status;

	while ((status = fhir_window_look(w, 1, &n, err)) == ST_OK && n && is_blank(w->text[w->at])) {
		if (lines)
			*lines += w->text[w->at] == '\n';
		w->at++;
	}
	*c = '\0';
	if (status == ST_OK && n)
		*c = w->text[w->at];
	return status;
}

/* How far a value goes, whatever is in it: brackets outside of strings. */
struct extent { size_t length; int64_t depth; bool in_string, is_done; };

/* Past a string's bytes up to its end, or to where more must come. */
static void extent_string(struct extent *x, const char *text, size_t n)
{
	while (x->length < n) {
		const char c = text[x->length];

		if (c == '\\' && x->length + 1 >= n)
			return;
		x->length += c == '\\' ? 2 : 1;
		if (c == '"') {
			x->in_string = false;
			return;
		}
	}
}

static void extent_nested(struct extent *x, const char *text, size_t n)
{
	while (x->length < n && !x->is_done && !x->in_string) {
		const char c = text[x->length++];

		x->in_string = c == '"';
		x->depth += (c == '{' || c == '[') - (c == '}' || c == ']');
		x->is_done = !x->in_string && x->depth <= 0;
	}
	if (x->in_string)
		extent_string(x, text, n);
	x->is_done |= !x->in_string && x->depth <= 0 && x->length;
}

/* A number or a word ends before what may follow it. */
static void extent_plain(struct extent *x, const char *text, size_t n)
{
	while (x->length < n && !is_blank(text[x->length]) && !strchr(",:]}\"[{", text[x->length]))
		x->length++;
	x->is_done = x->length < n;
}

static bool is_opening(char c)
{
	return c == '{' || c == '[' || c == '"';
}

static enum status value_extent(struct fhir_window *w, size_t *length, struct err *err)
{
	struct extent x = {0};
	size_t n, before = 0;
	enum status status = fhir_window_look(w, 1, &n, err);
	const bool is_nested = status == ST_OK && n && is_opening(w->text[w->at]);

	while (status == ST_OK && !x.is_done && n > before) {
		while (x.length < n && !x.is_done) {
			const size_t at = x.length;

			(is_nested ? extent_nested : extent_plain)(&x, w->text + w->at, n);
			if (x.length == at)
				break;
		}
		before = n;
		if (!x.is_done)
			status = fhir_window_look(w, n + 1, &n, err);
	}
	*length = x.length;
	return status;
}

enum status fhir_window_value(struct fhir_window *w, struct span *out, struct err *err)
{
	size_t length = 0;
	enum status status = value_extent(w, &length, err);
	const char *at, *end;

	if (status != ST_OK || !length)
		return status == ST_OK ? ST_NONE : status;
	at = w->text + w->at;
	end = at + length;
	if (!scan_value(&at, end, out) || at != end)
		return ST_NONE;
	w->at += length;
	return ST_OK;
}

enum status fhir_window_line(struct fhir_window *w, size_t most, struct span *out, struct err *err)
{
	const char *end = NULL;
	size_t n = 0, looked = 0, length;
	enum status status = ST_OK;

	while (!end && (status = fhir_window_look(w, looked + 1, &n, err)) == ST_OK && n > looked) {
		end = memchr(w->text + w->at + looked, w->is_cr ? '\r' : '\n', n - looked);
		looked = n < most ? n : most;
		if (!end && n > most) { /* of so long a line the end is as good as the beginning */
			w->at += n - most;
			n = most;
		}
	}
	if (status != ST_OK)
		return status;
	if (!n)
		return ST_NONE;
	length = end ? (size_t)(end - (w->text + w->at)) : n;
	*out = (struct span){w->text + w->at, length};
	w->at += length + (end != NULL);
	return ST_OK;
}
