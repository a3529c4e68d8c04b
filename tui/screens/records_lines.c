/* records_lines.c - the lines of the Records tab, in both of its forms. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "screens/records_tab.h"
#include "screens/show.h"

static bool is_name(int field)
{
	return field == RF_FAMILY_NAME || field == RF_GIVEN_NAME || field == RF_OTHER_NAMES ||
		field == RF_PREFERRED_NAME;
}

const char *record_value_shown(
	const struct app *app, int field, const char *value, struct arena *a)
{
	if (app->mask)
		return is_name(field) ? app_mask(app, a, value) : "(masked)";
	return show_field((enum record_field)field, value, a);
}

/* Its number there; of one that was made here, that. */
static const char *number_of(const struct record *r)
{
	return is_made_here(r->local_id) ? "made here" : r->local_id;
}

const char *record_shown(
	const struct app *app, const struct person *p, size_t record, struct arena *a)
{
	const char *agency = show_agency(app, p->record[record].agency);

	for (size_t i = 0; i < p->record_n; i++)
		if (i != record && p->record[i].agency == p->record[record].agency)
			return app->mask ? agency
				: arena_printf(a, "%s %s", agency, number_of(&p->record[record]));
	return agency;
}

/* Records ----------------------------------------------------------------- */

static const struct involved *involved_of(const struct person *p, int64_t agency)
{
	for (size_t i = 0; i < p->involved_n; i++)
		if (p->involved[i].agency == agency)
			return &p->involved[i];
	return NULL;
}

/* "01999 500400, J. Obi": of the agency, with the first of its records; where it is cut, the number is whole. */
static const char *reach_of(const struct app *app, const struct involved *by, struct arena *a)
{
	const struct agency *agency = session_agency(app->session, by->agency);
	const char *phone = agency ? agency->phone : NULL;

	return arena_printf(a, "%s%s%s", phone ? phone : "", by->practitioner && phone ? ", " : "",
		by->practitioner ? by->practitioner : "");
}

static const char *when_of(const struct app *app, const struct involved *by, struct arena *a)
{
	char since[12], last[12];

	show_day(app, by->since, since);
	show_day(app, by->last, last);
	return *last && by->last > by->since ? arena_printf(a, "%s to %s", since, last)
		: arena_dup(a, since);
}

static const char *link_of(const struct person *p, const struct record_told *told, size_t i, struct arena *a)
{
	if (is_made_here(p->record[i].local_id) && !told->by)
		return "made for it";
	if (told->by)
		return arena_printf(a, "linked by %s", told->by);
	if (told->band)
		return told->band;
	return i ? "" : "came first";
}

static bool is_first_of_agency(const struct person *p, size_t record)
{
	for (size_t i = 0; i < record; i++)
		if (p->record[i].agency == p->record[record].agency)
			return false;
	return true;
}

/* Newest contact first, as who is involved is told; then the rest of theirs. */
static bool records_add(struct records_tab *t, struct record_lines *out, struct arena *a)
{
	const struct person *p = t->person;
	bool ok = true;

	for (size_t k = 0; k <= p->involved_n && ok; k++)
		for (size_t i = 0; i < p->record_n && ok; i++) {
			const struct involved *by = involved_of(p, p->record[i].agency);
			struct record_line *l = &out->v[out->n];

			if (k < p->involved_n ? by != &p->involved[k] : by != NULL)
				continue;
			by = is_first_of_agency(p, i) ? by : NULL;
			*l = (struct record_line){.kind = LINE_RECORD, .field = -1, .id = p->record[i].id,
				.record = i, .label = show_agency(t->app, p->record[i].agency),
				.value = t->app->mask && !is_made_here(p->record[i].local_id) ? "" : number_of(&p->record[i])};
			l->who = by ? reach_of(t->app, by, a) : "";
			l->when = by ? when_of(t->app, by, a) : "";
			l->last = !by ? CELL_NOTHING : by->last == CIVIL_NONE ? by->since : by->last;
			l->weight = t->told[i].band && !t->told[i].by && !isnan(t->told[i].weight)
				? (int64_t)(t->told[i].weight * 10) : CELL_NOTHING;
			l->link = link_of(p, &t->told[i], i, a);
			ok = l->who && l->when && l->link;
			out->n++;
		}
	return ok;
}

/* Value by value ------------------------------------------------------------ */

/* Who says so, and which record where it is one alone. */
static const char *who_says(const struct app *app, const struct person *p, int field,
	const char *value, size_t *record, struct arena *a)
{
	const char *who = NULL, *other = "";
	size_t n = 0;

	for (size_t i = 0; i < p->record_n; i++) {
		const char *name = record_shown(app, p, i, a), *said = p->record[i].field[field];

		if (!name)
			return NULL;
		if (!said || !record_field_same((enum record_field)field, said, value)) {
			other = name;
			continue;
		}
		who = who ? arena_printf(a, "%s, %s", who, name) : name;
		*record = n++ ? RECORD_NONE : i;
	}
	if (n > 1 && n == p->record_n)
		return "all";
	if (n > 2 && n + 1 == p->record_n)
		return arena_printf(a, "all but %s", other);
	return who ? who : "";
}

