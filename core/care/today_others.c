/*
 * Today: possible same people to decide, and feeds gone quiet.
 */
#include <string.h>

#include "care/feeds.h"
#include "care/limits.h"
#include "care/today_lines.h"
#include "governance/gate.h"
#include "governance/opening.h"
#include "linkage.h"
#include "linkage/waiting.h"
#include "store_imports.h"
#include "text.h"

static const char *link_what(const struct gathering *g, const struct record *a,
	const struct record *b)
{
	return a->agency == b->agency
		? arena_printf(g->arena, "Two records at %s", agency_called(g->session, a->agency))
		: arena_printf(g->arena, "%s and %s", agency_called(g->session, a->agency), agency_called(g->session, b->agency));
}

/* What the other calls them, where that is another name, or NULL. */
static const char *link_other(const struct gathering *g, const struct record *a,
	const struct record *b)
{
	struct shown_field field[RF_COUNT], other[RF_COUNT];
	char one[256], two[256];
	const char *mine, *theirs;

	shown_choose(a, 1, field);
	shown_choose(b, 1, other);
	mine = shown_listed(field, g->scratch);
	theirs = shown_listed(other, g->scratch);
	if (!mine || !theirs)
		return NULL;
	text_fold(mine, one, sizeof one);
	text_fold(theirs, two, sizeof two);
	return strcmp(one, two) != 0 ? theirs : NULL;
}

/* That the agency asked did not reply comes before what the linker made of it,
 * and another name before its reason. */
static const char *link_why(const struct gathering *g, const struct waiting_pair *w,
	const struct link_row *link, const struct record *a, const struct record *b)
{
	const char *other = link_other(g, a, b);
	char day[12];

	if (w->asked) {
		day_shown(w->reply_by, g->session->rule.today, day);
		return arena_printf(g->arena, "%s has not replied by %s",
			agency_called_by_code(g->session, w->asked->reason), day);
	}
	if (other)
		return arena_printf(g->arena, "%s: %s has %s", link->band, agency_called(g->session, b->agency), other);
	return link->reason && *link->reason
		? arena_printf(g->arena, "%s: %s", link->band, link->reason)
		: arena_dup(g->arena, link->band);
}

static enum status link_add(struct gathering *g, const struct waiting_pair *w, struct err *err)
{
	struct today_line line = {
		.kind = TD_LINK, .since = CIVIL_NONE, .pair = pair_number(w->a, w->b)};
	struct link_row link;
	struct record a, b;
	bool is_veiled = false;
	struct met met;
	enum status st;

	if (!line_has_room(g, TD_LINK))
		return line_add(g, NULL, line, err);
	st = met_load(g, w->a, &met, err);
	if (st == ST_OK)
		st = seen_record(g->session, w->a, g->scratch, &a, err);
	if (st == ST_OK)
		st = seen_record(g->session, w->b, g->scratch, &b, err);
	if (st == ST_OK)
		st = waiting_read(g->session->store, w, g->scratch, &link, err);
	if (st != ST_OK)
		return st;
	st = opening_veils_either(g->session, a.person, b.person, &is_veiled, err);
	if (st != ST_OK)
		return st;
	line.what = is_veiled ? "Two records of who is not on your list" : link_what(g, &a, &b);
	line.why = is_veiled ? arena_dup(g->arena, link.band) : link_why(g, w, &link, &a, &b);
	return line_add(g, &met, line, err);
}

/* Of a worker's own people, or the first of everybody's. */
static enum status waiting_read_for(struct gathering *g, struct arena *arena, struct waiting_pairs *out, struct err *err)
{
	const struct waiting_pairs *all = NULL;
	enum status st;

	if (g->is_mine)
		return session_waiting_of(g->session, g->mine, g->mine_n, arena, out, err);
	st = session_waiting(g->session, g->each, &all, err);
	g->is_cut[TD_LINK] = st == ST_OK && waiting_may_be_more(all);
	if (st == ST_OK)
		*out = *all;
	return st;
}

enum status today_links(struct gathering *g, struct err *err)
{
	struct waiting_pairs waiting = {0};
	struct arena *arena;
	enum status st;

	if (!session_may(g->session, MAY_LINK))
		return ST_OK;
	if (g->is_soon && !session_waiting_is_known(g->session)) {
		g->today->is_partial = true;
		return ST_OK;
	}
	arena = arena_new();
	st = arena ? waiting_read_for(g, arena, &waiting, err) : err_nomem(err);
	for (size_t i = 0; st == ST_OK && i < waiting.due && (line_has_room(g, TD_LINK) || sees_all(g->session)); i++)
		st = link_add(g, &waiting.v[i], err);
	arena_free(arena);
	return st;
}

static enum status feed_add(struct gathering *g, const struct agency *agency, int32_t last,
	struct err *err)
{
	struct today_line line = {.kind = TD_QUIET, .since = last};

	if (line_has_room(g, TD_QUIET)) {
		line.who = arena_dup(g->arena, agency_shown(agency));
		line.what = "Ask for their extract";
		line.why = arena_printf(g->arena, "nothing for %d day%s", g->session->rule.today - last,
			g->session->rule.today - last == 1 ? "" : "s");
		if (!line.who)
			return err_nomem(err);
	}
	return line_add(g, NULL, line, err);
}

enum status today_feeds(struct gathering *g, struct err *err)
{
	struct session *s = g->session;
	struct arena *arena = arena_new();
	struct import_row *import;
	size_t n, i;
	int days;
	enum status st = arena ? limit_days(s, SETTING_QUIET_DAYS, &days, err) : err_nomem(err);

	if (st == ST_OK)
		st = store_import_all(s->store, arena, &import, &n, err);
	for (i = 0; st == ST_OK && i < s->agency_n && !g->is_mine && session_may(s, MAY_FEEDS); i++) {
		const struct agency *agency = &s->agency[i];
		const struct import_row *at;
		enum tells told;
		int32_t last;

		st = agency_told(s, agency, &told, err);
		if (st == ST_OK)
			st = feed_last(s, agency, &last, err);
		if (st != ST_OK || told == TELLS_NOTHING || last == CIVIL_NONE)
			continue;
		at = feed_received(import, n, agency, s->rule.today);
		if (at && import_day(at) > last)
			last = import_day(at);
		if (s->rule.today - last > days)
			st = feed_add(g, agency, last, err);
	}
	arena_free(arena);
	return st;
}
