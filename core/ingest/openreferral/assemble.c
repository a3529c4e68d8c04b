/* Services put together from the rows of their tables. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "directory/terms.h"
#include "ingest/files/loosedate.h"
#include "ingest/openreferral/openreferral.h"
#include "text.h"

enum { AGE_MAX = 120 }; /* an upper limit from here on is none */

/* What belongs to one service. */
struct gathered {
	struct service service;
	VEC(struct service_place) places;
	VEC(struct service_contact) contacts;
	VEC(const char *) lines[SERVICE_LINES];
	size_t eligible_n; /* rows of who may come */
};
struct assembling {
	const struct hsds *hsds;
	struct batch *batch;
	struct gathered *all;       /* by the service's place among the rows */
	struct err *err;
	bool nomem;
};

static const char *text(struct assembling *x, const char *made)
{
	x->nomem |= !made;
	return made;
}

/* What may have been written for a web page. */
static const char *plain(struct assembling *x, const char *sent)
{
	return sent ? text(x, hsds_plain(sent, x->batch->arena)) : NULL;
}

static const char *join(struct assembling *x, const char *a, const char *between, const char *b)
{
	if (!a || !*a)
		return b;
	return b && *b ? text(x, arena_printf(x->batch->arena, "%s%s%s", a, between, b)) : a;
}

/* Which service a row is of, by its own column or by that of its site; NULL: none. */
static struct gathered *owner(struct assembling *x, const struct hsds_row *row)
{
	const char *id = hsds_get(row, "service_id");
	const struct hsds_row *s;

	if (!id)
		id = hsds_get(hsds_find(x->hsds, HS_SITE, hsds_get(row, "service_at_location_id")), "service_id");
	s = hsds_find(x->hsds, HS_SERVICE, id);
	return s ? &x->all[s->at] : NULL;
}

/* Places ------------------------------------------------------------------------------ */

static const char *address_of(struct assembling *x, const struct hsds_row *a)
{
	static const char *const PARTS[] = { "address_1", "address_2", "city", "region", "state_province" };
	const char *out = NULL;

	for (size_t i = 0; a && i < sizeof PARTS / sizeof *PARTS; i++) {
		const char *part = hsds_get(a, PARTS[i]);

		/* City and region are often one and the same. */
		if (part && !(out && strstr(out, part)))
			out = join(x, out, ", ", part);
	}
	return out;
}

static const char *postcode_of(struct assembling *x, const char *sent)
{
	char folded[9];

	return sent && postcode_fold(sent, folded) ? text(x, arena_dup(x->batch->arena, folded)) : sent;
}

static void place_take(struct assembling *x, const struct hsds_row *site)
{
	struct gathered *g = owner(x, site);
	const struct hsds_row *location = hsds_find(x->hsds, HS_LOCATION, hsds_get(site, "location_id"));
	const struct hsds_row *address = location ? location->parts : NULL;

	if (!g || !location)
		return;
	x->nomem |= !vec_push(&g->places, (struct service_place){ .kind = hsds_get(location, "location_type"),
		.name = hsds_get(location, "name"), .address = address_of(x, address),
		.postcode = postcode_of(x, hsds_get(address, "postal_code")) });
}

static void area_take(struct assembling *x, const struct hsds_row *row)
{
	struct gathered *g = owner(x, row);
	const char *name = hsds_get(row, "name");

	if (!name)
		name = hsds_get(row, "service_area");
	if (g && name)
		x->nomem |= !vec_push(&g->places, (struct service_place){ .kind = "area", .name = name });
}

/* People to ask ------------------------------------------------------------------------ */

/* A number without the quotes that some files put around it. */
static const char *number_of(struct assembling *x, const char *sent)
{
	size_t n = sent ? strlen(sent) : 0;

	if (n < 3 || sent[0] != '"' || sent[n - 1] != '"')
		return sent;
	return text(x, arena_dup_n(x->batch->arena, sent + 1, n - 2));
}

