/*
 * Records as the viewer may see them.
 */
#include "governance/gate.h"

#include <string.h>

static const char VEILED[] = "withheld";

/* Who somebody is; all that is left of a record of which only the existence is told. */
static const enum record_field IDENTITY[] = {
	RF_NHS_NUMBER, RF_NHS_NUMBER_STATUS, RF_FAMILY_NAME, RF_GIVEN_NAME, RF_OTHER_NAMES, RF_PREFERRED_NAME,
	RF_DATE_OF_BIRTH, RF_SEX, RF_DATE_OF_DEATH, RF_UPDATED_AT,
};

/* Where somebody is, or whom one could ask where. */
static const enum record_field WHERE[] = {
	RF_ADDRESS, RF_TOWN, RF_POSTCODE, RF_PHONE, RF_EMAIL, RF_SAFE_CONTACT, RF_GP_PRACTICE, RF_OTHER_IDS,
};

static void identity_keep(const char *field[RF_COUNT])
{
	const char *kept[RF_COUNT] = {NULL};

	for (size_t i = 0; i < sizeof IDENTITY / sizeof *IDENTITY; i++)
		kept[IDENTITY[i]] = field[IDENTITY[i]];
	memcpy(field, kept, sizeof kept);
}

static void where_drop(const char *field[RF_COUNT])
{
	for (size_t i = 0; i < sizeof WHERE / sizeof *WHERE; i++)
		field[WHERE[i]] = NULL;
}

/* Where the agency's name tells too much, so may its numbers. */
static void agency_veil(const struct session *s, struct record *r)
{
	const struct agency *agency = session_agency((struct session *)s, r->agency);

	if (!agency->shown_as || !*agency->shown_as)
		return;
	r->agency_code = agency->shown_as;
	r->local_id = VEILED;
}

bool record_is_veiled(const struct record *r)
{
	return strcmp(r->local_id, VEILED) == 0;
}

enum status record_is_named(const struct session *s, const struct record *r, bool *is, struct err *err)
{
	const struct agency *agency = session_agency((struct session *)s, r->agency);
	const struct sharing *sh = NULL;
	enum status st = sees_all(s) ? ST_OK : sharing_of(s, r->person, &sh, err);
	enum seen seen = st == ST_OK ? may_see_record(&s->viewer, sh, r) : SEE_NOTHING;

	*is = seen == SEE_FULL || (seen != SEE_NOTHING && (!agency->shown_as || !*agency->shown_as));
	return st;
}

/* False: it does not exist for the viewer. */
static bool record_cut(const struct session *s, const struct sharing *sh, struct record *r)
{
	enum seen seen = may_see_record(&s->viewer, sh, r);

	if (seen == SEE_NOTHING)
		return false;
	if (seen != SEE_FULL) {
		identity_keep(r->field);
		agency_veil(s, r);
	}
	if (!may_see_where(&s->viewer, sh))
		where_drop(r->field);
	return true;
}

enum status seen_records(const struct session *s, int64_t person, struct arena *arena, struct record **out,
	size_t *n, struct err *err)
{
	const struct sharing *sh = NULL;
	size_t kept = 0;
	enum status st = store_person_records(s->store, person, arena, out, n, err);

	if (st != ST_OK || sees_all(s))
		return st;
	st = sharing_of(s, person, &sh, err);
	for (size_t i = 0; st == ST_OK && i < *n; i++)
		if (record_cut(s, sh, &(*out)[i]))
			(*out)[kept++] = (*out)[i];
	if (st == ST_OK)
		*n = kept;
	return st;
}

static enum status gone(struct err *err)
{
	return err_set(err, ST_NONE, "there is no such record");
}

enum status seen_record(const struct session *s, int64_t id, struct arena *arena, struct record *out, struct err *err)
{
	const struct sharing *sh = NULL;
	enum status st = store_record_get(s->store, id, arena, out, err);

	if (st != ST_OK || sees_all(s))
		return st;
	st = out->person ? sharing_of(s, out->person, &sh, err) : ST_NONE;
	if (st == ST_OK && record_cut(s, sh, out))
		return ST_OK;
	return st == ST_OK || st == ST_NONE ? gone(err) : st;
}

