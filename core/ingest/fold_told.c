/*
 * fold_told.c - rows of one event as one: whose words stand for it, when it was, how it
 * ended.  What a later row tells of a part stands in place of what an earlier one told.
 */
#include <stdlib.h>
#include <string.h>

#include "ingest/fold_rows.h"
#include "ingest/fold_best.h"
#include "text.h"

struct voice {
	const struct told_row *row;
	bool is_live;      /* some part of it was told by no later row */
	int best, best_live; /* the rank of its parts; of those that are live */
	const char *first; /* the smallest of its best live parts */
};

struct told {
	const struct catalogue *catalogue;
	struct voice *voice;
	size_t n;
	int instrument;
};

/* A score before a Task, a Procedure and a questionnaire's answers. */
static int rank_of(const char *part)
{
	static const char *const TYPES[] = {"Observation/", "Task/", "Procedure/", "QuestionnaireResponse/"};
	int rank = 0;

	while (rank < 4 && strncmp(part, TYPES[rank], strlen(TYPES[rank])) != 0)
		rank++;
	return rank + 1;
}

static void voice_fill(struct told *t, size_t i)
{
	struct voice *v = &t->voice[i];

	v->best = v->best_live = 9;
	for (size_t p = 0; p < v->row->part_n; p++) {
		const char *part = v->row->part[p];
		const int rank = rank_of(part);
		bool again = v->row->person != t->voice[t->n - 1].row->person;

		for (size_t k = i + 1; k < t->n && !again; k++)
			again = told_has_part(t->voice[k].row, v->row, part);
		v->best = rank < v->best ? rank : v->best;
		if (again)
			continue;
		v->is_live = true;
		if (rank < v->best_live || (rank == v->best_live && strcmp(part, v->first) < 0))
			v->first = part;
		v->best_live = rank < v->best_live ? rank : v->best_live;
	}
}

/* Its words were of a part that is live. */
static bool is_spoken(const struct voice *v)
{
	return v->is_live && v->best == v->best_live;
}

static int by_first(const void *a, const void *b)
{
	const struct voice *x = a, *y = b;

	if (x->is_live != y->is_live)
		return x->is_live ? -1 : 1;
	return x->is_live ? strcmp(x->first, y->first) : 0;
}

static bool goes_into(const struct catalogue *c, int instrument, int other)
{
	const struct instrument *its = catalogue_instrument(c, instrument);

	for (size_t i = 0; i < its->folds_into_n; i++)
		if (its->folds_into[i] == other)
			return true;
	return false;
}

/* The one that took the others in. */
static int instrument_found(const struct told *t)
{
	int found = -1, any = -1;

	for (size_t i = 0; i < t->n && t->voice[i].is_live; i++) {
		const int its = t->voice[i].row->instrument;
		bool is_taken = its < 0;

		if (its >= 0 && (any < 0 || its < any))
			any = its;
		for (size_t k = 0; k < t->n && !is_taken; k++)
			is_taken = t->voice[k].is_live && t->voice[k].row->instrument >= 0 &&
				goes_into(t->catalogue, its, t->voice[k].row->instrument);
		if (!is_taken && (found < 0 || its < found))
			found = its;
	}
	return found >= 0 ? found : any;
}

static int head_rank(const struct told *t, const struct voice *v)
{
	int rank = v->best_live * 2;

	if (!is_spoken(v))
		rank += 80;
	if (v->row->instrument != t->instrument)
		rank += 40;
	if (v->row->is_silent)
		rank += 20;
	return rank - (v->row->holds_n > 0);
}

static const struct told_row *head_of(const struct told *t)
{
	const struct voice *head = &t->voice[0];

	for (size_t i = 1; i < t->n && t->voice[i].is_live; i++)
		if (head_rank(t, &t->voice[i]) < head_rank(t, head))
			head = &t->voice[i];
	return head->row;
}

