#include "ingest/cld.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/loosedate.h"
#include "text.h"

static const enum record_field FIELD_OF[CF_COUNT] = {
	[CF_NHS_NUMBER] = RF_NHS_NUMBER,
	[CF_FAMILY_NAME] = RF_FAMILY_NAME,
	[CF_GIVEN_NAME] = RF_GIVEN_NAME,
	[CF_BIRTH] = RF_DATE_OF_BIRTH,
	[CF_SEX] = RF_SEX,
	[CF_POSTCODE] = RF_POSTCODE,
	[CF_PRACTICE] = RF_GP_PRACTICE,
	[CF_DEATH] = RF_DATE_OF_DEATH,
	[CF_NEEDS] = RF_COMMUNICATION_NEEDS,
};

/* Details ------------------------------------------------------------------------- */

/* "Hearing impairment; Dementia": what to know before one speaks with the person. */
static void needs_read(const struct cld_row *row, char *out, size_t room)
{
	static const struct { enum cld_column column; const char *called; } NEEDS[] = {
		{ CLD_HEARING, "Hearing impairment" },
		{ CLD_VISUAL, "Visual impairment" },
		{ CLD_AUTISM, "Autism" },
		{ CLD_DEMENTIA, "Dementia" },
	};
	char slug[200];
	size_t at = 0;

	*out = '\0';
	for (size_t i = 0; i < sizeof NEEDS / sizeof *NEEDS; i++) {
		const char *value = row->value[NEEDS[i].column];
		bool is_yes;

		cld_slug(value, slug, sizeof slug);
		if (!*slug || strcmp(slug, "0") == 0 || strncmp(slug, "no", 2) == 0 ||
			strcmp(slug, "n") == 0 || strncmp(slug, "un", 2) == 0 ||
			strlen(slug) > 100)
			continue;
		is_yes = strcmp(slug, "yes") == 0 || strcmp(slug, "y") == 0 ||
			strcmp(slug, "1") == 0;
		if (at < room)
			at += (size_t)snprintf(out + at, room - at, "%s%s%s%s", at ? "; " : "",
				NEEDS[i].called, is_yes ? "" : ": ", is_yes ? "" : value);
	}
}

/* Nobody is born, or has died, after the period that the row is of. */
static const char *date_text(const char *sent, int32_t period, char iso[static 11])
{
	int32_t day;

	if (period == CIVIL_NONE)
		return loosedate_read(sent, DATE_DAY_FIRST, &day, iso) ? iso : sent;
	return cld_date(sent, period, &day, iso) ? iso : sent;
}

static enum status fact_note(struct cld_fact *held, const char *text, const struct cld_row *row,
	struct batch *b, struct err *e)
{
	if (!text || !*text || (held->text && held->period > row->period))
		return ST_OK;
	if (!held->text || strcmp(held->text, text) != 0) {
		held->text = arena_dup(b->arena, text);
		held->origin = row->origin;
	}
	held->period = row->period;
	return held->text ? ST_OK : err_nomem(e);
}

static enum status facts_note(
	struct cld_person *p, const struct cld_row *row, struct batch *b, struct err *e)
{
	char born[11], died[11], needs[600], nhs[11], held[11];
	const char *const *v = row->value;
	const char *text[CF_COUNT] = {
		[CF_NHS_NUMBER] = v[CLD_NHS_NUMBER],
		[CF_FAMILY_NAME] = v[CLD_LAST_NAME],
		[CF_GIVEN_NAME] = v[CLD_FIRST_NAME],
		[CF_BIRTH] = date_text(v[CLD_BIRTH], row->period, born),
		[CF_SEX] = v[CLD_GENDER],
		[CF_POSTCODE] = v[CLD_POSTCODE],
		[CF_PRACTICE] = v[CLD_GP_NAME] ? v[CLD_GP_NAME] : v[CLD_GP_CODE],
		[CF_DEATH] = date_text(v[CLD_DEATH], row->period, died),
		[CF_NEEDS] = needs,
	};
	const char *number = p->fact[CF_NHS_NUMBER].text;
	enum status st = ST_OK;

