/* Open Referral as JSON: one record, a page of them, a list, or a record a line. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/files/encoding.h"
#include "ingest/fhir/scan.h"
#include "ingest/openreferral/openreferral.h"
#include "text/json_memory.h"

enum { FILE_MAX = 1 << 29 }; /* a directory is no bigger */

/* What stands inside what: a child names its parent in a column, or the parent
 * names the child. */
static const struct nesting {
	enum hsds_table parent;
	const char *key;
	enum hsds_table child;
	const char *column;
	bool of_parent; /* the column is the parent's */
} NESTINGS[] = {
	{ HS_ORGANISATION, "services", HS_SERVICE, "organization_id", false },
	{ HS_ORGANISATION, "contacts", HS_CONTACT, "organization_id", false },
	{ HS_ORGANISATION, "phones", HS_PHONE, "organization_id", false },
	{ HS_SERVICE, "organization", HS_ORGANISATION, "organization_id", true },
	{ HS_SERVICE, "schedules", HS_SCHEDULE, "service_id", false },
	{ HS_SERVICE, "service_areas", HS_AREA, "service_id", false },
	{ HS_SERVICE, "service_at_locations", HS_SITE, "service_id", false },
	{ HS_SERVICE, "contacts", HS_CONTACT, "service_id", false },
	{ HS_SERVICE, "phones", HS_PHONE, "service_id", false },
	{ HS_SERVICE, "cost_options", HS_COST, "service_id", false },
	{ HS_SERVICE, "attributes", HS_ATTRIBUTE, "link_id", false },
	{ HS_SERVICE, "regular_schedules", HS_SCHEDULE, "service_id", false },
	{ HS_SERVICE, "eligibilitys", HS_ELIGIBILITY, "service_id", false },
	{ HS_SERVICE, "eligibilities", HS_ELIGIBILITY, "service_id", false },
	{ HS_SERVICE, "eligibility", HS_ELIGIBILITY, "service_id", false },
	{ HS_SERVICE, "service_taxonomys", HS_ATTRIBUTE, "link_id", false },
	{ HS_SERVICE, "service_taxonomies", HS_ATTRIBUTE, "link_id", false },
	{ HS_SERVICE, "service_taxonomy", HS_ATTRIBUTE, "link_id", false },
	{ HS_SERVICE, "locations", HS_LOCATION, NULL, false },
	{ HS_SERVICE, "languages", HS_LANGUAGE, "service_id", false },
	{ HS_SERVICE, "funding", HS_FUNDING, "service_id", false },
	{ HS_SERVICE, "fundings", HS_FUNDING, "service_id", false },
	{ HS_SERVICE, "required_documents", HS_DOCUMENT, "service_id", false },
	{ HS_ORGANISATION, "funding", HS_FUNDING, "organization_id", false },
	{ HS_ORGANISATION, "fundings", HS_FUNDING, "organization_id", false },
	{ HS_LOCATION, "languages", HS_LANGUAGE, "location_id", false },
	{ HS_LOCATION, "accessibility", HS_ACCESS, "location_id", false },
	{ HS_LOCATION, "accessibility_for_disabilities", HS_ACCESS, "location_id", false },
	{ HS_SITE, "service", HS_SERVICE, "service_id", true },
	{ HS_SITE, "location", HS_LOCATION, "location_id", true },
	{ HS_SITE, "schedules", HS_SCHEDULE, "service_at_location_id", false },
	{ HS_SITE, "regular_schedules", HS_SCHEDULE, "service_at_location_id", false },
	{ HS_SITE, "contacts", HS_CONTACT, "service_at_location_id", false },
	{ HS_SITE, "phones", HS_PHONE, "service_at_location_id", false },
	{ HS_SITE, "service_areas", HS_AREA, "service_at_location_id", false },
	{ HS_LOCATION, "addresses", HS_ADDRESS, "location_id", false },
	{ HS_LOCATION, "physical_addresses", HS_ADDRESS, "location_id", false },
	{ HS_LOCATION, "regular_schedules", HS_SCHEDULE, "location_id", false },
	{ HS_LOCATION, "phones", HS_PHONE, "location_id", false },
	{ HS_LOCATION, "contacts", HS_CONTACT, "location_id", false },
	{ HS_LOCATION, "schedules", HS_SCHEDULE, "location_id", false },
	{ HS_CONTACT, "phones", HS_PHONE, "contact_id", false },
	{ HS_ATTRIBUTE, "taxonomy_term", HS_TERM, "taxonomy_term_id", true },
	{ HS_ATTRIBUTE, "taxonomy", HS_TERM, "taxonomy_term_id", true },
};
enum { NESTING_COUNT = sizeof NESTINGS / sizeof *NESTINGS, DEPTH_MAX = 12 };

