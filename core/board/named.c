/*
 * named.c - figures of single agencies: only of those that the viewer is told of, by the
 * name that they go by.
 */
#include "board/counting.h"
#include "governance/gate.h"

static bool is_told(const struct board *b, int64_t agency)
{
	const struct agency_tally *a = board_agency(b, agency);

	return a && a->is_told;
}

static enum status agencies_ask(struct board *b, struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < b->agency_n && st == ST_OK; i++) {
		struct feed_line *line = &b->agency[i].feed.line;
		const struct agency *agency = session_agency(b->session, line->agency);
		enum tells tells = TELLS_NOTHING;

		st = agency_figured(b->session, agency, &tells, err);
		b->agency[i].is_told = st == ST_OK && tells != TELLS_NOTHING;
		line->code = agency_code_told(b->session, agency, tells);
	}
	return st;
}

enum status agencies_name(struct board *b, struct err *err)
{
	size_t pairs = 0, ways = 0, feeds = 0;
	enum status st = agencies_ask(b, err);

	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < b->pair_n; i++)
		if (is_told(b, b->pair[i].from) && is_told(b, b->pair[i].to))
			b->pair[pairs++] = b->pair[i];
	for (size_t i = 0; i < b->way_n; i++)
		if (is_told(b, b->way[i].from) && is_told(b, b->way[i].to))
			b->way[ways++] = b->way[i];
	for (size_t i = 0; i < b->agency_n; i++)
		if (b->agency[i].is_told) {
			b->feed[feeds] = b->feed[i];
			b->feed[feeds++].line.code = b->agency[i].feed.line.code;
		}
	b->pair_n = pairs;
	b->way_n = ways;
	b->feed_n = feeds;
	return ST_OK;
}

const char *board_code_told(const struct board *b, int64_t agency)
{
	const struct agency_tally *a = board_agency(b, agency);

	return a && a->is_told ? a->feed.line.code : "";
}
