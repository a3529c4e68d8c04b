/* Tables read through a profile: people and events, row by row. */
#include "ingest/profile/mapping.h"
#include "ingest/files/packed.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "care/work.h"
#include "ingest/files/csv.h"
#include "ingest/files/rowindex.h"

/* Of people that one file names again and again, in the row of each event. */
struct given { unsigned char hash[16]; };
enum { ID_MOST = 200 };

struct taking {
	struct batch *batch;
	const struct profile *profile;
	struct arena *scratch;
	const char *agency;
	int32_t today;
	const char *secret;     /* of the store */
	int64_t *unmapped;      /* by field number */
	VEC(struct given) given;
	struct rowindex by_hash;
};

static void unmapped_count(void *arg, const struct profile_field *f, const char *value)
{
	struct taking *t = arg;

	(void)value;
	t->unmapped[f->number]++;
}

struct sought { const struct given *list; const unsigned char *hash; };

static bool same_given(const void *arg, uint32_t row)
{
	const struct sought *s = arg;

	return memcmp(s->list[row].hash, s->hash, sizeof s->list->hash) == 0;
}

/* The same person with the same details came in an earlier row. */
static bool is_given_again(struct taking *t, const struct table_row *row, bool *nomem)
{
	crypto_generichash_state state;
	struct given g;
	struct sought s = { .hash = g.hash };
	uint32_t hash;

	crypto_generichash_init(&state, NULL, 0, sizeof g.hash);
	for (size_t i = 0; i < TABLE_COLUMNS_MAX; i++) {
		const char *text = row->value[i] ? row->value[i] : "";

		crypto_generichash_update(&state, (const unsigned char *)text, strlen(text) + 1);
	}
	crypto_generichash_final(&state, g.hash, sizeof g.hash);
	memcpy(&hash, g.hash, sizeof hash);
	s.list = t->given.v;
	if (rowindex_find(&t->by_hash, hash, same_given, &s))
		return true;
	*nomem = !rowindex_add(&t->by_hash, hash, (uint32_t)t->given.n) || !vec_push(&t->given, g);
	return false;
}

static const char *column_name(const struct taking *t, const struct profile_row *row, int column, const char *otherwise)
{
	const struct profile_column *c = t->profile->columns;

	if (column < 0)
		return row && row->heading && *row->heading->name ? row->heading->name : otherwise;
	for (int i = 0; c && i < column; i++)
		c = c->next;
	return c && c->name ? c->name : otherwise;
}

/* In the agency's own words: the column of its file that a field comes from. */
static const char *column_of(const struct taking *t, const struct profile_row *row, const struct profile_section *s,
	const char *field)
{
	for (const struct profile_field *f = s->fields; f; f = f->next)
		if (strcmp(f->name, field) == 0 && f->terms && !f->terms->text)
			return column_name(t, row, f->terms->column, field);
	return field;
}

struct rewording { const struct taking *taking; const struct profile_section *section; const struct profile_row *row; };

/* Of one that is joined of several columns: the first that is empty. */
static const char *missing_of(const struct rewording *r, const char *field)
{
	for (const struct profile_field *f = r->section->fields; f; f = f->next) {
		int empty = strcmp(f->name, field) == 0
			? profile_empty_column(r->row, f, r->taking->batch, r->taking->scratch) : COLUMN_ANY;

		if (empty != COLUMN_ANY)
			return column_name(r->taking, r->row, empty, field);
	}
	return column_of(r->taking, r->row, r->section, field);
}

/* The table speaks of its own columns and dates; the sender knows theirs. */
static bool reject_reword(void *arg, struct staged_reject *j, struct arena *a)
{
	const struct rewording *r = arg;
	static const char NO_DATE[] = "is no date; write YYYY-MM-DD";
	static const char *const ORDERS[] = { [DATES_DMY] = "day, month, year", [DATES_MDY] = "month, day, year" };
	unsigned order = r->taking->profile->dates & (DATES_DMY | DATES_MDY);

	j->field = strcmp(j->reason, "is missing") == 0 ? missing_of(r, j->field)
		: column_of(r->taking, r->row, r->section, j->field);
	if (strncmp(j->reason, NO_DATE, sizeof NO_DATE - 1) == 0)
		j->reason = arena_printf(a, "is no date (%s)%s",
			order ? ORDERS[order] : "year, month, day", j->reason + sizeof NO_DATE - 1);
	return j->reason;
}