struct walk {
	struct hsds *hsds;
	struct batch *batch;
	struct origin origin;
	struct err *err;
};

static const char *scalar(struct walk *w, const json_t *v)
{
	char number[40];

	if (json_is_string(v))
		return batch_text(w->batch, json_string_value(v), json_string_length(v));
	if (json_is_integer(v))
		snprintf(number, sizeof number, "%lld", (long long)json_integer_value(v));
	else if (json_is_real(v))
		snprintf(number, sizeof number, "%.10g", json_real_value(v));
	else
		return NULL;
	return batch_text(w->batch, number, strlen(number));
}

static enum status object_take(struct walk *, enum hsds_table, const json_t *, int depth, struct hsds_row **);

/* A service that holds its locations itself has no row for being there. */
static enum status site_make(struct walk *w, const struct hsds_row *service, const struct hsds_row *location)
{
	const char *id = service->value[0] ? arena_printf(w->batch->arena, "#%s@%s", service->value[0], location->value[0])
		: NULL;
	struct hsds_row *site;

	if (!service->value[0])
		return ST_OK;
	site = id ? hsds_put(w->hsds, w->batch, HS_SITE, id) : NULL;
	if (!site)
		return err_nomem(w->err);
	hsds_set(site, "service_id", service->value[0]);
	hsds_set(site, "location_id", location->value[0]);
	return ST_OK;
}

static enum status child_take(struct walk *w, const struct nesting *n, struct hsds_row *parent, const json_t *v,
	int depth)
{
	struct hsds_row *child = NULL;
	enum status st = json_is_object(v) ? object_take(w, n->child, v, depth + 1, &child) : ST_OK;

	if (st != ST_OK || !child)
		return st;
	if (!n->column)
		return site_make(w, parent, child);
	if (n->of_parent)
		hsds_set(parent, n->column, child->value[0]);
	else
		hsds_set(child, n->column, parent->value[0]);
	return ST_OK;
}

static enum status children_take(struct walk *w, struct hsds_row *row, const json_t *o, int depth)
{
	enum status st = ST_OK;

	for (int i = 0; i < NESTING_COUNT && st == ST_OK; i++) {
		const struct nesting *n = &NESTINGS[i];
		const json_t *v = n->parent == row->table ? json_object_get(o, n->key) : NULL, *item;
		size_t k;

		if (json_is_object(v))
			st = child_take(w, n, row, v, depth);
		json_array_foreach(v, k, item)
			if (st == ST_OK)
				st = child_take(w, n, row, item, depth);
	}
	return st;
}

/* What has no id of its own gets one, since others point at it. */
static enum status object_take(struct walk *w, enum hsds_table t, const json_t *o, int depth, struct hsds_row **out)
{
	const char *id = scalar(w, json_object_get(o, "id"));
	struct hsds_row *row;

	if (depth > DEPTH_MAX)
		return ST_OK;
	if (!id && t != HS_SERVICE)
		id = arena_printf(w->batch->arena, "#%d-%zu", (int)t, w->hsds->row[t].n);
	row = w->batch->no_memory || (!id && t != HS_SERVICE) ? NULL : hsds_put(w->hsds, w->batch, t, id);
	if (!row)
		return err_nomem(w->err);
	if (!row->origin.file)
		row->origin = w->origin;
	for (int i = 1; HSDS_COLUMNS[t][i]; i++)
		for (size_t k = 0; !row->value[i] && hsds_column_name(t, i, k); k++)
			row->value[i] = scalar(w, json_object_get(o, hsds_column_name(t, i, k)));
	*out = row;
	return w->batch->no_memory ? err_nomem(w->err) : children_take(w, row, o, depth);
}

static bool has_any(const json_t *o, const char *const *key)
{
	for (; *key; key++)
		if (json_object_get(o, *key))
			return true;
	return false;
}

