#include "ingest/fhir/spilled.h"

#include <stdlib.h>
#include <string.h>

#include "ingest/fhir/own.h"
#include "ingest/fhir/reading.h"

#define PART_BYTES ((int64_t)4 << 20)

struct fhir_spill *fhir_spill_new(int64_t bytes)
{
	struct fhir_spill *s = bytes >= FHIR_SPILL_FROM ? calloc(1, sizeof *s) : NULL;
	int64_t parts = bytes / PART_BYTES;

	if (!s)
		return NULL;
	s->parts = (size_t)(parts < PARTS_MIN ? PARTS_MIN : parts > PARTS_MAX ? PARTS_MAX : parts);
	spool_begin(&s->file);
	s->scratch = arena_new();
	if (!s->scratch) {
		fhir_spill_free(s);
		return NULL;
	}
	return s;
}

void fhir_spill_free(struct fhir_spill *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->parts + WAIT_COUNT; i++) {
		free(s->part[i].block);
		vec_done(&s->part[i].at);
	}
	spool_done(&s->file);
	vec_done(&s->known);
	vec_done(&s->ties);
	vec_done(&s->tied);
	arena_free(s->scratch);
	free(s);
}

size_t fhir_spill_parts(const struct fhir_spill *s)
{
	return s->parts;
}

/* Whom it concerns ------------------------------------------------------------------ */

uint64_t spill_name(const char *a, const char *between, const char *b)
{
	const char *const texts[] = {a, between, b};
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < 3; i++)
		for (const char *p = texts[i] ? texts[i] : ""; *p; p++)
			h = (h ^ (unsigned char)*p) * 0x100000001b3u;
	h ^= h >> 32;
	h *= 0xd6e8feb86659fd93u;
	return h ^ h >> 32;
}

static uint32_t part_of(const struct fhir_spill *s, const char *id)
{
	return (uint32_t)(spill_name(id, "", "") % s->parts);
}

/* The id that ends a reference or a url of any shape. */
static const char *tail_of(struct fhir_state *state, const char *to)
{
	const char *end = strstr(to, "/_history/"), *at, *tail;

	if (!end)
		end = to + strlen(to);
	for (at = end; at > to && at[-1] != '/' && at[-1] != ':'; at--)
		;
	tail = arena_dup_n(state->spill->scratch, at, (size_t)(end - at));
	state->batch->no_memory = state->batch->no_memory || !tail;
	return tail;
}

static uint64_t identifier_name(const char *system, const char *value)
{
	char digits[11];

	return spill_name(system, "|", fhir_identifier_value(system, value, digits));
}

bool spill_know(struct fhir_spill *s, uint64_t name, uint32_t part)
{
	return vec_push(&s->known, ((struct known){name, part}));
}

static bool identifiers_know(struct fhir_state *state, const json_t *list, uint32_t part)
{
	const json_t *item;
	bool ok = true;
	size_t i;

	json_array_foreach(list, i, item) {
		const char *value = fhir_string(state, item, "value");

		if (value && ok)
			ok = spill_know(state->spill, identifier_name(fhir_string(state, item, "system"), value), part);
	}
	return ok;
}

static bool links_tie(struct fhir_state *state, const char *id, const struct fhir_look *look)
{
	struct fhir_spill *s = state->spill;
	json_t *list = fhir_parse(look->link), *extension = fhir_parse(look->extension);
	json_t *whole = json_pack("{s:O?}", "extension", extension);
	bool own = fhir_own_is(whole, FHIR_OWN_RECORD), ok = true;
	const json_t *link;
	size_t i;

	json_array_foreach(list, i, link) {
		const char *type = json_string_value(json_object_get(link, "type"));
		const char *to = json_string_value(json_object_get(json_object_get(link, "other"), "reference"));
		const char *tail = to ? tail_of(state, to) : NULL;

		if (!type || !tail || (strcmp(type, "replaces") && strcmp(type, "replaced-by") &&
			!(own && strcmp(type, "seealso") == 0)))
			continue;
		ok = ok && vec_push(&s->ties, ((struct tie){spill_name(id, "", ""), spill_name(tail, "", "")}));
	}
	json_decref(whole);
	json_decref(extension);
	json_decref(list);
	return ok;
}

