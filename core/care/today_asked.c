/*
 * Today: who is about to be asked again, soonest first.
 */
#include <stdio.h>

#include "care/today_lines.h"
#include "store_findings.h"

static const char *asked_what(const struct gathering *g, const struct finding *f,
	const struct event *b)
{
	const char *title = seen_title(g->session, b, f->instrument);

	switch (f->stage) {
	case SG_REQUESTED:
		return arena_printf(g->arena, "%s asks %s: %s", agency_called(g->session, b->agency),
			b->to_agency ? agency_called_by_code(g->session, b->to_agency) : "nobody named", title);
	case SG_UNDER_WAY:
		return arena_printf(g->arena, "%s, under way: %s", agency_called(g->session, b->agency), title);
	case SG_PLANNED:
	case SG_DONE:
	case SG_PASSED:
	case SG_COUNT:
		break;
	}
	return arena_printf(g->arena, "%s%s: %s", agency_called(g->session, b->agency),
		b->start.day < g->session->rule.today ? ", was due" : "", title);
}

static int agencies_besides(const struct met *met, const struct finding *f, int64_t agency)
{
	int n = 0;
	size_t i, j;

	for (i = 0; i < f->evidence_n; i++) {
		const struct event *e = met_event(met, f->evidence[i]);
		bool is_new = e && e->agency != agency;

		for (j = 0; j < i && is_new; j++) {
			const struct event *before = met_event(met, f->evidence[j]);

			is_new = !before || before->agency != e->agency;
		}
		n += is_new;
	}
	return n;
}

/* The newest evidence is named, "+1" says that one more agency knows. */
static const char *asked_why(const struct gathering *g, const struct met *met,
	const struct finding *f)
{
	int known = domains_count(f->answered), all = domains_count(f->counted);
	const struct event *newest = NULL;
	char share[48], more[16] = "";
	int others;
	size_t i;

	for (i = 0; i < f->evidence_n; i++) {
		const struct event *e = met_event(met, f->evidence[i]);

		if (e && (!newest || civil_before(newest->start, e->start)))
			newest = e;
	}
	if (!newest)
		return "";
	if (f->kind == FK_TOGETHER && met->is_veiled)
		return "another comes too";
	if (f->kind == FK_TOGETHER)
		return arena_printf(g->arena, "%s comes too", agency_called(g->session, newest->agency));
	if (known == all)
		snprintf(share, sizeof share, all == 1 ? "known" : "all %d known", all);
	else
		snprintf(share, sizeof share, "%d of %d known", known, all);
	if (met->is_veiled)
		return arena_dup(g->arena, share);
	others = agencies_besides(met, f, newest->agency);
	if (others)
		snprintf(more, sizeof more, " +%d", others);
	return arena_printf(g->arena, "%s: %s%s", share, agency_called(g->session, newest->agency), more);
}

static enum status finding_add(struct gathering *g, const struct finding_row *row,
	struct err *err)
{
	struct today_line line = {
		.kind = TD_ASKED_AGAIN, .since = row->finding.on, .event = row->finding.event
	};
	const struct event *b;
	struct met met;
	enum status st;

	if (!line_has_room(g, TD_ASKED_AGAIN))
		return line_add(g, NULL, line, err);
	st = met_load(g, row->person, &met, err);
	if (st != ST_OK)
		return st;
	b = met_event(&met, row->finding.event);
	if (!b)
		return ST_OK;
	line.what = asked_what(g, &row->finding, b);
	line.why = asked_why(g, &met, &row->finding);
	return line_add(g, &met, line, err);
}

/* Another finding on the same event stands beside it in the queue's order. */
static bool is_second(const struct finding_row *row, size_t n, size_t i)
{
	size_t j;

	for (j = 0; j < n; j++)
		if (j != i && row[j].finding.event == row[i].finding.event &&
			row[i].finding.kind == FK_TOGETHER)
			return true;
	return false;
}