/* Which table a record on its own belongs to; -1: none. */
static int table_of(const json_t *o)
{
	static const char *const SITE[] = { "location", "location_id", NULL };
	static const char *const TERM[] = { "term_uri", "taxonomy", "term", "vocabulary", NULL };
	static const char *const LOCATION[] = { "location_type", "addresses", "physical_addresses", NULL };
	static const char *const SERVICE[] = { "organization", "organization_id", "service_at_locations", "schedules",
		"service_areas", "status", "minimum_age", "maximum_age", "assured_date", "cost_options", "fees",
		"service_taxonomys", "service_taxonomy", "eligibilitys", "regular_schedules", NULL };
	static const char *const ORGANISATION[] = { "services", "organization_identifiers", "parent_organization_id",
		"website", "logo", NULL };

	if (json_object_get(o, "services"))
		return HS_ORGANISATION;
	if (has_any(o, SITE) && (json_object_get(o, "service") || json_object_get(o, "service_id")))
		return HS_SITE;
	return has_any(o, LOCATION) ? HS_LOCATION : has_any(o, TERM) ? HS_TERM : has_any(o, SERVICE) ? HS_SERVICE
		: has_any(o, ORGANISATION) ? HS_ORGANISATION : -1;
}

static enum status record_take(struct walk *w, const json_t *o)
{
	const json_t *terms = json_object_get(o, "taxonomy_terms"), *item;
	static const char *const TAXONOMY[] = { "version", "uri", NULL };
	struct hsds_row *row = NULL;
	enum status st = ST_OK;
	size_t i;
	int t;

	json_array_foreach(terms, i, item)
		if (st == ST_OK && json_is_object(item))
			st = object_take(w, HS_TERM, item, 0, &row);
	if (st != ST_OK || json_is_array(terms))
		return st;
	t = table_of(o);
	if (t >= 0)
		return object_take(w, (enum hsds_table)t, o, 0, &row);
	if (has_any(o, TAXONOMY)) /* a taxonomy without its terms */
		return ST_OK;
	return batch_reject(w->batch, w->origin, "", "is nothing that a directory of services holds",
		json_string_value(json_object_get(o, "id")), w->err);
}

static enum status span_take(struct walk *w, struct span s, int table)
{
	json_t *o = json_read(s.at, s.length, JSON_REJECT_DUPLICATES);
	struct hsds_row *row;
	enum status st;

	if (!o)
		o = json_read(s.at, s.length, 0);
	if (!json_is_object(o)) {
		json_decref(o);
		w->batch->read++;
		return batch_reject(w->batch, w->origin, "", o ? "is no record" : "is no JSON", NULL, w->err);
	}
	w->batch->read++;
	st = table < 0 ? record_take(w, o) : object_take(w, (enum hsds_table)table, o, 0, &row);
	json_decref(o);
	return st;
}

/* `table`: which one all of the list is of; -1: as each item looks. */
static enum status list_take(struct walk *w, struct span list, int table)
{
	struct scan s;
	struct span key, value;
	enum scan_step step = SCAN_BROKEN;
	enum status st = ST_OK;

	if (scan_open(&s, list, '['))
		while (st == ST_OK && (step = scan_next(&s, &key, &value)) == SCAN_ITEM) {
			st = span_take(w, value, table);
			if (st == ST_OK)
				st = batch_progress(w->batch, "reading", w->batch->bytes_done + (value.at - list.at),
					w->batch->bytes_all, w->err);
		}
	if (st == ST_OK && step == SCAN_BROKEN)
		return err_set(w->err, ST_FORMAT, "%s is no whole JSON; is it cut off?", w->origin.file);
	return st;
}

static int64_t number_of(struct span value)
{
	char text[20];
	size_t n = value.length < sizeof text ? value.length : sizeof text - 1;

	memcpy(text, value.at, n);
	text[n] = 0;
	return strtoll(text, NULL, 10);
}

/* A page has its records in `contents`, and no id of its own. */
static bool page_contents(struct span object, struct span *out, int64_t *told)
{
	static const char *const KEYS[] = { "contents", "content", "items", "data", "results", "services",
		"organizations" };
	static const char *const TOTALS[] = { "total_items", "totalElements", "total_elements" };
	struct scan s;
	struct span key, value;
	bool any = false, has_id = false;

	if (!scan_open(&s, object, '{'))
		return false;
	while (scan_next(&s, &key, &value) == SCAN_ITEM) {
		has_id |= span_is(key, "id");
		for (size_t i = 0; i < sizeof TOTALS / sizeof *TOTALS; i++)
			if (span_is(key, TOTALS[i]))
				*told = number_of(value);
		for (size_t i = 0; !any && i < sizeof KEYS / sizeof *KEYS; i++)
			if (span_is(key, KEYS[i]) && value.length && *value.at == '[') {
				*out = value;
				any = true;
			}
	}
	return any && !has_id;
}