static bool is_stated(const struct event *e)
{
	return e->agency_code && strcmp(e->agency_code, AGENCY_UNKNOWN) != 0;
}

/* Whoever says which agency it was knows more than who does not. */
static const struct event *agency_of(const struct told *t, const struct told_row *head)
{
	for (size_t i = 0; i < t->n && t->voice[i].is_live && !is_stated(head->event); i++)
		if (!t->voice[i].row->is_silent && is_stated(t->voice[i].row->event))
			return t->voice[i].row->event;
	return head->event;
}

/* On the record of its agency that was told of last. */
static void whose(const struct told_row *rows, const size_t *which, size_t n, const struct event *agency, struct event *out)
{
	const int64_t person = rows[which[n - 1]].person;

	for (size_t i = 0; i < n; i++) {
		const struct told_row *r = &rows[which[i]];

		if (r->event->agency != agency->agency || r->person != person)
			continue;
		out->record = r->event->record;
		out->local_id = r->event->local_id;
	}
	out->agency = agency->agency;
	out->agency_code = agency->agency_code;
}

/* Completed if any part is; else what comes nearest to it. */
static enum event_status status_of(const struct told *t)
{
	enum event_status best = ES_ENTERED_IN_ERROR;

	for (size_t i = 0; i < t->n && t->voice[i].is_live; i++)
		best = status_nearer(t->voice[i].row->event->status, best);
	return best;
}

static bool times_of(const struct told *t, bool all, struct event *out)
{
	struct fold_times times = FOLD_TIMES_NONE;

	for (size_t i = 0; i < t->n && t->voice[i].is_live; i++) {
		const struct event *e = t->voice[i].row->event;

		if (!t->voice[i].row->is_silent || all)
			fold_times_add(&times, &(struct fold_times){e->start, e->end, e->starts_on, e->ends_on});
	}
	fold_times_settle(&times);
	out->start = times.start;
	out->starts_on = times.starts_on;
	out->end = times.end;
	out->ends_on = times.ends_on;
	return out->starts_on != NULL;
}

/* What the head does not say, another of the same instrument may. */
static void complete(const struct told *t, struct event *out)
{
	for (size_t i = 0; i < t->n && t->voice[i].is_live; i++) {
		const struct voice *v = &t->voice[i];
		const struct event *e = v->row->event;

		if (e->kind == EV_ASSESSMENT)
			out->kind = EV_ASSESSMENT;
		if (e->sensitivity && (!out->sensitivity || strcmp(e->sensitivity, "restricted") == 0))
			out->sensitivity = e->sensitivity;
		if (!out->score && e->score && is_spoken(v) && v->row->instrument >= 0 && v->row->instrument == t->instrument) {
			out->score = e->score;
			out->unit = e->unit;
		}
		if (!out->practitioner && e->practitioner) {
			out->practitioner = e->practitioner;
			out->role = out->role ? out->role : e->role;
		}
	}
}

/* Parts ---------------------------------------------------------------------------- */

struct listing { const char **item; size_t n; };

static void items_add(struct listing *l, const char *before, const char *const *item, size_t n, struct arena *a, bool *nomem)
{
	for (size_t i = 0; i < n; i++) {
		const char *text = *before ? arena_printf(a, "%s%s", before, item[i]) : item[i];

		*nomem |= !text;
		l->item[l->n++] = text ? text : "";
	}
}

/* Also those of rows that are told anew: they may be met by them.  What belongs to a part
 * is as its last row has it. */
