/*
 * PERSON as typed: an address, an NHS number, an id or the start of one.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "governance/gate.h"
#include "governance/reach.h"
#include "linkage.h"
#include "linkage/address.h"
#include "text.h"

#define PREFIX_MIN 4
#define FITS_MAX 100
#define UUID_LENGTH 36

/* A person's id is that of the first of their records. */
static enum status id_of_first(const struct record *record, size_t n, char out[static 37], struct err *err)
{
	if (!n)
		return err_set(err, ST_NONE, "this person's records have moved; look for them again");
	memcpy(out, record[0].uuid, sizeof record[0].uuid);
	return ST_OK;
}

enum status person_id(struct session *s, int64_t person, char out[static 37], struct err *err)
{
	struct arena *arena = arena_new();
	struct record *record;
	size_t n = 0;
	enum status st = arena ? seen_records(s, person, arena, &record, &n, err) : err_nomem(err);

	if (st == ST_OK)
		st = id_of_first(record, n, out, err);
	arena_free(arena);
	return st;
}

/* The people who hold these records, each once, in order of first record. */
static enum status people_of(const struct session *s, const int64_t *record, size_t n,
	struct arena *arena, int64_t **out, size_t *out_n, struct err *err)
{
	int64_t *person = arena_alloc(arena, (n ? n : 1) * sizeof *person);
	size_t i, j, kept = 0;

	if (!person)
		return err_nomem(err);
	for (i = 0; i < n; i++) {
		struct record seen;
		enum status st = seen_record(s, record[i], arena, &seen, err);

		if (st == ST_OK)
			st = store_person_of(s->store, record[i], &person[kept], err);
		if (st == ST_NONE) /* nobody's any more, or not for this viewer */
			continue;
		if (st != ST_OK)
			return st;
		for (j = 0; j < kept && person[j] != person[kept]; j++)
			;
		kept += j == kept;
	}
	*out = person;
	*out_n = kept;
	return ST_OK;
}

static enum status fits_list(struct session *s, const int64_t *person, size_t n,
	struct arena *arena, char ***fits, size_t *fits_n, struct err *err)
{
	char **id = arena_alloc(arena, n * sizeof *id);
	size_t i;

	if (!id)
		return err_nomem(err);
	for (i = 0; i < n; i++) {
		enum status st;

		id[i] = arena_alloc(arena, UUID_LENGTH + 1);
		if (!id[i])
			return err_nomem(err);
		st = person_id(s, person[i], id[i], err);
		if (st != ST_OK)
			return st;
	}
	*fits = id;
	*fits_n = n;
	return err_set(err, ST_AMBIGUOUS, "fits %zu people; give one of their ids", n);
}

static enum status none_of_code(struct err *err)
{
	return err_set(err, ST_NONE, "no agency has this code; `people` shows which agencies know somebody");
}

/* Of an agency that the viewer does not know of there is none, save what they see. */
static enum status by_address(struct session *s, const char *text, const char *colon,
	struct arena *arena, int64_t *person, int64_t *there, struct err *err)
{
	char *code = arena_dup_n(arena, text, (size_t)(colon - text)), folded[65];
	const struct agency *known = NULL;
	struct record whole;
	int64_t record;
	bool is = false;
	char number[24];
	enum status st;

	if (!code)
		return err_nomem(err);
	if (!code_fold(text_trim(code), folded))
		return none_of_code(err);
	st = agency_named(s, folded, 0, &known, err);
	if (st != ST_OK && st != ST_USAGE)
		return st;
	if (!known && !session_agency_by_code(s, folded))
		return none_of_code(err);
	st = store_record_find(s->store, folded, colon + 1, &record, err);
	if (st == ST_NONE && id_number(colon + 1, number))
		st = store_record_find(s->store, folded, number, &record, err);
	if (st == ST_OK)
		st = store_person_of(s->store, record, person, err);
	if (st == ST_OK)
		st = reach_kin_require(s, *person, err);
	if (st == ST_OK)
		st = store_record_get(s->store, record, arena, &whole, err);
	if (st == ST_OK)
		*there = record;
	if (st == ST_OK)
		st = record_is_named(s, &whole, &is, err);
	if (st != ST_NONE && (st != ST_OK || is))
		return st;
	return known ? err_set(err, ST_NONE, "%s has no such record; look for it with `people`", folded) : none_of_code(err);
}

/* Ten digits, blanks aside. */
static bool nhs_digits(const char *text, char out[static 11])
{
	size_t n = 0;

	for (; *text; text++) {
		if (*text == ' ')
			continue;
		if (!isdigit((unsigned char)*text) || n == 10)
			return false;
		out[n++] = *text;
	}
	out[n] = '\0';
	return n == 10;
}

static enum status by_nhs_number(const struct session *s, const char *digits,
	struct arena *arena, int64_t **record, size_t *n, struct err *err)
{
	char key[16];
	struct key_hit *hit;
	size_t hit_n, i;
	enum status st;

	snprintf(key, sizeof key, "N:%s", digits);
	st = store_keys_find(s->store, key, false, FITS_MAX, arena, &hit, &hit_n, err);
	if (st != ST_OK)
		return st;
	*record = arena_alloc(arena, (hit_n ? hit_n : 1) * sizeof **record);
	if (!*record)
		return err_nomem(err);
	for (i = 0; i < hit_n; i++)
		(*record)[i] = hit[i].record;
	*n = hit_n;
	return ST_OK;
}