static void contact_add(struct assembling *x, struct gathered *g, const struct hsds_row *row)
{
	struct service_contact c = { hsds_get(row, "name"), hsds_get(row, "title"), NULL, hsds_get(row, "email") };

	if (!g)
		return;
	for (const struct hsds_row *phone = row->parts; phone; phone = phone->next)
		c.phone = join(x, c.phone, ", ", number_of(x, hsds_get(phone, "number")));
	x->nomem |= !vec_push(&g->contacts, c);
}

static void contact_take(struct assembling *x, const struct hsds_row *row)
{
	contact_add(x, owner(x, row), row);
}

/* A number that is no contact's: the service's own. */
static void phone_add(struct assembling *x, struct gathered *g, const struct hsds_row *row)
{
	if (g && hsds_get(row, "number"))
		x->nomem |= !vec_push(&g->contacts, (struct service_contact){
			.phone = number_of(x, hsds_get(row, "number")), .title = hsds_get(row, "description") });
}

static void phone_take(struct assembling *x, const struct hsds_row *row)
{
	phone_add(x, hsds_get(row, "contact_id") ? NULL : owner(x, row), row);
}

/* Lines --------------------------------------------------------------------------------- */

static void line_add(struct assembling *x, struct gathered *g, enum service_line kind, const char *line)
{
	if (!line || !*line)
		return;
	for (size_t i = 0; i < g->lines[kind].n; i++)
		if (strcmp(g->lines[kind].v[i], line) == 0)
			return;
	x->nomem |= !vec_push(&g->lines[kind], line);
}

/* 10:00:00 → 10:00 */
static const char *hour_of(struct assembling *x, const char *sent)
{
	return sent && strlen(sent) >= 5 && sent[2] == ':' ? text(x, arena_dup_n(x->batch->arena, sent, 5)) : sent;
}

static const char *how_often(struct assembling *x, const struct hsds_row *row)
{
	const char *freq = hsds_get(row, "freq"), *interval = hsds_get(row, "interval");
	bool is_monthly = freq && strcasecmp(freq, "MONTHLY") == 0;
	int every = interval ? atoi(interval) : 1;

	if (every > 1)
		return text(x, arena_printf(x->batch->arena, "every %d %s", every, is_monthly ? "months" : "weeks"));
	return is_monthly ? "every month" : NULL;
}

static const char *day_of_month(struct assembling *x, const struct hsds_row *row)
{
	const char *day = hsds_get(row, "bymonthday");

	return day ? text(x, arena_printf(x->batch->arena, "on day %s", day)) : NULL;
}

static void schedule_add(struct assembling *x, struct gathered *g, const struct hsds_row *row)
{
	const char *days = hsds_days_text(hsds_get(row, "byday"), x->batch->arena, &x->nomem), *line;
	const char *opens = hour_of(x, hsds_get(row, "opens_at")), *closes = hour_of(x, hsds_get(row, "closes_at"));

	if (!g)
		return;
	line = join(x, days ? days : day_of_month(x, row), " ", join(x, opens, "-", closes));
	if (line)
		line = join(x, line, ", ", how_often(x, row));
	line = line ? line : hsds_get(row, "description");
	if (line && hsds_get(row, "valid_to"))
		line = join(x, line, ", until ", hsds_get(row, "valid_to"));
	line_add(x, g, SERVICE_OPEN, line);
}

static void schedule_take(struct assembling *x, const struct hsds_row *row)
{
	schedule_add(x, owner(x, row), row);
}

static void cost_take(struct assembling *x, const struct hsds_row *row)
{
	struct gathered *g = owner(x, row);
	const char *amount = join(x, hsds_get(row, "amount"), " ", hsds_get(row, "amount_description"));

	if (g)
		line_add(x, g, SERVICE_COST, join(x, hsds_get(row, "option"), ": ", amount));
}

static void language_add(struct assembling *x, struct gathered *g, const struct hsds_row *row)
{
	if (g)
		line_add(x, g, SERVICE_LANGUAGE, hsds_language_text(row, x->batch->arena, &x->nomem));
}

static void language_take(struct assembling *x, const struct hsds_row *row)
{
	language_add(x, owner(x, row), row);
}

