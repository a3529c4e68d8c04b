#include "ingest/profile/mapping.h"

#include <stdio.h>
#include <ctype.h>
#include <string.h>

#include "ingest/files/csv.h"
#include "ingest/files/encoding.h"
#include "ingest/profile/look.h"
#include "text.h"

static void cell_fold(const char *cell, size_t n, char folded[static 512])
{
	char clean[512];

	text_clean(cell, n, TEXT_LINE, clean, sizeof clean);
	text_trim(clean);
	text_fold(clean, folded, 512);
	if (!*folded)
		memcpy(folded, clean, 512);
}

/* A row's place for each column of the profile.  True when all were found, so
 * that the row is the header.  *found, missing (may be NULL): how many, and the first not there. */
static bool profile_header(const struct profile *p, const char *const *cell, size_t n,
	int place[PROFILE_COLUMNS_MAX], int *found, const struct profile_column **missing)
{
	int number = 0, have = 0, named = 0;
	const struct profile_column *lacks = NULL;
	char folded[512];

	for (const struct profile_column *c = p->columns; c; c = c->next, number++) {
		place[number] = c->place;
		named += c->name != NULL;
	}
	for (size_t i = 0; i < n && i < PROFILE_PLACES_MAX; i++) {
		const struct profile_column *c = p->columns;

		cell_fold(cell[i], strlen(cell[i]), folded);
		for (number = 0; c; c = c->next, number++) {
			if (!c->name || place[number] >= 0 || strcmp(c->folded, folded) != 0)
				continue;
			place[number] = (int)i;
			have++;
		}
	}
	number = 0;
	for (const struct profile_column *c = p->columns; c && !lacks; c = c->next, number++)
		if (place[number] < 0)
			lacks = c;
	if (found)
		*found = have;
	if (missing)
		*missing = lacks;
	return have == named && (named > 0 || p->header_line != 0);
}

/* The header comes again at the top of each printed page. */
static bool is_header_again(const struct profile_reading *r, const struct csv_row *row)
{
	const struct profile_column *c = r->profile->columns;
	char folded[512];
	bool any = false;

	if (r->header_line == 0)
		return false;
	for (int i = 0; c; c = c->next, i++) {
		if (!c->name)
			continue;
		if ((size_t)r->place[i] >= row->n)
			return false;
		cell_fold(row->field[r->place[i]], row->length[r->place[i]], folded);
		if (strcmp(folded, c->folded) != 0)
			return false;
		any = true;
	}
	return any;
}

/* "Attendance November 2025", above the table. */
static void hint_seek(struct profile_reading *r, const struct csv_row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (row->length[i] < 200)
			day_hint_take(&r->hint, row->field[i]);
}

/* The best row so far, for the sentence when there is no header. */
static enum status header_seek(struct profile_reading *r, const struct csv_row *row, struct err *e)
{
	const struct profile *p = r->profile;
	const struct profile_column *missing = NULL;
	int found = 0;
	bool is_it = profile_header(p, row->field, row->n, r->place, &found, &missing);

	if (p->header_line > 0 && row->line < p->header_line)
		return hint_seek(r, row), ST_OK;
	if (is_it) {
		r->header_line = row->line;
		r->places = row->n;
		return profile_headings_find(r, row, e);
	}
	hint_seek(r, row);
	if (found >= r->best && missing && (found > r->best || !r->best_line)) {
		r->best = found;
		r->best_line = row->line;
		r->best_missing = missing->line;
	}
	if (p->header_line > 0 || ++r->rows >= PROFILE_HEADER_ROWS)
		return err_set(e, ST_STOPPED, "no header");
	return ST_OK;
}

static const struct profile_column *column_of_line(const struct profile *p, const int *place)
{
	const struct profile_column *c = p->columns;

	for (int i = 0; c; c = c->next, i++)
		if (c->name && place[i] < 0)
			return c;
	return NULL;
}

struct lookup {
	struct profile_reading *reading;
	const struct profile_column *missing;
	int64_t line;
};

static enum status row_seen(void *arg, const struct csv_row *row, struct err *e)
{
	struct lookup *l = arg;
	struct profile_reading *r = l->reading;
	int64_t before = r->best_line;
	struct csv_row filled;
	enum status st;

