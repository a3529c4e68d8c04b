/* One row of a file, as its profile reads it. */
#include "ingest/profile/mapping.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "text.h"

enum {
	YEARS_AHEAD = 20 * 366, /* how far off a planned date of two digits may be */
	HASHED_LETTERS = 13,    /* five bits each: 65, one clash expected among six billion */
};

static const char *const DATE_FIELDS[] = { "date_of_birth", "date_of_death", "updated_at", "starts_on",
	"ends_on", "valid_until", "responded_on" };
static const char *const LIST_FIELDS[] = { "domains", "resets", "reuses", "joint_with", "other_ids" };

static bool has_name(const char *const *list, size_t n, const struct profile_field *f)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i], f->name) == 0)
			return true;
	return false;
}
#define HAS_NAME(list, f) has_name(list, sizeof(list) / sizeof *(list), f)

/* What a row is known by: without all of its parts it is not known. */
static bool is_key(const struct profile_field *f)
{
	return strcmp(f->name, "local_id") == 0 || strcmp(f->name, "source_ref") == 0;
}

static const struct profile_value *value_find(const struct profile_value *list, const char *text)
{
	char folded[512];

	text_fold(text, folded, sizeof folded);
	if (!*folded)
		snprintf(folded, sizeof folded, "%s", text);
	for (; list; list = list->next)
		if (strcmp(list->from, folded) == 0)
			return list;
	return NULL;
}

/* A cell's clean text, NULL where it says nothing. */
static const char *cell_text(const struct profile_row *r, int column, struct batch *b, struct arena *a)
{
	const struct profile_heading *h = r->heading;
	int place = column >= 0 ? r->place[column] : h ? h->place : -1;
	const char *text;

	if (column == COLUMN_DAY || column == COLUMN_HEADING)
		return !h ? NULL : column == COLUMN_DAY && *h->day ? h->day : column == COLUMN_HEADING && *h->name ? h->name : NULL;
	if (place < 0 || (size_t)place >= r->n)
		return NULL;
	text = batch_text_in(b, a, r->cell[place], r->length[place]);
	text = text ? profile_cell(text) : NULL;
	return text && !value_find(r->profile->nothing, text) ? text : NULL;
}

/* A cell as far as it says the same however, and whenever, it was written: a date without its century,
 * which two digits have from the day they are read on; a number as a number; a name in any letters. */
static void part_hash(const struct profile_row *r, crypto_generichash_state *state, const char *text)
{
	char date[32], folded[512], number[24];

	if (!text)
		text = "";
	if (id_number(text, number))
		text = number;
	if (profile_date(text, r->profile->dates, CIVIL_NONE, date))
		text = date + 2;
	text_fold(text, folded, sizeof folded);
	crypto_generichash_update(state, (const unsigned char *)(*folded ? folded : text),
		strlen(*folded ? folded : text) + 1);
}

/* A code of what a field is made of, which tells the same rows again and nothing else: keyed by
 * the store, so that no list of names finds out whose it is.  NULL: no memory. */
