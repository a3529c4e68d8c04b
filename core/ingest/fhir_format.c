/*
 * FORMAT_FHIR: a Bundle or one resource as a JSON file, or one resource a line.
 * A Bundle is parsed entry by entry; lines come one by one, so that a file of
 * any length takes little memory beyond what is kept of it.
 */
#include <stdlib.h>
#include <string.h>

#include "ingest/encoding.h"
#include "ingest/fhir_shape.h"
#include "ingest/fhir_spill.h"
#include "ingest/fhir_told.h"
#include "text/json_memory.h"

#define DOCUMENT_MAX ((size_t)1 << 30) /* a Bundle is parsed where it lies */
#define LINE_MAX_BYTES ((size_t)64 << 20) /* no resource is longer */

static bool is_lines_name(const char *path)
{
	return path_has_ending(path, ".ndjson") || path_has_ending(path, ".jsonl");
}

/* Past a byte order mark and blanks. */
static const char *first_char(const char *head, size_t length, size_t *left)
{
	const char *end = head + length;

	if (length >= 3 && memcmp(head, "\xef\xbb\xbf", 3) == 0)
		head += 3;
	while (head < end && strchr(" \t\r\n", *head) && *head)
		head++;
	*left = (size_t)(end - head);
	return head;
}

static bool contains(const char *text, size_t length, const char *word)
{
	const char *end = text + length;
	size_t n = strlen(word);

	while (text + n <= end && (text = memchr(text, *word, (size_t)(end - text))) && text + n <= end) {
		if (memcmp(text, word, n) == 0)
			return true;
		text++;
	}
	return false;
}

static bool is_xml(const char *text, size_t length)
{
	return length && text[0] == '<' && contains(text, length, "hl7.org/fhir");
}

/* resourceType may be the last key of a long resource, but none is longer than a line may be. */
static bool holds_resource(const char *path)
{
	static const char WORD[] = "\"resourceType\"";
	enum { BETWEEN = sizeof WORD - 2 }; /* so much of a word may end one piece */
	char seam[2 * BETWEEN];
	struct source *source = NULL;
	const char *piece;
	size_t length = 0, all = 0, kept = 0, next;
	bool found = false;
	struct err unused;

	if (source_open(&source, path, "", &unused) != ST_OK)
		return true; /* reading it says why not */
	while (!found && all < LINE_MAX_BYTES &&
	       source_read(source, &piece, &length, &unused) == ST_OK && length) {
		next = length < BETWEEN ? length : BETWEEN;
		memcpy(seam + kept, piece, next);
		found = contains(seam, kept + next, WORD) || contains(piece, length, WORD);
		kept = next;
		memmove(seam, piece + length - next, next);
		all += length;
	}
	source_close(source);
	return found;
}

static bool fhir_recognise(const char *path, const char *head, size_t length)
{
	size_t left;
	const char *text = first_char(head, length, &left);

	if (is_xml(text, left) || contains(text, left, "\"resourceType\""))
		return true;
	if (!left)
		return is_lines_name(path);
	return (text[0] == '{' || text[0] == '[' || is_lines_name(path)) && holds_resource(path);
}

static enum status fhir_begin(struct batch *batch, void **out, struct err *err)
{
	struct fhir_state *state = calloc(1, sizeof *state);

	if (!state)
		return err_nomem(err);
	state->batch = batch;
	state->arena = batch->arena;
	state->spill = fhir_spill_new(batch->bytes_within);
	state->told = fhir_told_new();
	*out = state;
	return ST_OK;
}

static void layer_done(struct fhir_state *state, enum fhir_layer layer)
{
	int i;

	for (i = 0; i < FHIR_INDEX_COUNT; i++)
		fhir_map_done(&state->index[layer][i]);
}

