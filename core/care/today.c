/*
 * The first screen, gathered from indexed queues.
 */
#include <stdlib.h>

#include "care/limits.h"
#include "care/today_lines.h"
#include "governance/opening.h"
#include "governance/reach.h"

#include "mine.h"
#include "store_findings.h"
#include "store_sharing.h"

#define AVOIDABLE_DAYS 90
#define ROWS_PER_SEEN 8
#define ROWS_SIFTED 256 /* whether each is seen takes a look at its person */
#define ROWS_SOON 64    /* of one agency's, for a first screen: the rest comes behind it */

const char *const TODAY_HEADINGS[TD_COUNT] = {
	[TD_DIED] = "To cancel: has died",
	[TD_DISCHARGED] = "To ring: discharged, no contact in 48 hours",
	[TD_IN_HOSPITAL] = "In hospital now",
	[TD_ASKED_AGAIN] = "About to be asked again",
	[TD_NO_REPLY] = "To chase: referrals without reply",
	[TD_ACTION] = "To do: actions due",
	[TD_LINK] = "One person or two?",
	[TD_MOVED] = "Moved home? another postcode than before",
	[TD_LEAD] = "Nobody leads: somebody is wanted",
	[TD_WARNING] = "Warnings to review",
	[TD_CONSENT] = "Consent to ask about again",
	[TD_QUIET] = "Feeds gone quiet",
};

const char *const TODAY_SINCE[TD_COUNT] = {
	[TD_DIED] = "died", [TD_DISCHARGED] = "left", [TD_IN_HOSPITAL] = "since",
	[TD_ASKED_AGAIN] = "on", [TD_NO_REPLY] = "sent", [TD_ACTION] = "by", [TD_LINK] = "", [TD_MOVED] = "came",
	[TD_LEAD] = "since", [TD_WARNING] = "due", [TD_CONSENT] = "due", [TD_QUIET] = "last",
};

const char *who_shown(const struct shown_field field[RF_COUNT], int32_t on, struct arena *arena)
{
	const char *listed = shown_listed(field, arena);
	int age = civil_age(shown_day(field, RF_DATE_OF_BIRTH), on);

	return !listed || age < 0 ? listed : arena_printf(arena, "%s (%d)", listed, age);
}

enum status met_load(struct gathering *g, int64_t record, struct met *met, struct err *err)
{
	const struct store *store = g->session->store;
	struct session *s = g->session;
	enum status st = store_person_of(store, record, &met->person, err);

	arena_reset(g->scratch);
	if (st == ST_OK)
		st = store_person_died(store, met->person, &met->death, err);
	if (st == ST_OK)
		st = seen_whole(s, met->person, g->scratch, &met->event, &met->event_n, err);
	if (st == ST_OK)
		st = person_is_seen(s, met->person, &met->is_seen, err);
	if (st == ST_OK)
		st = opening_veils(s, met->person, &met->is_veiled, err);
	return st;
}

const struct event *met_event(const struct met *met, int64_t id)
{
	size_t i;

	for (i = 0; i < met->event_n; i++)
		if (met->event[i].id == id)
			return &met->event[i];
	return NULL;
}

bool line_has_room(const struct gathering *g, enum today_kind kind)
{
	return g->listed[kind] < g->each;
}

bool line_is_looked_for(const struct gathering *g, enum today_kind kind)
{
	return line_has_room(g, kind) || (g->is_mine && sees_all(g->session));
}

bool is_in_haste(const struct gathering *g)
{
	return g->own && g->is_soon && !g->is_mine;
}

size_t rows_wanted(const struct gathering *g)
{
	size_t several = g->each * ROWS_PER_SEEN < ROWS_SIFTED ? g->each * ROWS_PER_SEEN : ROWS_SIFTED;

	if (is_in_haste(g))
		return ROWS_SOON;
	return g->is_mine || g->own ? 0 : sees_all(g->session) || g->each > several ? g->each : several;
}

void total_set(struct gathering *g, enum today_kind kind, int64_t all)
{
	if (rows_wanted(g))
		g->is_cut[kind] = all > (int64_t)rows_wanted(g);
	if (!g->is_mine && !g->own)
		g->today->total[kind] = all;
}

static enum status met_named(const struct gathering *g, const struct met *met, const char **who,
	struct err *err)
{
	struct shown_field field[RF_COUNT];
	int32_t today = g->session->rule.today;
	struct record *record;
	size_t n;
	enum status st = seen_records(g->session, met->person, g->scratch, &record, &n, err);

	if (st != ST_OK)
		return st;
	shown_choose(record, n, field);
	*who = who_shown(field, death_age_day(met->death, today),
		g->scratch);
	*who = *who ? arena_dup(g->arena, *who) : NULL;
	return *who ? ST_OK : err_nomem(err);
}