static const char *hashed(const struct profile_row *r, const struct profile_field *f, struct batch *b, struct arena *a)
{
	static const char LETTERS[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	crypto_generichash_state state;
	unsigned char hash[16];
	char out[HASHED_LETTERS + 2] = "H";

	crypto_generichash_init(&state, (const unsigned char *)r->secret, r->secret ? strlen(r->secret) : 0, sizeof hash);
	for (const struct profile_term *t = f->terms; t; t = t->next)
		part_hash(r, &state, t->text ? t->text : cell_text(r, t->column, b, a));
	crypto_generichash_final(&state, hash, sizeof hash);
	for (int i = 0; i < HASHED_LETTERS; i++)
		out[i + 1] = LETTERS[hash[i] & 31];
	return b->no_memory ? NULL : arena_dup(a, out);
}

/* Conditions -------------------------------------------------------------------- */

static bool folded_has(const struct profile_condition *c, const char *folded)
{
	for (const struct profile_value *v = c->values; v; v = v->next) {
		const char *at = strstr(folded, v->from);

		if (c->test == TEST_IS ? strcmp(folded, v->from) == 0
			: c->test == TEST_STARTS ? at == folded : at != NULL)
			return true;
	}
	return false;
}

static bool text_meets(const struct profile_row *r, const struct profile_condition *c, const char *clean)
{
	char folded[512];

	text_fold(clean, folded, sizeof folded);
	if (!*folded)
		snprintf(folded, sizeof folded, "%s", clean);
	if (c->test == TEST_EMPTY || c->test == TEST_FILLED) {
		bool is_empty = !*clean || value_find(r->profile->nothing, clean);

		return is_empty == (c->test == TEST_EMPTY);
	}
	return folded_has(c, folded);
}

static bool cell_meets(const struct profile_row *r, const struct profile_condition *c, int place)
{
	char clean[512];

	*clean = 0;
	if (place >= 0 && (size_t)place < r->n) {
		text_clean(r->cell[place], r->length[place], TEXT_LINE, clean, sizeof clean);
		text_trim(clean);
	}
	return text_meets(r, c, clean);
}

/* `any`: one of the cells; for `any is empty` all of them. */
static bool condition_holds(const struct profile_row *r, const struct profile_condition *c)
{
	if (c->column >= 0)
		return cell_meets(r, c, r->place[c->column]);
	if (c->column == COLUMN_CELL)
		return cell_meets(r, c, r->heading ? r->heading->place : -1);
	if (c->column != COLUMN_ANY)
		return text_meets(r, c, !r->heading ? "" : c->column == COLUMN_DAY ? r->heading->day : r->heading->name);
	for (size_t i = 0; i < r->n; i++)
		if (cell_meets(r, c, (int)i) == (c->test != TEST_EMPTY))
			return c->test != TEST_EMPTY;
	return c->test == TEST_EMPTY;
}

bool profile_skips(const struct profile_row *r)
{
	for (const struct profile_condition *c = r->profile->skip; c; c = c->next)
		if (condition_holds(r, c))
			return true;
	return false;
}

bool profile_applies(const struct profile_row *r, const struct profile_section *s)
{
	for (const struct profile_condition *c = s->when; c; c = c->next)
		if (!condition_holds(r, c))
			return false;
	return true;
}

/* Fields -------------------------------------------------------------------------- */

/* So much of a date as is known: 1940-1 is 1940-01. */
static const char *as_part(const char *text, struct arena *a)
{
	return strlen(text) == 6 && text[4] == '-' && text[5] >= '1' && text[5] <= '9' ? arena_printf(a, "%.5s0%c", text, text[5]) : text;
}

static const char *as_date(const struct profile_row *r, const struct profile_field *f, const char *text,
	struct arena *a)
{
	unsigned forms = f->dates ? f->dates : r->profile->dates;
	bool is_past = strcmp(f->name, "date_of_birth") == 0 || strcmp(f->name, "date_of_death") == 0;
	int32_t latest = r->today == CIVIL_NONE || is_past ? r->today : r->today + YEARS_AHEAD;
	char out[32];

	return profile_date(text, forms, latest, out) ? arena_dup(a, out) : is_past ? as_part(text, a) : text;
}

/* The field of dates that a column fills; *is_hour: as the hour beside a day. */
static const struct profile_field *dated_by(const struct profile *p, int column, bool *is_hour)
{
	for (const struct profile_section *s = p->sections; s; s = s->next)
		for (const struct profile_field *f = s->fields; f; f = f->next) {
			*is_hour = false;
			for (const struct profile_term *t = HAS_NAME(DATE_FIELDS, f) ? f->terms : NULL; t; t = t->next) {
				if (!t->text && t->column == column)
					return f;
				*is_hour |= !t->text;
			}
		}
	return NULL;
}

/* "8:05" and "08:05:00" are 08:05. */
static const char *as_hour(const char *text, struct arena *a)
{
	const char *on_a_day = arena_printf(a, "2000-01-01 %s", text);
	char out[32];
	size_t n;

	if (!text[strcspn(text, ":")] || !on_a_day || !profile_date(on_a_day, DATES_YMD, CIVIL_NONE, out))
		return NULL;
	n = strlen(out);
	if (n == 10)
		return arena_dup(a, "00:00");
	return n == 19 ? arena_dup_n(a, out + 11, strcmp(out + 16, ":00") == 0 ? 5 : 8) : NULL;
}

/* Where the cell that is put next to what is joined stands in it, and which day or hour it is. */
static void cell_note(const struct profile_row *r, int column, struct id_made *made, size_t from, const char *cell,
	struct arena *a)
{
	struct id_cell *out = &made->cell[made->n];
	const struct profile_field *f;
	const char *date;
	bool is_hour;

	if (made->n == ID_CELLS)
		return;
	made->n++;
	*out = (struct id_cell){.from = from, .to = from + strlen(cell)};
	f = dated_by(r->profile, column, &is_hour);
	if (!f)
		return;
	out->month_first = ((f->dates ? f->dates : r->profile->dates) & DATES_MDY) != 0;
	date = is_hour ? NULL : as_date(r, f, cell, a);
	out->dated = is_hour ? as_hour(cell, a) : date && date != cell && (strlen(date) == 10 || strlen(date) == 19) ? date : NULL;
}

/* Columns and texts in one.  A text before the first column stands where that
 * says something, one after a column where both sides do.  *out NULL: nothing.
 * False: no memory. */
static bool terms_join(const struct profile_row *r, const struct profile_field *f, struct batch *b,
	struct arena *a, const char **out, struct id_made *made)
{
	const char *joined = NULL, *between = "";
	bool has_column = false, is_whole = true;

	for (const struct profile_term *t = f->terms; t; t = t->next) {
		const char *text = t->text ? NULL : cell_text(r, t->column, b, a);

		if (t->text) {
			between = joined || !has_column ? arena_printf(a, "%s%s", between, t->text) : "";
		} else if (text) {
			if (is_key(f) || strcmp(f->name, "review_of") == 0)
				cell_note(r, t->column, made, (joined ? strlen(joined) : 0) + strlen(between), text, a);
			joined = arena_printf(a, "%s%s%s", joined ? joined : "", between, text);
			between = joined ? "" : NULL;
		} else {
			is_whole = false;
			between = "";
		}
		has_column |= !t->text;
		if (b->no_memory || !between)
			return false;
	}
	if (*between && (joined || !has_column)) {
		joined = arena_printf(a, "%s%s", joined ? joined : "", between);
		if (!joined)
			return false;
	}
	*out = is_key(f) && !is_whole ? NULL : joined;
	return true;
}

int profile_empty_column(const struct profile_row *r, const struct profile_field *f, struct batch *b, struct arena *a)
{
	for (const struct profile_term *t = f->terms; t; t = t->next)
		if (!t->text && !cell_text(r, t->column, b, a))
			return t->column;
	return COLUMN_ANY;
}

static const char *mapped(const struct profile_row *r, const struct profile_field *f, const char *text)
{
	const struct profile_value *v = f->values ? value_find(f->values, text ? text : "") : NULL;

	if (v)
		return v->to;
	if (!text)
		return NULL;
	if (f->has_other)
		return f->other;
	if (f->values && r->unmapped)
		r->unmapped(r->arg, f, text);
	return text;
}

static bool list_mapped(const struct profile_row *r, const struct profile_field *f, char separator,
	struct arena *a, const char **text)
{
	const char *at = *text, *out = NULL;

	while (at) {
		const char *end = strchr(at, separator);
		size_t n = end ? (size_t)(end - at) : strlen(at);
		char *item = arena_dup_n(a, at, n);
		const char *means = item && *text_trim(item) ? mapped(r, f, item) : NULL;

		if (!item)
			return false;
		if (means) {
			out = out ? arena_printf(a, "%s;%s", out, means) : means;
			if (!out)
				return false;
		}
		at = end ? end + 1 : NULL;
	}
	*text = out;
	return true;
}

/* ID_KINDS: no id of the row. */
static enum id_of id_kind(const struct profile_field *f)
{
	static const char *const NAMES[ID_KINDS] = {[ID_PERSON] = "local_id", [ID_EVENT] = "source_ref", [ID_REVIEWED] = "review_of"};
	int kind = 0;

	while (kind < ID_KINDS && strcmp(NAMES[kind], f->name) != 0)
		kind++;
	return (enum id_of)kind;
}

/* `ids` (or NULL): of a field that is one, what it is made of. */
static bool value_of(const struct profile_row *r, const struct profile_field *f, struct batch *b,
	struct arena *a, const char **out, struct id_made *ids)
{
	bool is_list = f->list || HAS_NAME(LIST_FIELDS, f);
	const char *text = NULL;
	struct id_made made = {.n = 0};

	if (!terms_join(r, f, b, a, &text, &made))
		return false;
	made.sent = text;
	if (f->is_hashed && text) {
		made.n = 0;
		text = hashed(r, f, b, a);
		if (!text)
			return false;
	}
	if (is_list && text) {
		if (!list_mapped(r, f, f->list ? f->list : r->profile->list, a, &text))
			return false;
	} else {
		const char *joined = text;

		text = mapped(r, f, text);
		made.n = text == joined ? made.n : 0;
	}
	if (ids && id_kind(f) < ID_KINDS)
		ids[id_kind(f)] = made;
	if (text && HAS_NAME(DATE_FIELDS, f) && !(text = as_date(r, f, text, a)))
		return false;
	*out = text;
	return true;
}

/* The parts of a whole fill what no line of its own fills. */
static bool part_fill(struct table_row *out, size_t field, const char *part, struct arena *a)
{
	if (!*part || out->value[field])
		return true;
	out->value[field] = arena_dup(a, part);
	return out->value[field] != NULL;
}

static bool whole_fill(const struct profile_field *f, const char *text, struct arena *a,
	struct table_row *out, const struct profile_field **two_people)
{
	struct name_parts name;
	struct address_parts address;

	if (f->field == PROFILE_FULL_ADDRESS) {
		profile_address(text, &address);
		return part_fill(out, RF_ADDRESS, address.address, a) &&
			part_fill(out, RF_POSTCODE, address.postcode, a);
	}
	if (!profile_name(text, &name)) {
		*two_people = f;
		return true;
	}
	return part_fill(out, RF_FAMILY_NAME, name.family, a) &&
		part_fill(out, RF_GIVEN_NAME, name.given, a) &&
		part_fill(out, RF_PREFERRED_NAME, name.preferred, a);
}

bool profile_values(const struct profile_row *r, const struct profile_section *s, struct batch *b,
	struct arena *a, struct table_row *out, const struct profile_field **two_people)
{
	const char *text;

	*two_people = NULL;
	memset(out->value, 0, sizeof out->value);
	if (out->ids)
		memset(out->ids, 0, ID_KINDS * sizeof *out->ids);
	for (const struct profile_field *f = s->fields; f; f = f->next)
		if (f->field < TABLE_COLUMNS_MAX && !value_of(r, f, b, a, &out->value[f->field], out->ids))
			return false;
	for (const struct profile_field *f = s->fields; f; f = f->next) {
		if (f->field < TABLE_COLUMNS_MAX)
			continue;
		if (!value_of(r, f, b, a, &text, NULL) || (text && !whole_fill(f, text, a, out, two_people)))
			return false;
	}
	return !b->no_memory;
}