static void fhir_end(void *arg)
{
	struct fhir_state *state = arg;
	struct fhir_map *const maps[] = {&state->agency_by_identifier, &state->agency_by_name,
		&state->agency_by_code, &state->left_out};
	size_t i;

	for (i = 0; i < sizeof maps / sizeof *maps; i++)
		fhir_map_done(maps[i]);
	layer_done(state, FHIR_KEPT);
	layer_done(state, FHIR_PART);
	fhir_spill_free(state->spill);
	fhir_told_free(state->told);
	if (state->arena != state->batch->arena)
		arena_free(state->arena);
	vec_done(&state->all);
	vec_done(&state->agencies);
	vec_done(&state->left_out_names);
	free(state);
}

/* Reading ------------------------------------------------------------------------ */

struct buffer { char *text; size_t length, room; };

static bool buffer_add(struct buffer *buffer, const char *text, size_t length)
{
	if (!vec_grow((void **)&buffer->text, &buffer->room, buffer->length + length + 1, 1))
		return false;
	if (length)
		memcpy(buffer->text + buffer->length, text, length);
	buffer->length += length;
	return true;
}

struct reading {
	struct fhir_state *state;
	struct origin origin;
	int64_t taken, bad;
	struct err *err;
};

static enum status broken(struct reading *r)
{
	return err_set(r->err, ST_FORMAT,
		"%s is cut short or is no JSON: nothing was taken in; ask its sender for the whole file",
		r->origin.file);
}

static enum status not_fhir(struct reading *r)
{
	return err_set(r->err, ST_FORMAT,
		"%s is no FHIR file: it should be JSON with a Bundle, a resource, or one resource a line",
		r->origin.file);
}

/* Cheap enough to be asked after every resource. */
static enum status keep_going(struct reading *r)
{
	struct batch *batch = r->state->batch;

	r->taken++;
	return batch_progress(batch, "reading", batch->bytes_done, batch->bytes_all, r->err);
}

static json_t *parse(struct span text)
{
	return text.at ? json_read(text.at, text.length, JSON_DECODE_ANY | JSON_ALLOW_NUL) : NULL;
}

/* A few members tell whether a resource is wanted, and whose it is: the many that
 * are not are counted without being built.  False: it is no object. */
static bool look_at(struct span text, struct fhir_look *look)
{
#define MEMBER(name, span) {name, sizeof name - 1, &look->span}
	const struct { const char *key; size_t length; struct span *at; } MEMBERS[] = {
		MEMBER("resourceType", type), MEMBER("id", id), MEMBER("code", code),
		MEMBER("category", category), MEMBER("extension", extension),
		MEMBER("subject", subject), MEMBER("patient", subject), MEMBER("for", subject),
		MEMBER("basedOn", based_on), MEMBER("focus", based_on),
		MEMBER("identifier", identifier), MEMBER("link", link),
		MEMBER("contained", contained),
	};
#undef MEMBER
	struct span key, value;
	struct scan scan;
	size_t i;

	*look = (struct fhir_look){0};
	if (!scan_open(&scan, text, '{'))
		return false;
	while (scan_next(&scan, &key, &value) == SCAN_ITEM)
		for (i = 0; i < sizeof MEMBERS / sizeof *MEMBERS; i++)
			if (key.length == MEMBERS[i].length &&
			    memcmp(key.at, MEMBERS[i].key, key.length) == 0)
				*MEMBERS[i].at = value;
	return true;
}

static const char *code_unwanted(struct reading *r, const struct fhir_look *look, const char *type)
{
	json_t *told = json_object();
	const char *unwanted;

	json_object_set_new(told, "code", parse(look->code));
	json_object_set_new(told, "category", parse(look->category));
	json_object_set_new(told, "extension", parse(look->extension));
	fhir_shape(told, type);
	unwanted = told ? fhir_passed_over(r->state, type, told) : NULL;
	json_decref(told);
	return unwanted;
}