static bool is_new(const char *const *value, size_t n, int field, const char *said)
{
	for (size_t i = 0; i < n; i++)
		if (record_field_same((enum record_field)field, value[i], said))
			return false;
	return true;
}

/* Each value of a field once, the one shown first. */
static size_t values_of(const struct person *p, int field, const char **value)
{
	size_t n = 0;

	if (p->field[field].value)
		value[n++] = p->field[field].value;
	for (size_t i = 0; i < p->record_n; i++) {
		const char *said = p->record[i].field[field];

		if (said && is_new(value, n, field, said))
			value[n++] = said;
	}
	return n;
}

static int64_t line_id(const struct person *p, int field, size_t k)
{
	return -(int64_t)((size_t)field * (p->record_n + 2) + k) - 1;
}

static bool values_add(struct records_tab *t, int field, struct record_lines *out, struct arena *a)
{
	const struct person *p = t->person;
	const char **value = arena_alloc(a, (p->record_n + 1) * sizeof *value);
	size_t n = value ? values_of(p, field, value) : 0;
	bool is_disputed = false;

	for (size_t k = 1; k < n; k++)
		is_disputed |= record_field_differs((enum record_field)field, value[k], value[0]);
	t->disputed += is_disputed;
	for (size_t k = 0; k < n; k++) {
		struct record_line *l = &out->v[out->n++];

		*l = (struct record_line){.kind = LINE_FIELD, .field = field,
			.id = line_id(p, field, k), .record = RECORD_NONE, .is_disputed = is_disputed,
			.label = !k ? show_field_name((enum record_field)field) : is_disputed ? "  differs" : ""};
		l->value = record_value_shown(t->app, field, value[k], a);
		l->who = who_says(t->app, p, field, value[k], &l->record, a);
		if (!l->value || !l->who)
			return false;
	}
	return value != NULL;
}

/* Agency by agency ----------------------------------------------------------- */

static bool agencies_add(struct records_tab *t, struct record_lines *out, struct arena *a)
{
	const struct person *p = t->person;
	struct record_line *l = &out->v[out->n++];

	*l = (struct record_line){.kind = LINE_AGENCIES, .field = -1, .record = RECORD_NONE, .label = "",
		.value = "", .who = ""};
	l->cell = arena_alloc(a, (p->record_n + 1) * sizeof *l->cell);
	for (size_t i = 0; i < p->record_n && l->cell; i++)
		if (!(l->cell[i] = record_shown(t->app, p, i, a)))
			return false;
	return l->cell != NULL;
}

static bool cells_add(struct records_tab *t, int field, struct record_lines *out, struct arena *a)
{
	const struct person *p = t->person;
	struct record_line *l = &out->v[out->n];
	const char *shown = p->field[field].value;
	bool is_said = false;

	*l = (struct record_line){.kind = LINE_FIELD, .field = field, .id = line_id(p, field, 0),
		.record = RECORD_NONE, .label = show_field_name((enum record_field)field), .value = "", .who = ""};
	l->cell = arena_alloc(a, (p->record_n + 1) * sizeof *l->cell);
	l->differs = arena_alloc(a, (p->record_n + 1) * sizeof *l->differs);
	for (size_t i = 0; i < p->record_n && l->cell && l->differs; i++) {
		const char *said = p->record[i].field[field];

		l->cell[i] = said ? record_value_shown(t->app, field, said, a) : "";
		if (!l->cell[i])
			return false;
		l->differs[i] = record_field_differs((enum record_field)field, said, shown);
		l->is_disputed = l->is_disputed || l->differs[i];
		is_said = is_said || said;
	}
	out->n += is_said;
	return l->cell && l->differs;
}

enum status records_lines_make(struct records_tab *t, struct arena *a, struct err *e)
{
	size_t n = t->person->record_n;
	bool ok;

	t->by_value = (struct record_lines){arena_alloc(a, (n + 2) * (RF_COUNT + 1) * sizeof *t->by_value.v), 0};
	t->by_agency = (struct record_lines){arena_alloc(a, (n + RF_COUNT + 2) * sizeof *t->by_agency.v), 0};
	t->disputed = 0;
	ok = t->by_value.v && t->by_agency.v && records_add(t, &t->by_value, a) &&
		records_add(t, &t->by_agency, a) && agencies_add(t, &t->by_agency, a);
	for (int field = 0; field < RF_COUNT && ok; field++)
		ok = values_add(t, field, &t->by_value, a) && cells_add(t, field, &t->by_agency, a);
	return ok ? ST_OK : err_nomem(e);
}