static void access_add(struct assembling *x, struct gathered *g, const struct hsds_row *row)
{
	if (g)
		line_add(x, g, SERVICE_ACCESS, hsds_access_text(row, x->batch->arena, &x->nomem));
}

static void access_take(struct assembling *x, const struct hsds_row *row)
{
	access_add(x, owner(x, row), row);
}

static void funding_take(struct assembling *x, const struct hsds_row *row)
{
	struct gathered *g = owner(x, row);

	if (g)
		line_add(x, g, SERVICE_FUNDING, hsds_get(row, "source"));
}

static void document_take(struct assembling *x, const struct hsds_row *row)
{
	struct gathered *g = owner(x, row);
	const char *document = hsds_get(row, "document");

	if (g && document)
		line_add(x, g, SERVICE_HOW, text(x, arena_printf(x->batch->arena, "Bring: %s", document)));
}

static void attribute_take(struct assembling *x, const struct hsds_row *row)
{
	const char *link = hsds_get(row, "link_id");
	const struct hsds_row *s = hsds_find(x->hsds, HS_SERVICE, link);
	const struct hsds_row *site = s ? NULL : hsds_find(x->hsds, HS_SITE, link);
	const struct hsds_row *term = hsds_find(x->hsds, HS_TERM, hsds_get(row, "taxonomy_term_id"));
	const char *name = hsds_get(term, "name");

	if (site)
		s = hsds_find(x->hsds, HS_SERVICE, hsds_get(site, "service_id"));
	if (!s || !name)
		return;
	line_add(x, &x->all[s->at], SERVICE_TERM, name);
	x->all[s->at].service.domains |= terms_domains(x->batch->catalogue, name);
}

/* The service itself ---------------------------------------------------------------------- */

static enum status age_take(struct assembling *x, const struct hsds_row *row, const char *column, int *out)
{
	const char *sent = hsds_get(row, column);
	char *end = NULL;
	double age = sent ? strtod(sent, &end) : -1;

	*out = -1;
	if (!sent)
		return ST_OK;
	if (end == sent || *end || !(age >= 0 && age <= 1000))
		return batch_reject(x->batch, row->origin, column, "is no age (the rest of the service goes in)",
			row->value[0], x->err);
	*out = (int)age;
	return ST_OK;
}

/* "0 to 0" and "0 to 999" are how some say that there is no limit. */
static enum status ages_take(struct assembling *x, const struct hsds_row *row, int *least, int *most)
{
	enum status st = age_take(x, row, "minimum_age", least);

	if (st == ST_OK)
		st = age_take(x, row, "maximum_age", most);
	if (*most == 0 || *most >= AGE_MAX)
		*most = -1;
	if (*least == 0 || *least >= AGE_MAX)
		*least = -1;
	return st;
}

/* Of several kinds of people who may come the ages are those of all together. */
static enum status eligible_take(struct assembling *x, const struct hsds_row *row)
{
	struct gathered *g = owner(x, row);
	int least, most;
	enum status st = g ? ages_take(x, row, &least, &most) : ST_OK;

	if (!g || st != ST_OK)
		return st;
	line_add(x, g, SERVICE_WHO, plain(x, hsds_get(row, "eligibility")));
	if (g->eligible_n++ == 0) {
		g->service.minimum_age = g->service.minimum_age < 0 ? least : g->service.minimum_age;
		g->service.maximum_age = g->service.maximum_age < 0 ? most : g->service.maximum_age;
		return ST_OK;
	}
	g->service.minimum_age = least < 0 || least < g->service.minimum_age ? least : g->service.minimum_age;
	g->service.maximum_age = most < 0 || (g->service.maximum_age >= 0 && most > g->service.maximum_age) ? most
		: g->service.maximum_age;
	return ST_OK;
}

static enum status assured_take(struct assembling *x, const struct hsds_row *row, const char **out)
{
	const char *sent = hsds_get(row, "assured_date");
	char iso[11];
	int32_t day;

	*out = NULL;
	if (!sent)
		return ST_OK;
	if (!loosedate_read(sent, DATE_DAY_FIRST, &day, iso))
		return batch_reject(x->batch, row->origin, "assured_date",
			"is no date; write YYYY-MM-DD (the rest of the service goes in)", row->value[0], x->err);
	*out = text(x, arena_dup(x->batch->arena, iso));
	return ST_OK;
}

