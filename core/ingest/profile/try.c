/* What a profile makes of a file: the first rows, and values in no list. */
#include "profile.h"

#include <stdlib.h>
#include <string.h>
#define HASH_NONFATAL_OOM 1
#include <uthash.h>

#include "care/work.h"
#include "ingest/files/csv.h"
#include "ingest/profile/mapping.h"

enum { SAMPLES = 3, UNMAPPED_SHOWN = 200, UNMAPPED_KEPT = 20000 };

struct counted {
	const char *key; /* field number and value */
	const struct profile_field *field;
	const char *value;
	int64_t count;
	UT_hash_handle hh;
};
struct trial {
	const struct profile *profile;
	struct profile_trial *out;
	struct arena *arena, *scratch;
	struct batch batch; /* for cleaning texts; nothing is staged */
	struct counted *counted;
	size_t counted_n;
	int32_t today;
	const char *secret; /* of the store */
	int given;          /* rows sampled */
	bool nomem;
	VEC(struct profile_sample) samples;
};

static const struct profile_column *column_at(const struct profile *p, int i)
{
	const struct profile_column *c = p->columns;

	while (c && i-- > 0)
		c = c->next;
	return c;
}

static void unmapped_keep(void *arg, const struct profile_field *f, const char *value)
{
	struct trial *t = arg;
	const char *key = arena_printf(t->scratch, "%d %s", f->number, value);
	struct counted *c = NULL;

	if (!key) {
		t->nomem = true;
		return;
	}
	HASH_FIND_STR(t->counted, key, c);
	if (!c && t->counted_n < UNMAPPED_KEPT) {
		c = arena_alloc(t->arena, sizeof *c);
		if (!c || !(c->key = arena_dup(t->arena, key))) {
			t->nomem = true;
			return;
		}
		c->value = strchr(c->key, ' ') + 1;
		c->field = f;
		HASH_ADD_KEYPTR(hh, t->counted, c->key, strlen(c->key), c);
		if (!c->hh.tbl) {
			t->nomem = true;
			return;
		}
		t->counted_n++;
	}
	if (c)
		c->count++;
}

static bool is_code_field(const char *name)
{
	static const char *const CODES[] = { "kind", "status", "sex", "instrument", "domains", "depth",
		"subject", "agency", "to_agency", "sensitivity", "code_system", "code", "starts_on", "ends_on",
		"resets", "minutes", "role" };

	for (size_t i = 0; i < sizeof CODES / sizeof *CODES; i++)
		if (strcmp(CODES[i], name) == 0)
			return true;
	return false;
}

static bool sample_keep(struct trial *t, const struct profile_section *s, const struct table_row *row,
	int64_t line)
{
	struct profile_sample sample = { .table = s->table == TABLE_PEOPLE ? "person" : "event", .line = line };

	sample.shown = arena_alloc(t->arena, TABLE_COLUMNS_MAX * sizeof *sample.shown);
	if (!sample.shown)
		return false;
	for (size_t i = 0; table_column(s->table, i); i++) {
		if (!row->value[i])
			continue;
		sample.shown[sample.n] = (struct profile_shown){ table_column(s->table, i),
			arena_dup(t->arena, row->value[i]), is_code_field(table_column(s->table, i)) };
		if (!sample.shown[sample.n++].value)
			return false;
	}
	return vec_push(&t->samples, sample);
}

static enum status row_try(void *arg, struct profile_reading *r, const struct csv_row *csv, struct err *e)
{
	struct trial *t = arg;
	struct profile_row row = { .profile = t->profile, .place = r->place, .cell = csv->field,
		.length = csv->length, .n = csv->n, .today = t->today, .secret = t->secret,
		.unmapped = unmapped_keep, .arg = t };
	const struct profile_field *two;
	struct table_row out = { .agency = NULL };

	if (profile_skips(&row)) {
		r->skipped++;
		return ST_OK;
	}
	t->out->rows++;
	for (const struct profile_section *s = t->profile->sections; s; s = s->next) {
		int kept = 0;

		for (size_t at = 0; profile_turn(r, s, &at, &row.heading);) {
			arena_reset(t->scratch);
			if (!profile_applies(&row, s))
				continue;
			if (!profile_values(&row, s, &t->batch, t->scratch, &out, &two) || t->nomem ||
				(t->given < SAMPLES && kept++ < SAMPLES && !sample_keep(t, s, &out, csv->line)))
				return err_nomem(e);
		}
		row.heading = NULL;
	}
	t->given++;
	return ST_OK;
}

static int by_count(const void *a, const void *b)
{
	const struct profile_unmapped *x = a, *y = b;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return strcmp(x->value, y->value);
}

static enum status unmapped_give(struct trial *t, struct err *e)
{
	struct profile_trial *o = t->out;