static bool patient_place(struct fhir_state *state, const struct fhir_look *look, const char *id,
	const char *url, struct head *head)
{
	json_t *list = fhir_parse(look->identifier);
	const char *tail = url ? tail_of(state, url) : NULL;
	bool ok = true;

	if (!id)
		id = tail ? tail : "";
	head->fallback = part_of(state->spill, id);
	ok = identifiers_know(state, list, head->fallback);
	if (tail && strcmp(tail, id) != 0)
		ok = ok && spill_know(state->spill, spill_name(url, "", ""), head->fallback);
	if (look->link.at)
		ok = ok && links_tie(state, id, look);
	json_decref(list);
	return ok;
}

/* Of a Patient told inside it, the first identifier. */
static uint64_t inside_name(struct fhir_state *state, struct span contained, const char *called)
{
	json_t *list = fhir_parse(contained), *inner, *first;
	uint64_t name = 0;
	size_t i;

	json_array_foreach(list, i, inner) {
		const char *id = json_string_value(json_object_get(inner, "id"));

		first = fhir_one(json_object_get(inner, "identifier"));
		if (id && first && strcmp(id, called) == 0)
			name = identifier_name(fhir_string(state, first, "system"), fhir_string(state, first, "value"));
	}
	json_decref(list);
	return name;
}

/* By its reference; 0 in `asked` where that alone tells. */
static void reference_place(struct fhir_state *state, const struct fhir_look *look, struct head *head)
{
	static const struct fhir_resource NOBODY = {.ref = ""};
	json_t *json = fhir_parse(look->subject);
	struct fhir_ref ref = fhir_reference(state, &NOBODY, json);
	char key[256];

	if (ref.to && ref.to[0] == '#') {
		head->asked = inside_name(state, look->contained, ref.to + 1);
	} else if (ref.value) {
		head->asked = identifier_name(ref.system, ref.value);
	} else if (ref.to) {
		head->fallback = part_of(state->spill, tail_of(state, ref.to));
		if (!fhir_relative(ref.to, key, sizeof key))
			head->asked = spill_name(ref.to, "", "");
	}
	json_decref(json);
}

static uint64_t request_name(struct fhir_state *state, struct span based_on)
{
	json_t *json = fhir_parse(based_on);
	const char *to = json_string_value(json_object_get(fhir_one(json), "reference"));
	uint64_t name = to ? spill_name("request ", tail_of(state, to), "") : 0;

	json_decref(json);
	return name;
}

enum status fhir_spill_put(struct fhir_state *state, const struct fhir_look *look,
	struct span text, const char *url, struct origin origin, struct err *err)
{
	struct fhir_spill *s = state->spill;
	struct arena *arena = state->arena;
	struct head head = {.origin = origin, .url_n = url ? (uint32_t)strlen(url) + 1 : 0,
		.text_n = (uint32_t)text.length};
	size_t wait = WAIT_WHO;
	const char *id;
	json_t *json;
	bool ok = true;
	enum status st;

	arena_reset(s->scratch);
	state->arena = s->scratch;
	json = fhir_parse(look->id);
	id = json_string_value(json);
	if (span_is(look->type, "\"Patient\"")) {
		ok = patient_place(state, look, id, url, &head);
	} else if (look->subject.at) {
		reference_place(state, look, &head);
	} else if (look->based_on.at) {
		head.asked = request_name(state, look->based_on);
		wait = WAIT_REQUEST;
	}
	if (id && span_is(look->type, "\"ServiceRequest\"") && !head.asked)
		ok = ok && spill_know(s, spill_name("request ", id, ""), head.fallback);
	st = !ok || state->batch->no_memory ? err_nomem(err)
		: spill_row_put(s, head.asked ? s->parts + wait : head.fallback, &head, url, text.at, err);
	json_decref(json);
	state->arena = arena;
	return st;
}

/* Giving back ------------------------------------------------------------------------- */

struct giving { fhir_spill_fn *give; void *arg; };

static enum status row_give(void *arg, const struct head *head, const char *url, const char *text,
	struct err *err)
{
	const struct giving *g = arg;

	return g->give(g->arg, (struct span){text, head->text_n}, url, head->origin, err);
}

enum status fhir_spill_each(struct fhir_spill *s, size_t part, fhir_spill_fn *give, void *arg,
	struct err *err)
{
	enum status st = spill_rows_each(s, part, row_give, &(struct giving){give, arg}, err);

	free(s->part[part].block);
	s->part[part].block = NULL;
	return st;
}
