/*
 * count_end.c - what was gathered, put in order: people, waits, pairs of agencies,
 * feeds.
 */
#include "board/counting.h"

#include <stdlib.h>
#include <string.h>

#include "care/feeds.h"

static int days_order(const void *x, const void *y)
{
	int32_t a = *(const int32_t *)x, b = *(const int32_t *)y;

	return (a > b) - (a < b);
}

int32_t days_within(const int32_t *days, size_t n, int per_cent)
{
	return n ? days[(n * (size_t)per_cent + 99) / 100 - 1] : 0;
}

/* People -------------------------------------------------------------------- */

static int meeting_order(const void *x, const void *y)
{
	const struct meeting *a = x, *b = y;

	if (a->person != b->person)
		return a->person < b->person ? -1 : 1;
	if (a->agency != b->agency)
		return a->agency < b->agency ? -1 : 1;
	return (a->practitioner > b->practitioner) - (a->practitioner < b->practitioner);
}

/* One person's meetings, sorted: assessors are told apart by agency and name. */
static bool person_count(struct board *b, struct span *s, const struct meeting *m, size_t n)
{
	struct asked_person p = {.person = m[0].person, .asked = (uint32_t)n};

	for (size_t i = 0; i < n; i++) {
		bool is_new = !i || m[i].agency != m[i - 1].agency;

		p.agencies += is_new;
		s->assessors += m[i].practitioner && (is_new || m[i].practitioner != m[i - 1].practitioner);
	}
	s->people++;
	s->many += p.agencies >= 3;
	return s != &b->span[NOW] || vec_push(&b->asked, p);
}

static int asked_order(const void *x, const void *y)
{
	const struct asked_person *a = x, *b = y;

	if (a->asked != b->asked)
		return a->asked > b->asked ? -1 : 1;
	if (a->agencies != b->agencies)
		return a->agencies > b->agencies ? -1 : 1;
	return (a->person > b->person) - (a->person < b->person);
}

static bool people_count(struct board *b, struct span *s)
{
	size_t n = s->meeting.n, first = 0;

	if (n)
		qsort(s->meeting.v, n, sizeof *s->meeting.v, meeting_order);
	for (size_t i = 1; i <= n; i++) {
		if (i < n && s->meeting.v[i].person == s->meeting.v[first].person)
			continue;
		if (!person_count(b, s, &s->meeting.v[first], i - first))
			return false;
		first = i;
	}
	vec_done(&s->meeting);
	if (s == &b->span[NOW] && b->asked.n)
		qsort(b->asked.v, b->asked.n, sizeof *b->asked.v, asked_order);
	if (s->wait.n)
		qsort(s->wait.v, s->wait.n, sizeof *s->wait.v, days_order);
	return true;
}

/* Between agencies ---------------------------------------------------------- */

static int fact_order(const void *x, const void *y)
{
	const struct fact *a = x, *b = y;

	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->other != b->other)
		return a->other < b->other ? -1 : 1;
	if (a->agency != b->agency)
		return a->agency < b->agency ? -1 : 1;
	if (a->on != b->on)
		return a->on > b->on ? -1 : 1;
	return (a->event > b->event) - (a->event < b->event);
}

static bool is_same_pair(const struct fact *a, const struct fact *b)
{
	return a->kind == b->kind && a->other == b->other && a->agency == b->agency;
}

static void knew_count(struct board *b, const struct fact *f, size_t n)
{
	struct board_pair *p = &b->pair[b->pair_n++];
	struct agency_tally *knew = board_agency(b, f->other);

	*p = (struct board_pair){f->other, f->agency, (int64_t)n, 0};
	for (size_t i = 0; i < n; i++)
		p->late += f[i].is_late;
	if (knew)
		knew->feed.knew += (int64_t)n;
}

static bool way_count(struct board *b, const struct fact *f, size_t n)
{
	struct board_way w = {.from = f->other, .to = f->agency};
	VEC(int32_t) wait = {0};
	int32_t today = b->session->rule.today;

	for (size_t i = 0; i < n; i++) {
		bool is_waiting = f[i].days == NO_REPLY;

		w.sent += !f[i].is_earlier;
		w.answered += !f[i].is_earlier && !is_waiting;
		w.waiting += is_waiting && f[i].on >= b->year.from;
		if (is_waiting && f[i].on >= b->year.from && today - f[i].on > w.longest)
			w.longest = today - f[i].on;
		if (f[i].days >= 0 && !vec_push(&wait, f[i].days)) {
			vec_done(&wait);
			return false;
		}
	}
	if (wait.n)
		qsort(wait.v, wait.n, sizeof *wait.v, days_order);
	w.half = wait.n ? days_within(wait.v, wait.n, 50) : NO_REPLY;
	w.most = wait.n ? days_within(wait.v, wait.n, 90) : NO_REPLY;
	vec_done(&wait);
	b->way[b->way_n++] = w;
	return true;
}

