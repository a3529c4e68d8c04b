/* address.c - records by AGENCY:local_id. */
#include "linkage/address.h"

#include <string.h>

#include "governance/gate.h"
#include "text.h"

enum status address_find(const struct store *store, const char *address, struct arena *arena,
	struct record *out, struct err *err)
{
	const char *colon = strchr(address, ':');
	char *code = colon ? arena_dup_n(arena, address, (size_t)(colon - address)) : NULL;
	char folded[65];
	int64_t id;
	enum status st;

	if (!colon)
		return err_set(
			err, ST_USAGE, "%.100s is no record; name it as AGENCY:local_id", address);
	if (!code)
		return err_nomem(err);
	if (!code_fold(text_trim(code), folded))
		return err_set(err, ST_USAGE,
			"%.100s does not begin with an agency's code; name a record as AGENCY:local_id",
			address);
	st = store_record_find(store, folded, colon + 1, &id, err);
	if (st == ST_NONE)
		return err_set(err, ST_NONE,
			"there is no record %.200s; `export links` lists them all", address);
	return st == ST_OK ? store_record_get(store, id, arena, out, err) : st;
}

enum status address_seen(const struct session *s, const char *address, struct arena *arena, struct record *out,
	struct err *err)
{
	bool is = false;
	enum status st = address_find(s->store, address, arena, out, err);

	if (st == ST_OK && out->person)
		st = record_is_named(s, out, &is, err);
	if (st == ST_NONE || (st == ST_OK && !is))
		return err_set(err, ST_NONE, "there is no record %.200s; `export links` lists them all", address);
	return st;
}

enum status address_named(struct session *s, const char *address, struct arena *arena, struct record *out, struct err *err)
{
	struct record there;
	struct err unkept;
	enum status st = address_seen(s, address, arena, out, err);

	if (st == ST_NONE)
		tried_in_vain(s, address_find(s->store, address, arena, &there, &unkept) == ST_OK ? there.person : 0);
	return st;
}

const char *address_of(const struct record *r, struct arena *arena)
{
	return arena_printf(arena, "%s:%s", r->agency_code, r->local_id);
}
