/*
 * FORMAT_FHIR: a Bundle or one resource as a JSON file, or one resource a line.
 * A Bundle is parsed entry by entry; lines come one by one, so that a file of
 * any length takes little memory beyond what is kept of it.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "ingest/fhir.h"
#include "ingest/fhir_scan.h"

#define PROGRESS_EVERY 500

static bool has_ending(const char *path, const char *ending)
{
	size_t length = strlen(path), tail = strlen(ending);

	return length > tail && strcasecmp(path + length - tail, ending) == 0;
}

static bool is_lines_name(const char *path)
{
	return has_ending(path, ".ndjson") || has_ending(path, ".jsonl");
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
	size_t n = strlen(word), i;

	for (i = 0; i + n <= length; i++)
		if (memcmp(text + i, word, n) == 0)
			return true;
	return false;
}

static bool is_xml(const char *text, size_t length)
{
	return length && text[0] == '<' && contains(text, length, "hl7.org/fhir");
}

/* resourceType may be the last key of a long file. */
static bool fhir_recognise(const char *path, const char *head, size_t length)
{
	size_t left;
	const char *text = first_char(head, length, &left);

	if (is_lines_name(path) || is_xml(text, left))
		return true;
	return left && text[0] == '{' &&
		(contains(text, left, "\"resourceType\"") || length >= 4096);
}

static enum status fhir_begin(struct batch *batch, void **out, struct err *err)
{
	struct fhir_state *state = calloc(1, sizeof *state);

	if (!state)
		return err_nomem(err);
	state->batch = batch;
	*out = state;
	return ST_OK;
}

static void fhir_end(void *arg)
{
	struct fhir_state *state = arg;
	size_t i;
	struct fhir_map *const maps[] = {&state->by_ref, &state->by_url, &state->by_identifier,
		&state->agency_by_identifier, &state->agency_by_name, &state->agency_by_code,
		&state->people, &state->left_out};

	for (i = 0; i < sizeof maps / sizeof *maps; i++)
		fhir_map_done(maps[i]);
	vec_done(&state->all);
	vec_done(&state->agencies);
	vec_done(&state->left_out_names);
	free(state);
}

/* Reading ------------------------------------------------------------------------ */

struct reading {
	struct fhir_state *state;
	struct origin origin;
	int64_t done, total; /* bytes */
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

static enum status keep_going(struct reading *r)
{
	struct batch *batch = r->state->batch;

	if (++r->taken % PROGRESS_EVERY || !batch->progress)
		return ST_OK;
	if (!batch->progress(batch->progress_arg, r->origin.file, r->done, r->total))
		return err_set(r->err, ST_STOPPED, "stopped: nothing was taken in");
	return ST_OK;
}

/* A Bundle may be an entry of another (an answer to a batch of searches). */
static enum status take(struct reading *r, json_t *resource, const char *url)
{
	const char *type = json_string_value(json_object_get(resource, "resourceType"));
	enum status status = ST_OK;
	json_t *entry;
	size_t i;

	if (!type || strcmp(type, "Bundle") != 0) {
		status = fhir_take(r->state, resource, url, r->origin, r->err);
		return status == ST_OK ? keep_going(r) : status;
	}
	json_array_foreach(json_object_get(resource, "entry"), i, entry) {
		json_t *inner = json_object_get(entry, "resource");

		if (inner && status == ST_OK)
			status = take(r, inner, json_string_value(json_object_get(entry, "fullUrl")));
	}
	return status;
}

static json_t *parse(struct span text)
{
	return json_loadb(text.at, text.length, JSON_ALLOW_NUL, NULL);
}

static enum status take_entry(struct reading *r, struct span text)
{
	json_t *entry = parse(text), *resource;
	enum status status = ST_OK;

	if (!entry)
		return broken(r);
	resource = json_object_get(entry, "resource");
	if (json_is_object(resource))
		status = take(r, resource, json_string_value(json_object_get(entry, "fullUrl")));
	json_decref(entry);
	return status;
}

static enum status take_entries(struct reading *r, struct span entries, const char *start)
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
		r->done = entry.at - start;
		status = take_entry(r, entry);
	}
	return status;
}

static bool key_is(struct span key, const char *word)
{
	return key.length == strlen(word) && memcmp(key.at, word, key.length) == 0;
}

/* One JSON value: a Bundle, whose entries are parsed one by one, or a resource. */
static enum status take_document(struct reading *r, struct span document)
{
	struct span key, value, type = {0}, entries = {0};
	struct scan scan;
	enum scan_step step;
	enum status status;
	json_t *resource;