/* What was found on the same event as a row, as the viewer may know of it; *at: the row's own place
 * among these, or their number. */
static enum status beside_seen(const struct gathering *g, const struct finding_row *row, size_t n, size_t of, struct arena *arena,
	struct finding_row **out, size_t *out_n, size_t *at, struct err *err)
{
	size_t same = 0, kept = 0;
	struct finding_row *list;
	enum status st;

	for (size_t i = 0; i < n; i++)
		same += row[i].finding.event == row[of].finding.event;
	*out = list = arena_alloc(arena, (same + 1) * sizeof *list);
	if (!list)
		return err_nomem(err);
	for (size_t i = 0; i < n; i++)
		if (row[i].finding.event == row[of].finding.event)
			list[kept++] = row[i];
	st = findings_seen_each(g->session, list, &kept, arena, err);
	for (*at = 0; *at < kept && list[*at].finding.kind != row[of].finding.kind;)
		++*at;
	*out_n = kept;
	return st;
}

/* Each takes a look at its person: at no more than the lines take. */
static enum status row_add(struct gathering *g, const struct finding_row *row, size_t n, size_t of, struct arena *arena,
	struct err *err)
{
	struct finding_row *seen = NULL;
	size_t seen_n = 0, at = 0;
	bool is = false;
	enum status st = may_be_wanted(g, row[of].person, &is, err);

	if (st == ST_OK && is)
		st = event_may_be_told(g, row[of].finding.event, &is, err);
	if (st == ST_OK && is)
		st = beside_seen(g, row, n, of, arena, &seen, &seen_n, &at, err);
	if (st != ST_OK || at == seen_n || is_second(seen, seen_n, at))
		return st;
	return finding_add(g, &seen[at], err);
}

/* Assessments as everybody's are listed; of one agency's no more are counted than are read. */
static enum status stage_count(struct gathering *g, const struct finding_query *query, int64_t *count, struct err *err)
{
	int64_t beside = 0;
	enum status st;

	*count = 0;
	if (g->own)
		return ST_OK;
	st = store_findings_count(g->session->store, query, count, err);
	if (st == ST_OK)
		st = store_findings_count_beside(g->session->store, (enum stage)query->stage, VD_OPEN, &beside, err);
	*count -= beside;
	return st;
}

/* Findings of one stage, soonest first where they lie ahead. */
static enum status stage_add(struct gathering *g, enum stage stage, int64_t *count,
	struct arena *arena, struct err *err)
{
	size_t beside = is_in_haste(g) ? 1 : 2; /* two findings may be on one event */
	const struct finding_query query = {.stage = (int)stage, .state = VD_OPEN, .agency = g->own,
		.limit = beside * rows_wanted(g), .is_soonest_first = stage == SG_PLANNED};
	struct finding_row *row;
	size_t n = 0, i;
	enum status st = stage_count(g, &query, count, err);

	if (st == ST_OK && g->each)
		st = store_findings_list(g->session->store, &query, arena, &row, &n, err);
	for (i = 0; st == ST_OK && i < n && line_is_looked_for(g, TD_ASKED_AGAIN); i++)
		st = row_add(g, row, n, i, arena, err);
	if (g->own)
		*count = (int64_t)n;
	return st;
}

enum status today_asked(struct gathering *g, struct err *err)
{
	static const enum stage ORDER[] = {SG_PLANNED, SG_REQUESTED, SG_UNDER_WAY};
	struct arena *arena = arena_new();
	int64_t count, total = 0;
	size_t i;
	enum status st = arena ? ST_OK : err_nomem(err);

	for (i = 0; i < sizeof ORDER / sizeof *ORDER && st == ST_OK; i++) {
		st = stage_add(g, ORDER[i], &count, arena, err);
		total += st == ST_OK ? count : 0;
	}
	arena_free(arena);
	total_set(g, TD_ASKED_AGAIN, total);
	return st;
}
