/* person_fhir.c - one person as a FHIR R4 Bundle: its frame, and the agencies. */
#include "export.h"

#include <stdlib.h>
#include <string.h>

#include "care/work.h"
#include "export/actions.h"
#include "export/veil.h"
#include "ingest/fhir/own.h"

const char *bundle_urn(struct bundle *b, const char *agency, const char *ref)
{
	char address[37];
	const char *urn;

	store_address(b->session->store, agency, ref, address);
	urn = arena_printf(b->arena, "urn:uuid:%s", address);
	b->making.is_short |= !urn;
	return urn ? urn : "";
}

json_t *bundle_entry(struct bundle *b, const char *type, const char *urn)
{
	json_t *entry = json_item(&b->making, b->entries), *resource;

	json_say(&b->making, entry, "fullUrl", urn);
	resource = json_within(&b->making, entry, "resource", false);
	json_say(&b->making, resource, "resourceType", type);
	json_say(&b->making, resource, "id", urn + strlen("urn:uuid:"));
	return resource;
}

void bundle_refer(struct bundle *b, json_t *object, const char *key, const char *urn)
{
	if (urn)
		json_say(&b->making, json_within(&b->making, object, key, false), "reference", urn);
}

void bundle_words(struct bundle *b, json_t *object, const char *key, const char *words)
{
	if (words)
		json_say(&b->making, json_within(&b->making, object, key, false), "text", words);
}

json_t *bundle_extension(struct bundle *b, json_t *resource, const char *url)
{
	json_t *list = json_object_get(resource, "extension"), *one;

	if (!list)
		list = json_within(&b->making, resource, "extension", true);
	one = json_item(&b->making, list);
	json_say(&b->making, one, "url", url);
	return json_within(&b->making, one, "extension", true);
}

void bundle_part(struct bundle *b, json_t *extension, const char *name, const char *value)
{
	json_t *part;

	if (!value)
		return;
	part = json_item(&b->making, extension);
	json_say(&b->making, part, "url", name);
	json_say(&b->making, part, "valueString", value);
}

void bundle_label(struct bundle *b, json_t *resource, const char *sensitivity)
{
	json_t *meta, *label;

	if (!sensitivity || strcmp(sensitivity, "standard") == 0)
		return;
	meta = json_object_get(resource, "meta");
	if (!meta)
		meta = json_within(&b->making, resource, "meta", false);
	label = json_item(&b->making, json_within(&b->making, meta, "security", true));
	json_say(&b->making, label, "system",
		"http://terminology.hl7.org/CodeSystem/v3-Confidentiality");
	json_say(&b->making, label, "code", strcmp(sensitivity, "hidden") == 0 ? "V" : "R");
}

static void identifier_add(struct bundle *b, json_t *list, const char *system, const char *value)
{
	json_t *one;

	if (!value)
		return;
	one = json_item(&b->making, list);
	json_say(&b->making, one, "system", system);
	json_say(&b->making, one, "value", value);
}

static void agency_put(struct bundle *b, const struct agency *a, const char *urn)
{
	json_t *resource = bundle_entry(b, "Organization", urn), *list = NULL, *one;
	bool is_veiled = agency_is_veiled(b->session, a);
	const char *email = is_veiled ? NULL : a->email;

	if (!is_veiled) {
		list = json_within(&b->making, resource, "identifier", true);
		identifier_add(b, list, FHIR_OWN_AGENCY, a->code);
		identifier_add(b, list, "https://fhir.nhs.uk/Id/ods-organization-code", a->ods_code);
	}
	json_say(&b->making, resource, "name", is_veiled ? a->shown_as : a->name ? a->name : a->code);
	if (a->shown_as && !is_veiled)
		json_add(&b->making, json_within(&b->making, resource, "alias", true), json_string(a->shown_as));
	if (a->sector) {
		one = json_item(&b->making, json_within(&b->making, resource, "type", true));
		one = json_item(&b->making, json_within(&b->making, one, "coding", true));
		json_say(&b->making, one, "system", FHIR_OWN_SECTOR);
		json_say(&b->making, one, "code", a->sector);
	}
	if (a->phone || email)
		list = json_within(&b->making, resource, "telecom", true);
	identifier_add(b, list, "phone", a->phone);
	identifier_add(b, list, "email", email);
}

const char *bundle_agency(struct bundle *b, const struct agency *a)
{
	const char *urn = bundle_urn(b, a->code, "");

	for (size_t i = 0; i < b->told_n; i++)
		if (strcmp(b->told[i], a->code) == 0)
			return urn;
	if (b->told_n == b->told_room)
		return NULL;
	b->told[b->told_n++] = a->code;
	agency_put(b, a, urn);
	return urn;
}

static const char *record_urn(struct bundle *b, const struct record *r)
{
	const char *urn = arena_printf(b->arena, "urn:uuid:%s", r->uuid);

	b->making.is_short |= !urn;
	return urn ? urn : "";
}

static const struct record *record_of(const struct person *p, const struct event *event)
{
	for (size_t i = 0; i < p->record_n; i++)
		if (p->record[i].id == event->record)
			return &p->record[i];
	return &p->record[0];
}

static int by_name(const void *a, const void *b)
{
	const struct record *x = *(const struct record *const *)a, *y = *(const struct record *const *)b;
	const int order = strcmp(x->agency_code, y->agency_code);

	return order ? order : strcmp(x->local_id, y->local_id);
}

/* By what agencies call them: their numbers in this store say nothing elsewhere. */
static const struct record **records_sorted(struct bundle *b, const struct person *p)
{
	const struct record **r = arena_alloc(b->arena, (p->record_n + 1) * sizeof *r);

	b->making.is_short |= !r;
	for (size_t i = 0; i < p->record_n && r; i++)
		r[i] = &p->record[i];
	if (r)
		qsort(r, p->record_n, sizeof *r, by_name);
	return r;
}

enum status export_person_fhir(struct session *s, const struct export_person *x, struct arena *arena,
	const char **out, struct err *err)
{
	struct bundle b = { .session = s, .arena = arena, .told_room = s->agency_n };
	const struct person *p = x->person;
	json_t *whole = json_make(&b.making, false);
	const struct record **r = records_sorted(&b, p);
	const char *first = record_urn(&b, r ? r[0] : &p->record[0]);

	b.told = arena_alloc(arena, (s->agency_n + 1) * sizeof *b.told);
	b.making.is_short |= !b.told;
	json_say(&b.making, whole, "resourceType", "Bundle");
	json_say(&b.making, whole, "type", "collection");
	b.entries = json_within(&b.making, whole, "entry", true);
	for (size_t i = 0; i < p->record_n && r && b.told; i++)
		fhir_record_put(&b, r[i], i ? first : NULL);
	for (size_t i = 0; i < x->event_n && b.told; i++)
		fhir_event_put(&b, x->event[i], record_urn(&b, record_of(p, x->event[i])));
	for (size_t i = 0; i < x->action_n && b.told; i++)
		fhir_action_put(&b, p, &x->action[i], first);
	return json_finish(&b.making, whole, arena, out, err);
}
