/*
 * What a file holds: a Bundle, whose entries are read one by one and forgotten, so
 * that one of any length takes little memory beyond what is kept of it; resources one
 * a line, or in a list; or one resource.
 */
#include <stdlib.h>
#include <string.h>

#include "ingest/fhir/reading.h"
#include "ingest/fhir/window.h"

#define LINE_MAX_BYTES ((size_t)64 << 20) /* no resource is longer */
#define HEAD_MAX ((size_t)1 << 16)        /* so much is looked at to tell lines from a document */

/* Past a byte order mark and blanks. */
const char *fhir_first_char(const char *head, size_t length, size_t *left)
{
	const char *end = head + length;

	if (length >= 3 && memcmp(head, "\xef\xbb\xbf", 3) == 0)
		head += 3;
	while (head < end && strchr(" \t\r\n", *head) && *head)
		head++;
	*left = (size_t)(end - head);
	return head;
}

bool fhir_contains(const char *text, size_t length, const char *word)
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

bool fhir_is_xml(const char *text, size_t length)
{
	return length && text[0] == '<' && fhir_contains(text, length, "hl7.org/fhir");
}

static enum status broken(struct fhir_reading *r)
{
	return err_set(r->err, ST_FORMAT,
		"%s is cut short or is no JSON: nothing was taken in; ask its sender for the whole file",
		r->origin.file);
}

static enum status not_fhir(struct fhir_reading *r)
{
	return err_set(r->err, ST_FORMAT,
		"%s is no FHIR file: it should be JSON with a Bundle, a resource, or one resource a line",
		r->origin.file);
}

/* Within a document ------------------------------------------------------------- */

/* What an entry is made of; an operation's parameter may be one of several parts. */
struct entry { struct span resource, url, request, response, parts; };

static enum status take_entries(struct fhir_reading *, struct span);

/* A transaction may ask for that: nothing that was sent is there to say whose it is. */
static bool is_deletion(const json_t *request)
{
	const char *method = json_string_value(json_object_get(request, "method"));

	return method && strcmp(method, "DELETE") == 0;
}

/* A history has the newest first: what follows in it was there before. */
static enum status deletion_note(struct fhir_reading *r, const json_t *request, const json_t *response)
{
	const char *url = json_string_value(json_object_get(request, "url"));
	const char *when = json_string_value(json_object_get(response, "lastModified"));
	struct civil *at = arena_alloc(r->state->batch->arena, sizeof *at);
	char key[256];

	fhir_leave_out(r->state, "wish that something be deleted (send it again as entered-in-error)");
	if (!at)
		return err_nomem(r->err);
	if (!when || !civil_parse(when, at))
		*at = CIVIL_ABSENT;
	if (!url || strchr(url, '?') || !fhir_relative(url, key, sizeof key))
		return ST_OK;
	return fhir_map_put(&r->deleted, key, at) ? ST_OK : err_nomem(r->err);
}

static bool was_deleted(const struct fhir_reading *r, struct span text)
{
	json_t *resource = r->deleted.head ? fhir_parse(text) : NULL;
	const char *type = json_string_value(json_object_get(resource, "resourceType"));
	const char *id = json_string_value(json_object_get(resource, "id"));
	const char *when = json_string_value(json_object_get(json_object_get(resource, "meta"), "lastUpdated"));
	const struct civil *at = NULL;
	struct civil changed;
	char key[256];
	bool is_so;

	if (type && id && (size_t)snprintf(key, sizeof key, "%s/%s", type, id) < sizeof key)
		at = fhir_map_get(&r->deleted, key);
	is_so = at && !(when && civil_is_set(*at) && civil_parse(when, &changed) && civil_before(*at, changed));
	json_decref(resource);
	return is_so;
}

/* Where an entry does not say what it is called, what is to be done with it may: PUT Patient/p1. */
static json_t *entry_url(const struct entry *entry)
{
	json_t *url = fhir_parse(entry->url), *request = url ? NULL : fhir_parse(entry->request);
	const char *to = json_string_value(json_object_get(request, "url"));

	if (!url && to && strchr(to, '/') && !strchr(to, '?'))
		url = json_incref(json_object_get(request, "url"));
	json_decref(request);
	return url;
}