static enum status by_id(const struct session *s, const char *text, struct arena *arena,
	int64_t **record, size_t *n, struct err *err)
{
	char prefix[UUID_LENGTH + 1];
	size_t length = strlen(text), i;

	if (length > UUID_LENGTH || text[strspn(text, "0123456789abcdefABCDEF-")])
		return err_set(err, ST_NONE, "this is no person's id; find it with `people`");
	if (length < PREFIX_MIN)
		return err_set(err, ST_USAGE, "give at least %d characters of a person's id", PREFIX_MIN);
	for (i = 0; i <= length; i++)
		prefix[i] = (char)tolower((unsigned char)text[i]);
	return store_record_by_uuid(s->store, prefix, FITS_MAX, arena, record, n, err);
}

/* *there: a record that fits, be it one that the viewer may not find; else left as it is. */
static enum status typed_find(struct session *s, const char *text, int64_t *person, int64_t *there,
	struct arena *arena, char ***fits, size_t *fits_n, struct err *err)
{
	char digits[11], *typed = arena_dup(arena, text ? text : "");
	const char *colon;
	int64_t *record = NULL, *found = NULL;
	size_t n = 0;
	enum status st;

	if (!typed)
		return err_nomem(err);
	typed = text_trim(typed);
	colon = strchr(typed, ':');
	if (colon)
		return by_address(s, typed, colon, arena, person, there, err);
	if (nhs_digits(typed, digits))
		st = by_nhs_number(s, digits, arena, &record, &n, err);
	else
		st = by_id(s, typed, arena, &record, &n, err);
	if (st == ST_OK && n)
		*there = record[0];
	if (st == ST_OK)
		st = people_of(s, record, n, arena, &found, &n, err);
	if (st != ST_OK && st != ST_NONE)
		return st;
	if (st == ST_NONE || !n)
		return err_set(err, ST_NONE, "nobody in this store fits; find them with `people`");
	if (n > 1)
		return fits_list(s, found, n, arena, fits, fits_n, err);
	*person = found[0];
	return ST_OK;
}

void tried_in_vain(struct session *s, int64_t person)
{
	struct err unkept;

	if (!sees_all(s))
		(void)case_note(s, &(struct deed){.deed = "refused", .person = person, .detail = "nobody found"}, &unkept);
}

enum status person_resolve(struct session *s, const char *text, int64_t *person,
	struct arena *arena, char ***fits, size_t *fits_n, struct err *err)
{
	int64_t there = 0, whose = 0;
	struct err unkept;
	enum status st = typed_find(s, text, person, &there, arena, fits, fits_n, err);

	if (st == ST_NONE && there && store_person_of(s->store, there, &whose, &unkept) != ST_OK)
		whose = 0;
	if (st == ST_NONE)
		tried_in_vain(s, whose);
	return st;
}

/* Of whom the ids fit: one person, or it is to be said more exactly. */
static enum status one_of(const struct session *s, const int64_t *record, size_t n, int64_t *person, struct err *err)
{
	int64_t first = 0;
	enum status st = n ? ST_OK : ST_NONE;

	for (size_t i = 0; i < n && st == ST_OK; i++) {
		st = store_person_of(s->store, record[i], person, err);
		if (st == ST_OK && i && *person != first)
			st = err_set(err, ST_USAGE, "this fits more than one person; give more of the id");
		first = *person;
	}
	return st;
}

/* A record by its own number, for who sees which is whose by numbers. */
static enum status number_find(struct session *s, const char *text, struct arena *arena, int64_t *person, struct err *err)
{
	struct record r;
	bool is = session_may(s, MAY_NUMBERS);
	enum status st = is ? address_find(s->store, text, arena, &r, err) : ST_NONE;

	if (st == ST_OK && r.person)
		st = record_number_seen(s, &r, &is, err);
	if (st == ST_USAGE || (st == ST_OK && (!is || !r.person)))
		return ST_NONE;
	if (st == ST_OK)
		*person = r.person;
	return st;
}

enum status person_numbered(struct session *s, const char *text, int64_t *person, struct err *err)
{
	struct arena *arena = arena_new();
	char *typed = arena ? arena_dup(arena, text ? text : "") : NULL;
	int64_t *record = NULL;
	size_t n = 0;
	enum status st = typed ? ST_OK : err_nomem(err);

	typed = typed ? text_trim(typed) : NULL;
	if (st == ST_OK && strchr(typed, ':'))
		st = number_find(s, typed, arena, person, err);
	else if (st == ST_OK && (st = by_id(s, typed, arena, &record, &n, err)) == ST_OK)
		st = one_of(s, record, n, person, err);
	arena_free(arena);
	if (st != ST_NONE)
		return st;
	tried_in_vain(s, 0);
	return err_set(err, ST_NONE, "nobody in this store fits; give an id as the log and the lists of numbers have it");
}

enum status person_number(const struct session *s, int64_t person, char out[static 37], struct err *err)
{
	struct arena *arena = arena_new();
	struct record *record;
	size_t n = 0;
	enum status st = arena ? store_person_records(s->store, person, arena, &record, &n, err) : err_nomem(err);

	if (st == ST_OK)
		st = id_of_first(record, n, out, err);
	arena_free(arena);
	return st;
}

enum status person_led(struct session *s, const char *text, int64_t person, struct arena *arena,
	const char **sentence, struct err *err)
{
	char digits[11], *typed = arena_dup(arena, text ? text : "");
	int64_t *record = NULL;
	size_t n = 0;
	enum status st;

	if (!typed)
		return err_nomem(err);
	*sentence = NULL;
	typed = text_trim(typed);
	if (strchr(typed, ':') || nhs_digits(typed, digits))
		return ST_OK;
	st = by_id(s, typed, arena, &record, &n, err);
	for (size_t i = 0; i < n && st == ST_OK; i++)
		if (record[i] == person)
			return ST_OK;
	return st == ST_OK && n ? person_leads(s, record[0], arena, sentence, err) : st;
}
