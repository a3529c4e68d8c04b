#include "ingest/fhir_spill.h"

#include <stdlib.h>
#include <string.h>

#include "ingest/fhir_own.h"
#include "ingest/spool.h"
#include "text/json_memory.h"

#define PART_BYTES ((int64_t)4 << 20)
enum { PARTS_MIN = 8, PARTS_MAX = 1024, BLOCK = 1 << 15 };
#define TIED ((int64_t)1 << 40) /* groups of Patients who are one are numbered from here */

/* What waits: for whom an identifier names; for the request that a Task is for. */
enum { WAIT_WHO, WAIT_REQUEST, WAIT_COUNT };

struct part {
	char *block; size_t n;       /* not written yet */
	VEC(uint64_t) at;            /* blocks in the file */
};
struct known { uint64_t name; uint32_t part; };  /* an identifier, a url, a request */
struct tie { uint64_t a, b; };                   /* two Patients are one */
struct tied { uint64_t patient; uint32_t group; };

struct fhir_spill {
	struct spool file;
	size_t parts;                /* those after them wait */
	struct part part[PARTS_MAX + WAIT_COUNT];
	VEC(struct known) known;
	VEC(struct tie) ties;
	VEC(struct tied) tied;       /* by patient, once settled */
	struct arena *scratch;
};

/* Before each resource in a block; its url and its text follow. */
struct head {
	struct origin origin;
	uint64_t asked;              /* the name it waits for */
	uint32_t fallback;           /* its part where nobody has that name */
	uint32_t url_n, text_n;
};

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

/* Writing ------------------------------------------------------------------------ */

static enum status block_write(struct fhir_spill *s, struct part *p, struct err *err)
{
	uint64_t at = s->file.size;
	uint32_t n = (uint32_t)p->n;
	enum status st;

	if (!n)
		return ST_OK;
	st = spool_append(&s->file, &n, sizeof n, err);
	if (st == ST_OK)
		st = spool_append(&s->file, p->block, p->n, err);
	if (st == ST_OK && !vec_push(&p->at, at))
		st = err_nomem(err);
	p->n = 0;
	return st;
}

static enum status bytes_put(struct fhir_spill *s, struct part *p, const void *bytes, size_t n,
	struct err *err)
{
	const char *from = bytes;
	enum status st = ST_OK;

	if (!p->block && !(p->block = malloc(BLOCK)))
		return err_nomem(err);
	while (n && st == ST_OK) {
		size_t some = n < BLOCK - p->n ? n : BLOCK - p->n;

		memcpy(p->block + p->n, from, some);
		p->n += some;
		from += some;
		n -= some;
		if (p->n == BLOCK)
			st = block_write(s, p, err);
	}
	return st;
}

static enum status row_put(struct fhir_spill *s, size_t part, const struct head *head,
	const char *url, const char *text, struct err *err)
{
	struct part *p = &s->part[part];
	enum status st = bytes_put(s, p, head, sizeof *head, err);

	if (st == ST_OK)
		st = bytes_put(s, p, url, head->url_n, err);
	return st == ST_OK ? bytes_put(s, p, text, head->text_n, err) : st;
}

/* Whom it concerns ------------------------------------------------------------------ */

static uint64_t name_of(const char *a, const char *between, const char *b)
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
	return (uint32_t)(name_of(id, "", "") % s->parts);
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

static json_t *parsed(struct span text)
{
	return text.at ? json_read(text.at, text.length, JSON_DECODE_ANY | JSON_ALLOW_NUL) : NULL;
}

static uint64_t identifier_name(const char *system, const char *value)
{
	char digits[11];

	return name_of(system, "|", fhir_identifier_value(system, value, digits));
}

static bool know(struct fhir_spill *s, uint64_t name, uint32_t part)
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
			ok = know(state->spill, identifier_name(fhir_string(state, item, "system"), value), part);
	}
	return ok;
}

static bool links_tie(struct fhir_state *state, const char *id, const struct fhir_look *look)
{
	struct fhir_spill *s = state->spill;
	json_t *list = parsed(look->link), *extension = parsed(look->extension);
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
		ok = ok && vec_push(&s->ties, ((struct tie){name_of(id, "", ""), name_of(tail, "", "")}));
	}
	json_decref(whole);
	json_decref(extension);
	json_decref(list);
	return ok;
}

