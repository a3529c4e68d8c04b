/*
 * What a reference means, over all files of the run: `urn:uuid:…` by fullUrl,
 * `Type/id` (with or without an address before it), `Type?identifier=…`, or an
 * identifier.  Within one file its own resources come first.
 */
#include <string.h>

#include "ingest/fhir/fhir.h"

void *fhir_met(const struct fhir_state *state, enum fhir_index index, const char *key)
{
	void *found = state->layer == FHIR_PART ? fhir_map_get(&state->index[FHIR_PART][index], key) : NULL;

	return found ? found : fhir_map_get(&state->index[FHIR_KEPT][index], key);
}

bool fhir_meet(struct fhir_state *state, enum fhir_index index, const char *key, void *value)
{
	return fhir_map_put(&state->index[state->layer][index], key, value);
}

static bool put_identifiers(struct fhir_state *state, struct fhir_resource *resource)
{
	size_t i, type = strcspn(resource->ref, "/");

	for (i = 0; i < resource->id_n; i++) {
		const struct fhir_identifier *id = &resource->ids[i];
		char digits[11], *key = arena_printf(state->arena, "%.*s?%s|%s", (int)type, resource->ref,
			id->system ? id->system : "", fhir_identifier_value(id->system, id->value, digits));

		if (!key || !fhir_meet(state, FHIR_BY_IDENTIFIER, key, resource))
			return false;
	}
	return true;
}

enum status fhir_index(struct fhir_state *state, struct fhir_resource *resource, struct err *err)
{
	resource->is_kept = state->layer == FHIR_KEPT;
	resource->older = fhir_met(state, FHIR_BY_REF, resource->ref);
	if (resource->url)
		resource->older_url = fhir_met(state, FHIR_BY_URL, resource->url);
	if (!vec_push(&state->all, resource) ||
	    !fhir_meet(state, FHIR_BY_REF, resource->ref, resource) ||
	    (resource->url && !fhir_meet(state, FHIR_BY_URL, resource->url, resource)) ||
	    !put_identifiers(state, resource))
		return err_nomem(err);
	return ST_OK;
}

enum status fhir_index_inside(struct fhir_state *state, struct fhir_resource *resource,
	struct err *err)
{
	return fhir_meet(state, FHIR_BY_REF, resource->ref, resource) ? ST_OK : err_nomem(err);
}

/* `https://trust.nhs.uk/fhir/` of a fullUrl; length 0 for any other kind. */
static size_t base_length(const struct fhir_resource *r)
{
	size_t url = r->url ? strlen(r->url) : 0, ref = strlen(r->ref);

	return url > ref && strncmp(r->url, "http", 4) == 0 && strcmp(r->url + url - ref, r->ref) == 0
		? url - ref : 0;
}

static bool is_same_server(const struct fhir_resource *a, const struct fhir_resource *b)
{
	size_t one = base_length(a), two = base_length(b);

	return !one || !two || (one == two && strncmp(a->url, b->url, one) == 0);
}

/* The newest of those sent under one `Type/id`; that of the asking file and
 * server first. */
static struct fhir_resource *choose(struct fhir_resource *newest, const struct fhir_resource *from)
{
	struct fhir_resource *r;

	for (r = newest; r && from; r = r->older)
		if (!r->gone && r->origin.file == from->origin.file && is_same_server(r, from))
			return r;
	for (r = newest; r && r->gone; r = r->older)
		;
	return r;
}

/* Made-up `urn:uuid:1` may mean one thing in one file and another in the next. */
static struct fhir_resource *choose_url(struct fhir_resource *newest,
	const struct fhir_resource *from)
{
	struct fhir_resource *r;

	for (r = newest; r && from; r = r->older_url)
		if (r->origin.file == from->origin.file)
			return r;
	return newest;
}

bool fhir_relative(const char *to, char *out, size_t room)
{
	const char *end = strstr(to, "/_history/");
	const char *id, *type;

	if (!end)
		end = to + strlen(to);
	for (id = end; id > to && id[-1] != '/'; id--)
		;
	if (id == to || id == end)
		return false;
	for (type = id - 1; type > to && type[-1] != '/'; type--)
		;
	return (size_t)snprintf(out, room, "%.*s", (int)(end - type), type) < room;
}

/* An address of one server is not met by what another says it is. */
static struct fhir_resource *elsewhere(struct fhir_resource *newest, const char *to)
{
	size_t base = newest ? base_length(newest) : 0;

	return base && strncmp(to, "http", 4) == 0 && strncmp(to, newest->url, base) != 0
		? NULL : newest;
}