static bool is_passed_over(struct reading *r, const struct fhir_look *look, const char *type)
{
	const struct span by[FHIR_TOLD_BY] = {look->type, look->code, look->category};
	const char *unwanted = NULL;

	if (!fhir_is_told_by_code(type)) {
		unwanted = fhir_passed_over(r->state, type, NULL);
	} else if (look->extension.at) {
		unwanted = code_unwanted(r, look, type);
	} else if (!fhir_told_get(r->state->told, by, &unwanted)) {
		unwanted = code_unwanted(r, look, type);
		fhir_told_put(r->state->told, by, unwanted);
	}
	if (unwanted)
		fhir_leave_out(r->state, unwanted);
	return unwanted;
}

static enum status take_document(struct reading *, struct span);

/* ST_NONE where it is no JSON after all. */
static enum status take_built(struct reading *r, struct span text, const char *url)
{
	json_t *resource = parse(text);
	enum status status;

	if (!resource)
		return ST_NONE;
	status = fhir_take(r->state, resource, url, r->origin, r->err);
	json_decref(resource);
	return status == ST_OK ? keep_going(r) : status;
}

/* A Bundle may be an entry of another (an answer to a batch of searches). */
static enum status take_span(struct reading *r, struct span text, const char *url)
{
	struct fhir_look look;
	json_t *name = look_at(text, &look) ? parse(look.type) : NULL;
	const char *type = json_string_value(name);
	enum status status;

	if (type && strcmp(type, "Bundle") == 0) {
		status = take_document(r, text);
	} else if (type && is_passed_over(r, &look, type)) {
		r->state->batch->read++;
		status = r->state->batch->no_memory ? err_nomem(r->err) : keep_going(r);
	} else if (type && r->state->spill && fhir_is_of_person(type)) {
		status = fhir_spill_put(r->state, &look, text, url, r->origin, r->err);
		status = status == ST_OK ? keep_going(r) : status;
	} else {
		status = take_built(r, text, url);
	}
	json_decref(name);
	return status;
}

/* A transaction may ask for that: nothing that was sent is there to say whose it is. */
static bool is_deletion(struct span request)
{
	json_t *told = parse(request);
	const char *method = json_string_value(json_object_get(told, "method"));
	bool is_so = method && strcmp(method, "DELETE") == 0;

	json_decref(told);
	return is_so;
}

static enum status take_entry(struct reading *r, struct span text)
{
	struct span key, value, resource = {0}, url = {0}, request = {0};
	enum status status = ST_OK;
	struct scan scan;
	json_t *full;

	if (!scan_open(&scan, text, '{'))
		return not_fhir(r);
	while (scan_next(&scan, &key, &value) == SCAN_ITEM) {
		if (span_is(key, "resource"))
			resource = value;
		else if (span_is(key, "fullUrl"))
			url = value;
		else if (span_is(key, "request"))
			request = value;
	}
	full = parse(url);
	if (!resource.at && is_deletion(request))
		fhir_leave_out(r->state, "wish that something be deleted (send it again as entered-in-error)");
	if (resource.at && *resource.at == '{')
		status = take_span(r, resource, json_string_value(full));
	json_decref(full);
	return status == ST_NONE ? broken(r) : status;
}

static enum status take_entries(struct reading *r, struct span entries)
{
	struct span key, entry;
	struct scan scan;
	enum scan_step step;
	enum status status = ST_OK;

	if (!scan_open(&scan, entries, '['))
		return not_fhir(r);
	while (status == ST_OK && (step = scan_next(&scan, &key, &entry)) != SCAN_END) {
		if (step == SCAN_BROKEN)
			return broken(r);
		status = take_entry(r, entry);
	}
	return status;
}

/* One JSON value: a Bundle, whose entries are parsed one by one, or a resource. */
static enum status take_document(struct reading *r, struct span document)
{
	struct span key, value, type = {0}, entries = {0};
	struct scan scan;
	enum scan_step step;
	enum status status;