static int way_order(const void *x, const void *y)
{
	const struct board_way *a = x, *b = y;

	if (a->waiting != b->waiting)
		return a->waiting > b->waiting ? -1 : 1;
	if (a->sent != b->sent)
		return a->sent > b->sent ? -1 : 1;
	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return (a->to > b->to) - (a->to < b->to);
}

static void facts_count(struct board *b)
{
	for (size_t i = 0; i < b->fact.n; i++) {
		struct agency_tally *a = board_agency(b, b->fact.v[i].agency);

		b->ahead += b->fact.v[i].kind == FACT_AHEAD;
		if (a && b->fact.v[i].kind == FACT_AGAIN)
			a->feed.asked++;
	}
}

/* Sorted; what is ahead once for each event. */
static void facts_sort(struct board *b)
{
	struct fact *f = b->fact.v;
	size_t kept = 0;

	if (b->fact.n)
		qsort(f, b->fact.n, sizeof *f, fact_order);
	for (size_t i = 0; i < b->fact.n; i++)
		if (f[i].kind != FACT_AHEAD || !kept || f[kept - 1].kind != FACT_AHEAD || f[kept - 1].event != f[i].event)
			f[kept++] = f[i];
	b->fact.n = kept;
}

static enum status pairs_count(struct board *b, struct err *err)
{
	size_t n, first = 0, pairs = 0;
	struct fact *f;

	facts_sort(b);
	f = b->fact.v;
	n = b->fact.n;
	for (size_t i = 0; i < n; i++)
		pairs += !i || !is_same_pair(&f[i], &f[i - 1]);
	b->pair = arena_alloc(b->arena, (pairs + 1) * sizeof *b->pair);
	b->way = arena_alloc(b->arena, (pairs + 1) * sizeof *b->way);
	if (!b->pair || !b->way)
		return err_nomem(err);
	for (size_t i = 1; i <= n; i++) {
		if (i < n && is_same_pair(&f[i], &f[first]))
			continue;
		if (f[first].kind == FACT_KNEW)
			knew_count(b, &f[first], i - first);
		else if (f[first].kind == FACT_SENT && f[first].agency && !way_count(b, &f[first], i - first))
			return err_nomem(err);
		first = i;
	}
	if (b->way_n)
		qsort(b->way, b->way_n, sizeof *b->way, way_order);
	return ST_OK;
}

/* Feeds --------------------------------------------------------------------- */

static enum status feeds_make(struct board *b, struct err *err)
{
	b->feed = arena_alloc(b->arena, (b->agency_n + 1) * sizeof *b->feed);
	if (!b->feed)
		return err_nomem(err);
	for (size_t i = 0; i < b->agency_n; i++) {
		struct agency_tally *a = &b->agency[i];
		int64_t half = (a->feed.arrived + 1) / 2, so_far = 0;

		for (int d = 0; a->feed.arrived && d <= ARRIVES_MOST; d++) {
			so_far += a->arrives[d];
			if (so_far >= half) {
				a->feed.arrives = d;
				break;
			}
		}
		b->feed[i] = a->feed;
	}
	return ST_OK;
}

/* A run of several agencies' files tells of each nothing by itself. */
enum status count_imports(struct board *b, struct err *err)
{
	struct import_row *row;
	size_t n = 0;
	enum status st = store_import_all(b->session->store, b->scratch, &row, &n, err);

	for (size_t i = 0; st == ST_OK && i < n; i++) {
		int32_t day = import_day(&row[i]);
		const struct agency *agency;
		struct agency_tally *a;

		if (!import_is_applied(&row[i]) || day == CIVIL_NONE || day < b->span[NOW].tally.from ||
			day > b->span[NOW].tally.until)
			continue;
		b->read += row[i].read;
		b->set_aside += row[i].rejected;
		agency = row[i].agency ? session_agency_by_code(b->session, row[i].agency) : NULL;
		a = agency ? board_agency(b, agency->id) : NULL;
		if (a) {
			a->feed.read += row[i].read;
			a->feed.set_aside += row[i].rejected;
		}
	}
	return st;
}

enum status count_people(struct board *b, struct err *err)
{
	return people_count(b, &b->span[NOW]) && people_count(b, &b->span[BEFORE]) ? ST_OK : err_nomem(err);
}

enum status count_pairs(struct board *b, struct err *err)
{
	enum status st = pairs_count(b, err);

	if (st != ST_OK)
		return st;
	facts_count(b);
	st = feeds_make(b, err);
	if (st == ST_OK)
		figures_make(b);
	return st == ST_OK ? agencies_name(b, err) : st;
}
