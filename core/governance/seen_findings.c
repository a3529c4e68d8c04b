/*
 * What was found, as the viewer may know of it.
 */
#include "governance/gate.h"

#include <stdlib.h>

#include "store_findings.h"

/* Judged from what exists for the viewer; NULL: that is all there is, and what is
 * stored holds. */
static enum status judge_anew(const struct session *s, int64_t person, const struct existing *all,
	struct arena *arena, struct finding **out, size_t *n, struct err *err)
{
	struct history *history;
	struct death died;
	enum status st = store_person_died(s->store, person, &died, err);

	if (st == ST_OK)
		st = history_new(&history, &s->rule, all->event, all->n, died.day, arena, err);
	return st == ST_OK ? duplicates_judge(history, arena, out, n, err) : st;
}

static bool is_whole(const struct existing *all, int64_t event)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->event[i].id == event)
			return all->seen[i] == SEE_FULL;
	return false;
}

/* What holds of the stored one when judged anew; false: nothing does. */
static bool renew(struct finding *f, const struct finding *judged, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (judged[i].event == f->event && judged[i].kind == f->kind) {
			int minutes = f->minutes;
			const char *instrument = f->instrument;

			*f = judged[i];
			f->minutes = minutes;
			f->instrument = instrument;
			return true;
		}
	return false;
}

enum status findings_seen(const struct session *s, int64_t person, struct finding_row *row, size_t *n,
	struct arena *arena, struct err *err)
{
	struct finding *judged = NULL;
	struct existing all;
	size_t judged_n = 0, kept = 0;
	enum status st;

	if (sees_all(s) || !*n)
		return ST_OK;
	st = existing_events(s, person, arena, &all, err);
	if (st == ST_OK && all.has_gone)
		st = judge_anew(s, person, &all, arena, &judged, &judged_n, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < *n; i++)
		if (is_whole(&all, row[i].finding.event) &&
			(!all.has_gone || renew(&row[i].finding, judged, judged_n)))
			row[kept++] = row[i];
	*n = kept;
	return ST_OK;
}

struct place { int64_t person; size_t row; };

static int place_order(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->person != y->person)
		return x->person < y->person ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

struct sifting {
	const struct session *session;
	struct arena *arena, *scratch; /* the caller's; one person's */
	struct finding_row *row, *theirs;
	struct place *place;
	bool *is_kept;
};

/* Of one person's rows, place[from .. upto). */
static enum status person_sift(struct sifting *x, size_t from, size_t upto, struct err *err)
{
	size_t n = upto - from, at = 0;
	enum status st;

	for (size_t i = 0; i < n; i++)
		x->theirs[i] = x->row[x->place[from + i].row];
	arena_reset(x->scratch);
	st = findings_seen(x->session, x->place[from].person, x->theirs, &n, x->scratch, err);
	for (size_t i = from; i < upto && at < n && st == ST_OK; i++) {
		struct finding_row *row = &x->row[x->place[i].row];
		int64_t *evidence;

		if (row->finding.event != x->theirs[at].finding.event || row->finding.kind != x->theirs[at].finding.kind)
			continue;
		x->is_kept[x->place[i].row] = true;
		evidence = arena_alloc(x->arena, (x->theirs[at].finding.evidence_n + 1) * sizeof *evidence);
		if (!evidence)
			return err_nomem(err);
		for (size_t k = 0; k < x->theirs[at].finding.evidence_n; k++)
			evidence[k] = x->theirs[at].finding.evidence[k];
		row->finding = x->theirs[at++].finding;
		row->finding.evidence = evidence;
	}
	return st;
}

enum status findings_seen_each(const struct session *s, struct finding_row *row, size_t *n, struct arena *arena,
	struct err *err)
{
	struct sifting x = {.session = s, .arena = arena, .row = row};
	size_t kept = 0, upto;
	enum status st = ST_OK;

	if (sees_all(s) || !*n)
		return ST_OK;
	x.place = arena_alloc(arena, *n * sizeof *x.place);
	x.theirs = arena_alloc(arena, *n * sizeof *x.theirs);
	x.is_kept = arena_alloc(arena, *n);
	x.scratch = arena_new();
	if (!x.place || !x.theirs || !x.is_kept || !x.scratch)
		st = err_nomem(err);
	for (size_t i = 0; i < *n && st == ST_OK; i++) {
		x.place[i] = (struct place){row[i].person, i};
		x.is_kept[i] = false;
	}
	if (st == ST_OK)
		qsort(x.place, *n, sizeof *x.place, place_order);
	for (size_t from = 0; from < *n && st == ST_OK; from = upto) {
		for (upto = from + 1; upto < *n && x.place[upto].person == x.place[from].person; upto++)
			;
		st = person_sift(&x, from, upto, err);
	}
	for (size_t i = 0; i < *n && st == ST_OK; i++)
		if (x.is_kept[i])
			row[kept++] = row[i];
	arena_free(x.scratch);
	if (st == ST_OK)
		*n = kept;
	return st;
}
