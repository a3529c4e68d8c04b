#include "ingest/files/csv.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "ingest/files/encoding.h"
#include "vec.h"

/* What a row may hold: beyond it nothing is kept, and the row is set aside. */
#define ROW_LIMIT ((size_t)16 << 20)
enum { FIELDS_LIMIT = 1 << 16 };

/* A file that was put together wrongly may have some; one with more is no table. */
enum { NEVER_ENDS_MOST = 16 };

struct reader {
	csv_row_fn *give;
	void *arg;
	struct err *err;
	enum status st;
	VEC(char) text; /* the row's fields, each ended by a zero byte */
	VEC(size_t) length;
	VEC(const char *) field;
	int64_t line, row_line, bytes;
	int last_end; /* the character that ended the last line, if nothing came since */
	int64_t lines_dropped; /* of the field under way */
	int64_t to_skip; /* lines of the file that were read before */
	int64_t rows; /* given */
	char delimiter;
	const char *fault; /* of the row under way */
	bool stop_after_one, has_begun, is_done, at_end, is_in_doubt;
};

static int64_t lines_in(const char *text, size_t n)
{
	int64_t lines = 0;

	for (size_t i = 0; i < n; i++)
		if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == n || text[i + 1] != '\n')))
			lines++;
	return lines;
}

/* `="0012"` is how programs keep a spreadsheet from taking a text for a number. */
static void formula_open(const char **text, size_t *n)
{
	if (*n < 3 || (*text)[0] != '=' || (*text)[1] != '"' || (*text)[*n - 1] != '"')
		return;
	*text += 2;
	*n -= 3;
}

static void on_field(void *data, size_t n, void *arg)
{
	struct reader *r = arg;
	const char *from = data ? data : "";

	if (r->st != ST_OK || r->is_done)
		return;
	if (r->length.n == 0)
		r->row_line = r->line;
	r->line += lines_in(from, n) + r->lines_dropped;
	r->lines_dropped = 0;
	r->last_end = 0;
	formula_open(&from, &n);
	if (r->length.n >= FIELDS_LIMIT || r->text.n + n >= ROW_LIMIT) {
		r->fault = "is longer than a row can be; is a line end missing?";
		return;
	}
	if (!vec_grow((void **)&r->text.v, &r->text.cap, r->text.n + n + 1, 1) ||
		!vec_push(&r->length, n)) {
		r->st = err_nomem(r->err);
		return;
	}
	memcpy(r->text.v + r->text.n, from, n);
	r->text.v[r->text.n + n] = 0;
	r->text.n += n + 1;
}

static bool is_blank(const struct reader *r)
{
	for (size_t i = 0; i < r->length.n; i++)
		if (r->length.v[i] > 0)
			return false;
	return true;
}

static void row_give(struct reader *r)
{
	struct csv_row row = { .line = r->row_line, .bytes = r->bytes, .is_cut_off = r->at_end,
		.fault = r->fault, .is_in_doubt = r->is_in_doubt };
	const char *at = r->text.v;

	r->field.n = 0;
	for (size_t i = 0; i < r->length.n; i++) {
		if (!vec_push(&r->field, at)) {
			r->st = err_nomem(r->err);
			return;
		}
		at += r->length.v[i] + 1;
	}
	row.field = r->field.v;
	row.length = r->length.v;
	row.n = r->length.n;
	r->rows++;
	r->st = r->give(r->arg, &row, r->err);
	r->is_done = r->stop_after_one;
}

/* With CSV_REPALL_NL every unquoted CR and LF is told, CRLF as two. */
static void on_line_end(int end, void *arg)
{
	struct reader *r = arg;
	bool is_second_of_crlf = end == '\n' && r->last_end == '\r' && r->length.n == 0;

	if (r->st != ST_OK || r->is_done)
		return;
	if (r->length.n > 0 && !is_blank(r))
		row_give(r);
	r->text.n = r->length.n = 0;
	r->fault = NULL;
	if (!is_second_of_crlf)
		r->line++;
	r->last_end = end;
}