static enum status service_take(struct assembling *x, const struct hsds_row *row, struct gathered *g)
{
	struct service *s = &g->service;
	const struct hsds_row *by = hsds_find(x->hsds, HS_ORGANISATION, hsds_get(row, "organization_id"));
	enum status st;

	s->ref = row->value[0];
	s->name = hsds_get(row, "name");
	s->organisation = hsds_get(by, "name");
	s->description = plain(x, hsds_get(row, "description"));
	s->url = hsds_get(row, "url");
	s->email = hsds_get(row, "email");
	s->status = hsds_get(row, "status");
	s->alert = hsds_get(row, "alert");
	st = ages_take(x, row, &s->minimum_age, &s->maximum_age);
	if (st == ST_OK)
		st = assured_take(x, row, &s->assured_on);
	line_add(x, g, SERVICE_COST, plain(x, hsds_get(row, "fees_description")));
	line_add(x, g, SERVICE_COST, plain(x, hsds_get(row, "fees")));
	line_add(x, g, SERVICE_WHO, plain(x, hsds_get(row, "eligibility_description")));
	line_add(x, g, SERVICE_HOW, plain(x, hsds_get(row, "application_process")));
	if (hsds_get(row, "interpretation_services"))
		line_add(x, g, SERVICE_LANGUAGE, text(x, arena_printf(x->batch->arena, "Interpreting: %s",
			hsds_get(row, "interpretation_services"))));
	if (hsds_get(row, "wait_time"))
		line_add(x, g, SERVICE_HOW, text(x, arena_printf(x->batch->arena, "Wait: %s", hsds_get(row, "wait_time"))));
	return st;
}

static void lent_take(struct assembling *x, struct gathered *g, const struct hsds_row *of)
{
	for (const struct hsds_row *row = of ? of->lent : NULL; row && g; row = row->lent_next) {
		if (row->table == HS_CONTACT)
			contact_add(x, g, row);
		else if (row->table == HS_PHONE)
			phone_add(x, g, row);
		else if (row->table == HS_LANGUAGE)
			language_add(x, g, row);
		else if (row->table == HS_ACCESS)
			access_add(x, g, row);
		else if (row->table == HS_SCHEDULE && !g->lines[SERVICE_OPEN].n)
			schedule_add(x, g, row);
	}
}

static void funding_lend(struct assembling *x, struct gathered *g, const struct hsds_row *by)
{
	for (const struct hsds_row *row = by ? by->lent : NULL; row; row = row->lent_next)
		if (row->table == HS_FUNDING)
			line_add(x, g, SERVICE_FUNDING, hsds_get(row, "source"));
}

static void all_lend(struct assembling *x)
{
	static const enum hsds_table PARTS[] = { HS_CONTACT, HS_PHONE, HS_SCHEDULE, HS_LANGUAGE, HS_ACCESS };

	for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++)
		hsds_lend(x->hsds, PARTS[i], "location_id", HS_LOCATION);
	for (size_t i = 0; i < x->hsds->row[HS_SITE].n; i++) {
		const struct hsds_row *site = x->hsds->row[HS_SITE].v[i];

		lent_take(x, owner(x, site), hsds_find(x->hsds, HS_LOCATION, hsds_get(site, "location_id")));
	}
	hsds_lend(x->hsds, HS_CONTACT, "organization_id", HS_ORGANISATION);
	hsds_lend(x->hsds, HS_PHONE, "organization_id", HS_ORGANISATION);
	hsds_lend(x->hsds, HS_FUNDING, "organization_id", HS_ORGANISATION);
	for (size_t i = 0; i < x->hsds->row[HS_SERVICE].n; i++) {
		const struct hsds_row *by = hsds_find(x->hsds, HS_ORGANISATION,
			hsds_get(x->hsds->row[HS_SERVICE].v[i], "organization_id"));

		if (!x->all[i].lines[SERVICE_FUNDING].n)
			funding_lend(x, &x->all[i], by);
		if (!x->all[i].contacts.n)
			lent_take(x, &x->all[i], by);
	}
}

