/* Open Referral as CSV: a file for each table. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "ingest/files/columns.h"
#include "ingest/files/encoding.h"
#include "ingest/files/packed.h"
#include "ingest/openreferral/openreferral.h"

static const struct { const char *file; enum hsds_table table; } FILES[] = {
	{ "organizations.csv", HS_ORGANISATION }, { "organization.csv", HS_ORGANISATION },
	{ "services.csv", HS_SERVICE }, { "service.csv", HS_SERVICE }, { "locations.csv", HS_LOCATION },
	{ "location.csv", HS_LOCATION }, { "service_at_location.csv", HS_SITE }, { "service_at_locations.csv", HS_SITE },
	{ "addresses.csv", HS_ADDRESS }, { "address.csv", HS_ADDRESS }, { "physical_addresses.csv", HS_ADDRESS },
	{ "phones.csv", HS_PHONE }, { "phone.csv", HS_PHONE }, { "contacts.csv", HS_CONTACT },
	{ "contact.csv", HS_CONTACT }, { "schedules.csv", HS_SCHEDULE }, { "schedule.csv", HS_SCHEDULE },
	{ "cost_options.csv", HS_COST }, { "cost_option.csv", HS_COST }, { "service_areas.csv", HS_AREA },
	{ "service_area.csv", HS_AREA }, { "taxonomy_terms.csv", HS_TERM }, { "taxonomy_term.csv", HS_TERM },
	{ "attributes.csv", HS_ATTRIBUTE }, { "attribute.csv", HS_ATTRIBUTE },
	{ "service_taxonomy.csv", HS_ATTRIBUTE }, { "services_taxonomy.csv", HS_ATTRIBUTE },
	{ "link_taxonomy.csv", HS_ATTRIBUTE }, { "other_attributes.csv", HS_ATTRIBUTE },
	{ "taxonomy.csv", HS_TERM }, { "taxonomies.csv", HS_TERM }, /* before release 3 these held the terms */
	{ "eligibility.csv", HS_ELIGIBILITY }, { "eligibilities.csv", HS_ELIGIBILITY },
	{ "physical_address.csv", HS_ADDRESS }, { "services_at_location.csv", HS_SITE },
	{ "regular_schedule.csv", HS_SCHEDULE }, { "regular_schedules.csv", HS_SCHEDULE },
	{ "languages.csv", HS_LANGUAGE }, { "language.csv", HS_LANGUAGE }, { "accessibility.csv", HS_ACCESS },
	{ "accessibility_for_disabilities.csv", HS_ACCESS }, { "funding.csv", HS_FUNDING }, { "fundings.csv", HS_FUNDING },
	{ "required_documents.csv", HS_DOCUMENT }, { "required_document.csv", HS_DOCUMENT },
};

/* Tables of the standard of which nothing is kept. */
static const char *const LEFT_OUT[] = { "meta_table_descriptions.csv", "metadata.csv", "organization_identifiers.csv",
	"programs.csv", "program.csv", "urls.csv",
	"holiday_schedule.csv", "holiday_schedules.csv", "payments_accepted.csv", "postal_address.csv",
	"postal_addresses.csv", "review.csv", "reviews.csv" };

struct header_seen { enum hsds_table table; bool has_id; int known; };

static enum status header_look(void *arg, const struct csv_row *row, struct err *e)
{
	struct header_seen *h = arg;
	char name[COLUMN_NAME_ROOM];

	(void)e;
	for (size_t i = 0; i < row->n; i++) {
		int column;

		column_name(row, i, name);
		column = hsds_column(h->table, name);
		h->has_id |= column == 0;
		h->known += column > 0;
	}
	return ST_OK;
}

/* Of what is packed, without the ending that says so. */
static size_t name_length(const char *base)
{
	return strlen(base) - (path_is_packed(base) ? strlen(".gz") : 0);
}

static bool is_called(const char *base, size_t length, const char *name)
{
	return strlen(name) == length && strncasecmp(base, name, length) == 0;
}

int hsds_table_named(const char *name, size_t length)
{
	for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++)
		if (strlen(FILES[i].file) == length + strlen(".csv") && strncmp(FILES[i].file, name, length) == 0)
			return (int)FILES[i].table;
	return -1;
}

/* Others point at these by their ids; some leave that of the rest out. */
static bool needs_id(enum hsds_table t)
{
	return t == HS_SERVICE || t == HS_ORGANISATION || t == HS_LOCATION || t == HS_TERM || t == HS_CONTACT;
}

int hsds_csv_table(struct batch *b, const char *path, const char *head, size_t n)
{
	const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
	size_t length = name_length(base);
	struct header_seen any = { .table = HS_SERVICE };

	for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
		struct header_seen h = { .table = FILES[i].table };

		if (!is_called(base, length, FILES[i].file) || memchr(head, 0, n))
			continue;
		if (batch_first_row(b, head, n, header_look, &h) &&
			h.known > (h.has_id || needs_id(h.table) ? 0 : 1) && (h.has_id || !needs_id(h.table)))
			return (int)h.table;
	}
	for (size_t i = 0; i < sizeof LEFT_OUT / sizeof *LEFT_OUT; i++)
		if (is_called(base, length, LEFT_OUT[i]) && !memchr(head, 0, n) &&
			batch_first_row(b, head, n, header_look, &any) && any.has_id)
			return HS_TABLES;
	return -1;
}

struct taking { struct hsds *hsds; struct batch *batch; enum hsds_table table; const char *label; };

static const char *name_of(const void *table, size_t i)
{
	return i < HSDS_COLUMNS_MAX ? HSDS_COLUMNS[*(const enum hsds_table *)table][i] : NULL;
}

static int find(const void *table, const char *name)
{
	return hsds_column(*(const enum hsds_table *)table, name);
}

static bool is_required(const void *table, size_t i)
{
	return i == 0 && needs_id(*(const enum hsds_table *)table);
}

static enum status row_take(void *arg, const char *const *value, struct origin origin, struct arena *scratch,
	struct err *e)
{
	struct taking *t = arg;
	struct hsds_row *row;
	const char *id;

	(void)scratch;
	if (!value[0] && needs_id(t->table))
		return batch_reject(t->batch, origin, "id", "is missing", NULL, e);
	id = value[0] ? arena_dup(t->batch->arena, value[0])
		: arena_printf(t->batch->arena, "#%d-%zu", (int)t->table, t->hsds->row[t->table].n);
	row = id ? hsds_put(t->hsds, t->batch, t->table, id) : NULL;
	if (!row)
		return err_nomem(e);
	if (!row->origin.file)
		row->origin = (struct origin){ t->label, origin.line };
	for (int i = 1; HSDS_COLUMNS[t->table][i]; i++) {
		if (!value[i] || row->value[i])
			continue;
		row->value[i] = arena_dup(t->batch->arena, value[i]);
		if (!row->value[i])
			return err_nomem(e);
	}
	return ST_OK;
}

enum status hsds_read_csv(struct hsds *h, struct batch *b, enum hsds_table table, const char *path, struct err *e)
{
	struct taking t = { h, b, table, arena_dup(b->arena, b->label) };
	const struct columns columns = { .table = &table, .called = "a table of Open Referral", .name = name_of,
		.find = find, .is_required = is_required, .has_nulls = true,
		.is_wide = true, .may_repeat = true };
	const struct columns_file file = { .path = path, .label = t.label };

	return t.label ? columns_read(b, &columns, &file, row_take, &t, e) : err_nomem(e);
}
