/* Which rows of a run stand. */
#include "ingest/plan.h"

#include "ingest/unsaid.h"

#include <stdlib.h>
#include <string.h>

#include "halving.h"
#include "text.h"

struct naming { struct sorter *people, *events; };

static enum status row_name(void *arg, const struct staged_row *row, struct err *e)
{
	struct naming *n = arg;

	if (row->is_told)
		return ST_OK;
	return sorter_add(row->is_event ? n->events : n->people, plan_hash(row->agency, row->name),
		row->at, e);
}

/* A name and what the row of it says of whose it is: of a person, where sent, of an event. */
struct name {
	uint64_t at;
	uint32_t agency, written, lacks;
	const char *file;
	char *text, *family, *born, *whose;
	struct civil start;
};
struct names { VEC(struct name) all; };

static struct name *name_find(const struct names *names, const struct staged_row *row)
{
	for (size_t i = 0; i < names->all.n; i++)
		if (names->all.v[i].agency == row->agency && !strcmp(names->all.v[i].text, row->name))
			return &names->all.v[i];
	return NULL;
}

static bool copy_make(char **out, const char *text)
{
	*out = text ? strdup(text) : NULL;
	return *out || !text;
}

static void name_free(struct name *n)
{
	free(n->text);
	free(n->family);
	free(n->born);
	free(n->whose);
}

static bool name_add(struct names *names, const struct staged_row *row)
{
	struct name n = {.at = row->at, .agency = row->agency, .written = row->name_written, .lacks = row->lacks, .file = row->file,
		.start = row->event.start};
	bool ok = copy_make(&n.text, row->name) && (row->is_event ? copy_make(&n.whose, row->event.local_id)
		: copy_make(&n.family, row->record.field[RF_FAMILY_NAME]) && copy_make(&n.born, row->record.field[RF_DATE_OF_BIRTH]));

	if (ok && vec_push(&names->all, n))
		return true;
	name_free(&n);
	return false;
}

static void names_clear(struct names *names)
{
	for (size_t i = 0; i < names->all.n; i++)
		name_free(&names->all.v[i]);
	names->all.n = 0;
}

static bool differ(const char *a, const char *b)
{
	char x[128], y[128];

	if (!a || !b)
		return false;
	text_fold(a, x, sizeof x);
	text_fold(b, y, sizeof y);
	return strcmp(x, y) != 0;
}

/* A number of a household, or of a tenancy, is not one person's. */
static void mixed_count(struct staging *s, const struct name *stands, const struct staged_row *row)
{
	if (row->is_event || !differ(stands->family, row->record.field[RF_FAMILY_NAME]) ||
		!differ(stands->born, row->record.field[RF_DATE_OF_BIRTH]))
		return;
	s->mixed_at = (struct origin){row->file, row->line};
	s->people_mixed++;
}

/* Written otherwise and somebody else's, or another day's: nothing says that the two are one. */
static bool is_another(const struct name *stands, const struct staged_row *row)
{
	if (stands->written == row->name_written)
		return false;
	if (row->is_event)
		return strcmp(stands->whose, row->event.local_id) != 0 || stands->start.day != row->event.start.day;
	return differ(stands->family, row->record.field[RF_FAMILY_NAME]) || differ(stands->born, row->record.field[RF_DATE_OF_BIRTH]);
}

static enum status row_part(struct standing *x, const struct name *stands, const struct staged_row *row, struct err *e)
{
	const struct parted who = {plan_hash(row->agency, row->name), stands->at, row->name_written};

	if (!row->is_event && !vec_push(&x->people, who))
		return err_nomem(e);
	return sorter_add(&x->rows, row->at, stands->at, e);
}

/* A row of another table of the run, which has columns that the one that stands has not: that stands filled. */
static enum status row_fill(struct staging *s, struct name *stands, const struct staged_row *row, struct err *e)
{
	struct arena *a = arena_new();
	const char *before[RF_COUNT];
	struct staged_row own;
	struct staged_person filled;
	bool ok = a != NULL;
	uint64_t at = s->rows_end;
	enum status st = ST_OK;

	for (size_t i = 0; i < RF_COUNT && ok; i++) {
		before[i] = arena_dup(a, row->record.field[i]);
		ok = before[i] || !row->record.field[i];
	}
	if (ok)
		st = staging_row(s, stands->at, &own, e);
	if (ok && st == ST_OK) {
		filled = (struct staged_person){.local_id = stands->text, .group = own.group, .day = own.day, .lacks = own.lacks,
			.consent_by = arena_dup(a, own.told), .origin = {own.file, own.line}};
		memcpy(filled.field, own.record.field, sizeof filled.field);
		for (size_t i = 0; i < RF_COUNT && ok; i++)
			ok = !filled.field[i] || (filled.field[i] = arena_dup(a, filled.field[i]));
		unsaid_fill(filled.field, before, &filled.lacks);
		if (ok && filled.lacks != own.lacks) {
			st = staging_drop(s, stands->at, e);
			if (st == ST_OK)
				st = staging_person(s, &filled, stands->agency, stands->written, e);
			s->people--;
			stands->at = at;
		}
	}
	arena_free(a);
	return ok ? st : err_nomem(e);
}