static enum status take_resource(struct fhir_reading *r, const struct entry *entry)
{
	json_t *url = entry_url(entry);
	enum status status = ST_OK;

	if (was_deleted(r, entry->resource))
		fhir_leave_out(r->state, "version of what was deleted since");
	else
		status = fhir_offer(r, entry->resource, json_string_value(url));
	json_decref(url);
	return status;
}

static enum status take_request(struct fhir_reading *r, const struct entry *entry)
{
	json_t *request = fhir_parse(entry->request), *response = fhir_parse(entry->response);
	enum status status = is_deletion(request) ? deletion_note(r, request, response) : ST_OK;

	json_decref(request);
	json_decref(response);
	return status;
}

static enum status no_entry(struct fhir_reading *r)
{
	r->state->batch->read++;
	return batch_reject(r->state->batch, r->origin, "entry", "this entry of the Bundle is no object", NULL, r->err);
}

static enum status take_entry(struct fhir_reading *r, struct span text)
{
	struct entry entry = {0};
	struct span key, value;
	struct scan scan;

	if (!scan_open(&scan, text, '{'))
		return span_is(text, "null") ? ST_OK : no_entry(r);
	while (scan_next(&scan, &key, &value) == SCAN_ITEM) {
		if (span_is(key, "resource"))
			entry.resource = value;
		else if (span_is(key, "fullUrl"))
			entry.url = value;
		else if (span_is(key, "request"))
			entry.request = value;
		else if (span_is(key, "response"))
			entry.response = value;
		else if (span_is(key, "part"))
			entry.parts = value;
	}
	if (entry.parts.at && *entry.parts.at == '[')
		return take_entries(r, entry.parts);
	if (entry.resource.at && *entry.resource.at == '{')
		return take_resource(r, &entry);
	return entry.resource.at ? ST_OK : take_request(r, &entry);
}

static enum status take_entries(struct fhir_reading *r, struct span entries)
{
	struct span key, entry;
	struct scan scan;
	enum scan_step step;
	enum status status = ST_OK;

	if (!scan_open(&scan, entries, '['))
		return take_entry(r, entries);
	while (status == ST_OK && (step = scan_next(&scan, &key, &entry)) != SCAN_END) {
		if (step == SCAN_BROKEN)
			return broken(r);
		status = take_entry(r, entry);
	}
	return status;
}

enum status fhir_document_within(struct fhir_reading *r, struct span document)
{
	struct span key, value, entries = {0};
	struct scan scan;
	enum scan_step step;

	if (!scan_open(&scan, document, '{'))
		return not_fhir(r);
	while ((step = scan_next(&scan, &key, &value)) == SCAN_ITEM)
		if (span_is(key, "entry") || span_is(key, "parameter"))
			entries = value;
	if (step == SCAN_BROKEN)
		return broken(r);
	return entries.at ? take_entries(r, entries) : ST_OK;
}

/* Lines ---------------------------------------------------------------------------- */

static enum status take_line(struct fhir_reading *r, const char *text, size_t length)
{
	enum status status = ST_NONE;
	const char *end;
	struct span line;
	size_t left;

	r->origin.line++;
	text = fhir_first_char(text, length, &left);
	if (!left)
		return ST_OK;
	end = text + left;
	if (scan_value(&text, end, &line)) {
		fhir_first_char(text, (size_t)(end - text), &left);
		if (!left && *line.at == '{')
			status = fhir_offer(r, line, NULL);
	}
	if (status != ST_NONE)
		return status;
	r->bad++;
	r->state->batch->read++;
	return batch_reject(r->state->batch, r->origin, "resource",
		"this line is cut short, or is no JSON", NULL, r->err);
}

/* A file that ends in .ndjson without one good line is something else. */
static enum status lines_done(struct fhir_reading *r)
{
	return r->bad && !r->taken ? not_fhir(r) : ST_OK;
}

static enum status read_lines(struct fhir_reading *r, struct fhir_window *w)
{
	struct span line;
	size_t n;
	enum status status = fhir_window_look(w, HEAD_MAX, &n, r->err);

	/* An old Mac's lines end in CR alone. */
	w->is_cr = status == ST_OK && n && !memchr(w->text + w->at, '\n', n) && memchr(w->text + w->at, '\r', n);
	if (status != ST_OK)
		return status;
	while ((status = fhir_window_line(w, LINE_MAX_BYTES, &line, r->err)) == ST_OK) {
		status = take_line(r, line.at, line.length);
		if (status != ST_OK)
			return status;
	}
	return status == ST_NONE ? lines_done(r) : status;
}