static int64_t agency_of(const struct met *met, int64_t event)
{
	const struct event *e = event ? met_event(met, event) : NULL;

	return e ? e->agency : 0;
}

enum status line_add(struct gathering *g, const struct met *met, struct today_line line,
	struct err *err)
{
	if (met && !met->is_seen)
		return ST_OK;
	g->today->total[line.kind]++;
	if (!line_has_room(g, line.kind))
		return ST_OK;
	if (met) {
		enum status st = met_named(g, met, &line.who, err);

		if (st != ST_OK)
			return st;
		line.person = met->person;
		line.agency = met->is_veiled ? 0 : agency_of(met, line.event);
		line_veil(g, met, &line);
	}
	if (!line.who || !line.what || !line.why || !vec_push(&g->lines, line))
		return err_nomem(err);
	g->listed[line.kind]++;
	return ST_OK;
}

static enum status figures_read(struct gathering *g, struct err *err)
{
	const struct store *store = g->session->store;
	int32_t today = g->session->rule.today, from = today - AVOIDABLE_DAYS + 1;
	int64_t open = 0, avoidable = 0;
	enum status st;

	if (g->own) /* what all hold together is none of theirs */
		return ST_OK;
	st = store_person_count(store, &g->today->people, &g->today->records, err);

	if (st == ST_OK)
		st = store_findings_minutes(store, VD_OPEN, from, today, &open, err);
	if (st == ST_OK)
		st = store_findings_minutes(store, VD_AVOIDABLE, from, today, &avoidable, err);
	if (st == ST_OK && !sees_all(g->session)) {
		int64_t records = 0, people = 0;

		st = store_hidden_count(store, &records, &people, err);
		g->today->people -= people;
		g->today->records -= records;
	}
	g->today->agencies = (int64_t)g->session->agency_n;
	g->today->avoidable_minutes = open + avoidable;
	return st;
}

/* Of whom a worker may not see everybody, how many more there are may tell too much: only that
 * there may be, since no more lines were asked for or no more rows were read. */
static void more_judge(struct gathering *g)
{
	bool is_all = sees_all(g->session);

	for (int kind = 0; kind < TD_COUNT; kind++) {
		int64_t listed = (int64_t)g->listed[kind];

		if (!is_all)
			g->today->total[kind] = listed;
		g->today->has_more[kind] = is_all ? g->today->total[kind] > listed
			: (size_t)listed >= g->each || g->is_cut[kind];
	}
}

static enum status lines_gather(void *arg, struct err *err)
{
	struct gathering *g = arg;
	static enum status (*const SECTION[])(struct gathering *, struct err *) = {
		today_died, today_stays, today_asked, today_replies, today_actions, today_links, today_moves,
		today_leads, today_warnings, today_consents, today_feeds,
		figures_read
	};
	size_t i;
	enum status st = limit_days(g->session, SETTING_REPLY_DAYS, &g->reply_days, err);

	for (i = 0; i < sizeof SECTION / sizeof *SECTION && st == ST_OK; i++)
		st = SECTION[i](g, err);
	more_judge(g);
	return st;
}

/* By kind; within a kind as gathered. */
static enum status lines_arrange(const struct gathering *g, struct today *today, struct err *err)
{
	enum today_kind kind;
	size_t i;

	today->line = arena_alloc(g->arena, (g->lines.n + 1) * sizeof *today->line);
	if (!today->line)
		return err_nomem(err);
	for (kind = 0; kind < TD_COUNT; kind++)
		for (i = 0; i < g->lines.n; i++)
			if (g->lines.v[i].kind == kind)
				today->line[today->line_n++] = g->lines.v[i];
	return ST_OK;
}

enum status today_read(struct session *s, const struct today_query *query, struct arena *arena,
	struct today *out, struct err *err)
{
	struct today today = {0};
	struct gathering g = {.session = s, .arena = arena, .scratch = arena_new(), .each = query->each,
		.is_mine = query->is_mine, .is_soon = query->is_soon, .today = &today};
	enum status st = g.scratch ?
		case_look(s, &(struct deed){.deed = "list", .detail = "today"}, err) : err_nomem(err);

	g.own = reach_agency(s);
	today.is_ours = g.own != 0;
	if (st == ST_OK && (g.is_mine || g.own))
		st = mine_list(s, arena, &g.mine, &g.mine_n, err);
	today.mine = (int64_t)g.mine_n;
	today.is_partial = is_in_haste(&g);
	if (st == ST_OK && works_with_people(s))
		st = store_read(s->store, lines_gather, &g, err);
	if (st == ST_OK)
		st = lines_arrange(&g, &today, err);
	if (st == ST_OK)
		*out = today;
	vec_done(&g.lines);
	vec_done(&g.died);
	arena_free(g.scratch);
	return st;
}