/* Rows of one hash, from the last: those whose name came already go. */
static enum status alike_thin(struct standing *x, const uint64_t *at, size_t n, int64_t *replaced,
	struct err *e)
{
	struct staging *s = x->staging;
	struct names seen = {0};
	struct name *stands;
	enum status st = ST_OK;

	for (size_t i = n; i-- > 0 && st == ST_OK;) {
		struct staged_row row;

		st = staging_row(s, at[i], &row, e);
		if (st != ST_OK)
			break;
		stands = name_find(&seen, &row);
		if (stands) {
			st = is_another(stands, &row) ? row_part(x, stands, &row, e) : ST_OK;
			if (st == ST_OK && !is_another(stands, &row)) {
				++*replaced;
				mixed_count(s, stands, &row);
				st = row.is_event || !stands->lacks || stands->file == row.file ? ST_OK : row_fill(s, stands, &row, e);
			}
			if (st == ST_OK)
				st = staging_drop(s, at[i], e);
			continue;
		}
		if (!name_add(&seen, &row))
			st = err_nomem(e);
	}
	names_clear(&seen);
	vec_done(&seen.all);
	return st;
}

static enum status later_stand(struct standing *x, struct sorter *names, int64_t *replaced,
	struct err *e)
{
	VEC(uint64_t) alike = {0};
	uint64_t key = 0;
	enum status st = sorter_sort(names, e), more = ST_OK;

	while (st == ST_OK && more == ST_OK) {
		struct sorted next = {0};

		more = sorter_next(names, &next, e);
		if (alike.n > 1 && (more != ST_OK || next.key != key))
			st = alike_thin(x, alike.v, alike.n, replaced, e);
		if (alike.n && next.key != key)
			alike.n = 0;
		key = next.key;
		if (st == ST_OK && more == ST_OK && !vec_push(&alike, next.at))
			st = err_nomem(e);
	}
	vec_done(&alike);
	return st != ST_OK ? st : more == ST_NONE ? ST_OK : more;
}

static int by_key(const void *a, const void *b)
{
	const struct parted *x = a, *y = b;

	return (x->key > y->key) - (x->key < y->key);
}

enum status standing_find(struct standing *x, struct staging *s, struct err *e)
{
	struct sorter people, events;
	enum status st;

	*x = (struct standing){.staging = s};
	sorter_begin(&x->rows, PLAN_SORTED_AT_ONCE);
	sorter_begin(&people, PLAN_SORTED_AT_ONCE);
	sorter_begin(&events, PLAN_SORTED_AT_ONCE);
	st = plan_rows(s, row_name, &(struct naming){&people, &events}, e);
	if (st == ST_OK)
		st = later_stand(x, &people, &s->people_replaced, e);
	if (st == ST_OK)
		st = later_stand(x, &events, &s->events_replaced, e);
	sorter_done(&people);
	sorter_done(&events);
	if (x->people.n)
		qsort(x->people.v, x->people.n, sizeof *x->people.v, by_key);
	return st;
}

/* Those set aside ------------------------------------------------------------ */

static const struct parted *parted_find(const struct standing *x, uint64_t key, uint32_t written)
{
	struct halving h = {.to = x->people.n};

	while (halving_on(&h))
		halving_turn(&h, x->people.v[h.at].key < key);
	for (size_t i = h.at; i < x->people.n && x->people.v[i].key == key; i++)
		if (x->people.v[i].written == written)
			return &x->people.v[i];
	return NULL;
}

enum status standing_part(struct standing *x, uint64_t key, uint64_t at, bool *is, struct err *e)
{
	const struct parted *who;
	struct staged_row row;
	enum status st;

	*is = false;
	if (!x->people.n)
		return ST_OK;
	st = staging_row(x->staging, at, &row, e);
	who = st == ST_OK ? parted_find(x, key, row.whose_written) : NULL;
	if (!who)
		return st;
	*is = true;
	if (!row.is_told)
		st = sorter_add(&x->rows, at, who->by, e);
	return st == ST_OK ? staging_drop(x->staging, at, e) : st;
}

enum status standing_tell(struct standing *x, const struct staging_people *p, struct err *e)
{
	struct staged_row row, by;
	struct origin of;
	struct sorted next;
	enum status more = ST_OK, st = sorter_sort(&x->rows, e);

	while (st == ST_OK && p && p->parted) {
		more = sorter_next(&x->rows, &next, e);
		if (more != ST_OK)
			break;
		st = staging_row(x->staging, next.at, &by, e);
		of = (struct origin){by.file, by.line};
		if (st == ST_OK)
			st = staging_row(x->staging, next.key, &row, e);
		if (st == ST_OK)
			st = p->parted(p->arg, &row, &of, by.is_event, e);
	}
	return st != ST_OK ? st : more == ST_NONE ? ST_OK : more;
}

void standing_done(struct standing *x)
{
	vec_done(&x->people);
	sorter_done(&x->rows);
}