	needs_read(row, needs, sizeof needs);
	if (number && text[CF_NHS_NUMBER] && nhs_number_valid(text[CF_NHS_NUMBER], nhs) &&
		nhs_number_valid(number, held) && strcmp(nhs, held) != 0)
		p->numbers_differ = true;
	for (size_t i = 0; i < CF_COUNT && st == ST_OK; i++)
		st = fact_note(&p->fact[i], text[i], row, b, e);
	return st;
}

/* Finding ------------------------------------------------------------------------- */

struct wanted { const struct cld_people *people; uint32_t council; const char *local_id; };

static bool is_same(const void *arg, uint32_t row)
{
	const struct wanted *w = arg;
	const struct cld_person *p = &w->people->list.v[row];

	return p->council == w->council && strcmp(p->local_id, w->local_id) == 0;
}

static struct cld_person *person_find(
	const struct cld_people *x, uint32_t council, const char *local_id)
{
	const uint32_t *at = rowindex_find(&x->by_id, rowindex_hash(council, local_id), is_same,
		&(struct wanted){ x, council, local_id });

	return at ? &x->list.v[*at] : NULL;
}

static struct cld_person *person_get(
	struct cld_people *x, struct batch *b, uint32_t council, const struct cld_row *row)
{
	struct cld_person *p = person_find(x, council, row->local_id);
	struct cld_person fresh = { .council = council, .origin = row->origin };

	if (p)
		return p;
	fresh.local_id = arena_dup(b->arena, row->local_id);
	if (!fresh.local_id || !vec_push(&x->list, fresh) ||
		!rowindex_add(&x->by_id, rowindex_hash(council, fresh.local_id),
			(uint32_t)x->list.n - 1))
		return NULL;
	return &x->list.v[x->list.n - 1];
}

static enum status ties_note(struct cld_people *x, struct batch *b, const struct cld_person *carer,
	const struct cld_row *row, struct err *e)
{
	static const enum cld_column ADULTS[] = { CLD_ADULT_1, CLD_ADULT_2, CLD_ADULT_3 };

	if (row->client == CLD_USER || row->period == CIVIL_NONE)
		return ST_OK;
	for (size_t i = 0; i < 3; i++) {
		const char *adult = row->value[ADULTS[i]];
		struct cld_tie tie = { carer->council, carer->local_id, NULL, row->period,
			row->origin };

		if (!adult || strcmp(adult, carer->local_id) == 0)
			continue;
		tie.adult = arena_dup(b->arena, adult);
		if (!tie.adult || !vec_push(&x->ties, tie))
			return err_nomem(e);
	}
	return ST_OK;
}

enum status cld_people_note(struct cld_people *x, struct batch *b, uint32_t council,
	const struct cld_row *row, struct err *e)
{
	struct cld_person *p = person_get(x, b, council, row);
	enum status st = p ? facts_note(p, row, b, e) : err_nomem(e);

	return st == ST_OK ? ties_note(x, b, p, row, e) : st;
}

/* Handing on ---------------------------------------------------------------------- */

/* A slip in a detail hides nobody: it is told, and the person goes in. */
static enum status slips_tell(const struct cld_person *p, struct staged_person *staged,
	struct batch *b, struct err *e)
{
	const struct cld_fact *born = &p->fact[CF_BIRTH], *died = &p->fact[CF_DEATH];
	struct civil when;
	enum status st = ST_OK;

	if (born->text && !civil_parse(born->text, &when))
		st = batch_reject(b, born->origin, CLD_COLUMN_NAMES[CLD_BIRTH],
			"is no date; write YYYY-MM-DD or DD/MM/YYYY (the rest of the row was taken in)",
			p->local_id, e);
	if (st == ST_OK && died->text && !civil_parse(died->text, &when)) {
		staged->field[RF_DATE_OF_DEATH] = NULL;
		st = batch_reject(b, died->origin, CLD_COLUMN_NAMES[CLD_DEATH],
			"is no date; write YYYY-MM-DD or DD/MM/YYYY (the rest of the row was taken in)",
			p->local_id, e);
	}
	if (st == ST_OK && p->numbers_differ)
		st = batch_reject(b, p->fact[CF_NHS_NUMBER].origin,
			CLD_COLUMN_NAMES[CLD_NHS_NUMBER],
			"differs between rows of this person; that of the latest period was taken in",
			p->local_id, e);
	return st;
}

