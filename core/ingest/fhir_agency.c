/*
 * Which agency a resource comes from, and what one agency is: a shared
 * identifier makes two Organizations one; one without identifiers is the only
 * agency of its folded name.
 */
#include <ctype.h>
#include <string.h>

#include "ingest/fhir.h"

static struct fhir_agency *agency_root(struct fhir_agency *agency)
{
	while (agency && agency->same)
		agency = agency->same;
	return agency;
}

static bool is_ods(const char *system)
{
	return system && (strstr(system, "ods-organization-code") || strstr(system, "ods-site-code"));
}

/* A guess from what an Organization says it is; `other` where it does not. */
static const char *sector_of(const char *words, bool ods)
{
	static const struct { const char *word, *sector; } WORDS[] = {
		{"nhs", "nhs"}, {"gp practice", "nhs"}, {"ro197", "nhs"}, {"ro76", "nhs"},
		{"ro177", "nhs"}, {"adult social care", "adult_care"}, {"children", "children_care"},
		{"social care", "adult_care"}, {"social service", "adult_care"},
		{"local authority", "local_authority"}, {"council", "local_authority"},
		{"ro141", "local_authority"}, {"govt", "local_authority"}, {"housing", "housing"},
		{"police", "police"}, {"charity", "voluntary"}, {"voluntary", "voluntary"},
		{"care home", "care"}, {"nursing", "care"}, {"home care", "care"},
		{"home health", "care"}, {"edu", "education"}, {"community group", "community"},
	};
	char folded[512];
	size_t i;

	if (words)
		text_fold(words, folded, sizeof folded);
	for (i = 0; words && i < sizeof WORDS / sizeof *WORDS; i++)
		if (strstr(folded, WORDS[i].word))
			return WORDS[i].sector;
	return ods ? "nhs" : "other";
}

static struct fhir_agency *agency_new(struct fhir_state *state, const char *name)
{
	struct fhir_agency *agency = arena_alloc(state->batch->arena, sizeof *agency);

	if (!agency || !vec_push(&state->agencies, agency)) {
		state->batch->no_memory = true;
		return NULL;
	}
	agency->name = name;
	return agency;
}

/* Of two that turn out to be one, the one read first stays. */
static struct fhir_agency *agency_join(struct fhir_agency *a, struct fhir_agency *b)
{
	a = agency_root(a);
	b = agency_root(b);
	if (!a || a == b)
		return b;
	b->same = a;
	if (!a->ods)
		a->ods = b->ods;
	if (!a->name)
		a->name = b->name;
	a->told = a->told || b->told;
	return a;
}

/* The agency of these identifiers, made where there is none.  One without a
 * system names nobody beyond its sender, so it is no identity. */
static struct fhir_agency *agency_identified(struct fhir_state *state,
	const struct fhir_identifier *ids, size_t n, const char *name)
{
	struct fhir_agency *agency = NULL;
	char key[1024];
	size_t i;

	for (i = 0; i < n; i++) {
		if (!ids[i].system)
			continue;
		snprintf(key, sizeof key, "%s|%s", ids[i].system, ids[i].value);
		agency = agency_join(agency, fhir_map_get(&state->agency_by_identifier, key));
	}
	for (i = 0; i < n; i++) {
		if (!ids[i].system)
			continue;
		if (!agency && !(agency = agency_new(state, name)))
			return NULL;
		if (!agency->first)
			agency->first = ids[0].value;
		if (!agency->ods && is_ods(ids[i].system))
			agency->ods = ids[i].value;
		snprintf(key, sizeof key, "%s|%s", ids[i].system, ids[i].value);
		if (!fhir_map_put(&state->agency_by_identifier, key, agency))
			state->batch->no_memory = true;
	}
	if (agency && !agency->name)
		agency->name = name;
	return agency;
}

/* The only agency of that name: the one with identifiers if there is just one,
 * else the one that is known by the name alone. */
static struct fhir_agency *agency_named(struct fhir_state *state, const char *name)
{
	char key[300], folded[280], mine[280];
	struct fhir_agency *agency, *only = NULL;
	size_t i, n = 0;

	text_fold(name, folded, sizeof folded);
	snprintf(key, sizeof key, "%s", *folded ? folded : name);
	agency = agency_root(fhir_map_get(&state->agency_by_name, key));
	if (agency)
		return agency;
	for (i = 0; i < state->agencies.n; i++) {
		struct fhir_agency *other = state->agencies.v[i];

		if (other->same || !other->name)
			continue;
		text_fold(other->name, mine, sizeof mine);
		if (*mine && strcmp(mine, folded) == 0) {
			only = other;
			n++;
		}
	}
	agency = n == 1 ? only : agency_new(state, name);
	if (agency && !fhir_map_put(&state->agency_by_name, key, agency))
		state->batch->no_memory = true;
	return agency;
}