/* What stands most often in the first line that says anything, outside quotes. */
static char delimiter_of(const char *text, size_t n)
{
	static const char KNOWN[] = ",;\t|";
	size_t count[sizeof KNOWN] = { 0 }, best = 0;
	bool is_quoted = false, has_text = false;

	for (size_t i = 0; i < n; i++) {
		const char *known = memchr(KNOWN, text[i], sizeof KNOWN - 1);

		if (!is_quoted && has_text && (text[i] == '\n' || text[i] == '\r'))
			break;
		is_quoted ^= text[i] == '"';
		has_text |= text[i] != '\n' && text[i] != '\r' && text[i] != ' ';
		if (known && !is_quoted)
			count[known - KNOWN]++;
	}
	for (size_t i = 1; i < sizeof KNOWN - 1; i++)
		if (count[i] > count[best])
			best = i;
	return KNOWN[best];
}

static void reader_done(struct reader *r)
{
	vec_done(&r->text);
	vec_done(&r->length);
	vec_done(&r->field);
}

static enum status never_ends(const struct reader *r, const char *label, struct err *e)
{
	int64_t line = r->length.n > 0 ? r->row_line : r->line;

	return err_set(e, ST_FORMAT,
		"%s ends inside a quoted field of the row that begins on line %lld; "
		"is the file whole?",
		label, (long long)line);
}

/* Of a field that nobody wrote the beginning is enough: too long it stays. */
static void field_shorten(struct reader *r, struct csv_parser *p)
{
	const char *text = (const char *)p->entry_buf;
	int64_t lines;

	if (p->entry_pos <= CSV_FIELD_KEPT + 1)
		return;
	/* The last byte stays: what it begins, a line end or a closing quote, may go on. */
	lines = lines_in(text, p->entry_pos);
	p->entry_buf[CSV_FIELD_KEPT] = p->entry_buf[p->entry_pos - 1];
	p->entry_pos = CSV_FIELD_KEPT + 1;
	p->spaces = 0;
	r->lines_dropped += lines - lines_in(text, p->entry_pos);
}

/* Excel's word on what parts the columns, a line of its own: its length, 0 for none. */
static size_t sep_line(const char *text, size_t n, char *delimiter)
{
	static const char SEP[] = "sep=";
	size_t at = sizeof SEP - 1;

	if (n < at + 2 || strncasecmp(text, SEP, at) != 0 || !strchr(",;\t|", text[at]) ||
		(text[at + 1] != '\n' && text[at + 1] != '\r'))
		return 0;
	*delimiter = text[at];
	return at + 2 + (text[at + 1] == '\r' && n > at + 2 && text[at + 2] == '\n');
}

/* What parts the columns; how much of the text says so and no more. */
static size_t delimiter_take(struct reader *r, struct csv_parser *p, const char *text, size_t n, char known)
{
	char told = known;
	size_t length = known ? 0 : sep_line(text, n, &told);

	r->line += length > 0;
	r->delimiter = told ? told : delimiter_of(text, n);
	csv_set_delim(p, (unsigned char)r->delimiter);
	r->has_begun = true;
	return length;
}

/* How much of the text is lines that were read before. */
static size_t lines_skip(struct reader *r, const char *text, size_t n)
{
	size_t i = 0;

	for (; i < n && r->to_skip; i++) {
		bool is_second_of_crlf = text[i] == '\n' && r->last_end == '\r';

		r->last_end = text[i] == '\n' || text[i] == '\r' ? text[i] : 0;
		r->to_skip -= r->last_end && !is_second_of_crlf;
	}
	return i;
}

/* The row is given as one that cannot be read; the reading begins again below the line where
 * the field that never ends began. */
static enum status row_leave(struct reader *r)
{
	if (r->length.n == 0)
		r->row_line = r->line;
	r->fault = "holds a quoted field that never ends";
	r->at_end = false;
	row_give(r);
	r->text.n = r->length.n = 0;
	r->lines_dropped = 0;
	r->last_end = 0;
	r->fault = NULL;
	r->to_skip = r->line++;
	r->is_in_doubt = true;
	return r->st;
}

