/* cld_quarters.c - what a later quarter has told already stands, whichever came first. */
#include "ingest/cld.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "care/work.h"
#include "ingest/kept.h"
#include "store_events.h"

static enum status import_read(struct cld_quarters *q, const struct setting_row *row, struct batch *b,
	struct err *e)
{
	struct cld_quarter k = { .import = kept_periods_import(row->key) };
	const char *at = row->value;

	while (*at) {
		size_t code = strcspn(at, " ");

		k.agency = arena_dup_n(b->arena, at, code);
		k.period = (int32_t)strtol(at + code, NULL, 10);
		if (!k.agency || !vec_push(&q->known, k))
			return err_nomem(e);
		at += strcspn(at, "\n");
		at += *at == '\n';
	}
	return ST_OK;
}

enum status cld_quarters_read(struct cld_quarters *q, struct batch *b, struct err *e)
{
	struct setting_row *row = NULL;
	size_t n = 0;
	enum status st = b->session
		? store_setting_list(b->session->store, KEPT_PERIODS, b->arena, &row, &n, e) : ST_OK;

	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = import_read(q, &row[i], b, e);
	return st;
}

static bool is_later(const struct cld_quarters *q, int64_t import, const char *agency, int32_t period)
{
	for (size_t i = 0; i < q->known.n; i++)
		if (q->known.v[i].import == import && strcmp(q->known.v[i].agency, agency) == 0)
			return q->known.v[i].period > period;
	return false;
}

enum status cld_quarters_event(const struct cld_quarters *q, const struct batch *b, const char *agency,
	const char *ref, int32_t period, bool *is_told, struct err *e)
{
	int64_t id, import = 0;
	enum status st;

	*is_told = false;
	if (!q->known.n || period == CIVIL_NONE)
		return ST_OK;
	st = store_event_find(b->session->store, agency, ref, &id, e);
	if (st == ST_OK)
		st = store_event_import(b->session->store, id, &import, e);
	*is_told = st == ST_OK && is_later(q, import, agency, period);
	return st == ST_NONE ? ST_OK : st;
}

enum status cld_quarters_person(const struct cld_quarters *q, const struct batch *b, const char *agency,
	const struct cld_person *p, bool *is_told, struct err *e)
{
	int64_t id, import = 0;
	int32_t period = CIVIL_NONE;
	enum status st;

	*is_told = false;
	for (size_t i = 0; i < CF_COUNT; i++)
		if (p->fact[i].text && (period == CIVIL_NONE || p->fact[i].period > period))
			period = p->fact[i].period;
	if (!q->known.n || period == CIVIL_NONE)
		return ST_OK;
	st = store_record_find(b->session->store, agency, p->local_id, &id, e);
	if (st == ST_OK)
		st = store_record_import(b->session->store, id, &import, e);
	*is_told = st == ST_OK && is_later(q, import, agency, period);
	return st == ST_NONE ? ST_OK : st;
}

enum status cld_quarters_request(const struct cld_quarters *q, const struct batch *b, const char *agency,
	const struct cld_choices *x, const struct cld_choice *c, bool *is_told, struct err *e)
{
	enum status st = ST_OK;

	*is_told = true;
	for (c = &x->list.v[c->cluster]; c && *is_told && st == ST_OK; c = cld_cluster_next(x, c)) {
		if (c->file == CLD_NONE)
			continue;
		*is_told = false;
		if (c->held)
			st = cld_quarters_event(q, b, agency, c->held, c->period, is_told, e);
	}
	return st;
}