static struct fhir_resource *find_identified(const struct fhir_state *state,
	const struct fhir_ref *ref, const struct fhir_resource *from)
{
	static const char *const KINDS[] = {
		"Organization", "Patient", "Practitioner", "PractitionerRole", "Encounter", "Location",
	};
	const size_t asked = ref->to ? strcspn(ref->to, "?/") : 0;
	char key[1024], digits[11];
	size_t i;

	for (i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
		struct fhir_resource *found;

		if (asked && (strlen(KINDS[i]) != asked || strncmp(KINDS[i], ref->to, asked) != 0))
			continue;
		if ((size_t)snprintf(key, sizeof key, "%s?%s|%s", KINDS[i],
			ref->system ? ref->system : "", fhir_identifier_value(ref->system, ref->value, digits)) >= sizeof key)
			return NULL;
		found = fhir_met(state, FHIR_BY_IDENTIFIER, key);
		if (found)
			return choose(found, from);
	}
	return NULL;
}

/* `urn:uuid:…` where no fullUrl said so: the uuid is the id. */
static struct fhir_resource *find_bare(const struct fhir_state *state, const char *id)
{
	struct fhir_resource *found = NULL;
	char key[256];

	for (int type = 0; type < FHIR_TYPE_COUNT && !found; type++)
		if ((size_t)snprintf(key, sizeof key, "%s/%s", fhir_type_name((enum fhir_type)type), id) < sizeof key)
			found = fhir_met(state, FHIR_BY_REF, key);
	return found;
}

struct fhir_resource *fhir_find(const struct fhir_state *state, const struct fhir_ref *ref,
	const struct fhir_resource *from)
{
	struct fhir_resource *found = NULL;
	char key[512];

	if (ref->to) {
		found = choose_url(fhir_met(state, FHIR_BY_URL, ref->to), from);
		if (found && !found->gone)
			return found;
		/* Sent again under its `Type/id` since. */
		if (found)
			found = fhir_met(state, FHIR_BY_REF, found->ref);
		if (!found)
			found = fhir_met(state, FHIR_BY_REF, ref->to);
		if (!found && strncmp(ref->to, "urn:uuid:", 9) == 0)
			found = find_bare(state, ref->to + 9);
		if (!found && strncmp(ref->to, "urn:", 4) != 0 && fhir_relative(ref->to, key, sizeof key))
			found = elsewhere(fhir_met(state, FHIR_BY_REF, key), ref->to);
	}
	if (found)
		return choose(found, from);
	return ref->value ? find_identified(state, ref, from) : NULL;
}

static bool share_identifier(const struct fhir_resource *a, const struct fhir_resource *b)
{
	size_t i, k;

	for (i = 0; i < a->id_n; i++)
		for (k = 0; k < b->id_n; k++)
			if (a->ids[i].system && b->ids[k].system &&
			    strcmp(a->ids[i].system, b->ids[k].system) == 0 &&
			    strcmp(a->ids[i].value, b->ids[k].value) == 0)
				return true;
	return false;
}

/* Two senders may both have a Patient/1: with another name and another birth
 * date they are two people, and what refers to them is not the same either. */
static bool is_another(const struct fhir_state *state, const struct fhir_resource *a,
	const struct fhir_resource *b)
{
	if (!is_same_server(a, b))
		return true;
	if (a->origin.file == b->origin.file)
		return false;
	if (a->type == FHIR_PATIENT)
		return text_contradicts(a->field[RF_FAMILY_NAME], b->field[RF_FAMILY_NAME]) &&
			text_contradicts(a->field[RF_DATE_OF_BIRTH], b->field[RF_DATE_OF_BIRTH]);
	if (a->type < FHIR_ENCOUNTER)
		return text_contradicts(a->name, b->name) && !share_identifier(a, b);
	return fhir_find(state, &a->subject, a) != fhir_find(state, &b->subject, b);
}

/* A history lists the newest first: what says when it was changed is not judged by its place. */
static bool is_newer(const struct fhir_resource *a, const struct fhir_resource *b)
{
	if (civil_is_set(a->changed) && civil_is_set(b->changed)) {
		if (a->changed.day != b->changed.day)
			return a->changed.day > b->changed.day;
		if (a->changed.ms != b->changed.ms)
			return a->changed.ms > b->changed.ms;
	}
	return a->version && b->version && a->version > b->version;
}

/* A resource sent again counts once: the newest, else the last.  Patients are settled
 * first, for the others are told apart by them. */
void fhir_supersede(struct fhir_state *state)
{
	int pass;
	size_t i;

	for (pass = 0; pass < 2; pass++) {
		for (i = 0; i < state->all.n; i++) {
			struct fhir_resource *r = state->all.v[i], *older;

			if ((r->type == FHIR_PATIENT) != (pass == 0) || r->gone)
				continue;
			for (older = r->older; older; older = older->older)
				if (!r->gone && !older->gone && !is_another(state, r, older))
					(is_newer(older, r) ? r : older)->gone = true;
		}
	}
}
