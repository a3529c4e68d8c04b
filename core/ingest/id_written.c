#include "ingest/id_written.h"

#include <stdio.h>
#include <string.h>

#include "care/work.h"
#include "ingest/id_dated.h"
#include "ingest/files/rowindex.h"
#include "store_erase.h"
#include "store_events.h"
#include "store_imports.h"
#include "text.h"

enum {
	ID_NUMBERS = 4,     /* those beyond in one id are taken as they were sent */
	SOUGHT_MOST = 2048, /* so many ids are looked for before all are gone through */
	SOUGHT_DATED = 16,  /* as so many counts one with a day in it */
};

enum form { PLAIN, DECIMAL, BLANKS, COMMAS, NHS_BLANKS, NHS_HYPHENS, FORMS };

/* An id and the numbers, days and hours that stand in it. */
struct spelling {
	const char *id;
	size_t n;
	struct number {
		size_t from, to;
		char digits[ID_DATED_ROOM]; /* or the day, or the hour */
		bool is_dated, month_first;
		int form; /* to be written in: enum form, or as in id_dated.h */
	} number[ID_NUMBERS];
	bool is_plain; /* each is written so */
};

/* Whom the store knows ----------------------------------------------------------- */

/* Whoever was erased is looked for by a key that is read from its file: seldom, then. */
static enum status somebody_was_erased(struct batch *b, bool *was, struct err *e)
{
	enum status st = ST_OK;

	if (b->erased == ERASED_UNASKED) {
		st = store_erased_any(b->session->store, was, e);
		b->erased = st != ST_OK ? ERASED_UNASKED : *was ? ERASED_SOMEBODY : ERASED_NOBODY;
	}
	*was = b->erased == ERASED_SOMEBODY;
	return st;
}

static enum status was_erased(struct batch *b, const char *agency, const char *id, bool *was, struct err *e)
{
	const char *at;
	bool any = false;
	enum status st = somebody_was_erased(b, &any, e);

	*was = false;
	if (st != ST_OK || !any)
		return st;
	st = store_erased_find(b->session->store, agency, id, b->id_scratch, &at, e);
	*was = st == ST_OK;
	return st == ST_NONE ? ST_OK : st;
}

/* As a record, or as one that was erased and is to stay so; or as an event. */
static enum status is_known(struct batch *b, enum id_of of, const char *agency, const char *id, bool *is, struct err *e)
{
	int64_t row;
	enum status st = of == ID_PERSON ? store_record_find(b->session->store, agency, id, &row, e)
		: store_event_find(b->session->store, agency, id, &row, e);

	*is = st == ST_OK;
	if (st == ST_NONE)
		st = of == ID_PERSON ? was_erased(b, agency, id, is, e) : ST_OK;
	return st;
}

/* Whose it is where the file leaves that out may be told by the store alone.  NULL: it can have nothing of it. */
static const char *known_agency(struct batch *b, const char *agency)
{
	struct session *s = b->session;

	if (!s)
		return NULL;
	if (!agency)
		return s->agency_n == 1 ? s->agency[0].code : NULL;
	return session_agency_by_code(s, agency) ? agency : NULL;
}

/* Forms ---------------------------------------------------------------------------- */

/* The cell's number, if it is one; *is_plain goes where it is written otherwise. */
static bool cell_number(const char *cell, size_t length, char digits[static ID_DATED_ROOM], bool *is_plain)
{
	char text[48];

	if (length == 0 || length >= sizeof text)
		return false;
	memcpy(text, cell, length);
	text[length] = '\0';
	if (id_number(text, digits)) {
		*is_plain &= strcmp(text, digits) == 0;
		return true;
	}
	if (text[strspn(text, "0123456789")] || (text[0] == '0' && length > 1) || length >= 20)
		return false;
	memcpy(digits, text, length + 1);
	return true;
}

