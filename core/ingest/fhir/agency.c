/*
 * What one agency is: a shared identifier makes two Organizations one; one
 * without identifiers is the only agency of its folded name.
 */
#include <ctype.h>
#include <string.h>

#include "ingest/fhir/own.h"

struct fhir_agency *fhir_agency_root(struct fhir_agency *agency)
{
	while (agency && agency->same)
		agency = agency->same;
	return agency;
}

bool fhir_is_ods(const char *system)
{
	return system && (strstr(system, "ods-organization-code") || strstr(system, "ods-site-code"));
}

struct sector_word { const char *word, *sector; };

static const char *sector_by(const struct sector_word *words, size_t n, const char *text)
{
	char folded[512];

	if (!text)
		return NULL;
	text_fold(text, folded, sizeof folded);
	for (size_t i = 0; i < n; i++)
		if (strstr(folded, words[i].word))
			return words[i].sector;
	return NULL;
}

/* By the shape of its ODS code: three digits are a local authority's, V begins that of a care home or
 * an agency of home care (NHS England, Organisation Data Service). */
static const char *sector_of_ods(const char *ods)
{
	if (!ods)
		return "other";
	if (strlen(ods) == 3 && strspn(ods, "0123456789") == 3)
		return "local_authority";
	return *ods == 'V' || *ods == 'v' ? "care" : "nhs";
}

/* A guess from what an Organization says it is, then from its name, then from its ODS code. */
static const char *sector_of(const char *types, const char *name, const char *ods)
{
	static const struct sector_word TYPES[] = {
		{"nhs", "nhs"}, {"gp practice", "nhs"}, {"ro197", "nhs"}, {"ro76", "nhs"},
		{"ro177", "nhs"}, {"adult social care", "adult_care"}, {"children", "children_care"},
		{"social care", "adult_care"}, {"social service", "adult_care"},
		{"local authority", "local_authority"}, {"council", "local_authority"},
		{"ro141", "local_authority"}, {"govt", "local_authority"}, {"housing", "housing"},
		{"police", "police"}, {"charity", "voluntary"}, {"voluntary", "voluntary"},
		{"care home", "care"}, {"nursing", "care"}, {"home care", "care"},
		{"home health", "care"}, {"edu", "education"}, {"community group", "community"},
	};
	static const struct sector_word NAMES[] = {
		{"nhs", "nhs"}, {"hospital", "nhs"}, {"surgery", "nhs"}, {"medical practice", "nhs"}, {"police", "police"},
		{"constabulary", "police"}, {"children's services", "children_care"}, {"children's social", "children_care"},
		{"childrens services", "children_care"}, {"social care", "adult_care"}, {"social services", "adult_care"},
		{"voluntary", "voluntary"}, {"council", "local_authority"}, {"housing", "housing"}, {"care home", "care"},
		{"nursing home", "care"}, {"residential home", "care"}, {"home care", "care"}, {"homecare", "care"},
	};
	const char *sector = sector_by(TYPES, sizeof TYPES / sizeof *TYPES, types);

	if (!sector)
		sector = sector_by(NAMES, sizeof NAMES / sizeof *NAMES, name);
	return sector ? sector : sector_of_ods(ods);
}

/* One that a Bundle of Throughline's own says. */
static const char *sector_told(const char *word)
{
	enum sector sector;

	return SECTOR_NAMES[sector_parse(word, &sector) ? sector : SECTOR_OTHER];
}

struct fhir_agency *fhir_agency_new(struct fhir_state *state, const char *name)
{
	struct fhir_agency *agency = arena_alloc(state->batch->arena, sizeof *agency);

	if (!agency || !vec_push(&state->agencies, agency)) {
		state->batch->no_memory = true;
		return NULL;
	}
	agency->name = fhir_keep(state, name);
	return agency;
}

/* Of two that turn out to be one, the one read first stays. */
static struct fhir_agency *agency_join(struct fhir_agency *a, struct fhir_agency *b)
{
	a = fhir_agency_root(a);
	b = fhir_agency_root(b);
	if (!a || a == b)
		return b;
	b->same = a;
	if (!a->own)
		a->own = b->own;
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
		if (!agency && !(agency = fhir_agency_new(state, name)))
			return NULL;
		if (!agency->first)
			agency->first = fhir_keep(state, ids[0].value);
		if (!agency->own && strcmp(ids[i].system, FHIR_OWN_AGENCY) == 0)
			agency->own = fhir_keep(state, ids[i].value);
		if (!agency->ods && fhir_is_ods(ids[i].system))
			agency->ods = fhir_keep(state, ids[i].value);
		snprintf(key, sizeof key, "%s|%s", ids[i].system, ids[i].value);
		if (!fhir_map_put(&state->agency_by_identifier, key, agency))
			state->batch->no_memory = true;
	}
	if (agency && !agency->name)
		agency->name = fhir_keep(state, name);
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
	agency = fhir_agency_root(fhir_map_get(&state->agency_by_name, key));
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
	agency = n == 1 ? only : fhir_agency_new(state, name);
	if (agency && !fhir_map_put(&state->agency_by_name, key, agency))
		state->batch->no_memory = true;
	return agency;
}