static void lacks_tell(const struct profile_section *s, bool lacks[static TABLE_COLUMNS_MAX])
{
	for (size_t i = 0; i < TABLE_COLUMNS_MAX; i++)
		lacks[i] = true;
	for (const struct profile_field *f = s->fields; f; f = f->next) {
		if (f->field < TABLE_COLUMNS_MAX)
			lacks[f->field] = false;
		else if (f->field == PROFILE_FULL_NAME)
			lacks[RF_FAMILY_NAME] = lacks[RF_GIVEN_NAME] = false;
		else
			lacks[RF_ADDRESS] = lacks[RF_POSTCODE] = false;
	}
}

static enum status section_take(struct taking *t, const struct profile_row *row,
	const struct profile_section *s, struct table_row *out, struct err *e)
{
	struct batch *b = t->batch;
	const struct profile_field *two;
	struct rewording rewording = { t, s, row };
	bool nomem = false, lacks[TABLE_COLUMNS_MAX];
	enum status st;

	lacks_tell(s, lacks);
	out->lacks = lacks;
	if (!profile_values(row, s, b, t->scratch, out, &two))
		return err_nomem(e);
	/* "(Joe)" in a whole name says what no column of its own does. */
	lacks[RF_PREFERRED_NAME] = lacks[RF_PREFERRED_NAME] && !(s->table == TABLE_PEOPLE && out->value[RF_PREFERRED_NAME]);
	if (two)
		return batch_reject(b, out->origin, column_of(t, row, s, two->name),
			"names two people; ask for a row for each", out->value[table_column_find(TABLE_PEOPLE, "local_id")], e);
	if (s->table == TABLE_PEOPLE && is_given_again(t, out, &nomem))
		return ST_OK;
	b->reject_reword = reject_reword;
	b->reject_arg = &rewording;
	st = nomem ? err_nomem(e) : table_row_take(b, s->table, out, t->scratch, e);
	b->reject_reword = NULL;
	return st;
}

static const char *shape_fault(const struct profile_reading *r, const struct csv_row *row)
{
	if (row->fault)
		return row->fault;
	for (size_t i = r->places; i < row->n; i++)
		if (row->length[i] > 0)
			return "has more fields than the header; is a delimiter not quoted?";
	if (row->is_in_doubt && row->n < r->places)
		return "has fewer fields than the header, below a quoted field that never ends";
	if (row->is_cut_off && row->n < r->places)
		return "the file ends in the middle of this row";
	for (size_t i = 0; i < row->n; i++)
		if (row->length[i] > BATCH_FIELD_MAX)
			return "holds a field longer than 64 KiB";
	return NULL;
}

/* What the sender knows a row of the wrong shape by, as far as one of its cells says it. */
static const char *own_id(const struct taking *t, const struct profile_reading *r, const struct csv_row *csv)
{
	for (const struct profile_section *s = t->profile->sections; s; s = s->next)
		for (const struct profile_field *f = s->fields; f; f = f->next) {
			bool is_id = strcmp(f->name, "local_id") == 0 || strcmp(f->name, "source_ref") == 0;
			bool is_column = f->terms && !f->terms->text && f->terms->column >= 0;
			int place = is_id && is_column && !f->is_hashed ? r->place[f->terms->column] : -1;

			if (place >= 0 && (size_t)place < csv->n && csv->length[place] <= ID_MOST)
				return csv->field[place];
		}
	return NULL;
}

static enum status row_take(void *arg, struct profile_reading *r, const struct csv_row *csv, struct err *e)
{
	struct taking *t = arg;
	struct profile_row row = { .profile = t->profile, .place = r->place, .cell = csv->field,
		.length = csv->length, .n = csv->n, .today = t->today, .secret = t->secret,
		.unmapped = unmapped_count, .arg = t };
	struct id_made ids[ID_KINDS];
	struct table_row out = { .agency = t->agency, .origin = { t->batch->label, csv->line }, .ids = ids };
	const char *fault;
	enum status st = ST_OK;

	if (profile_skips(&row)) {
		r->skipped++;
		return ST_OK;
	}
	if ((++t->batch->read & 255) == 0)
		st = batch_progress(t->batch, "reading", t->batch->bytes_done + csv->bytes,
			t->batch->bytes_all, e);
	fault = shape_fault(r, csv);
	if (st == ST_OK && fault)
		return batch_reject(t->batch, out.origin, "", fault, own_id(t, r, csv), e);
	for (const struct profile_section *s = t->profile->sections; s && st == ST_OK; s = s->next) {
		for (size_t at = 0; st == ST_OK && profile_turn(r, s, &at, &row.heading);) {
			arena_reset(t->scratch);
			if (profile_applies(&row, s))
				st = section_take(t, &row, s, &out, e);
		}
		row.heading = NULL;
	}
	return st;
}