	o->unmapped = arena_alloc(t->arena, (t->counted_n + 1) * sizeof *o->unmapped);
	if (!o->unmapped)
		return err_nomem(e);
	for (const struct counted *c = t->counted; c; c = c->hh.next) {
		const struct profile_term *term = c->field->terms;
		const struct profile_column *column = term && !term->text && term->column >= 0
			? column_at(t->profile, term->column) : NULL;
		bool is_cell = term && !term->text && term->column == COLUMN_CELL;

		o->unmapped[o->unmapped_n++] = (struct profile_unmapped){
			is_cell ? "cell" : column && column->name ? column->name : "", c->field->name, c->value, c->count, c->field->line };
	}
	qsort(o->unmapped, o->unmapped_n, sizeof *o->unmapped, by_count);
	if (o->unmapped_n > UNMAPPED_SHOWN)
		o->unmapped_n = UNMAPPED_SHOWN;
	return ST_OK;
}

/* The header again, for the columns that nothing is made of. */
struct header_look { struct trial *trial; const struct profile_reading *reading; VEC(const char *) unread; };

static bool is_read(const struct profile_reading *r, int place)
{
	for (int c = 0; c < r->profile->column_n; c++)
		if (r->place[c] == place)
			return true;
	for (size_t i = 0; i < r->heading_n; i++)
		if (r->heading[i].place == place)
			return true;
	return false;
}

static enum status header_row(void *arg, const struct csv_row *row, struct err *e)
{
	struct header_look *h = arg;

	if (row->line < h->reading->header_line)
		return ST_OK;
	for (size_t i = 0; i < row->n; i++) {
		const char *name = batch_text(&h->trial->batch, row->field[i], row->length[i]);

		if (name && !is_read(h->reading, (int)i) && !vec_push(&h->unread, name))
			return err_nomem(e);
	}
	return err_set(e, ST_STOPPED, "seen");
}

static enum status unread_give(struct trial *t, const struct profile_reading *r, const char *path, struct err *e)
{
	struct header_look h = { .trial = t, .reading = r };
	const struct csv_form form = { t->profile->delimiter, t->profile->encoding };
	struct text_seen seen;
	enum status st = r->header_line
		? csv_read_form(path, r->label, &form, header_row, &h, &seen, e) : ST_STOPPED;

	t->out->unread = arena_alloc(t->arena, (h.unread.n + 1) * sizeof *t->out->unread);
	if (t->out->unread && h.unread.n)
		memcpy(t->out->unread, h.unread.v, h.unread.n * sizeof *h.unread.v);
	t->out->unread_n = t->out->unread ? h.unread.n : 0;
	vec_done(&h.unread);
	if (!t->out->unread)
		return err_nomem(e);
	return st == ST_STOPPED ? ST_OK : st;
}

static enum status headings_give(struct trial *t, const struct profile_reading *r, struct err *e)
{
	const struct profile_heading *first = r->heading, *last = &r->heading[r->heading_n - 1];
	const struct profile_heading *const ends[] = { first, last };

	for (int i = 0; i < 2; i++) {
		t->out->heading[i] = arena_printf(t->arena, "\"%s\"%s%s", ends[i]->name, *ends[i]->day ? ", " : "", ends[i]->day);
		if (!t->out->heading[i])
			return err_nomem(e);
	}
	return ST_OK;
}

static enum status trial_run(struct trial *t, const char *path, struct err *e)
{
	const char *slash = strrchr(path, '/');
	struct profile_reading r = { .profile = t->profile, .label = slash && slash[1] ? slash + 1 : path,
		.give = row_try, .arg = t, .today = t->today };
	enum status st = profile_read(&r, path, e);

	if (st == ST_OK)
		st = unmapped_give(t, e);
	if (st == ST_OK)
		st = unread_give(t, &r, path, e);
	t->out->heading_n = r.heading_n;
	if (st == ST_OK && r.heading_n)
		st = headings_give(t, &r, e);
	profile_headings_done(&r);
	if (st != ST_OK)
		return st;
	t->out->header_line = r.header_line;
	t->out->skipped = r.skipped;
	t->out->sample = arena_alloc(t->arena, (t->samples.n + 1) * sizeof *t->samples.v);
	if (!t->out->sample)
		return err_nomem(e);
	if (t->samples.n)
		memcpy(t->out->sample, t->samples.v, t->samples.n * sizeof *t->samples.v);
	t->out->sample_n = t->samples.n;
	return ST_OK;
}

enum status profile_try(struct session *s, const char *profile, const char *path, struct arena *a,
	struct profile_trial *out, struct err *e)
{
	struct profile *p;
	struct trial t = { .out = out, .arena = a, .scratch = arena_new(), .today = session_today(s),
		.secret = store_id(s->store) };
	enum status st = t.scratch ? profile_named(s, profile, a, &p, e) : err_nomem(e);

	*out = (struct profile_trial){ 0 };
	if (st == ST_OK) {
		t.profile = p;
		t.batch.arena = a;
		t.batch.catalogue = session_catalogue(s);
		out->name = p->name;
		st = trial_run(&t, path, e);
	}
	HASH_CLEAR(hh, t.counted);
	vec_done(&t.samples);
	arena_free(t.scratch);
	return st;
}