/* A whole directory in one object: a list for each table.  Counts them; `w` takes them. */
static size_t tables_take(struct walk *w, struct span object, enum status *st)
{
	struct scan s;
	struct span key, value;
	size_t n = 0;

	if (!scan_open(&s, object, '{'))
		return 0;
	while (*st == ST_OK && scan_next(&s, &key, &value) == SCAN_ITEM) {
		int table = hsds_table_named(key.at, key.length);

		if (span_is(key, "id") || span_is(key, "name"))
			return 0;
		if (table < 0 || !value.length || *value.at != '[')
			continue;
		n++;
		if (w)
			*st = list_take(w, value, table);
	}
	return n;
}

static enum status page_take(struct walk *w, struct span contents, int64_t told)
{
	int64_t before = w->batch->read;
	enum status st = list_take(w, contents, -1);

	w->hsds->paged += told > 0 ? w->batch->read - before : 0;
	w->hsds->told = told > w->hsds->told ? told : w->hsds->told;
	return st;
}

static enum status object_span_take(struct walk *w, struct span object)
{
	struct span contents;
	int64_t told = 0;
	enum status st = ST_OK;

	if (tables_take(NULL, object, &st) > 1) {
		tables_take(w, object, &st);
		return st;
	}
	return page_contents(object, &contents, &told) ? page_take(w, contents, told) : span_take(w, object, -1);
}

static enum status text_take(struct walk *w, const char *text, size_t n)
{
	const char *at = text, *end = text + n;
	enum status st = ST_OK;
	bool any = false;

	if (n >= 3 && memcmp(at, "\xef\xbb\xbf", 3) == 0)
		at += 3;
	for (;;) {
		struct span value;

		while (at < end && strchr(" \t\r\n", *at))
			at++;
		if (at == end || st != ST_OK)
			break;
		if (!scan_value(&at, end, &value))
			return err_set(w->err, ST_FORMAT, "%s is no whole JSON; is it cut off?", w->origin.file);
		any = true;
		if (*value.at == '[')
			st = list_take(w, value, -1);
		else
			st = *value.at == '{' ? object_span_take(w, value) : span_take(w, value, -1);
	}
	if (st == ST_OK && !any)
		return err_set(w->err, ST_FORMAT, "%s is empty", w->origin.file);
	return st;
}

enum status hsds_read_json(struct hsds *h, struct batch *b, const char *path, struct err *e)
{
	struct walk w = { .hsds = h, .batch = b, .origin = { arena_dup(b->arena, b->label), 0 }, .err = e };
	char *text = NULL;
	size_t n = 0;
	enum status st = w.origin.file ? source_whole(path, b->label, FILE_MAX, &text, &n, e)
		: err_nomem(e);

	if (!w.origin.file)
		return st;
	if (st == ST_OK)
		st = text_take(&w, text, n);
	b->bytes_done += (int64_t)n;
	free(text);
	return st;
}

static bool contains(const char *text, size_t n, const char *word)
{
	size_t length = strlen(word);

	for (size_t i = 0; i + length <= n; i++)
		if (memcmp(text + i, word, length) == 0)
			return true;
	return false;
}

bool hsds_is_json(const char *head, size_t n)
{
	static const char *const WORDS[] = { "\"service_at_locations\"", "\"service_areas\"", "\"assured_date\"",
		"\"organization_identifiers\"", "\"parent_organization_id\"", "\"taxonomy_terms\"", "\"term_uri\"",
		"\"location_type\"", "\"totalElements\"", "\"service_taxonomys\"", "\"eligibilitys\"", "\"regular_schedules\"",
		"\"physical_addresses\"", "\"minimum_age\"", "\"cost_options\"", "\"contents\"", "\"organization\"" };

	while (n && strchr(" \t\r\n\xef\xbb\xbf", *head))
		head++, n--;
	if (!n || (*head != '{' && *head != '[') || contains(head, n, "\"resourceType\""))
		return false;
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
		if (contains(head, n, WORDS[i]))
			return true;
	return false;
}
