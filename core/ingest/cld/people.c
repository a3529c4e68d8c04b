#include "ingest/cld/cld.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "store_unsaid.h"
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

/* "Hearing impairment; Dementia": what to know before one speaks with the person; "": nothing.
 * False: the row does not say. */
static bool needs_read(const struct cld_row *row, char *out, size_t room)
{
	static const struct { enum cld_column column; const char *called; } NEEDS[] = {
		{ CLD_HEARING, "Hearing impairment" },
		{ CLD_VISUAL, "Visual impairment" },
		{ CLD_AUTISM, "Autism" },
		{ CLD_DEMENTIA, "Dementia" },
	};
	char slug[200];
	size_t at = 0;
	bool is_said = false;

	*out = '\0';
	for (size_t i = 0; i < sizeof NEEDS / sizeof *NEEDS; i++) {
		const char *value = row->value[NEEDS[i].column];
		bool is_yes;

		is_said = is_said || value;
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
	return is_said;
}

/* Nobody is born, or has died, after the period that the row is of. */
static const char *date_text(const char *sent, int32_t period, char iso[static 11])
{
	int32_t day;

	if (period == CIVIL_NONE)
		return cld_date_whole(sent, &day, iso) ? iso : sent;
	return cld_date(sent, period, &day, iso) ? iso : sent;
}

/* In whatever letters: that somebody has died, and no day of it. */
static const char *death_text(const char *sent, int32_t period, char iso[static 11])
{
	return sent && strcasecmp(sent, DEATH_UNDATED) == 0 ? DEATH_UNDATED : date_text(sent, period, iso);
}

static enum status fact_note(struct cld_fact *held, const char *text, const struct cld_row *row,
	struct batch *b, struct err *e)
{
	if (!text || (held->text && held->period > row->period))
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
		[CF_DEATH] = death_text(v[CLD_DEATH], row->period, died),
		[CF_NEEDS] = needs_read(row, needs, sizeof needs) ? needs : NULL,
	};
	const char *number = p->fact[CF_NHS_NUMBER].text;
	enum status st = ST_OK;

	p->period = row->period > p->period ? row->period : p->period;
	if (row->tells_deaths && (!p->tells_death || row->period > p->death_told)) {
		p->tells_death = true;
		p->death_told = row->period;
	}
	if (number && text[CF_NHS_NUMBER] && nhs_number_valid(text[CF_NHS_NUMBER], nhs) &&
		nhs_number_valid(number, held) && strcmp(nhs, held) != 0)
		p->numbers_differ = true;
	for (size_t i = 0; i < CF_COUNT && st == ST_OK; i++)
		st = fact_note(&p->fact[i], text[i], row, b, e);
	return st;
}

/* A later period that tells of no death has taken it back. */
static const char *died_text(const struct cld_person *p)
{
	return p->fact[CF_DEATH].period < p->death_told ? NULL : p->fact[CF_DEATH].text;
}

/* Finding ------------------------------------------------------------------------- */

struct wanted { const struct cld_people *people; uint32_t council; const char *local_id; };

static bool is_same(const void *arg, uint32_t row)
{
	const struct wanted *w = arg;
	const struct cld_person *p = &w->people->list.v[row];

	return p->council == w->council && strcmp(p->local_id, w->local_id) == 0;
}

struct cld_person *cld_person_find(const struct cld_people *x, uint32_t council, const char *local_id)
{
	const uint32_t *at = rowindex_find(&x->by_id, rowindex_hash(council, local_id), is_same,
		&(struct wanted){ x, council, local_id });

	return at ? &x->list.v[*at] : NULL;
}

const char *cld_people_died(const struct cld_people *x, uint32_t council, const char *local_id)
{
	const struct cld_person *p = cld_person_find(x, council, local_id);

	return p ? died_text(p) : NULL;
}

static struct cld_person *person_get(
	struct cld_people *x, struct batch *b, uint32_t council, const struct cld_row *row)
{
	struct cld_person *p = cld_person_find(x, council, row->local_id);
	struct cld_person fresh = { .council = council, .origin = row->origin, .period = CIVIL_NONE };

	if (p)
		return p;
	fresh.local_id = arena_dup(b->arena, row->local_id);
	if (!fresh.local_id || !vec_push(&x->list, fresh) ||
		!rowindex_add(&x->by_id, rowindex_hash(council, fresh.local_id),
			(uint32_t)x->list.n - 1))
		return NULL;
	return &x->list.v[x->list.n - 1];
}

enum status cld_people_note(struct cld_people *x, struct batch *b, uint32_t council,
	const struct cld_row *row, struct err *e)
{
	struct cld_person *p = person_get(x, b, council, row);
	enum status st = p ? facts_note(p, row, b, e) : err_nomem(e);

	return st == ST_OK ? cld_tie_note(x, b, p, row, e) : st;
}

/* Handing on ---------------------------------------------------------------------- */

/* A slip in a detail hides nobody: it is told, and the person goes in. */
static enum status slips_tell(const struct cld_person *p, struct staged_person *staged,
	struct batch *b, struct err *e)
{
	const struct cld_fact *born = &p->fact[CF_BIRTH], *died = &p->fact[CF_DEATH];
	struct civil when;
	struct death death = DEATH_NONE;
	enum status st = ST_OK;

	if (born->text && !civil_parse(born->text, &when))
		st = batch_reject(b, born->origin, CLD_COLUMN_NAMES[CLD_BIRTH],
			"is no date; write YYYY-MM-DD or DD/MM/YYYY (the rest of the row goes in)",
			p->local_id, e);
	if (st == ST_OK && died->text && !death_add(&death, died->text)) {
		staged->field[RF_DATE_OF_DEATH] = NULL;
		st = batch_reject(b, died->origin, CLD_COLUMN_NAMES[CLD_DEATH],
			"is no date; write YYYY-MM-DD or DD/MM/YYYY, so much of it as is known, or yes (the rest of the row "
			"goes in)", p->local_id, e);
	}
	if (st == ST_OK && p->numbers_differ)
		st = batch_reject(b, p->fact[CF_NHS_NUMBER].origin,
			CLD_COLUMN_NAMES[CLD_NHS_NUMBER],
			"differs between rows of this person; that of the latest period was taken in",
			p->local_id, e);
	return st;
}

/* A cell that is empty says nothing: what was said of it before stays; but no day of death where
 * one could stand says that the council's returns tell of none. */
static enum status person_stage(
	const struct cld_person *p, const char *agency, struct batch *b, struct err *e)
{
	struct staged_person staged = {
		.agency = agency, .local_id = p->local_id, .origin = p->origin,
	};
	enum status st;

	staged.lacks = ((uint32_t)1 << RF_COUNT) - 1;
	for (size_t i = 0; i < CF_COUNT; i++) {
		const char *text = i == CF_DEATH ? died_text(p) : p->fact[i].text;

		staged.field[FIELD_OF[i]] = text && *text ? text : NULL;
		if (text)
			staged.lacks &= ~((uint32_t)1 << FIELD_OF[i]);
		else if (i == CF_DEATH && p->tells_death)
			staged.lacks |= UNSAID_LIVES;
	}
	staged.day = p->period == CIVIL_NONE ? 0 : p->period;
	st = slips_tell(p, &staged, b, e);
	return st == ST_OK ? batch_person(b, &staged, e) : st;
}

enum status cld_people_stage(const struct cld_people *x, struct batch *b, const char *const *agency, struct err *e)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < x->list.n && st == ST_OK; i++) {
		const struct cld_person *p = &x->list.v[i];

		st = person_stage(p, agency[p->council], b, e);
	}
	return st;
}