static bool parts_put(const struct told *t, struct arena *a, struct event *out)
{
	struct listing l = {0};
	const char *list;
	size_t room = 1;
	bool nomem = false;

	for (size_t i = 0; i < t->n; i++)
		room += t->voice[i].row->part_n + t->voice[i].row->holds_n + t->voice[i].row->from_n;
	l.item = arena_alloc(a, room * sizeof *l.item);
	if (!l.item)
		return false;
	for (size_t i = 0; i < t->n; i++) {
		const struct told_row *r = t->voice[i].row;

		items_add(&l, "", r->part, r->part_n, a, &nomem);
		if (!t->voice[i].is_live)
			continue;
		items_add(&l, PART_HOLDS, r->holds, r->holds_n, a, &nomem);
		items_add(&l, PART_FROM, r->from, r->from_n, a, &nomem);
	}
	list = texts_join(l.item, texts_sort(l.item, l.n), a);
	for (size_t i = 0; i < t->n; i++)
		for (size_t p = 0; p < t->voice[i].row->part_n; p++)
			if (strcmp(t->voice[i].row->part[p], out->source_ref) < 0)
				out->source_ref = t->voice[i].row->part[p];
	out->parts = list && strcmp(list, out->source_ref) != 0 ? list : NULL;
	return list && !nomem;
}

/* Who did it was told before, and this row does not say. */
static void carry(const struct event *before, struct event *out)
{
	if (!out->role && (!out->practitioner || (before->practitioner && strcmp(before->practitioner, out->practitioner) == 0)))
		out->role = before->role;
	if (!out->practitioner)
		out->practitioner = before->practitioner;
	if (!out->responded_on && before->responded_on) {
		out->responded_on = before->responded_on;
		out->outcome = out->outcome ? out->outcome : before->outcome;
	}
}

static bool folded(struct told *t, const struct told_row *rows, const size_t *which, struct arena *a, struct event *out)
{
	const struct told_row *head;

	for (size_t i = 0; i < t->n; i++)
		voice_fill(t, i);
	qsort(t->voice, t->n, sizeof *t->voice, by_first);
	t->instrument = instrument_found(t);
	head = head_of(t);
	*out = *head->event;
	whose(rows, which, t->n, agency_of(t, head), out);
	out->kind = EV_MEASURE;
	out->status = status_of(t);
	out->instrument = t->instrument >= 0 ? catalogue_instrument(t->catalogue, t->instrument)->code : NULL;
	if (!times_of(t, false, out))
		times_of(t, true, out);
	complete(t, out);
	return parts_put(t, a, out);
}

/* The first reply counts, with the no that it may be; a request that is not there yet has
 * none of its own, and is never the same as what waits for it. */
static void answered(const struct event *row, const struct event *before, struct event *out)
{
	*out = before ? *before : *row;
	out->parts = NULL;
	if (!before)
		out->summary = "A reply, which waits for its request";
	if (out->responded_on && strcmp(row->responded_on, out->responded_on) >= 0)
		return;
	out->responded_on = row->responded_on;
	out->outcome = row->outcome;
}

/* What it was by then, in error. */
static void retracted(const struct event *row, const struct event *before, struct event *out)
{
	*out = before ? *before : *row;
	if (!before)
		out->parts = NULL;
	out->status = ES_ENTERED_IN_ERROR;
}

enum status told_fold(const struct catalogue *c, const struct told_row *rows, const size_t *which, size_t n,
	const struct event *before, struct arena *a, struct event *out, struct err *e)
{
	struct told t = {.catalogue = c, .voice = arena_alloc(a, n * sizeof *t.voice), .n = n};
	bool folds = n > 1;

	if (!t.voice)
		return err_nomem(e);
	for (size_t i = 0; i < n; i++) {
		t.voice[i].row = &rows[which[i]];
		folds = folds && rows[which[i]].folds;
	}
	if (rows[which[n - 1]].answers) {
		answered(rows[which[n - 1]].event, before, out);
		return ST_OK;
	}
	if (rows[which[n - 1]].retracts) {
		retracted(rows[which[n - 1]].event, before, out);
		return ST_OK;
	}
	*out = *rows[which[n - 1]].event;
	if (folds && !folded(&t, rows, which, a, out))
		return err_nomem(e);
	if (before)
		carry(before, out);
	return ST_OK;
}