static enum status person_stage(
	const struct cld_person *p, const char *agency, struct batch *b, struct err *e)
{
	struct staged_person staged = {
		.agency = agency, .local_id = p->local_id, .origin = p->origin,
	};
	enum status st;

	for (size_t i = 0; i < CF_COUNT; i++)
		staged.field[FIELD_OF[i]] = p->fact[i].text;
	st = slips_tell(p, &staged, b, e);
	return st == ST_OK ? batch_person(b, &staged, e) : st;
}

static int by_who_and_when(const void *a, const void *b)
{
	const struct cld_tie *x = a, *y = b;
	int order;

	if (x->council != y->council)
		return x->council < y->council ? -1 : 1;
	order = strcmp(x->carer, y->carer);
	if (!order)
		order = strcmp(x->adult, y->adult);
	return order ? order : (x->as_of < y->as_of) - (x->as_of > y->as_of);
}

static enum status tie_note(const struct cld_tie *t, const char *agency, bool is_of_carer,
	struct batch *b, struct err *e)
{
	struct staged_event staged = { .agency = agency, .origin = t->origin };
	struct event *ev = &staged.event;
	char day[11], *ref = arena_printf(b->arena, "cares/%s/%s/%s", t->carer, t->adult,
		is_of_carer ? "carer" : "adult");
	const char *title = arena_printf(b->arena,
		is_of_carer ? "Unpaid carer of %s:%s" : "Has an unpaid carer: %s:%s", agency,
		is_of_carer ? t->adult : t->carer);

	if (!ref || !title)
		return err_nomem(e);
	for (char *at = ref; (at = strchr(at, ';'));)
		*at = ',';
	civil_iso(t->as_of, day);
	ev->kind = EV_NOTE;
	ev->status = ES_COMPLETED;
	ev->local_id = is_of_carer ? t->carer : t->adult;
	ev->source_ref = ref;
	ev->title = title;
	ev->starts_on = day;
	ev->start = (struct civil){ t->as_of, CIVIL_NO_TIME };
	ev->end = CIVIL_ABSENT;
	return batch_event(b, &staged, e);
}

static bool is_same_tie(const struct cld_tie *x, const struct cld_tie *y)
{
	return x->council == y->council && !strcmp(x->carer, y->carer) &&
		!strcmp(x->adult, y->adult);
}

/* The model has no relationships: each of the two gets a note that leads to the
 * other's record, as of the newest period that tells of it. */
static enum status ties_stage(const struct cld_people *x, struct batch *b,
	const char *const *agency, struct err *e)
{
	enum status st = ST_OK;

	if (x->ties.n > 0)
		qsort(x->ties.v, x->ties.n, sizeof *x->ties.v, by_who_and_when);
	for (size_t i = 0; i < x->ties.n && st == ST_OK; i++) {
		const struct cld_tie *t = &x->ties.v[i];

		if (i > 0 && is_same_tie(&x->ties.v[i - 1], t))
			continue;
		st = tie_note(t, agency[t->council], true, b, e);
		if (st == ST_OK && person_find(x, t->council, t->adult))
			st = tie_note(t, agency[t->council], false, b, e);
	}
	return st;
}

enum status cld_people_stage(const struct cld_people *x, const struct cld_quarters *q, struct batch *b,
	const char *const *agency, struct err *e)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < x->list.n && st == ST_OK; i++) {
		const struct cld_person *p = &x->list.v[i];
		bool is_told;

		st = cld_quarters_person(q, b, agency[p->council], p, &is_told, e);
		if (st == ST_OK && !is_told)
			st = person_stage(p, agency[p->council], b, e);
	}
	return st == ST_OK ? ties_stage(x, b, agency, e) : st;
}