static bool patient_place(struct fhir_state *state, const struct fhir_look *look, const char *id,
	const char *url, struct head *head)
{
	json_t *list = parsed(look->identifier);
	const char *tail = url ? tail_of(state, url) : NULL;
	bool ok = true;

	if (!id)
		id = tail ? tail : "";
	head->fallback = part_of(state->spill, id);
	ok = identifiers_know(state, list, head->fallback);
	if (tail && strcmp(tail, id) != 0)
		ok = ok && know(state->spill, name_of(url, "", ""), head->fallback);
	if (look->link.at)
		ok = ok && links_tie(state, id, look);
	json_decref(list);
	return ok;
}

/* Of a Patient told inside it, the first identifier. */
static uint64_t inside_name(struct fhir_state *state, struct span contained, const char *called)
{
	json_t *list = parsed(contained), *inner, *first;
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
	json_t *json = parsed(look->subject);
	struct fhir_ref ref = fhir_reference(state, &NOBODY, json);
	char key[256];

	if (ref.to && ref.to[0] == '#') {
		head->asked = inside_name(state, look->contained, ref.to + 1);
	} else if (ref.value) {
		head->asked = identifier_name(ref.system, ref.value);
	} else if (ref.to) {
		head->fallback = part_of(state->spill, tail_of(state, ref.to));
		if (!fhir_relative(ref.to, key, sizeof key))
			head->asked = name_of(ref.to, "", "");
	}
	json_decref(json);
}

static uint64_t request_name(struct fhir_state *state, struct span based_on)
{
	json_t *json = parsed(based_on);
	const char *to = json_string_value(json_object_get(fhir_one(json), "reference"));
	uint64_t name = to ? name_of("request ", tail_of(state, to), "") : 0;

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
	json = parsed(look->id);
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
		ok = ok && know(s, name_of("request ", id, ""), head.fallback);
	st = !ok || state->batch->no_memory ? err_nomem(err)
		: row_put(s, head.asked ? s->parts + wait : head.fallback, &head, url, text.at, err);
	json_decref(json);
	state->arena = arena;
	return st;
}

/* Reading ------------------------------------------------------------------------ */

/* A part's bytes one after another. */
struct bytes {
	struct fhir_spill *spill;
	const struct part *part;
	size_t next;                 /* block */
	char block[BLOCK];
	size_t n, at;
};

static enum status block_next(struct bytes *b, struct err *err)
{
	const void *read;
	uint64_t at;
	uint32_t n = 0;
	enum status st;

	if (b->next == b->part->at.n)
		return ST_NONE;
	at = b->part->at.v[b->next++];
	st = spool_read(&b->spill->file, at, sizeof n, &read, err);
	if (st == ST_OK)
		memcpy(&n, read, sizeof n);
	if (st == ST_OK)
		st = spool_read(&b->spill->file, at + sizeof n, n, &read, err);
	if (st != ST_OK)
		return st;
	memcpy(b->block, read, n);
	b->n = n;
	b->at = 0;
	return ST_OK;
}

static enum status bytes_get(struct bytes *b, void *into, size_t n, struct err *err)
{
	char *to = into;
	enum status st = ST_OK;

	while (n && st == ST_OK) {
		size_t some = n < b->n - b->at ? n : b->n - b->at;

		memcpy(to, b->block + b->at, some);
		b->at += some;
		to += some;
		n -= some;
		if (n)
			st = block_next(b, err);
	}
	return st;
}

typedef enum status row_fn(void *arg, const struct head *, const char *url, const char *text,
	struct err *);

static enum status rows_each(struct fhir_spill *s, size_t part, row_fn *give, void *arg,
	struct err *err)
{
	struct bytes *b = calloc(1, sizeof *b);
	struct head head;
	char *row = NULL;
	size_t room = 0;
	enum status st = b ? block_write(s, &s->part[part], err) : err_nomem(err);

	if (b)
		*b = (struct bytes){.spill = s, .part = &s->part[part]};
	while (st == ST_OK && (st = bytes_get(b, &head, sizeof head, err)) == ST_OK) {
		size_t n = (size_t)head.url_n + head.text_n;

		if (!vec_grow((void **)&row, &room, n + 1, 1))
			st = err_nomem(err);
		if (st == ST_OK)
			st = bytes_get(b, row, n, err);
		if (st == ST_OK)
			st = give(arg, &head, head.url_n ? row : NULL, row + head.url_n, err);
	}
	free(row);
	free(b);
	return st == ST_NONE ? ST_OK : st;
}

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
	return rows_each(s, part, row_give, &(struct giving){give, arg}, err);
}

