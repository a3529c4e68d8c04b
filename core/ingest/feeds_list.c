/*
 * feeds_list.c - each agency's stream of files: what came last, and whether
 * nothing was received or nothing happened.
 */
#include <stdlib.h>
#include <string.h>

#include "care/feeds.h"
#include "care/limits.h"
#include "governance/gate.h"
#include "ingest.h"
#include "ingest/kept.h"
#include "journey/shown.h"
#include "text.h"

const char *const FEED_STATE_NAMES[FEED_STATES] = {"comes", "no-news", "quiet", "never"};

struct feeding {
	struct session *session;
	struct arena *arena;
	struct import_row *import; /* newest first */
	size_t import_n;
	int32_t today;
	int quiet_days;
};

static const char *shown(const struct feeding *f, int32_t day)
{
	char text[12];
	const char *kept;

	day_shown(day, f->today, text);
	kept = arena_dup(f->arena, text);
	return kept ? kept : "";
}

/* How many rows came, and in the file before of the same formats. */
static enum status rows_find(const struct feeding *f, const struct import_row *newest,
	struct feed_line *line, struct err *e)
{
	const struct store *store = f->session->store;
	enum status st = kept_rows(store, newest, line->code, f->arena, &line->rows, e);

	for (size_t i = (size_t)(newest - f->import) + 1; i < f->import_n && st == ST_OK; i++) {
		const struct import_row *row = &f->import[i];

		if (!import_is_applied(row) || !text_list_has(row->agency, line->code) ||
			strcmp(row->format ? row->format : "", newest->format ? newest->format : "") != 0)
			continue;
		st = kept_rows(store, row, line->code, f->arena, &line->rows_before, e);
		break;
	}
	line->is_few = rows_are_few(line->rows, line->rows_before);
	return st;
}

static enum feed_state state_of(const struct feeding *f, const struct feed_line *line)
{
	int32_t last = line->received > line->happened ? line->received : line->happened;

	if (last == CIVIL_NONE)
		return FEED_NEVER;
	if (f->today - last > f->quiet_days)
		return FEED_QUIET;
	return line->received != CIVIL_NONE &&
			(line->happened == CIVIL_NONE || f->today - line->happened > f->quiet_days)
		? FEED_NO_NEWS : FEED_COMES;
}

static const char *told(const struct feeding *f, const struct feed_line *line)
{
	int32_t last = line->received > line->happened ? line->received : line->happened;

	if (line->state == FEED_NEVER)
		return "nothing received yet";
	if (line->state == FEED_QUIET)
		return arena_printf(f->arena, "nothing received since %s", shown(f, last));
	if (line->is_few)
		return arena_printf(f->arena, "%lld rows, %lld before: is it whole?",
			(long long)line->rows, (long long)line->rows_before);
	if (line->state != FEED_NO_NEWS)
		return "";
	return line->happened == CIVIL_NONE ? "nothing has happened yet"
		: arena_printf(f->arena, "nothing happened since %s", shown(f, line->happened));
}

/* A made-up locality has a day of its own, and was made in a moment on another: what it
 * holds is taken for files that came on the day of their newest. */
static const struct import_row *made_up(const struct feeding *f, const struct agency *agency)
{
	return session_is_demo(f->session) ? feed_received(f->import, f->import_n, agency, INT32_MAX) : NULL;
}

static enum status line_make(const struct feeding *f, const struct agency *agency,
	struct feed_line *out, struct err *e)
{
	const struct import_row *newest = feed_received(f->import, f->import_n, agency, f->today);
	struct feed_line line = {.code = agency->code, .name = agency_shown(agency),
		.agency = agency->id, .received = CIVIL_NONE, .rows = KEPT_UNKNOWN,
		.rows_before = KEPT_UNKNOWN};
	enum status st = feed_last(f->session, agency, &line.happened, e);