/* Whoever keeps the store in order sees which record is whose, by numbers alone. */
static bool may_be_numbered(const struct sharing *sh, int64_t record)
{
	for (size_t i = 0; i < sh->record_n; i++)
		if (sh->record[i].record == record)
			return sh->record[i].least < SN_RESTRICTED;
	return false;
}

enum status record_number_seen(const struct session *s, struct record *r, bool *is, struct err *err)
{
	const struct sharing *sh = NULL;
	enum status st = sharing_of(s, r->person, &sh, err);
	enum seen seen = st == ST_OK ? may_see_record(&s->viewer, sh, r) : SEE_NOTHING;

	*is = seen != SEE_NOTHING;
	if (*is && seen != SEE_FULL)
		agency_veil(s, r);
	if (st == ST_OK && s->viewer.role == ROLE_STEWARD && !sees_all(s))
		*is = may_be_numbered(sh, r->id);
	return st;
}

enum status person_is_seen(const struct session *s, int64_t person, bool *is, struct err *err)
{
	struct arena *arena;
	struct record *record;
	size_t n = 0;
	enum status st;

	*is = sees_all(s);
	if (*is)
		return ST_OK;
	arena = arena_new();
	st = arena ? seen_records(s, person, arena, &record, &n, err) : err_nomem(err);
	*is = st == ST_OK && n > 0;
	arena_free(arena);
	return st;
}

enum status record_is_seen_as(const struct session *s, int64_t id, enum seen *as, bool *where, struct err *err)
{
	const struct sharing *sh = NULL;
	struct arena *arena;
	struct record r;
	enum status st;

	*where = sees_all(s);
	*as = *where ? SEE_FULL : SEE_NOTHING;
	if (*where)
		return ST_OK;
	arena = arena_new();
	st = arena ? store_record_get(s->store, id, arena, &r, err) : err_nomem(err);
	if (st == ST_OK && r.person)
		st = sharing_of(s, r.person, &sh, err);
	if (st == ST_OK && sh) {
		*as = may_see_record(&s->viewer, sh, &r);
		*where = may_see_where(&s->viewer, sh);
	}
	arena_free(arena);
	return st == ST_NONE ? ST_OK : st;
}

enum status record_is_whole(const struct session *s, int64_t id, bool *is, struct err *err)
{
	enum seen as;
	bool where;
	enum status st = record_is_seen_as(s, id, &as, &where, err);

	*is = as == SEE_FULL && where;
	return st;
}

enum status record_is_placed(const struct session *s, int64_t id, bool *is, struct err *err)
{
	enum seen as;
	bool where;
	enum status st = record_is_seen_as(s, id, &as, &where, err);

	*is = as != SEE_NOTHING && where;
	return st;
}

enum status seen_versions(const struct session *s, int64_t id, struct arena *arena, struct record_version **out,
	size_t *n, struct err *err)
{
	const struct sharing *sh = NULL;
	struct record r;
	enum status st = store_record_versions(s->store, id, arena, out, n, err);

	if (st != ST_OK || sees_all(s))
		return st;
	st = store_record_get(s->store, id, arena, &r, err);
	if (st == ST_OK && r.person)
		st = sharing_of(s, r.person, &sh, err);
	if (st != ST_OK)
		return st;
	if (!sh || may_see_record(&s->viewer, sh, &r) != SEE_FULL)
		*n = 0;
	for (size_t i = 0; i < *n && !may_see_where(&s->viewer, sh); i++)
		where_drop((*out)[i].field);
	return ST_OK;
}

enum status person_is_open(const struct session *s, int64_t person, bool *is, struct err *err)
{
	const struct sharing *sh = NULL;
	struct arena *arena;
	struct record *record;
	size_t n = 0;
	enum status st;

	*is = sees_all(s);
	if (*is)
		return ST_OK;
	arena = arena_new();
	st = arena ? store_person_records(s->store, person, arena, &record, &n, err) : err_nomem(err);
	if (st == ST_OK)
		st = sharing_of(s, person, &sh, err);
	*is = st == ST_OK && n > 0 && may_see_where(&s->viewer, sh);
	for (size_t i = 0; i < n && *is; i++)
		*is = may_see_record(&s->viewer, sh, &record[i]) != SEE_NOTHING;
	arena_free(arena);
	return st;
}
