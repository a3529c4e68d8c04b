#include "ingest/hmis/hmis.h"

#include <stdlib.h>
#include <string.h>

#include "halving.h"

static int by_person(const void *a, const void *b)
{
	const struct hmis_stay *x = a, *y = b;

	if (x->person != y->person)
		return x->person < y->person ? -1 : 1;
	return (x->organization > y->organization) - (x->organization < y->organization);
}

enum status hmis_stays_sort(struct hmis_set *x, struct err *e)
{
	size_t kept = 0;

	(void)e;
	if (x->stays.n > 0)
		qsort(x->stays.v, x->stays.n, sizeof *x->stays.v, by_person);
	for (size_t i = 0; i < x->stays.n; i++)
		if (i == 0 || by_person(&x->stays.v[i], &x->stays.v[kept - 1]) != 0)
			x->stays.v[kept++] = x->stays.v[i];
	x->stays.n = kept;
	return ST_OK;
}

/* The first stay of a person; those that follow are theirs too. */
static size_t stays_of(const struct hmis_set *x, uint32_t person, size_t *n)
{
	struct halving h = {.to = x->stays.n};

	while (halving_on(&h))
		halving_turn(&h, x->stays.v[h.at].person < person);
	for (*n = 0; h.at + *n < x->stays.n && x->stays.v[h.at + *n].person == person; ++*n)
		;
	return h.at;
}

/* Details ------------------------------------------------------------------------- */

/* A name or number made unreadable: 32 hexadecimal digits or more. */
static bool is_digest(const char *text)
{
	size_t n = text ? strlen(text) : 0;

	return n >= 32 && strspn(text, "0123456789abcdefABCDEF") == n;
}

/* 8, 9 and 99: not known, not told, not asked. */
static bool is_told(const char *quality)
{
	return !quality || (strcmp(quality, "8") != 0 && strcmp(quality, "9") != 0 &&
		strcmp(quality, "99") != 0);
}

static const char *sex_of(const char *const *v)
{
	bool is_female, is_male;

	if (v[HC_SEX])
		return strcmp(v[HC_SEX], "0") == 0 ? "female" : strcmp(v[HC_SEX], "1") == 0 ? "male" : NULL;
	if (v[HC_GENDER]) /* one column, as before FY2022 */
		return strcmp(v[HC_GENDER], "0") == 0 ? "female" : strcmp(v[HC_GENDER], "1") == 0 ? "male" : NULL;
	is_female = (v[HC_FEMALE] && strcmp(v[HC_FEMALE], "1") == 0) ||
		(v[HC_WOMAN] && strcmp(v[HC_WOMAN], "1") == 0);
	is_male = (v[HC_MALE] && strcmp(v[HC_MALE], "1") == 0) ||
		(v[HC_MAN] && strcmp(v[HC_MAN], "1") == 0);
	return is_female == is_male ? NULL : is_female ? "female" : "male";
}

static void names_fill(struct hmis_set *x, const char *const *v, const char **field)
{
	bool is_hashed = is_digest(v[HC_GIVEN]) || is_digest(v[HC_FAMILY]) || is_digest(v[HC_MIDDLE]);

	if (is_hashed && !x->is_hashed)
		x->hashed_names++;
	if (!is_hashed && x->is_hashed && (v[HC_GIVEN] || v[HC_FAMILY]))
		x->unhashed_names++;
	if (is_hashed || x->is_hashed || !is_told(v[HC_NAME_QUALITY]))
		return;
	field[RF_GIVEN_NAME] = v[HC_GIVEN];
	field[RF_FAMILY_NAME] = v[HC_FAMILY];
	field[RF_OTHER_NAMES] = v[HC_MIDDLE];
}

/* 123-45-6789 as 123456789; false for anything but nine digits. */
static bool number_bare(const char *sent, char out[static 10])
{
	size_t n = 0;

	for (; *sent; sent++) {
		if (*sent == '-' || *sent == ' ')
			continue;
		if (*sent < '0' || *sent > '9' || n == 9)
			return false;
		out[n++] = *sent;
	}
	out[n] = '\0';
	return n == 9;
}