static enum status notes_give(struct taking *t, const struct profile_reading *r, struct err *e)
{
	const struct text_seen seen = {
		r->seen.is_1252 && t->profile->encoding == ENCODING_AUTO, r->seen.nuls };
	enum status st = batch_note_text(t->batch, r->label, &seen, e);

	if (st == ST_OK && r->skipped)
		st = batch_note(t->batch, e, "%s: %lld row%s skipped, as the profile %s says", r->label,
			(long long)r->skipped, r->skipped == 1 ? " was" : "s were", t->profile->name);
	for (const struct profile_section *s = t->profile->sections; s; s = s->next)
		for (const struct profile_field *f = s->fields; f && st == ST_OK; f = f->next)
			if (t->unmapped[f->number])
				st = batch_note(t->batch, e,
					"%s: %lld value%s of \"%s\" stand%s in no line beneath %s (%s line %d) and went "
					"in as sent; throughline profile check lists them",
					r->label, (long long)t->unmapped[f->number],
					t->unmapped[f->number] == 1 ? "" : "s", column_of(t, NULL, s, f->name),
					t->unmapped[f->number] == 1 ? "s" : "", f->name, t->profile->label, f->line);
	return st;
}

static enum status file_take(struct taking *t, const char *path, struct err *e)
{
	struct profile_reading r = { .profile = t->profile, .label = t->batch->label, .give = row_take,
		.arg = t, .today = t->today };
	int64_t size;
	enum status st;

	t->scratch = arena_new();
	t->unmapped = calloc((size_t)t->profile->field_n + 1, sizeof *t->unmapped);
	if (!t->scratch || !t->unmapped || !rowindex_init(&t->by_hash, 64))
		return err_nomem(e);
	st = profile_read(&r, path, e);
	if (st == ST_OK)
		st = notes_give(t, &r, e);
	profile_headings_done(&r);
	if (path_is_file(path, &size))
		t->batch->bytes_done += size;
	return st;
}

enum status profile_take(struct batch *b, const struct profile *p, const char *path, struct err *e)
{
	struct taking t = { .batch = b, .profile = p, .agency = b->agency ? b->agency : p->agency,
		.today = b->session ? session_today(b->session) : CIVIL_NONE,
		.secret = b->session ? store_id(b->session->store) : NULL };
	enum status st = batch_expect(b, t.agency, e);

	b->profile = p;
	if (st == ST_OK)
		st = file_take(&t, path, e);

	rowindex_done(&t.by_hash);
	vec_done(&t.given);
	free(t.unmapped);
	arena_free(t.scratch);
	return st;
}

/* Told by run_files.c, which knows the profiles; never by a file's bytes alone. */
static bool never(struct batch *b, const char *path, const char *head, size_t length)
{
	(void)b;
	(void)path;
	(void)head;
	(void)length;
	return false;
}

static enum status nothing_begin(struct batch *b, void **state, struct err *e)
{
	(void)b;
	(void)e;
	*state = NULL;
	return ST_OK;
}

static enum status file_read(struct batch *b, void *state, const char *path, struct err *e)
{
	const struct profile *rival, *p = profile_recognise(b, path, &rival);

	(void)state;
	if (!p && b->profiles && b->profile_is_asked)
		p = b->profiles;
	if (!p)
		return err_set(e, ST_FORMAT,
			"%s has the columns of no profile that is kept; `throughline profile` lists them, "
			"`throughline profile new FILE` drafts one", b->label);
	if (rival && !b->profile_is_asked)
		return err_set(e, ST_USAGE, "%s has the columns of two profiles, %s and %s; say which with --profile NAME",
			b->label, p->name, rival->name);
	return profile_take(b, p, path, e);
}

static enum status nothing_finish(struct batch *b, void *state, struct err *e)
{
	(void)b;
	(void)state;
	(void)e;
	return ST_OK;
}

static void nothing_end(void *state)
{
	(void)state;
}

const struct format FORMAT_PROFILE = {
	.name = "profile",
	.recognise = never,
	.begin = nothing_begin,
	.read = file_read,
	.finish = nothing_finish,
	.end = nothing_end,
};
