/* The standard's tables as rows, found by their ids and hung on each other. */
#include "ingest/openreferral/openreferral.h"

#include <string.h>

#define HASH_NONFATAL_OOM 1
#include <uthash.h>

struct hsds_index {
	const char *id;
	struct hsds_row *row;
	UT_hash_handle hh;
};

const char *const HSDS_COLUMNS[HS_TABLES][HSDS_COLUMNS_MAX + 1] = {
	[HS_ORGANISATION] = { "id", "name", "description", "email", "website", "uri", "parent_organization_id" },
	[HS_SERVICE] = { "id", "organization_id", "name", "description", "url", "email", "status", "fees",
		"fees_description", "eligibility_description", "minimum_age", "maximum_age", "assured_date", "alert",
		"last_modified", "application_process", "wait_time", "interpretation_services", "location_id" },
	[HS_LOCATION] = { "id", "location_type", "name", "description", "external_identifier", "external_identifier_type",
		"organization_id" },
	[HS_SITE] = { "id", "service_id", "location_id" },
	[HS_ADDRESS] = { "id", "location_id", "attention", "address_1", "address_2", "city", "region",
		"state_province", "postal_code", "country", "address_type" },
	[HS_PHONE] = { "id", "contact_id", "number", "service_id", "organization_id", "location_id",
		"service_at_location_id", "description", "extension" },
	[HS_CONTACT] = { "id", "service_id", "name", "title", "email", "organization_id", "location_id",
		"service_at_location_id" },
	[HS_SCHEDULE] = { "id", "service_id", "service_at_location_id", "location_id", "valid_from", "valid_to", "dtstart",
		"freq", "interval", "byday", "bymonthday", "description", "opens_at", "closes_at" },
	[HS_COST] = { "id", "service_id", "valid_from", "valid_to", "option", "amount", "amount_description", "currency" },
	[HS_AREA] = { "id", "service_id", "name", "service_area", "extent_type", "service_at_location_id" },
	[HS_TERM] = { "id", "name", "term", "description", "parent_id", "taxonomy" },
	[HS_ATTRIBUTE] = { "id", "link_id", "taxonomy_term_id", "link_type" },
	[HS_ELIGIBILITY] = { "id", "service_id", "eligibility", "minimum_age", "maximum_age" },
	[HS_LANGUAGE] = { "id", "service_id", "location_id", "name", "code", "note" },
	[HS_ACCESS] = { "id", "location_id", "service_id", "accessibility", "description", "details" },
	[HS_FUNDING] = { "id", "service_id", "organization_id", "source" },
	[HS_DOCUMENT] = { "id", "service_id", "document" },
};

/* HSDS 1 and 2, and Open Referral UK 1. */
static const struct { enum hsds_table table; const char *now, *before; } ALIASES[] = {
	{ HS_SERVICE, "eligibility_description", "eligibility" },
	{ HS_SCHEDULE, "byday", "weekday" },
	{ HS_ATTRIBUTE, "link_id", "service_id" },
	{ HS_ATTRIBUTE, "taxonomy_term_id", "taxonomy_id" },
	{ HS_TERM, "taxonomy", "vocabulary" },
	{ HS_LANGUAGE, "name", "language" },
};
enum { ALIAS_COUNT = sizeof ALIASES / sizeof *ALIASES };

const char *hsds_column_name(enum hsds_table t, int column, size_t i)
{
	if (i == 0)
		return HSDS_COLUMNS[t][column];
	for (size_t k = 0; k < ALIAS_COUNT; k++)
		if (ALIASES[k].table == t && strcmp(ALIASES[k].now, HSDS_COLUMNS[t][column]) == 0 && --i == 0)
			return ALIASES[k].before;
	return NULL;
}

int hsds_column(enum hsds_table t, const char *name)
{
	for (int i = 0; HSDS_COLUMNS[t][i]; i++)
		for (size_t k = 0; hsds_column_name(t, i, k); k++)
			if (strcmp(hsds_column_name(t, i, k), name) == 0)
				return i;
	return -1;
}