/* Told in full; with it a FHIR file's number of the same system meets. */
static enum status number_fill(const struct hmis_set *x, const char *const *v, const char **field,
	struct arena *scratch, struct err *e)
{
	const char *number = v[HC_SSN], *quality = v[HC_SSN_QUALITY];
	char bare[10];

	if (!number || x->is_hashed || is_digest(number) || (quality && strcmp(quality, "1") != 0) || !number_bare(number, bare))
		return ST_OK;
	field[RF_OTHER_IDS] = arena_printf(scratch, "http://hl7.org/fhir/sid/us-ssn=%s", bare);
	return field[RF_OTHER_IDS] ? ST_OK : err_nomem(e);
}

static enum status dates_fill(struct hmis_set *x, const char *const *v, struct origin origin,
	const char **field, struct arena *scratch, struct err *e)
{
	char iso[11];
	int32_t day;
	struct civil when;

	if (v[HC_UPDATED] && civil_parse(v[HC_UPDATED], &when))
		field[RF_UPDATED_AT] = v[HC_UPDATED];
	else
		x->dirty_updates += v[HC_UPDATED] != NULL;
	if (!v[HC_BIRTH] || !is_told(v[HC_BIRTH_QUALITY]))
		return ST_OK;
	field[RF_DATE_OF_BIRTH] = v[HC_BIRTH];
	if (!hmis_date(x, v[HC_BIRTH], &day, iso))
		return batch_reject(x->batch, origin, hmis_column(HF_CLIENT, HC_BIRTH),
			"is no date; write YYYY-MM-DD (the rest of the row goes in)", v[HC_ID], e);
	field[RF_DATE_OF_BIRTH] = arena_dup(scratch, iso);
	return field[RF_DATE_OF_BIRTH] ? ST_OK : err_nomem(e);
}

/* Clients -------------------------------------------------------------------------- */

/* Why a client has no organisation here: silence where the only one is withheld. */
static enum status nobodys(struct hmis_set *x, const char *id, struct origin origin,
	uint32_t person, struct err *e)
{
	const struct hmis_client *c = person == HMIS_NONE ? NULL : &x->clients.v[person];

	if (c && c->has_withheld)
		x->batch->read--;
	if (c && (c->has_withheld || c->has_deleted))
		return ST_OK;
	return batch_reject(x->batch, origin, hmis_column(HF_CLIENT, HC_ID),
		"has no enrollment in these files that says whose it is", id, e);
}

enum status hmis_client_row(void *arg, const char *const *v, struct origin origin,
	struct arena *scratch, struct err *e)
{
	struct hmis_set *x = arg;
	struct staged_person staged = { .local_id = v[HC_ID], .origin = origin };
	uint32_t person = hmis_find(&x->person_ids, v[HC_ID]);
	size_t n = 0, from = person == HMIS_NONE ? 0 : stays_of(x, person, &n);
	enum status st;

	if (v[HC_DELETED]) {
		x->deleted_clients += n > 0;
		if (person != HMIS_NONE)
			x->clients.v[person].is_deleted = true;
		return ST_OK;
	}
	if (!v[HC_ID])
		return batch_reject(x->batch, origin, hmis_column(HF_CLIENT, HC_ID), "is missing", NULL, e);
	if (n == 0)
		return nobodys(x, v[HC_ID], origin, person, e);
	staged.group = n > 1 ? ++*x->group : 0;
	staged.field[RF_SEX] = sex_of(v);
	names_fill(x, v, staged.field);
	st = number_fill(x, v, staged.field, scratch, e);
	if (st == ST_OK)
		st = dates_fill(x, v, origin, staged.field, scratch, e);
	for (size_t i = from; i < from + n && st == ST_OK; i++) {
		st = hmis_agency(x, x->stays.v[i].organization, &staged.agency, e);
		if (st == ST_OK)
			st = batch_person(x->batch, &staged, e);
	}
	return st;
}