static void all_take(struct assembling *x)
{
	static const struct { enum hsds_table table; void (*take)(struct assembling *, const struct hsds_row *); } PARTS[] = {
		{ HS_SITE, place_take }, { HS_AREA, area_take }, { HS_CONTACT, contact_take }, { HS_PHONE, phone_take },
		{ HS_SCHEDULE, schedule_take }, { HS_COST, cost_take }, { HS_ATTRIBUTE, attribute_take },
		{ HS_LANGUAGE, language_take }, { HS_ACCESS, access_take }, { HS_FUNDING, funding_take },
		{ HS_DOCUMENT, document_take },
	};

	hsds_hang(x->hsds, HS_ADDRESS, "location_id", HS_LOCATION);
	hsds_hang(x->hsds, HS_PHONE, "contact_id", HS_CONTACT);
	for (size_t p = 0; p < sizeof PARTS / sizeof *PARTS; p++)
		for (size_t i = 0; i < x->hsds->row[PARTS[p].table].n && !x->nomem; i++)
			PARTS[p].take(x, x->hsds->row[PARTS[p].table].v[i]);
}

/* Moves a list into the arena. */
#define GIVE(x, vec, to, to_n) give(x, (vec)->v, (vec)->n, sizeof *(vec)->v, (void **)(to), to_n)
static void give(struct assembling *x, const void *v, size_t n, size_t size, void **to, size_t *to_n)
{
	*to = arena_alloc(x->batch->arena, n * size + 1);
	*to_n = *to ? n : 0;
	x->nomem |= !*to;
	if (*to && n)
		memcpy(*to, v, n * size);
}

static enum status service_give(struct assembling *x, const struct hsds_row *row, struct gathered *g)
{
	struct service *s = &g->service;
	char codes[256];

	if (!s->ref)
		return batch_reject(x->batch, row->origin, "id", "is missing", NULL, x->err);
	if (!s->name)
		return batch_reject(x->batch, row->origin, "name", "is missing", s->ref, x->err);
	/* Where no topic says what it is for, its name may. */
	if (!s->domains)
		s->domains = terms_domains(x->batch->catalogue, s->name);
	catalogue_domains_show(x->batch->catalogue, s->domains, ";", codes, sizeof codes);
	s->domain_codes = *codes ? text(x, arena_dup(x->batch->arena, codes)) : NULL;
	GIVE(x, &g->places, &s->place, &s->place_n);
	GIVE(x, &g->contacts, &s->contact, &s->contact_n);
	for (int k = 0; k < SERVICE_LINES; k++)
		GIVE(x, &g->lines[k], &s->line[k], &s->line_n[k]);
	return !x->nomem && vec_push(&x->batch->services, *s) ? ST_OK : err_nomem(x->err);
}

enum status hsds_assemble(const struct hsds *h, struct batch *b, struct err *e)
{
	size_t n = h->row[HS_SERVICE].n;
	struct assembling x = { .hsds = h, .batch = b, .err = e, .all = calloc(n + 1, sizeof *x.all) };
	enum status st = x.all ? ST_OK : err_nomem(e);

	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = service_take(&x, h->row[HS_SERVICE].v[i], &x.all[i]);
	for (size_t i = 0; i < h->row[HS_ELIGIBILITY].n && st == ST_OK; i++)
		st = eligible_take(&x, h->row[HS_ELIGIBILITY].v[i]);
	if (st == ST_OK)
		all_take(&x);
	if (st == ST_OK)
		all_lend(&x);
	if (st == ST_OK && x.nomem)
		st = err_nomem(e);
	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = service_give(&x, h->row[HS_SERVICE].v[i], &x.all[i]);
	for (size_t i = 0; x.all && i < n; i++) {
		vec_done(&x.all[i].places);
		vec_done(&x.all[i].contacts);
		for (int k = 0; k < SERVICE_LINES; k++)
			vec_done(&x.all[i].lines[k]);
	}
	free(x.all);
	return st;
}