static bool cell_dated(const char *cell, const struct id_cell *c, struct number *out, bool *is_plain)
{
	size_t n = c && c->dated ? strlen(c->dated) : 0;

	if (n == 0 || n >= sizeof out->digits)
		return false;
	memcpy(out->digits, c->dated, n + 1);
	out->is_dated = true;
	out->month_first = c->month_first;
	*is_plain &= n == c->to - c->from && memcmp(cell, c->dated, n) == 0;
	return true;
}

static void spelling_read(struct spelling *s, const struct id_made *made, const char *id)
{
	const struct id_cell whole = {.to = strlen(id)};
	size_t cells = made ? made->n : 1;

	*s = (struct spelling){.id = id, .is_plain = true};
	for (size_t i = 0; i < cells && s->n < ID_NUMBERS; i++) {
		const struct id_cell *cell = made ? &made->cell[i] : &whole;
		struct number *number = &s->number[s->n];

		number->from = cell->from;
		number->to = cell->to;
		s->n += cell_dated(id + cell->from, cell, number, &s->is_plain) ||
			cell_number(id + cell->from, cell->to - cell->from, number->digits, &s->is_plain);
	}
}

/* "10003" with `gap` before each three of its digits from the end. */
static void thousands_put(const char *digits, char gap, char out[static 32])
{
	size_t n = strlen(digits), used = 0;

	for (size_t i = 0; i < n; i++) {
		if (i && (n - i) % 3 == 0)
			out[used++] = gap;
		out[used++] = digits[i];
	}
	out[used] = '\0';
}

static void nhs_put(const char *digits, char gap, char out[static 32])
{
	snprintf(out, 32, "%.3s%c%.3s%c%.4s", digits, gap, digits + 3, gap, digits + 6);
}

static void number_put(const struct number *n, char out[static 32])
{
	if (n->is_dated) {
		id_dated_put(n->digits, n->month_first, n->form, out);
		return;
	}
	switch ((enum form)n->form) {
	case DECIMAL:
		snprintf(out, 32, "%.20s.0", n->digits);
		return;
	case BLANKS:
		thousands_put(n->digits, ' ', out);
		return;
	case COMMAS:
		thousands_put(n->digits, ',', out);
		return;
	case NHS_BLANKS:
		nhs_put(n->digits, ' ', out);
		return;
	case NHS_HYPHENS:
		nhs_put(n->digits, '-', out);
		return;
	case PLAIN:
	case FORMS:
		break;
	}
	snprintf(out, 32, "%s", n->digits);
}

/* The id with each number in its form; NULL: no memory. */
static const char *spelling_put(const struct spelling *s, struct arena *a)
{
	const char *out = "", *at = s->id;
	char number[32];

	for (size_t i = 0; i < s->n && out; i++) {
		number_put(&s->number[i], number);
		out = arena_printf(a, "%s%.*s%s", out, (int)(s->id + s->number[i].from - at), at, number);
		at = s->id + s->number[i].to;
	}
	return out ? arena_printf(a, "%s%s", out, at) : NULL;
}

/* Its only number beside days and hours; NULL: there is none, or several. */
static const struct number *lone_number(const struct spelling *s)
{
	const struct number *lone = NULL;

	for (size_t i = 0; i < s->n; i++) {
		if (s->number[i].is_dated)
			continue;
		if (lone)
			return NULL;
		lone = &s->number[i];
	}
	return lone;
}

static bool is_nhs(const struct spelling *s)
{
	const struct number *lone = lone_number(s);
	char nhs[11];

	return lone && nhs_number_valid(lone->digits, nhs);
}

static bool form_fits(const struct number *n, int form)
{
	char nhs[11];

	if (n->is_dated)
		return id_dated_fits(n->digits, form);
	if (form == BLANKS || form == COMMAS)
		return strlen(n->digits) > 3;
	return form == DECIMAL || nhs_number_valid(n->digits, nhs);
}

/* Among several a number is looked for with `.0` and without alone. */
static int forms_of(const struct spelling *s, const struct number *n)
{
	return n->is_dated ? ID_DATED_FORMS : lone_number(s) ? FORMS : DECIMAL + 1;
}