struct hsds_row *hsds_find(const struct hsds *h, enum hsds_table t, const char *id)
{
	struct hsds_index *x = NULL;

	if (id)
		HASH_FIND_STR(h->by_id[t], id, x);
	return x ? x->row : NULL;
}

struct hsds_row *hsds_put(struct hsds *h, struct batch *b, enum hsds_table t, const char *id)
{
	struct hsds_row *row = hsds_find(h, t, id);
	struct hsds_index *x;

	if (row)
		return row;
	row = arena_alloc(b->arena, sizeof *row);
	if (!row)
		return NULL;
	row->table = t;
	row->value[0] = id;
	row->at = h->row[t].n;
	if (!vec_push(&h->row[t], row))
		return NULL;
	if (!id)
		return row;
	x = arena_alloc(b->arena, sizeof *x);
	if (!x)
		return NULL;
	x->id = id;
	x->row = row;
	HASH_ADD_KEYPTR(hh, h->by_id[t], x->id, strlen(x->id), x);
	return x->hh.tbl ? row : NULL;
}

void hsds_done(struct hsds *h)
{
	for (int t = 0; t < HS_TABLES; t++) {
		HASH_CLEAR(hh, h->by_id[t]);
		vec_done(&h->row[t]);
	}
}

const char *hsds_get(const struct hsds_row *row, const char *column)
{
	int i = row ? hsds_column(row->table, column) : -1;

	return i < 0 ? NULL : row->value[i];
}

void hsds_set(struct hsds_row *row, const char *column, const char *value)
{
	int i = hsds_column(row->table, column);

	if (i >= 0 && value && !row->value[i])
		row->value[i] = value;
}

void hsds_hang(const struct hsds *h, enum hsds_table part, const char *column, enum hsds_table whole)
{
	for (size_t i = h->row[part].n; i-- > 0;) {
		struct hsds_row *row = h->row[part].v[i], *of = hsds_find(h, whole, hsds_get(row, column));

		if (!of)
			continue;
		row->next = of->parts;
		of->parts = row;
	}
}

void hsds_lend(const struct hsds *h, enum hsds_table part, const char *column, enum hsds_table whole)
{
	for (size_t i = h->row[part].n; i-- > 0;) {
		struct hsds_row *row = h->row[part].v[i], *of = hsds_find(h, whole, hsds_get(row, column));

		if (!of || hsds_get(row, "service_id") || hsds_get(row, "service_at_location_id") ||
			hsds_get(row, "contact_id") || (whole == HS_ORGANISATION && hsds_get(row, "location_id")))
			continue;
		row->lent_next = of->lent;
		of->lent = row;
	}
}

static void service_place(struct hsds *h, struct batch *b, struct hsds_row *service)
{
	const char *id = hsds_get(service, "location_id");
	const struct hsds_row *location = hsds_find(h, HS_LOCATION, id);
	struct hsds_row *site = location ? hsds_put(h, b, HS_SITE, NULL) : NULL;

	if (!location)
		return;
	if (!site) {
		b->no_memory = true;
		return;
	}
	site->origin = service->origin;
	hsds_set(site, "service_id", service->value[0]);
	hsds_set(site, "location_id", id);
	hsds_set(service, "organization_id", hsds_get(location, "organization_id"));
}

enum status hsds_sites_make(struct hsds *h, struct batch *b, struct err *e)
{
	bool *has_site = arena_alloc(b->arena, h->row[HS_SERVICE].n + 1);

	if (!has_site)
		return err_nomem(e);
	for (size_t i = 0; i < h->row[HS_SITE].n; i++) {
		const struct hsds_row *service = hsds_find(h, HS_SERVICE, hsds_get(h->row[HS_SITE].v[i], "service_id"));

		if (service)
			has_site[service->at] = true;
	}
	for (size_t i = 0; i < h->row[HS_SERVICE].n; i++)
		if (!has_site[i])
			service_place(h, b, h->row[HS_SERVICE].v[i]);
	return b->no_memory ? err_nomem(e) : ST_OK;
}