/* An Organization that is in none of the files may still be named by its
 * identifier, what is shown for it, or its id. */
struct fhir_agency *fhir_agency_unseen(struct fhir_state *state, const struct fhir_ref *ref)
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
	return fhir_agency_root(agency);
}

/* The code in the store it comes from, else its ODS code, else the first identifier read, else the name; upper-cased,
 * anything else made `-`. */
static const char *agency_code(struct fhir_state *state, struct fhir_agency *agency)
{
	const char *from = agency->own ? agency->own : agency->ods ? agency->ods : agency->first ? agency->first : agency->name;
	struct fhir_agency *same;
	char code[65], other[80];
	size_t i, n;

	for (n = 0; from && from[n] && n < 64; n++) {
		unsigned char c = (unsigned char)from[n];

		code[n] = (char)(c < 128 && isalnum(c) ? toupper(c) : '-');
	}
	code[n] = '\0';
	same = fhir_agency_root(fhir_map_get(&state->agency_by_code, code));
	if (same && (same->fixed || same->known)) {
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
	return fhir_keep(state, other);
}

/* What an Organization says of its agency; a later one adds what those before left open. */
static void agency_tell(struct fhir_state *state, const struct fhir_resource *r, struct fhir_agency *agency)
{
	agency->told = agency->told || r->name;
	if (!agency->first && r->id_n)
		agency->first = fhir_keep(state, r->ids[0].value);
	if (!agency->phone)
		agency->phone = fhir_keep(state, r->phone);
	if (!agency->email)
		agency->email = fhir_keep(state, r->email);
	if (!agency->shown_as)
		agency->shown_as = fhir_keep(state, r->summary);
	if (!agency->sector || strcmp(agency->sector, "other") == 0)
		agency->sector = r->role ? sector_told(r->role) : sector_of(r->class, r->name, agency->ods);
}

static bool is_part(const struct fhir_resource *r)
{
	return r->organisation.to || r->organisation.display || r->organisation.value;
}

/* First those with identifiers, so that a name finds them; then by name; then teams, by what they are part of. */
enum { BY_IDENTIFIER, BY_NAME, BY_WHOLE, PASSES };

static void agency_find(struct fhir_state *state, struct fhir_resource *r, int pass)
{
	struct fhir_agency *agency = NULL;

	if (pass == BY_WHOLE)
		agency = r->agency = fhir_agency_referred(state, &r->organisation, r);
	if (agency)
		return;
	agency = agency_identified(state, r->ids, r->id_n, r->name);
	if (!agency && pass != BY_IDENTIFIER)
		agency = agency_named(state, r->name ? r->name : r->id);
	r->agency = agency;
	agency = fhir_agency_root(agency);
	if (agency)
		agency_tell(state, r, agency);
}

enum status fhir_agencies_build(struct fhir_state *state, struct err *err)
{
	for (int pass = 0; pass < PASSES; pass++) {
		for (size_t i = 0; i < state->all.n; i++) {
			struct fhir_resource *r = state->all.v[i];

			if (r->type == FHIR_ORGANIZATION && !r->gone && !r->agency && is_part(r) == (pass == BY_WHOLE))
				agency_find(state, r, pass);
		}
	}
	for (size_t i = 0; i < state->agencies.n; i++)
		if (!state->agencies.v[i]->same && !state->agencies.v[i]->code)
			state->agencies.v[i]->code = agency_code(state, state->agencies.v[i]);
	fhir_roles_gather(state);
	return state->batch->no_memory ? err_nomem(err) : ST_OK;
}

/* What the store knows of an agency is not put aside for a guess: neither for a
 * code where a name should be, nor for a sector read out of some words; and what
 * people here call it is theirs to say. */
static void guesses_spare(const struct agency *known, bool told, struct agency *sent)
{
	if (!told && known->name)
		sent->name = NULL;
	if (known->sector && strcmp(known->sector, "other") != 0)
		sent->sector = NULL;
	if (known->shown_as)
		sent->shown_as = NULL;
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
	agency = fhir_agency_root(agency);
	if (agency->staged)
		return ST_OK;
	staged.agency = (struct agency){
		.code = agency->code,
		.name = agency->name ? agency->name : agency->code,
		.sector = agency->sector ? agency->sector : sector_of(NULL, agency->name, agency->ods),
		.ods_code = agency->ods, .phone = agency->phone, .email = agency->email,
		.shown_as = agency->shown_as,
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