/* Documents ------------------------------------------------------------------------ */

/* The items of a list, each while it is in the window. */
static enum status each_item(struct fhir_reading *r, struct fhir_window *w,
	enum status (*take)(struct fhir_reading *, struct span))
{
	struct span item;
	enum status status;
	char c;

	w->at++;
	status = fhir_window_blank(w, &c, NULL, r->err);
	if (status == ST_OK && c == ']') {
		w->at++;
		return ST_OK;
	}
	while (status == ST_OK) {
		status = fhir_window_blank(w, &c, NULL, r->err);
		if (status == ST_OK)
			status = fhir_window_value(w, &item, r->err);
		if (status == ST_OK)
			status = take(r, item);
		if (status == ST_OK)
			status = fhir_window_blank(w, &c, NULL, r->err);
		if (status != ST_OK)
			break;
		if (c != ',' && c != ']')
			return broken(r);
		w->at++;
		if (c == ']')
			return ST_OK;
	}
	return status == ST_NONE ? broken(r) : status;
}

static enum status take_item(struct fhir_reading *r, struct span item)
{
	return *item.at == '{' ? fhir_offer(r, item, NULL) : ST_NONE;
}

/* A document's members but the entries, which may come before it is known to be a Bundle. */
struct rest { char *text; size_t n, room; };

static bool rest_add(struct rest *rest, const char *text, size_t n)
{
	if (!vec_grow((void **)&rest->text, &rest->room, rest->n + n + 1, 1))
		return false;
	memcpy(rest->text + rest->n, text, n);
	rest->n += n;
	return true;
}

/* A key, kept with its colon; *is_entry: of what a Bundle holds. */
static enum status take_key(struct fhir_reading *r, struct fhir_window *w, struct rest *rest, bool *is_entry)
{
	struct span key = {0};
	enum status status;
	char c;

	status = fhir_window_blank(w, &c, NULL, r->err);
	if (status == ST_OK)
		status = c == '"' ? fhir_window_value(w, &key, r->err) : ST_NONE;
	if (status != ST_OK)
		return status;
	*is_entry = span_is(key, "\"entry\"");
	if (!rest_add(rest, key.at, key.length) || !rest_add(rest, ":", 1))
		return err_nomem(r->err);
	status = fhir_window_blank(w, &c, NULL, r->err);
	if (status != ST_OK || c != ':')
		return status == ST_OK ? ST_NONE : status;
	w->at++;
	status = fhir_window_blank(w, &c, NULL, r->err);
	*is_entry = *is_entry && c == '[';
	return status;
}

static enum status take_member(struct fhir_reading *r, struct fhir_window *w, struct rest *rest)
{
	struct span value;
	bool is_entry = false;
	enum status status = take_key(r, w, rest, &is_entry);

	if (status == ST_OK && is_entry) {
		status = each_item(r, w, take_entry);
		return status != ST_OK || rest_add(rest, "[]", 2) ? status : err_nomem(r->err);
	}
	if (status == ST_OK)
		status = fhir_window_value(w, &value, r->err);
	return status != ST_OK || rest_add(rest, value.at, value.length) ? status : err_nomem(r->err);
}

static enum status take_members(struct fhir_reading *r, struct fhir_window *w, struct rest *rest)
{
	enum status status = rest_add(rest, "{", 1) ? ST_OK : err_nomem(r->err);
	char c;

	w->at++;
	if (status == ST_OK)
		status = fhir_window_blank(w, &c, NULL, r->err);
	while (status == ST_OK && c != '}') {
		status = take_member(r, w, rest);
		if (status == ST_OK)
			status = fhir_window_blank(w, &c, NULL, r->err);
		if (status != ST_OK || c == '}')
			break;
		if (c != ',')
			return ST_NONE;
		w->at++;
		if (!rest_add(rest, ",", 1))
			return err_nomem(r->err);
	}
	if (status != ST_OK)
		return status;
	w->at++;
	return rest_add(rest, "}", 1) ? ST_OK : err_nomem(r->err);
}