	if (r->header_line == 0 && r->profile->header_line >= 0) {
		st = header_seek(r, row, e);
		if (r->best_line != before)
			l->missing = column_of_line(r->profile, r->place);
		return st;
	}
	if (r->profile->header_line < 0 && r->places == 0) {
		const struct csv_row none = { .n = 0 };

		(void)profile_header(r->profile, row->field, 0, r->place, NULL, NULL);
		r->places = row->n;
		st = profile_headings_find(r, &none, e);
		if (st != ST_OK)
			return st;
	}
	if (is_header_again(r, row)) {
		r->is_other = false;
		return ST_OK;
	}
	if (r->header_line > 0 && look_is_header(row)) {
		r->is_other = true;
		return ST_OK;
	}
	if (r->is_other) {
		filled = *row;
		filled.fault = "stands in another table, beneath a header of its own: save that as a file of its own";
		return r->give(r->arg, r, &filled, e);
	}
	st = profile_down_take(r, row, &filled, e);
	return st == ST_OK ? r->give(r->arg, r, &filled, e) : st;
}

static enum status no_header(const struct profile_reading *r, const struct lookup *l, struct err *e)
{
	const struct profile *p = r->profile;

	if (!l->missing)
		return err_set(e, ST_FORMAT,
			"%s has no row with the columns that the profile %s names; is it another file, "
			"or has it another delimiter?", r->label, p->name);
	return err_set(e, ST_FORMAT,
		"%s has no row with all the columns that the profile %s names: line %lld comes nearest "
		"and lacks \"%.80s\" (%s line %d)",
		r->label, p->name, (long long)r->best_line, l->missing->name, p->label, l->missing->line);
}

enum status profile_read(struct profile_reading *r, const char *path, struct err *e)
{
	struct lookup l = { .reading = r };
	const struct csv_form form = { r->profile->delimiter, r->profile->encoding };
	enum status st;

	r->header_line = r->skipped = r->best_line = 0;
	r->places = 0;
	r->is_other = false;
	r->rows = r->best = 0;
	r->hint = (struct day_hint){ 0 };
	profile_headings_done(r);
	day_hint_take(&r->hint, strrchr(r->label, '/') ? strrchr(r->label, '/') + 1 : r->label);
	st = csv_read_form(path, r->label, &form, row_seen, &l, &r->seen, e);
	profile_down_done(r);
	if (r->profile->header_line >= 0 && r->header_line == 0 && (st == ST_OK || st == ST_STOPPED))
		return no_header(r, &l, e);
	return st;
}

/* Telling a file by its header ------------------------------------------------------ */

static enum status first_row(void *arg, struct profile_reading *r, const struct csv_row *row, struct err *e)
{
	(void)arg;
	(void)r;
	(void)row;
	return err_set(e, ST_STOPPED, "seen");
}

static bool fits(struct batch *b, const struct profile *p, const char *path)
{
	struct profile_reading r = { .profile = p, .label = "", .give = first_row, .today = CIVIL_NONE, .only_tells = true };
	struct err unused;
	enum status st = profile_read(&r, path, &unused);

	profile_headings_done(&r);
	b->no_memory |= st == ST_NOMEM;
	return r.header_line > 0 && (st == ST_OK || st == ST_STOPPED);
}

static bool may_be_table(const char *path)
{
	char head[64];
	size_t n;
	struct err unread;

	return source_head(path, "", head, sizeof head, &n, &unread) == ST_OK && n >= 4 && head[0] != '{' && head[0] != '[' && !memchr(head, 0, n);
}

static int names(const struct profile *p)
{
	int n = 0;

	for (const struct profile_column *c = p->columns; c; c = c->next)
		n += c->name != NULL;
	return n;
}

/* "Visits_2025-11.csv" begins with the name of the profile visits, as a draft's does. */
static bool is_named_after(const struct profile *p, const char *path)
{
	const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
	size_t n = strlen(p->name);

	for (size_t i = 0; i < n; i++)
		if (tolower((unsigned char)base[i]) != p->name[i] && !(p->name[i] == '-' && ispunct((unsigned char)base[i])))
			return false;
	return !isalpha((unsigned char)base[n]);
}

const struct profile *profile_recognise(struct batch *b, const char *path, const struct profile **rival)
{
	const struct profile *list = b->profiles, *best = NULL;

	*rival = NULL;
	if (!list || !may_be_table(path))
		return NULL;
	for (; list; list = list->next) {
		int named = names(list), most = best ? names(best) : 0;

		if (b->agency && list->agency && strcmp(b->agency, list->agency) != 0)
			continue;
		if (list->header_line < 0 || named < most || !fits(b, list, path))
			continue;
		if (named > most || is_named_after(list, path) != is_named_after(best, path)) {
			*rival = NULL;
			best = named > most || is_named_after(list, path) ? list : best;
		} else {
			*rival = list;
		}
	}
	return best;
}
