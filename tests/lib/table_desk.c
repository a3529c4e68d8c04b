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
	batch_done(&d->batch);
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

/* The place of a person or an event among the rows, or SIZE_MAX. */
static size_t row_find(const struct table_desk *d, bool is_event, const char *agency, const char *name)
{
	struct staging *s = d->batch.staging;
	size_t n = (size_t)(is_event ? s->events : s->people);

	for (size_t i = 0; i < n; i++) {
		struct record r = { 0 };
		struct event ev = { 0 };

		if (staged_is_gone(s, is_event, i))
			continue;
		if (is_event)
			ev = staged_event_at(s, i, d->batch.arena);
		else
			r = staged_person_at(s, i, d->batch.arena);
		if (is_event ? !strcmp(ev.source_ref, name)
			: !strcmp(r.local_id, name) && !strcmp(r.agency_code, agency))
			return i;
	}
	return SIZE_MAX;
}

struct record table_person(const struct table_desk *d, const char *agency, const char *local_id)
{
	size_t i = row_find(d, false, agency, local_id);

	if (i == SIZE_MAX)
		fail_msg("there is no person %s:%s", agency, local_id);
	return staged_person_at(d->batch.staging, i, d->batch.arena);
}

bool table_has_event(const struct table_desk *d, const char *ref)
{
	return row_find(d, true, NULL, ref) != SIZE_MAX;
}

struct event table_event(const struct table_desk *d, const char *ref)
{
	size_t i = row_find(d, true, NULL, ref);

	for (size_t k = 0; i == SIZE_MAX && k < (size_t)d->batch.staging->events; k++)
		print_message("there is %s\n",
			staged_event_at(d->batch.staging, k, d->batch.arena).source_ref);
	if (i == SIZE_MAX)
		fail_msg("there is no event %s", ref);
	return staged_event_at(d->batch.staging, i, d->batch.arena);
}

static size_t standing(const struct table_desk *d, bool is_event)
{
	struct staging *s = d->batch.staging;
	size_t n = 0, all = (size_t)(is_event ? s->events : s->people);

	for (size_t i = 0; i < all; i++)
		n += !staged_is_gone(s, is_event, i);
	return n;
}

size_t table_people(const struct table_desk *d)
{
	return standing(d, false);
}

size_t table_events(const struct table_desk *d)
{
	return standing(d, true);
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
		const struct staged_reject r = staged_reject_at(&d->batch, i);

		if (r.origin.line == line && !strcmp(r.field, field) && strstr(r.reason, reason))
			return;
		print_message("line %lld: %s: %s\n", (long long)r.origin.line, r.field, r.reason);
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