	if (st == ST_OK && newest) {
		line.import = newest->id;
		line.received = import_day(newest);
	} else if ((newest = made_up(f, agency))) {
		line.import = newest->id;
		line.received = line.happened;
	}
	if (st == ST_OK && newest)
		st = rows_find(f, newest, &line, e);
	if (st != ST_OK)
		return st;
	line.state = state_of(f, &line);
	line.told = told(f, &line);
	*out = line;
	return line.told ? ST_OK : err_nomem(e);
}

static int rank_of(const struct feed_line *line)
{
	return line->state == FEED_QUIET ? 0 : line->is_few ? 1 : line->state == FEED_NO_NEWS ? 2
		: line->state == FEED_COMES ? 3 : 4;
}

static int by_need(const void *a, const void *b)
{
	const struct feed_line *x = a, *y = b;
	int rank = rank_of(x) - rank_of(y);

	return rank ? rank : strcmp(x->name, y->name) ? strcmp(x->name, y->name)
		: strcmp(x->code, y->code);
}

/* An agency that another session brought is not known to this one yet. */
static enum status agencies_meet(const struct feeding *f, struct err *e)
{
	for (size_t i = 0; i < f->import_n; i++)
		for (const char *at = f->import[i].agency; at && *at;) {
			size_t length = strcspn(at, ";");
			const char *code = arena_printf(f->arena, "%.*s", (int)length, at);
			char folded[65];

			if (!code)
				return err_nomem(e);
			if (import_is_applied(&f->import[i]) && code_fold(code, folded) &&
				!session_agency_by_code(f->session, folded))
				return session_read_agencies(f->session, e);
			at += length + (at[length] == ';');
		}
	return ST_OK;
}

enum status feeds_of_all(struct session *s, struct arena *a, struct feed_line **out, size_t *n, struct err *e)
{
	struct feeding f = {.session = s, .arena = a, .today = s->rule.today};
	struct feed_line *line = NULL;
	enum status st = limit_days(s, SETTING_QUIET_DAYS, &f.quiet_days, e);

	if (st == ST_OK)
		st = store_import_all(s->store, a, &f.import, &f.import_n, e);
	if (st == ST_OK)
		st = agencies_meet(&f, e);
	if (st == ST_OK) {
		line = arena_alloc(a, (s->agency_n + 1) * sizeof *line);
		st = line ? ST_OK : err_nomem(e);
	}
	for (size_t i = 0; i < s->agency_n && st == ST_OK; i++)
		st = line_make(&f, &s->agency[i], &line[i], e);
	if (st != ST_OK)
		return st;
	if (s->agency_n)
		qsort(line, s->agency_n, sizeof *line, by_need);
	*out = line;
	*n = s->agency_n;
	return ST_OK;
}

/* Of who takes no files in only when something came, and from whom. */
static enum status lines_cut(struct session *s, struct feed_line *line, size_t *n, struct err *e)
{
	size_t kept = 0;
	enum status st = ST_OK;

	for (size_t i = 0; i < *n && st == ST_OK; i++) {
		const struct agency *agency = session_agency(s, line[i].agency);
		enum tells told;

		st = agency_told(s, agency, &told, e);
		if (st != ST_OK || told == TELLS_NOTHING)
			continue;
		line[kept] = line[i];
		line[kept].code = agency_code_told(s, agency, told);
		if (told == TELLS_NAME) {
			line[kept].rows = line[kept].rows_before = KEPT_UNKNOWN;
			line[kept].told = line[i].is_few && line[i].state != FEED_QUIET && line[i].state != FEED_NEVER
				? "far fewer rows than before: is it whole?" : line[i].told;
		}
		kept++;
	}
	*n = kept;
	return st;
}

enum status feeds_list(
	struct session *s, bool is_look, struct arena *a, struct feed_line **out, size_t *n, struct err *e)
{
	enum status st = is_look ? case_look(s, &(struct deed){.deed = "list", .detail = "feeds"}, e) : ST_OK;

	if (st == ST_OK)
		st = feeds_of_all(s, a, out, n, e);
	return st == ST_OK ? lines_cut(s, *out, n, e) : st;
}