/* An Organization that is in none of the files may still be named by its
 * identifier, what is shown for it, or its id. */
static struct fhir_agency *agency_unseen(struct fhir_state *state, const struct fhir_ref *ref)
{
	struct fhir_identifier id = {ref->system, ref->value};
	struct fhir_agency *agency = NULL;
	const char *tail;

	if (ref->value)
		agency = agency_identified(state, &id, 1, ref->display);
	if (!agency && (ref->display || ref->value))
		agency = agency_named(state, ref->display ? ref->display : ref->value);
	if (!agency && ref->to) {
		tail = strrchr(ref->to, strncmp(ref->to, "urn:", 4) == 0 ? ':' : '/');
		agency = agency_named(state, tail && tail[1] ? tail + 1 : ref->to);
	}
	return agency_root(agency);
}

/* The agency that a reference to an Organization names; NULL where it is empty. */
static struct fhir_agency *agency_referred(struct fhir_state *state, const struct fhir_ref *ref,
	const struct fhir_resource *from)
{
	struct fhir_resource *found = fhir_find(state, ref, from);

	if (found && found->type == FHIR_ORGANIZATION)
		return agency_root(found->agency);
	if (found && (found->type == FHIR_ROLE || found->type == FHIR_HEALTHCARE))
		return agency_referred(state, &found->organisation, found);
	if (found || (!ref->to && !ref->display && !ref->value))
		return NULL;
	return agency_unseen(state, ref);
}

/* Every role of this practitioner is with one agency: that one. */
static struct fhir_agency *agency_of_practitioner(struct fhir_state *state,
	const struct fhir_resource *practitioner)
{
	const struct fhir_resource *role = practitioner->role_held;

	return role && !practitioner->roles_differ
		? agency_referred(state, &role->organisation, role) : NULL;
}

static void roles_gather(struct fhir_state *state)
{
	size_t i;

	for (i = 0; i < state->all.n; i++) {
		struct fhir_resource *role = state->all.v[i], *holder;
		struct fhir_agency *agency;

		if (role->type != FHIR_ROLE || role->gone)
			continue;
		holder = fhir_find(state, &role->subject, role);
		agency = agency_referred(state, &role->organisation, role);
		if (!holder || holder->type != FHIR_PRACTITIONER || !agency)
			continue;
		if (!holder->role_held)
			holder->role_held = role;
		else if (agency_of_practitioner(state, holder) != agency)
			holder->roles_differ = true;
	}
}

enum pass { PASS_ORGANISATION, PASS_ROLE, PASS_PRACTITIONER, PASS_COUNT };

/* An Organization that no file holds, among those who may also be people: it says
 * so, or its identifier is one that only organisations have. */
static struct fhir_agency *agency_told(struct fhir_state *state, const struct fhir_ref *ref)
{
	char key[1024];

	if (ref->to_organisation || is_ods(ref->system))
		return agency_unseen(state, ref);
	if (!ref->system || !ref->value)
		return NULL;
	snprintf(key, sizeof key, "%s|%s", ref->system, ref->value);
	return agency_root(fhir_map_get(&state->agency_by_identifier, key));
}

static struct fhir_agency *agency_of_one(struct fhir_state *state, const struct fhir_ref *ref,
	const struct fhir_resource *from, enum pass pass)
{
	struct fhir_resource *found = fhir_find(state, ref, from);

	if (!found)
		return pass == PASS_ORGANISATION ? agency_told(state, ref) : NULL;
	switch (pass) {
	case PASS_ORGANISATION:
		return found->type == FHIR_ORGANIZATION ? agency_root(found->agency) : NULL;
	case PASS_ROLE:
		return found->type == FHIR_ROLE || found->type == FHIR_HEALTHCARE ||
			found->type == FHIR_TEAM
			? agency_referred(state, &found->organisation, found) : NULL;
	case PASS_PRACTITIONER:
		if (found->type == FHIR_ROLE)
			found = fhir_find(state, &found->subject, found);
		return found && found->type == FHIR_PRACTITIONER
			? agency_of_practitioner(state, found) : NULL;
	case PASS_COUNT:
		break;
	}
	return NULL;
}