	if (!scan_open(&scan, document, '{'))
		return not_fhir(r);
	while ((step = scan_next(&scan, &key, &value)) == SCAN_ITEM) {
		if (span_is(key, "resourceType"))
			type = value;
		else if (span_is(key, "entry"))
			entries = value;
	}
	if (step == SCAN_BROKEN)
		return broken(r);
	if (!type.at)
		return not_fhir(r);
	if (span_is(type, "\"Bundle\""))
		return entries.at ? take_entries(r, entries) : ST_OK;
	status = take_span(r, document, NULL);
	return status == ST_NONE ? broken(r) : status;
}

/* Resources in a list, which FHIR does not know and programs write nevertheless. */
static enum status take_list(struct reading *r, struct span list)
{
	struct span key, item;
	struct scan scan;
	enum scan_step step = SCAN_END;
	enum status status = scan_open(&scan, list, '[') ? ST_OK : not_fhir(r);

	while (status == ST_OK && (step = scan_next(&scan, &key, &item)) == SCAN_ITEM)
		status = *item.at == '{' ? take_span(r, item, NULL) : ST_NONE;
	return status == ST_NONE || step == SCAN_BROKEN ? broken(r) : status;
}

static enum status take_line(struct reading *r, const char *text, size_t length)
{
	enum status status = ST_NONE;
	const char *end;
	struct span line;
	size_t left;

	r->origin.line++;
	text = first_char(text, length, &left);
	if (!left)
		return ST_OK;
	end = text + left;
	if (scan_value(&text, end, &line)) {
		first_char(text, (size_t)(end - text), &left);
		if (!left && *line.at == '{')
			status = take_span(r, line, NULL);
	}
	if (status != ST_NONE)
		return status;
	r->bad++;
	r->state->batch->read++;
	return batch_reject(r->state->batch, r->origin, "resource",
		"this line is cut short, or is no JSON", NULL, r->err);
}

/* A file that ends in .ndjson without one good line is something else. */
static enum status lines_done(struct reading *r)
{
	return r->bad && !r->taken ? not_fhir(r) : ST_OK;
}

static enum status read_lines(struct reading *r, struct source *source)
{
	enum status status = ST_OK;
	struct buffer line = {0};
	const char *piece, *end, *at;
	size_t length;

	do {
		status = source_read(source, &piece, &length, r->err);
		r->state->batch->bytes_done += source_taken(source);
		for (at = piece; status == ST_OK && length && at < piece + length; at = end + 1) {
			end = memchr(at, '\n', (size_t)(piece + length - at));
			if (line.length < LINE_MAX_BYTES &&
			    !buffer_add(&line, at, end ? (size_t)(end - at) : (size_t)(piece + length - at)))
				status = err_nomem(r->err);
			if (!end || status != ST_OK)
				break;
			status = take_line(r, line.text, line.length);
			line.length = 0;
		}
	} while (status == ST_OK && length);
	if (status == ST_OK && line.length)
		status = take_line(r, line.text, line.length);
	free(line.text);
	return status == ST_OK ? lines_done(r) : status;
}

/* Inside a JSON document a `{` on a new line follows a `[`, a `,` or a `:`; where
 * it follows anything else it is another resource. */
static bool is_lines(const char *text, size_t length)
{
	const char *end = memchr(text, '\n', length), *next;
	size_t left;

	if (!end)
		return false;
	next = first_char(end, length - (size_t)(end - text), &left);
	while (end > text && strchr(" \t\r\n", end[-1]))
		end--;
	return left && *next == '{' && end > text && !strchr("[,:", end[-1]);
}

static enum status take_text(struct reading *r, const char *text, size_t length)
{
	const char *at, *end = text + length, *line_end;
	enum status status = ST_OK;
	struct span document;
	size_t left;