/* Settling ----------------------------------------------------------------------- */

static int by_name(const void *a, const void *b)
{
	const struct known *x = a, *y = b;

	return x->name != y->name ? (x->name > y->name) - (x->name < y->name)
		: (x->part > y->part) - (x->part < y->part);
}

static int only_name(const void *a, const void *b)
{
	const struct known *x = a, *y = b;

	return (x->name > y->name) - (x->name < y->name);
}

static uint32_t part_known(const struct fhir_spill *s, const struct head *head)
{
	const struct known *found = s->known.n
		? bsearch(&(struct known){head->asked, 0}, s->known.v, s->known.n, sizeof *s->known.v, only_name)
		: NULL;

	return found ? found->part : head->fallback;
}

static enum status row_place(void *arg, const struct head *head, const char *url, const char *text,
	struct err *err)
{
	struct fhir_spill *s = arg;
	uint32_t part = part_known(s, head);
	struct span whole = {text, head->text_n}, key, value, type = {0}, id = {0};
	struct scan scan;
	json_t *json;
	bool ok = true;

	if (scan_open(&scan, whole, '{'))
		while (scan_next(&scan, &key, &value) == SCAN_ITEM) {
			if (span_is(key, "resourceType"))
				type = value;
			else if (span_is(key, "id"))
				id = value;
		}
	json = span_is(type, "\"ServiceRequest\"") ? parsed(id) : NULL;
	if (json_is_string(json))
		ok = know(s, name_of("request ", json_string_value(json), ""), part);
	json_decref(json);
	return ok ? row_put(s, part, head, url, text, err) : err_nomem(err);
}

static int by_patient(const void *a, const void *b)
{
	const struct tied *x = a, *y = b;

	return (x->patient > y->patient) - (x->patient < y->patient);
}

static struct tied *tied_find(const struct fhir_spill *s, uint64_t patient)
{
	return s->tied.n ? bsearch(&(struct tied){patient, 0}, s->tied.v, s->tied.n, sizeof *s->tied.v,
		by_patient) : NULL;
}

/* Each gets the lowest number of those it is tied to, by whatever way. */
static bool ties_settle(struct fhir_spill *s)
{
	bool changed = true;
	size_t n = 0;

	for (size_t i = 0; i < s->ties.n; i++)
		if (!vec_push(&s->tied, ((struct tied){s->ties.v[i].a, 0})) ||
		    !vec_push(&s->tied, ((struct tied){s->ties.v[i].b, 0})))
			return false;
	if (s->tied.n)
		qsort(s->tied.v, s->tied.n, sizeof *s->tied.v, by_patient);
	for (size_t i = 0; i < s->tied.n; i++)
		if (!i || s->tied.v[i].patient != s->tied.v[n - 1].patient)
			s->tied.v[n++] = (struct tied){s->tied.v[i].patient, (uint32_t)i};
	s->tied.n = n;
	while (changed) {
		changed = false;
		for (size_t i = 0; i < s->ties.n; i++) {
			struct tied *a = tied_find(s, s->ties.v[i].a), *b = tied_find(s, s->ties.v[i].b);

			if (a->group == b->group)
				continue;
			changed = true;
			if (a->group < b->group)
				b->group = a->group;
			else
				a->group = b->group;
		}
	}
	return true;
}

enum status fhir_spill_settle(struct fhir_state *state, struct err *err)
{
	struct fhir_spill *s = state->spill;
	enum status st = ties_settle(s) ? ST_OK : err_nomem(err);

	for (size_t wait = 0; wait < WAIT_COUNT && st == ST_OK; wait++) {
		if (s->known.n)
			qsort(s->known.v, s->known.n, sizeof *s->known.v, by_name);
		st = rows_each(s, s->parts + wait, row_place, s, err);
	}
	vec_done(&s->known);
	return st;
}

int64_t fhir_spill_group(struct fhir_state *state, const struct fhir_resource *patient)
{
	const char *id = strchr(patient->ref, '/');
	const struct tied *tied = state->spill && id
		? tied_find(state->spill, name_of(id + 1, "", "")) : NULL;

	return tied ? TIED + tied->group : ++state->groups;
}
