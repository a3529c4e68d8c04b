/* What a run says of itself when it is done. */
#include "ingest/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/kept.h"
#include "store_findings.h"
#include "text.h"

#define REJECTS_SHOWN 1000

const char *run_agencies(const struct run *r, struct arena *a)
{
	const struct staging *s = r->batch.staging;
	VEC(const char *) codes = { 0 };
	char list[300] = "";
	size_t at = 0;

	for (size_t i = 0; i < s->agencies.n; i++)
		if (s->agencies.v[i].is_used && !vec_push(&codes, s->agencies.v[i].code))
			break;
	codes.n = codes.n ? texts_sort(codes.v, codes.n) : 0;
	for (size_t i = 0; i < codes.n; i++) {
		if (at + strlen(codes.v[i]) + 6 > sizeof list) {
			snprintf(list + at, sizeof list - at, ";…");
			break;
		}
		at += (size_t)snprintf(
			list + at, sizeof list - at, "%s%s", at ? ";" : "", codes.v[i]);
	}
	vec_done(&codes);
	return arena_dup(a, list);
}

const char *run_formats(const struct run *r, struct arena *a)
{
	const char *list = NULL;

	for (size_t i = 0; i < FORMATS_COUNT; i++)
		if (r->is_begun[i])
			list = list ? arena_printf(a, "%s;%s", list, format_at(i)->name)
				    : arena_dup(a, format_at(i)->name);
	return list ? list : "";
}

static enum status rejects_report(
	struct batch *b, struct arena *a, struct ingest_report *out, struct err *e)
{
	size_t n = b->rejects.n < REJECTS_SHOWN ? b->rejects.n : REJECTS_SHOWN;
	uint64_t at = 0;

	out->rejected = (int64_t)b->rejects.n;
	out->in_part = (int64_t)b->rejects.part_n;
	out->reject = arena_alloc(a, (n + 1) * sizeof *out->reject);
	if (!out->reject)
		return err_nomem(e);
	for (size_t i = 0; i < n; i++) {
		struct ingest_reject *to = &out->reject[i];
		struct staged_reject r;
		enum status st = rejects_next(&b->rejects, &at, &r, e);

		if (st != ST_OK)
			return st;
		*to = (struct ingest_reject){
			.file = arena_dup(a, r.origin.file ? r.origin.file : ""),
			.line = r.origin.line,
			.field = arena_dup(a, r.field ? r.field : ""),
			.reason = arena_dup(a, r.reason),
			.text = arena_dup(a, r.text ? r.text : ""),
		};
		if (!to->file || !to->field || !to->reason || !to->text)
			return err_nomem(e);
	}
	out->reject_n = n;
	return ST_OK;
}

static enum status notes_report(
	const struct batch *b, struct arena *a, struct ingest_report *out, struct err *e)
{
	out->note = arena_alloc(a, (b->notes.n + 1) * sizeof *out->note);
	if (!out->note)
		return err_nomem(e);
	for (size_t i = 0; i < b->notes.n; i++)
		out->note[i] = arena_dup(a, b->notes.v[i]);
	out->note_n = b->notes.n;
	if (b->notes_left_off > 0)
		out->note[out->note_n++] = arena_printf(
			a, "and %lld more like these", (long long)b->notes_left_off);
	for (size_t i = 0; i < out->note_n; i++)
		if (!out->note[i])
			return err_nomem(e);
	return ST_OK;
}

static enum status counts_report(
	struct run *r, const struct tally *t, struct ingest_report *out, struct err *e)
{
	const struct staging *s = r->batch.staging;
	int64_t people, records;
	enum status st;

	out->files = r->files;
	out->read = r->batch.read;
	out->fresh = t->fresh;
	out->changed = t->changed;
	out->same = t->same;
	out->people = s->people - s->people_replaced;
	out->events = s->events - s->events_replaced;
	for (size_t i = 0; i < s->agencies.n; i++)
		out->agencies += s->agencies.v[i].sent.code ? 1 : 0;
	if (r->options->dry_run)
		return ST_OK;
	st = store_person_count(r->session->store, &people, &records, e);
	if (st == ST_OK)
		st = store_findings_count(r->session->store,
			&(struct finding_query){ .stage = -1, .state = -1 }, &out->findings, e);
	out->links = st == ST_OK ? records - people : 0;
	return st;
}

/* Of a try: each of the rows set aside with the agency whose it is, where that can be told. */
static enum status rejects_divide(struct run *r, const char *codes, struct ingest_report *out, struct err *e)
{
	struct arena *scratch = arena_new();
	struct staged_reject j;
	uint64_t at = 0;
	enum status st = scratch ? ST_OK : err_nomem(e);

	while (st == ST_OK && (st = rejects_next(&r->batch.rejects, &at, &j, e)) == ST_OK) {
		const char *whose = reject_whose(codes, j.origin.file, scratch);

		for (size_t i = 0; whose && i < out->of_n; i++)
			out->of[i].rejected += strcmp(out->of[i].agency, whose) == 0 && !reject_is_part(j.reason);
		if (!whose)
			st = err_nomem(e);
		arena_reset(scratch);
	}
	arena_free(scratch);
	return st == ST_NONE ? ST_OK : st;
}

static enum status agencies_report(struct run *r, struct arena *a, struct ingest_report *out, struct err *e)
{
	const struct staging *s = r->batch.staging;
	const char *codes = run_agencies(r, a);

	out->of = arena_alloc(a, (s->agencies.n + 1) * sizeof *out->of);
	if (!out->of || !codes)
		return err_nomem(e);
	for (size_t i = 0; i < s->agencies.n; i++) {
		const struct held_agency *h = &s->agencies.v[i];
		struct ingest_of *of = &out->of[out->of_n];

		if (!h->is_used)
			continue;
		*of = (struct ingest_of){arena_dup(a, h->code), h->put[PUT_NEW], h->put[PUT_CHANGED],
			h->put[PUT_SAME], 0};
		if (!of->agency)
			return err_nomem(e);
		out->of_n++;
	}
	return rejects_divide(r, codes, out, e);
}

enum status run_report_told(struct run *r, struct arena *a, struct ingest_report *out, struct err *e)
{
	enum status st = rejects_report(&r->batch, a, out, e);

	return st == ST_OK ? notes_report(&r->batch, a, out, e) : st;
}

enum status run_report(struct run *r, const struct tally *t, struct arena *a, struct ingest_report *out, struct err *e)
{
	enum status st = counts_report(r, t, out, e);

	if (st == ST_OK && r->options->dry_run)
		st = agencies_report(r, a, out, e);
	return st == ST_OK ? run_report_told(r, a, out, e) : st;
}