	if (!scan_open(&scan, document, '{'))
		return not_fhir(r);
	while ((step = scan_next(&scan, &key, &value)) == SCAN_ITEM) {
		if (key_is(key, "resourceType"))
			type = value;
		else if (key_is(key, "entry"))
			entries = value;
	}
	if (step == SCAN_BROKEN)
		return broken(r);
	if (!type.at)
		return not_fhir(r);
	if (key_is(type, "\"Bundle\""))
		return entries.at ? take_entries(r, entries, document.at) : ST_OK;
	resource = parse(document);
	if (!resource)
		return broken(r);
	status = take(r, resource, NULL);
	json_decref(resource);
	return status;
}

static enum status take_line(struct reading *r, const char *text, size_t length)
{
	json_t *resource;
	enum status status;
	size_t left;

	r->origin.line++;
	text = first_char(text, length, &left);
	if (!left)
		return ST_OK;
	resource = parse((struct span){text, left});
	if (!resource) {
		r->bad++;
		r->state->batch->read++;
		return batch_reject(r->state->batch, r->origin, "resource",
			"this line is no JSON, or is cut short", NULL, r->err);
	}
	status = take(r, resource, NULL);
	json_decref(resource);
	return status;
}

/* A file that ends in .ndjson without one good line is something else. */
static enum status lines_done(struct reading *r)
{
	return r->bad && !r->taken ? not_fhir(r) : ST_OK;
}

static enum status read_lines(struct reading *r, FILE *file)
{
	enum status status = ST_OK;
	char *line = NULL;
	size_t room = 0;
	ssize_t length;

	while (status == ST_OK && (length = getline(&line, &room, file)) >= 0) {
		r->done += length;
		status = take_line(r, line, (size_t)length);
	}
	if (status == ST_OK && ferror(file))
		status = err_set(r->err, ST_IO, "cannot read %s: try again", r->origin.file);
	free(line);
	return status == ST_OK ? lines_done(r) : status;
}

/* In JSON no `{` follows a `{`: a second line that starts with one is another resource. */
static bool is_lines(const char *text, size_t length)
{
	const char *next = memchr(text, '\n', length);
	size_t left;

	if (!next)
		return false;
	next = first_char(next, length - (size_t)(next - text), &left);
	return left && *next == '{';
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
	if (!left || *at != '{')
		return not_fhir(r);
	if (!is_lines(at, left)) {
		if (!scan_value(&at, end, &document))
			return broken(r);
		first_char(at, (size_t)(end - at), &left);
		return left ? broken(r) : take_document(r, document);
	}
	for (at = text; at < end && status == ST_OK; at = line_end + 1) {
		line_end = memchr(at, '\n', (size_t)(end - at));
		if (!line_end)
			line_end = end;
		r->done = line_end - text;
		status = take_line(r, at, (size_t)(line_end - at));
	}
	return status == ST_OK ? lines_done(r) : status;
}

static enum status read_whole(struct reading *r, FILE *file)
{
	size_t room = (size_t)r->total + 1, length;
	char *text = malloc(room);
	enum status status;

	if (!text)
		return err_nomem(r->err);
	length = fread(text, 1, room - 1, file);
	if (ferror(file))
		status = err_set(r->err, ST_IO, "cannot read %s: try again", r->origin.file);
	else
		status = take_text(r, text, length);
	free(text);
	return status;
}

static enum status fhir_read(struct batch *batch, void *arg, const char *path, struct err *err)
{
	struct reading reading = {.state = arg, .err = err};
	const char *base = strrchr(path, '/');
	enum status status;
	FILE *file;

	reading.origin.file = arena_dup(batch->arena, base ? base + 1 : path);
	if (!reading.origin.file)
		return err_nomem(err);
	file = fopen(path, "rb");
	if (!file)
		return err_set(err, errno == ENOENT ? ST_MISSING : ST_IO, "cannot read %s: %s",
			reading.origin.file, strerror(errno));
	if (fseeko(file, 0, SEEK_END) != 0 || (reading.total = ftello(file)) < 0) {
		fclose(file);
		return err_set(err, ST_IO, "cannot read %s: it must be a file", reading.origin.file);
	}
	rewind(file);
	status = is_lines_name(path) ? read_lines(&reading, file) : read_whole(&reading, file);
	fclose(file);
	return status;
}

static enum status fhir_finish(struct batch *batch, void *arg, struct err *err)
{
	struct fhir_state *state = arg;
	enum status status;

	(void)batch;
	fhir_supersede(state);
	status = fhir_agencies_build(state, err);
	if (status == ST_OK)
		status = fhir_people_find(state, err);
	fhir_people_group(state);
	return status == ST_OK ? fhir_emit(state, err) : status;
}

const struct format FORMAT_FHIR = {
	.name = "fhir", .recognise = fhir_recognise, .begin = fhir_begin, .read = fhir_read,
	.finish = fhir_finish, .end = fhir_end,
};
