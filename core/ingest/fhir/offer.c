/*
 * A resource as it is written in a file: passed over, kept for its part, or built
 * and taken in.
 */
#include <string.h>

#include "ingest/fhir/reading.h"
#include "ingest/fhir/shape.h"
#include "ingest/fhir/spill.h"
#include "ingest/fhir/told.h"
#include "text/json_memory.h"

/* Cheap enough to be asked after every resource. */
static enum status keep_going(struct fhir_reading *r)
{
	struct batch *batch = r->state->batch;

	r->taken++;
	return batch_progress(batch, "reading", batch->bytes_done, batch->bytes_all, r->err);
}

json_t *fhir_parse(struct span text)
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

static const char *code_unwanted(struct fhir_reading *r, const struct fhir_look *look, const char *type)
{
	json_t *told = json_object();
	const char *unwanted;

	json_object_set_new(told, "code", fhir_parse(look->code));
	json_object_set_new(told, "category", fhir_parse(look->category));
	json_object_set_new(told, "extension", fhir_parse(look->extension));
	fhir_shape(told, type);
	unwanted = told ? fhir_passed_over(r->state, type, told) : NULL;
	json_decref(told);
	return unwanted;
}

static bool is_passed_over(struct fhir_reading *r, const struct fhir_look *look, const char *type)
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

/* It is JSON as far as that can be told without building it. */
static enum status unreadable(struct fhir_reading *r, struct span text)
{
	struct fhir_look look;
	json_t *id = look_at(text, &look) ? fhir_parse(look.id) : NULL;
	enum status status;

	r->state->batch->read++;
	status = batch_reject(r->state->batch, r->origin, "resource",
		"it holds a number that is too great, or an escape that is no character",
		fhir_copy(r->state, json_string_value(id)), r->err);
	json_decref(id);
	return status == ST_OK ? keep_going(r) : status;
}

enum status fhir_build(struct fhir_reading *r, struct span text, const char *url)
{
	json_t *resource = fhir_parse(text);
	enum status status;

	if (!resource)
		return json_memory_ran_out() ? err_nomem(r->err) : unreadable(r, text);
	status = !fhir_digits_keep(resource, text) ? err_nomem(r->err)
		: fhir_take(r->state, resource, url, r->origin, r->err);
	json_decref(resource);
	return status == ST_OK ? keep_going(r) : status;
}

/* A Bundle may be an entry of another (an answer to a batch of searches), or what an operation gives back. */
enum status fhir_offer(struct fhir_reading *r, struct span text, const char *url)
{
	struct fhir_look look;
	json_t *name = look_at(text, &look) ? fhir_parse(look.type) : NULL;
	const char *type = json_string_value(name);
	enum status status;

	if (type && (strcmp(type, "Bundle") == 0 || strcmp(type, "Parameters") == 0)) {
		status = fhir_document_within(r, text);
	} else if (type && is_passed_over(r, &look, type)) {
		r->state->batch->read++;
		status = r->state->batch->no_memory ? err_nomem(r->err) : keep_going(r);
	} else if (type && r->state->spill && fhir_is_of_person(type)) {
		status = fhir_spill_put(r->state, &look, text, url, r->origin, r->err);
		status = status == ST_OK ? keep_going(r) : status;
	} else {
		status = fhir_build(r, text, url);
	}
	json_decref(name);
	return status;
}