/* On to another choice of the forms that it may be stored in.  False: no more. */
static bool form_next(struct spelling *s)
{
	for (size_t i = 0; i < s->n; i++) {
		struct number *n = &s->number[i];

		while (++n->form < forms_of(s, n))
			if (form_fits(n, n->form))
				return true;
		n->form = PLAIN;
	}
	return false;
}

/* Settling --------------------------------------------------------------------------- */

static enum status form_find(struct batch *b, enum id_of of, const char *agency, struct spelling *s, const char *plain,
	const char **id, struct err *e)
{
	bool is = false;
	enum status st = is_known(b, of, agency, *id, &is, e);

	if (is || st != ST_OK)
		return st;
	if (plain != *id)
		st = is_known(b, of, agency, plain, &is, e);
	*id = plain;
	while (st == ST_OK && !is && form_next(s)) {
		const char *other = spelling_put(s, b->id_scratch);

		if (!other)
			return err_nomem(e);
		st = is_known(b, of, agency, other, &is, e);
		if (is)
			*id = other;
	}
	return st;
}

static struct id_habit *habit_of(struct batch *b, enum id_of of, const char *agency)
{
	bool of_events = of != ID_PERSON;

	for (size_t i = 0; i < b->habits[of_events].n; i++)
		if (strcmp(b->habits[of_events].v[i].agency, agency) == 0)
			return &b->habits[of_events].v[i];
	if (!vec_push(&b->habits[of_events], (struct id_habit){.agency = arena_dup(b->arena, agency)}))
		return NULL;
	return &b->habits[of_events].v[b->habits[of_events].n - 1];
}

static bool has_day(const struct spelling *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->number[i].is_dated)
			return true;
	return false;
}

/* What the store has of this agency's numbers may be written otherwise.  It is nearly never, and where
 * many are to be looked for one by one it is cheaper to know. */
static enum status may_be_otherwise(struct batch *b, enum id_of of, const char *agency, const struct spelling *s, bool *may,
	struct err *e)
{
	struct id_habit *habit = habit_of(b, of, agency);
	enum status st = ST_OK;
	bool any = false;

	if (!habit || !habit->agency)
		return err_nomem(e);
	habit->sought += has_day(s) ? SOUGHT_DATED : 1;
	if (habit->is == WRITTEN_UNASKED && habit->sought > SOUGHT_MOST) {
		st = store_ids_written(b->session->store, agency, of != ID_PERSON, &any, e);
		habit->is = any ? WRITTEN_OTHERWISE : WRITTEN_PLAIN;
	}
	*may = habit->is != WRITTEN_PLAIN || is_nhs(s);
	if (st == ST_OK && !*may && of == ID_PERSON)
		st = somebody_was_erased(b, may, e);
	return st;
}

enum status ids_begin(struct batch *b, struct err *e)
{
	if (!b->id_scratch)
		b->id_scratch = arena_new();
	if (!b->id_scratch)
		return err_nomem(e);
	arena_reset(b->id_scratch);
	return ST_OK;
}

enum status id_settle(struct batch *b, enum id_of of, const char *agency, const struct id_made *ids, const char **id,
	uint32_t *written, struct err *e)
{
	const struct id_made *made = ids && ids[of].sent ? &ids[of] : NULL;
	const char *sent = made ? made->sent : *id, *plain = *id, *known = known_agency(b, agency);
	struct spelling s;
	bool may = false;
	enum status st = ST_OK;

	spelling_read(&s, made, *id);
	if (s.n && !s.is_plain && !(plain = spelling_put(&s, b->id_scratch)))
		return err_nomem(e);
	if (s.n && known)
		st = may_be_otherwise(b, of, known, &s, &may, e);
	if (st == ST_OK && may)
		st = form_find(b, of, known, &s, plain, id, e);
	else
		*id = plain;
	*written = strcmp(sent, *id) == 0 ? 0 : rowindex_hash(0, sent) | 1;
	return st;
}