	at = first_char(text, length, &left);
	if (is_xml(at, left < 4096 ? left : 4096))
		return err_set(r->err, ST_FORMAT,
			"%s is FHIR written as XML: ask its sender for JSON", r->origin.file);
	if (!left || (*at != '{' && *at != '['))
		return not_fhir(r);
	if (*at == '[' || !is_lines(at, left)) {
		if (!scan_value(&at, end, &document))
			return broken(r);
		first_char(at, (size_t)(end - at), &left);
		if (left)
			return broken(r);
		return *document.at == '[' ? take_list(r, document) : take_document(r, document);
	}
	for (at = text; at < end && status == ST_OK; at = line_end + 1) {
		line_end = memchr(at, '\n', (size_t)(end - at));
		if (!line_end)
			line_end = end;
		status = take_line(r, at, (size_t)(line_end - at));
	}
	return status == ST_OK ? lines_done(r) : status;
}

static enum status read_whole(struct reading *r, const char *path)
{
	char *text = NULL;
	size_t n = 0;
	enum status status = source_whole(path, r->origin.file, DOCUMENT_MAX, &text, &n, r->err);

	if (status == ST_OK)
		status = take_text(r, text, n);
	r->state->batch->bytes_done += (int64_t)n;
	free(text);
	return status;
}

static enum status fhir_read(struct batch *batch, void *arg, const char *path, struct err *err)
{
	struct reading reading = {.state = arg, .err = err};
	struct source *source;
	enum status status;

	/* One copy a file: what is of one file is told by the pointer. */
	reading.origin.file = arena_dup(batch->arena, batch->label ? batch->label : path);
	if (!reading.origin.file)
		return err_nomem(err);
	if (!is_lines_name(path))
		return read_whole(&reading, path);
	status = source_open(&source, path, reading.origin.file, err);
	if (status != ST_OK)
		return status;
	status = read_lines(&reading, source);
	source_close(source);
	return status;
}

/* What was read becomes rows. */
static enum status put_together(struct fhir_state *state, struct err *err)
{
	enum status status;

	fhir_supersede(state);
	status = fhir_agencies_build(state, err);
	if (status == ST_OK)
		status = fhir_people_find(state, err);
	fhir_people_group(state);
	return status == ST_OK ? fhir_emit(state, err) : status;
}

static enum status take_again(void *arg, struct span text, const char *url, struct origin origin,
	struct err *err)
{
	struct reading reading = {.state = arg, .origin = origin, .err = err};
	enum status status = take_built(&reading, text, url);

	return status == ST_NONE ? batch_reject(reading.state->batch, origin, "resource",
		"this line is cut short, or is no JSON", NULL, err) : status;
}

static enum status part_do(struct fhir_state *state, size_t part, struct err *err)
{
	enum status status;

	status = fhir_spill_each(state->spill, part, take_again, state, err);
	if (status == ST_OK)
		status = put_together(state, err);
	if (status == ST_OK)
		status = batch_drain(state->batch, err);
	layer_done(state, FHIR_PART);
	state->all.n = state->part_from;
	arena_reset(state->arena);
	return status;
}

/* First what is kept throughout, then one part after another. */
static enum status parts_do(struct fhir_state *state, struct err *err)
{
	enum status status = put_together(state, err);
	size_t part;

	if (status == ST_OK)
		status = fhir_spill_settle(state, err);
	state->layer = FHIR_PART;
	state->part_from = state->all.n;
	state->arena = arena_new();
	if (!state->arena) {
		state->arena = state->batch->arena;
		return err_nomem(err);
	}
	for (part = 0; part < fhir_spill_parts(state->spill) && status == ST_OK; part++)
		status = part_do(state, part, err);
	if (status != ST_OK)
		return status;
	/* Which of those that are kept came to have rows is known now. */
	state->part_from = 0;
	return fhir_agency_refs(state, err);
}

static enum status fhir_finish(struct batch *batch, void *arg, struct err *err)
{
	struct fhir_state *state = arg;
	enum status status = state->spill ? parts_do(state, err) : put_together(state, err);

	(void)batch;
	return status == ST_OK ? fhir_left_out_note(state, err) : status;
}

const struct format FORMAT_FHIR = {
	.name = "fhir", .recognise = fhir_recognise, .begin = fhir_begin, .read = fhir_read,
	.finish = fhir_finish, .end = fhir_end,
};
