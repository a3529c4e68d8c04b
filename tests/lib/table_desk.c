#include "table_desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void table_desk_open(struct table_desk *d, const struct format *format, const char *agency)
{
	*d = (struct table_desk){ .format = format };
	snprintf(d->folder, sizeof d->folder, "/tmp/throughline-desk-XXXXXX");
	assert_non_null(mkdtemp(d->folder));
	d->batch.arena = arena_new();
	d->batch.staging = staging_new();
	d->batch.agency = agency;
	assert_int_equal(catalogue_new((struct catalogue **)&d->batch.catalogue, NULL, &d->err), ST_OK);
	assert_int_equal(format->begin(&d->batch, &d->state, &d->err), ST_OK);
}

void table_desk_close(struct table_desk *d)
{
	for (size_t i = 0; i < d->files; i++) {
		unlink(d->path[i]);
		*strrchr(d->path[i], '/') = 0;
		rmdir(d->path[i]);
	}
	rmdir(d->folder);
	d->format->end(d->state);
	catalogue_free((struct catalogue *)d->batch.catalogue);
	vec_done(&d->batch.agencies);
	vec_done(&d->batch.people);
	vec_done(&d->batch.events);
	vec_done(&d->batch.refs);
	vec_done(&d->batch.rejects);
	vec_done(&d->batch.notes);
	staging_free(d->batch.staging);
	arena_free(d->batch.arena);
}

enum status table_give(struct table_desk *d, const char *name, const char *text)
{
	char *path = d->path[d->files++], *slash;
	size_t n = strlen(text);
	FILE *f;

	assert_true(d->files <= sizeof d->path / sizeof *d->path);
	snprintf(path, sizeof d->path[0], "%s/%s", d->folder, name);
	slash = strrchr(path, '/');
	*slash = 0;
	mkdir(path, 0700);
	*slash = '/';
	f = fopen(path, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, n, f), n);
	fclose(f);
	d->batch.label = arena_dup(d->batch.arena, name);
	return d->format->read(&d->batch, d->state, path, &d->err);
}

enum status table_finish(struct table_desk *d)
{
	enum status st = d->format->finish(&d->batch, d->state, &d->err);

	if (st == ST_OK)
		st = batch_drain(&d->batch, &d->err);
	return st == ST_OK ? run_check(&d->batch, &d->err) : st;
}

struct record table_person(const struct table_desk *d, const char *agency, const char *local_id)
{
	const struct staging *s = d->batch.staging;
	struct record r;

	for (size_t i = 0; i < s->people.n; i++) {
		if (!s->people.v[i].packed)
			continue;
		staging_person(s, &s->people.v[i], &r);
		if (!strcmp(r.local_id, local_id) && !strcmp(r.agency_code, agency))
			return r;
	}
	fail_msg("there is no person %s:%s", agency, local_id);
	return (struct record){ 0 };
}

static bool event_find(const struct table_desk *d, const char *ref, struct event *out)
{
	const struct staging *s = d->batch.staging;

	for (size_t i = 0; i < s->events.n; i++) {
		if (!s->events.v[i].packed)
			continue;
		staging_event(s, &s->events.v[i], out);
		if (!strcmp(out->source_ref, ref))
			return true;
	}
	return false;
}

bool table_has_event(const struct table_desk *d, const char *ref)
{
	struct event ev;

	return event_find(d, ref, &ev);
}

struct event table_event(const struct table_desk *d, const char *ref)
{
	const struct staging *s = d->batch.staging;
	struct event ev;

	if (event_find(d, ref, &ev))
		return ev;
	for (size_t i = 0; i < s->events.n; i++) {
		if (!s->events.v[i].packed)
			continue;
		staging_event(s, &s->events.v[i], &ev);
		print_message("there is %s\n", ev.source_ref);
	}
	fail_msg("there is no event %s", ref);
	return ev;
}

size_t table_people(const struct table_desk *d)
{
	size_t n = 0;

	for (size_t i = 0; i < d->batch.staging->people.n; i++)
		n += d->batch.staging->people.v[i].packed != NULL;
	return n;
}

size_t table_events(const struct table_desk *d)
{
	size_t n = 0;

	for (size_t i = 0; i < d->batch.staging->events.n; i++)
		n += d->batch.staging->events.v[i].packed != NULL;
	return n;
}

const struct agency *table_agency(const struct table_desk *d, const char *code)
{
	const struct staging *s = d->batch.staging;

	for (size_t i = 0; i < s->agencies.n; i++)
		if (s->agencies.v[i].sent.code && !strcmp(s->agencies.v[i].sent.code, code))
			return &s->agencies.v[i].sent;
	return NULL;
}

void table_rejected(
	const struct table_desk *d, int64_t line, const char *field, const char *reason)
{
	for (size_t i = 0; i < d->batch.rejects.n; i++) {
		const struct staged_reject *r = &d->batch.rejects.v[i];

		if (r->origin.line == line && !strcmp(r->field, field) && strstr(r->reason, reason))
			return;
		print_message("line %lld: %s: %s\n", (long long)r->origin.line, r->field, r->reason);
	}
	fail_msg("nothing was set aside on line %lld for %s: %s", (long long)line, field, reason);
}

void table_noted(const struct table_desk *d, const char *part)
{
	for (size_t i = 0; i < d->batch.notes.n; i++) {
		if (strstr(d->batch.notes.v[i], part))
			return;
		print_message("noted: %s\n", d->batch.notes.v[i]);
	}
	fail_msg("nothing is noted of \"%s\"", part);
}