static enum status pieces_parse(struct reader *r, struct csv_parser *p, struct source *s,
	const char *label, char delimiter, bool *never_ended, struct err *e)
{
	const char *text;
	size_t n, from;
	enum status st;

	for (;;) {
		st = source_read(s, &text, &n, e);
		if (st != ST_OK || n == 0)
			break;
		from = r->has_begun ? lines_skip(r, text, n) : delimiter_take(r, p, text, n, delimiter);
		r->bytes += source_taken(s);
		if (csv_parse(p, text + from, n - from, on_field, on_line_end, r) != n - from)
			return err_nomem(e);
		if (r->st != ST_OK)
			return r->st;
		field_shorten(r, p);
	}
	if (st != ST_OK)
		return st;
	r->at_end = true;
	/* Strict only here: a quote inside a field is no reason to refuse a row, one that never ends is. */
	csv_set_opts(p, CSV_REPALL_NL | CSV_APPEND_NULL | CSV_STRICT | CSV_STRICT_FINI);
	if (csv_fini(p, on_field, on_line_end, r) == 0)
		return r->st;
	*never_ended = csv_error(p) == CSV_EPARSE;
	if (!*never_ended)
		return err_nomem(e);
	return r->rows ? row_leave(r) : never_ends(r, label, e);
}

/* By so much a field grows: libcsv's own 128 bytes copy a long one over and over. */
enum { FIELD_STEP = 1 << 16 };

static enum status file_parse(struct reader *r, const char *path, const char *label,
	const struct csv_form *form, struct text_seen *seen, bool *never_ended, struct err *e)
{
	struct csv_parser p;
	struct source *s = NULL;
	enum status st = source_open_as(&s, path, label, form->encoding, e);

	*never_ended = false;
	if (st != ST_OK)
		return st;
	if (csv_init(&p, CSV_REPALL_NL | CSV_APPEND_NULL) != 0) {
		source_close(s);
		return err_nomem(e);
	}
	csv_set_blk_size(&p, FIELD_STEP);
	if (r->has_begun)
		csv_set_delim(&p, (unsigned char)r->delimiter);
	st = pieces_parse(r, &p, s, label, form->delimiter, never_ended, e);
	csv_free(&p);
	*seen = source_seen(s);
	source_close(s);
	return st;
}

enum status csv_read(const char *path, const char *label, csv_row_fn *give, void *arg,
	struct text_seen *seen, struct err *e)
{
	static const struct csv_form ANY = { 0, ENCODING_AUTO };

	return csv_read_form(path, label, &ANY, give, arg, seen, e);
}

enum status csv_read_form(const char *path, const char *label, const struct csv_form *form,
	csv_row_fn *give, void *arg, struct text_seen *seen, struct err *e)
{
	struct reader r = { .give = give, .arg = arg, .err = e, .line = 1 };
	bool never_ended = true;
	enum status st = ST_OK;

	for (int i = 0; i < NEVER_ENDS_MOST && never_ended && st == ST_OK; i++)
		st = file_parse(&r, path, label, form, seen, &never_ended, e);
	if (st == ST_OK && never_ended)
		st = err_set(e, ST_FORMAT, "%s has more than %d quoted fields that never end; is it a table?",
			label, NEVER_ENDS_MOST - 1);
	reader_done(&r);
	return st;
}

enum status csv_first_row(
	const char *head, size_t length, csv_row_fn *give, void *arg, struct err *e)
{
	struct reader r = { .give = give, .arg = arg, .err = e, .line = 1, .stop_after_one = true };
	struct csv_parser p;
	size_t from;
	static const char BOM[] = "\xef\xbb\xbf";

	if (length >= 3 && memcmp(head, BOM, 3) == 0) {
		head += 3;
		length -= 3;
	}
	if (csv_init(&p, CSV_REPALL_NL | CSV_APPEND_NULL) != 0)
		return err_nomem(e);
	from = delimiter_take(&r, &p, head, length, 0);
	if (csv_parse(&p, head + from, length - from, on_field, on_line_end, &r) < length - from &&
			csv_error(&p) == CSV_ENOMEM)
		r.st = err_nomem(e);
	if (!r.is_done && r.st == ST_OK)
		csv_fini(&p, on_field, on_line_end, &r);
	csv_free(&p);
	reader_done(&r);
	return r.st;
}