static struct fhir_agency *agency_of_people(struct fhir_state *state, const struct fhir_refs *who,
	const struct fhir_resource *from)
{
	struct fhir_agency *agency = NULL;
	enum pass pass;
	size_t i;

	for (pass = PASS_ORGANISATION; pass < PASS_COUNT && !agency; pass++)
		for (i = 0; i < who->n && !agency; i++)
			agency = agency_of_one(state, &who->v[i], from, pass);
	return agency;
}

static struct fhir_agency *agency_of_episodes(struct fhir_state *state,
	const struct fhir_resource *resource)
{
	struct fhir_agency *agency = NULL;
	size_t i;

	for (i = 0; i < resource->episodes.n && !agency; i++) {
		struct fhir_resource *episode = fhir_find(state, &resource->episodes.v[i], resource);

		if (episode && episode->type == FHIR_EPISODE)
			agency = agency_referred(state, &episode->organisation, episode);
	}
	return agency;
}

static struct fhir_agency *agency_of_responses(struct fhir_state *state,
	const struct fhir_resource *resource)
{
	struct fhir_agency *agency = NULL;
	size_t i;

	for (i = 0; i < resource->derived.n && !agency; i++) {
		struct fhir_resource *response = fhir_find(state, &resource->derived.v[i], resource);

		if (response && response->type == FHIR_RESPONSE)
			agency = agency_of_people(state, &response->who, response);
	}
	return agency;
}

/* Where nothing else tells whose visit it was: the owner of the place, or the
 * one agency that the place is called after. */
static struct fhir_agency *agency_of_places(struct fhir_state *state,
	const struct fhir_resource *resource)
{
	char place[280], name[280];
	size_t i, k;

	for (i = 0; i < resource->places.n; i++) {
		const struct fhir_ref *ref = &resource->places.v[i];
		struct fhir_resource *found = fhir_find(state, ref, resource);
		struct fhir_agency *agency = found
			? agency_referred(state, &found->organisation, found) : NULL, *only = NULL;
		const char *called = found && found->name ? found->name : ref->display;
		size_t n = 0;

		if (agency)
			return agency;
		if (!called)
			continue;
		text_fold(called, place, sizeof place);
		for (k = 0; k < state->agencies.n; k++) {
			struct fhir_agency *other = state->agencies.v[k];

			if (other->same || !other->name)
				continue;
			text_fold(other->name, name, sizeof name);
			if (*name && strcmp(place, name) == 0) {
				only = other;
				n++;
			}
		}
		if (n == 1)
			return only;
	}
	return NULL;
}

/* One that stands for a code known elsewhere: --agency, or "not stated". */
static struct fhir_agency *agency_fixed(struct fhir_state *state, const char *code,
	const char *name)
{
	struct fhir_agency *agency = fhir_map_get(&state->agency_by_code, code);

	if (agency)
		return agency_root(agency);
	agency = agency_new(state, NULL);
	if (!agency)
		return NULL;
	agency->code = code;
	agency->fixed = true;
	agency->staged = name == NULL;
	agency->name = name;
	if (!fhir_map_put(&state->agency_by_code, code, agency))
		state->batch->no_memory = true;
	return agency;
}

/* The first of DESIGN's list that names one. */
static struct fhir_agency *agency_search(struct fhir_state *state, struct fhir_resource *resource)
{
	struct fhir_resource *encounter = resource->type == FHIR_ENCOUNTER ? resource
		: fhir_find(state, &resource->encounter, resource);
	struct fhir_agency *agency = NULL;

	if (encounter && encounter->type == FHIR_ENCOUNTER)
		agency = agency_referred(state, &encounter->organisation, encounter);
	if (!agency && resource->type == FHIR_EPISODE)
		agency = agency_referred(state, &resource->organisation, resource);
	if (!agency)
		agency = agency_of_people(state, &resource->who, resource);
	if (!agency && encounter && encounter->type == FHIR_ENCOUNTER)
		agency = agency_of_episodes(state, encounter);
	if (!agency)
		agency = agency_of_responses(state, resource);
	if (!agency && resource->patient)
		agency = agency_referred(state, &resource->patient->organisation, resource->patient);
	if (!agency && state->batch->agency)
		agency = agency_fixed(state, state->batch->agency, NULL);
	if (!agency && resource->type == FHIR_ENCOUNTER)
		agency = agency_of_places(state, resource);
	return agency ? agency : agency_fixed(state, AGENCY_UNKNOWN, "Not stated");
}