/* A page of a search says whether there is another after it. */
static void page_note(struct fhir_reading *r, struct span type, struct span links)
{
	json_t *list = fhir_parse(links), *link;
	bool has_next = false;
	size_t i;

	json_array_foreach(list, i, link) {
		const char *relation = json_string_value(json_object_get(link, "relation"));

		has_next = has_next || (relation && strcmp(relation, "next") == 0);
	}
	json_decref(list);
	r->state->has_page = r->state->has_page || has_next;
	r->state->has_last_page = r->state->has_last_page || (!has_next && span_is(type, "\"searchset\""));
}

/* Nothing but a Bundle is made of entries that are resources. */
static enum status take_whole(struct fhir_reading *r, struct span document)
{
	struct span key, value, name = {0}, type = {0}, links = {0}, entry = {0};
	struct scan scan;

	if (scan_open(&scan, document, '{'))
		while (scan_next(&scan, &key, &value) == SCAN_ITEM) {
			if (span_is(key, "resourceType"))
				name = value;
			else if (span_is(key, "type"))
				type = value;
			else if (span_is(key, "link"))
				links = value;
			else if (span_is(key, "entry"))
				entry = value;
		}
	if (!name.at)
		return not_fhir(r);
	if (!span_is(name, "\"Bundle\""))
		return fhir_offer(r, document, NULL);
	page_note(r, type, links);
	return entry.at && *entry.at == '{' ? take_entry(r, entry) : ST_OK;
}

static enum status take_document(struct fhir_reading *r, struct fhir_window *w)
{
	struct rest rest = {0};
	enum status status = take_members(r, w, &rest);

	if (status == ST_OK)
		status = take_whole(r, (struct span){rest.text, rest.n});
	free(rest.text);
	return status == ST_NONE ? broken(r) : status;
}

/* Inside a JSON document a `{` on a new line follows a `[`, a `,` or a `:`; where
 * it follows anything else it is another resource. */
static bool is_lines(const char *text, size_t length)
{
	const char *end = memchr(text, '\n', length), *next;
	size_t left;

	if (!end)
		end = memchr(text, '\r', length);
	if (!end)
		return false;
	next = fhir_first_char(end, length - (size_t)(end - text), &left);
	while (end > text && strchr(" \t\r\n", end[-1]))
		end--;
	return left && *next == '{' && end > text && !strchr("[,:", end[-1]);
}

/* After the one value that a document is nothing comes: but lines whose first is long
 * were taken for one. */
static enum status document_end(struct fhir_reading *r, struct fhir_window *w, bool may_be_lines)
{
	int64_t lines = 0;
	enum status status;
	char c;

	status = fhir_window_blank(w, &c, &lines, r->err);
	if (status != ST_OK || !c)
		return status;
	if (c != '{' || !lines || !may_be_lines)
		return broken(r);
	r->origin.line = lines;
	return read_lines(r, w);
}

static enum status read_document(struct fhir_reading *r, struct fhir_window *w)
{
	const char *at;
	size_t n, left;
	bool is_list;
	enum status status = fhir_window_look(w, HEAD_MAX, &n, r->err);

	if (status != ST_OK)
		return status;
	at = fhir_first_char(w->text ? w->text : "", n, &left);
	if (fhir_is_xml(at, left < 4096 ? left : 4096))
		return err_set(r->err, ST_FORMAT,
			"%s is FHIR written as XML: ask its sender for JSON", r->origin.file);
	if (!left || (*at != '{' && *at != '['))
		return not_fhir(r);
	if (*at == '{' && is_lines(at, left))
		return read_lines(r, w);
	is_list = *at == '[';
	w->at = n - left;
	status = is_list ? each_item(r, w, take_item) : take_document(r, w);
	return status == ST_OK ? document_end(r, w, !is_list) : status;
}

enum status fhir_read_file(struct fhir_reading *r, const char *path, bool is_lines)
{
	struct fhir_window window = {.label = r->origin.file, .taken = &r->state->batch->bytes_done};
	enum status status = source_open(&window.source, path, r->origin.file, r->err);

	if (status != ST_OK)
		return status;
	status = is_lines ? read_lines(r, &window) : read_document(r, &window);
	fhir_window_done(&window);
	fhir_map_done(&r->deleted);
	source_close(window.source);
	return status;
}
