#include "fhir_desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ingest/staging.h"

int desk_open(void **state)
{
	struct fhir_desk *d = calloc(1, sizeof *d);
	struct catalogue *catalogue;

	assert_non_null(d);
	assert_int_equal(catalogue_new(&catalogue, &(struct catalogue_text){0}, &d->err), ST_OK);
	d->batch.catalogue = catalogue;
	d->batch.arena = arena_new();
	d->batch.staging = staging_new();
	assert_non_null(d->batch.arena);
	assert_int_equal(FORMAT_FHIR.begin(&d->batch, &d->state, &d->err), ST_OK);
	*state = d;
	return 0;
}

int desk_close(void **state)
{
	struct fhir_desk *d = *state;

	FORMAT_FHIR.end(d->state);
	catalogue_free((struct catalogue *)d->batch.catalogue);
	batch_done(&d->batch);
	free(d);
	return 0;
}

enum status desk_read_bytes(struct fhir_desk *d, const char *name, const char *bytes, size_t n)
{
	char path[200], folder[] = "/tmp/throughline-fhir-XXXXXX";
	enum status status;
	FILE *file;

	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/%s", folder, name);
	file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, n, file), n);
	fclose(file);
	d->batch.label = name;
	status = FORMAT_FHIR.read(&d->batch, d->state, path, &d->err);
	unlink(path);
	rmdir(folder);
	return status;
}

enum status desk_read(struct fhir_desk *d, const char *name, const char *text)
{
	char *json = strdup(text);
	enum status status;
	size_t i;

	assert_non_null(json);
	for (i = 0; json[i]; i++)
		if (json[i] == '\'')
			json[i] = '"';
	status = desk_read_bytes(d, name, json, i);
	free(json);
	return status;
}

void desk_take(struct fhir_desk *d, const char *name, const char *text)
{
	if (desk_read(d, name, text) != ST_OK)
		fail_msg("%s", d->err.text);
}

/* Each resource becomes an entry: an item of the array ends where its brackets do. */
void desk_bundle(struct fhir_desk *d, const char *name, const char *resources)
{
	size_t room = strlen(resources) * 2 + 4096, at;
	char *text = malloc(room);
	const char *p;
	int depth = 0;

	assert_non_null(text);
	at = (size_t)snprintf(text, room, "{'resourceType':'Bundle','type':'collection','entry':[");
	for (p = resources; *p; p++) {
		if (*p == '{' && depth++ == 0)
			at += (size_t)snprintf(text + at, room - at, "{'resource':");
		text[at++] = *p;
		if (*p == '}' && --depth == 0)
			text[at++] = '}';
		assert_true(at + 32 < room);
	}
	snprintf(text + at, room - at, "]}");
	desk_take(d, name, text);
	free(text);
}

void desk_finish(struct fhir_desk *d)
{
	if (FORMAT_FHIR.finish(&d->batch, d->state, &d->err) != ST_OK)
		fail_msg("%s", d->err.text);
	assert_false(d->batch.no_memory);
}

const struct event *desk_find(const struct fhir_desk *d, const char *source_ref)
{
	size_t i;

	for (i = 0; i < d->batch.events.n; i++)
		if (strcmp(d->batch.events.v[i].event.source_ref, source_ref) == 0)
			return &d->batch.events.v[i].event;
	return NULL;
}

static const char *shown(const char *text)
{
	return text ? text : "-";
}

const char *desk_event(struct fhir_desk *d, const char *source_ref)
{
	const struct event *e = desk_find(d, source_ref);

	if (!e)
		return "none";
	snprintf(d->text, sizeof d->text, "%s %s %s %s/%s %s", e->agency_code,
		EVENT_KIND_NAMES[e->kind], EVENT_STATUS_NAMES[e->status], shown(e->starts_on),
		shown(e->ends_on), shown(e->instrument));
	return d->text;
}

size_t desk_count(const struct fhir_desk *d, enum event_kind kind)
{
	size_t i, n = 0;

	for (i = 0; i < d->batch.events.n; i++)
		n += d->batch.events.v[i].event.kind == kind;
	return n;
}

const char *desk_people(struct fhir_desk *d)
{
	size_t at = 0, i;

	d->text[0] = '\0';
	for (i = 0; i < d->batch.people.n; i++) {
		const struct staged_person *p = &d->batch.people.v[i];

		at += (size_t)snprintf(d->text + at, sizeof d->text - at, "%s%s:%s g%d", i ? ", " : "",
			p->agency, p->local_id, (int)p->group);
	}
	return d->text;
}

const char *desk_reject(struct fhir_desk *d)
{
	struct staged_reject r;

	if (d->batch.rejects.n != 1)
		return "not one reject";
	r = staged_reject_at(&d->batch, 0);
	snprintf(d->text, sizeof d->text, "%s:%d %s: %s (%s)", r.origin.file, (int)r.origin.line,
		shown(r.field), r.reason, shown(r.text));
	return d->text;
}

bool desk_notes(const struct fhir_desk *d, const char *part)
{
	size_t i;

	for (i = 0; i < d->batch.notes.n; i++)
		if (strstr(d->batch.notes.v[i], part))
			return true;
	return false;
}