struct fhir_agency *fhir_agency_of(struct fhir_state *state, struct fhir_resource *resource)
{
	if (resource->type == FHIR_ORGANIZATION)
		return agency_root(resource->agency);
	if (!resource->agency)
		resource->agency = agency_search(state, resource);
	return agency_root(resource->agency);
}

struct fhir_agency *fhir_agency_asked(struct fhir_state *state, struct fhir_resource *request)
{
	return agency_of_people(state, &request->to, request);
}

/* ODS code, else the first identifier read, else the name; upper-cased,
 * anything else made `-`. */
static const char *agency_code(struct fhir_state *state, struct fhir_agency *agency)
{
	const char *from = agency->ods ? agency->ods : agency->first ? agency->first : agency->name;
	struct fhir_agency *same;
	char code[65], other[80];
	size_t i, n;

	for (n = 0; from && from[n] && n < 64; n++) {
		unsigned char c = (unsigned char)from[n];

		code[n] = (char)(c < 128 && isalnum(c) ? toupper(c) : '-');
	}
	code[n] = '\0';
	same = agency_root(fhir_map_get(&state->agency_by_code, code));
	if (same && same->fixed) {
		agency->same = same;
		return same->code;
	}
	snprintf(other, sizeof other, "%s", code);
	/* Two agencies whose codes come out alike: the later gets a number. */
	for (i = 2; fhir_map_get(&state->agency_by_code, other) && i < 10000; i++)
		snprintf(other, sizeof other, "%.58s-%zu", code, i);
	if (strcmp(other, code) != 0 && batch_note(state->batch, NULL,
			"Two agencies would have the code %s: the second is %s.", code, other) != ST_OK)
		state->batch->no_memory = true;
	if (!fhir_map_put(&state->agency_by_code, other, agency))
		state->batch->no_memory = true;
	return fhir_copy(state, other);
}

enum status fhir_agencies_build(struct fhir_state *state, struct err *err)
{
	size_t i;
	int pass;

	/* Those with identifiers first, so that a name finds them. */
	for (pass = 0; pass < 2; pass++) {
		for (i = 0; i < state->all.n; i++) {
			struct fhir_resource *r = state->all.v[i];
			struct fhir_agency *agency;

			if (r->type != FHIR_ORGANIZATION || r->gone || r->agency)
				continue;
			agency = agency_identified(state, r->ids, r->id_n, r->name);
			if (!agency && pass == 1)
				agency = agency_named(state, r->name ? r->name : r->id);
			r->agency = agency;
			agency = agency_root(agency);
			if (!agency)
				continue;
			agency->told = agency->told || r->name;
			if (!agency->first && r->id_n)
				agency->first = r->ids[0].value;
			if (!agency->phone)
				agency->phone = r->phone;
			if (!agency->email)
				agency->email = r->email;
			if (!agency->sector || strcmp(agency->sector, "other") == 0)
				agency->sector = sector_of(r->class, agency->ods != NULL);
		}
	}
	for (i = 0; i < state->agencies.n; i++)
		if (!state->agencies.v[i]->same)
			state->agencies.v[i]->code = agency_code(state, state->agencies.v[i]);
	roles_gather(state);
	return state->batch->no_memory ? err_nomem(err) : ST_OK;
}

/* What the store knows of an agency is not put aside for a guess: neither for a
 * code where a name should be, nor for a sector read out of some words. */
static void guesses_spare(const struct agency *known, bool told, struct agency *sent)
{
	if (!told && known->name)
		sent->name = NULL;
	if (known->sector && strcmp(known->sector, "other") != 0)
		sent->sector = NULL;
}

enum status fhir_agency_stage(struct fhir_state *state, struct fhir_agency *agency,
	struct origin origin, struct err *err)
{
	struct staged_agency staged = {.origin = origin};
	const struct agency *known;

	if (!agency->code)
		agency->code = agency_code(state, agency);
	if (state->batch->no_memory || !agency->code)
		return err_nomem(err);
	agency = agency_root(agency);
	if (agency->staged)
		return ST_OK;
	staged.agency = (struct agency){
		.code = agency->code,
		.name = agency->name ? agency->name : agency->code,
		.sector = agency->sector ? agency->sector : sector_of(NULL, agency->ods != NULL),
		.ods_code = agency->ods, .phone = agency->phone, .email = agency->email,
	};
	known = state->batch->session
		? session_agency_by_code(state->batch->session, agency->code) : NULL;
	if (known)
		guesses_spare(known, agency->told, &staged.agency);
	if (!vec_push(&state->batch->agencies, staged))
		return err_nomem(err);
	agency->staged = true;
	return ST_OK;
}
