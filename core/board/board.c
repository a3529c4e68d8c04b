/*
 * board.c - a board counted in steps: findings, then records with their events, both
 * in the order of their numbers, in which they lie in the store.
 */
#include "board/counting.h"
#include "governance/gate.h"
#include "store_sharing.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "care/limits.h"

enum { RECORDS_A_PIECE = 500, FINDINGS_A_PIECE = 200 };

static int64_t clock_ms(void)
{
	struct timespec now = {0};

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The first day of the month that many months before a day's. */
static int32_t month_first(int32_t day, int months_before)
{
	int year, month, mday;

	civil_parts(day, &year, &month, &mday);
	month -= months_before;
	while (month < 1) {
		month += 12;
		year--;
	}
	return civil_day(year, month, 1);
}

static void periods_lay(struct board *b)
{
	int32_t today = b->session->rule.today, from = today - b->query.days + 1;

	b->span[NOW].tally.from = from;
	b->span[NOW].tally.until = today;
	b->span[BEFORE].tally.from = from - b->query.days;
	b->span[BEFORE].tally.until = from - 1;
	for (int i = 0; i < BOARD_MONTHS; i++) {
		int before = BOARD_MONTHS - 1 - i;

		b->month[i].from = month_first(today, before);
		b->month[i].until = before ? month_first(today, before - 1) - 1 : today;
	}
	b->year.from = b->month[0].from;
	b->year.until = today;
	b->oldest = b->span[BEFORE].tally.from < b->month[0].from ? b->span[BEFORE].tally.from
		: b->month[0].from;
}

static enum status agencies_lay(struct board *b, struct err *err)
{
	struct feed_line *line;
	enum status st = feeds_of_all(b->session, b->arena, &line, &b->agency_n, err);

	for (size_t i = 0; st == ST_OK && i < b->agency_n; i++)
		if (line[i].agency >= b->place_n)
			b->place_n = line[i].agency + 1;
	if (st != ST_OK)
		return st;
	b->agency = arena_alloc(b->arena, (b->agency_n + 1) * sizeof *b->agency);
	b->place = arena_alloc(b->arena, ((size_t)b->place_n + 1) * sizeof *b->place);
	if (!b->agency || !b->place)
		return err_nomem(err);
	for (size_t i = 0; i < b->agency_n; i++) {
		b->agency[i].feed.line = line[i];
		b->place[line[i].agency] = (int32_t)i + 1;
	}
	return ST_OK;
}

struct agency_tally *board_agency(const struct board *b, int64_t agency)
{
	int32_t place = agency > 0 && agency < b->place_n ? b->place[agency] : 0;

	return place ? &b->agency[place - 1] : NULL;
}

static bool is_within(const struct tally *t, int32_t day)
{
	return day >= t->from && day <= t->until;
}

struct tallies tallies_of(struct board *b, int32_t day)
{
	struct tallies t = {.n = 0};

	for (int i = 0; i < SPANS; i++)
		if (is_within(&b->span[i].tally, day)) {
			t.span = &b->span[i];
			t.of[t.n++] = &b->span[i].tally;
		}
	for (int i = 0; i < BOARD_MONTHS; i++)
		if (is_within(&b->month[i], day))
			t.of[t.n++] = &b->month[i];
	return t;
}

static enum status board_fill(struct board *b, struct err *err)
{
	struct session *s = b->session;
	int64_t records;
	enum status st = ST_OK;

	if (b->query.is_look)
		st = case_look(s, &(struct deed){.deed = "list", .detail = "board"}, err);

	b->is_hushed = b->query.is_hushed || !works_with_people(s);
	b->seq = session_change_seq(s);
	periods_lay(b);
	if (st == ST_OK)
		st = limit_days(s, SETTING_REPLY_DAYS, &b->reply_days, err);
	if (st == ST_OK)
		st = agencies_lay(b, err);
	if (st == ST_OK)
		st = store_person_count(s->store, &b->people, &records, err);
	if (st == ST_OK)
		st = hidden_begin(b, err);
	if (st == ST_OK && b->hidden) {
		int64_t people = 0;

		st = store_hidden_count(s->store, &records, &people, err);
		b->people -= people;
	}
	if (st == ST_OK)
		st = store_board_end(s->store, &b->record_end, &b->finding_end, err);
	return st;
}

enum status board_begin(struct session *s, const struct board_query *q, struct board **out, struct err *err)
{
	struct board *b;
	enum status st;

	if (q->days < 1 || q->days > BOARD_DAYS_MOST)
		return err_set(err, ST_USAGE, "the figures are of 1 to %d days", BOARD_DAYS_MOST);
	b = calloc(1, sizeof *b);
	if (!b)
		return err_nomem(err);
	b->session = s;
	b->query = *q;
	b->arena = arena_new();
	b->scratch = arena_new();
	st = b->arena && b->scratch ? board_fill(b, err) : err_nomem(err);
	if (st != ST_OK) {
		board_free(b);
		return st;
	}
	*out = b;
	return ST_OK;
}

void board_free(struct board *b)
{
	if (!b)
		return;
	for (int i = 0; i < SPANS; i++) {
		vec_done(&b->span[i].meeting);
		vec_done(&b->span[i].wait);
	}
	vec_done(&b->fact);
	vec_done(&b->asked);
	hidden_free(b->hidden);
	arena_free(b->arena);
	arena_free(b->scratch);
	free(b);
}

static enum status asking_piece(struct board *b, struct err *err)
{
	enum status st = hidden_is_asked(b) ? hidden_ask(b, b->record, b->record + RECORDS_A_PIECE, err) : ST_OK;

	b->record += RECORDS_A_PIECE;
	if (st == ST_OK && (!hidden_is_asked(b) || b->record >= b->record_end)) {
		b->phase = PHASE_HIDDEN;
		b->record = 0;
	}
	return st;
}

static enum status hidden_piece(struct board *b, struct err *err)
{
	bool is_done = false;
	enum status st = hidden_settle(b, &is_done, err);

	if (is_done)
		b->phase = PHASE_FINDINGS;
	return st;
}

static enum status findings_piece(struct board *b, struct err *err)
{
	int64_t upto = b->finding + FINDINGS_A_PIECE;
	enum status st = count_findings(b, b->finding, upto, err);

	b->finding = upto;
	if (upto >= b->finding_end)
		b->phase = PHASE_RECORDS;
	return st;
}

static enum status records_piece(struct board *b, struct err *err)
{
	int64_t upto = b->record + RECORDS_A_PIECE;
	enum status st = count_records(b, b->record, upto, err);

	b->record = upto;
	if (upto >= b->record_end)
		b->phase = PHASE_CALLED_OFF;
	return st;
}

static enum status called_off_piece(struct board *b, struct err *err)
{
	enum status st = count_called_off(b, err);

	if (st == ST_OK)
		st = count_imports(b, err);
	b->phase = PHASE_PEOPLE;
	return st;
}

static enum status people_piece(struct board *b, struct err *err)
{
	b->phase = PHASE_PAIRS;
	return count_people(b, err);
}

static enum status pairs_piece(struct board *b, struct err *err)
{
	enum status st = count_pairs(b, err);

	if (st == ST_OK)
		b->phase = PHASE_DONE;
	return st;
}

enum status board_step(struct board *b, int ms, struct err *err)
{
	int64_t until = clock_ms() + ms;
	enum status st = ST_OK;

	do {
		arena_reset(b->scratch);
		switch (b->phase) {
		case PHASE_ASKING:   st = asking_piece(b, err); break;
		case PHASE_HIDDEN:   st = hidden_piece(b, err); break;
		case PHASE_FINDINGS: st = findings_piece(b, err); break;
		case PHASE_RECORDS:  st = records_piece(b, err); break;
		case PHASE_CALLED_OFF: st = called_off_piece(b, err); break;
		case PHASE_PEOPLE:   st = people_piece(b, err); break;
		case PHASE_PAIRS:    st = pairs_piece(b, err); break;
		case PHASE_DONE:     return ST_OK;
		}
	} while (st == ST_OK && clock_ms() < until);
	return st;
}

bool board_is_done(const struct board *b)
{
	return b->phase == PHASE_DONE;
}

/* Findings are taken for a fifth of the work. */
int board_percent(const struct board *b)
{
	if (b->phase <= PHASE_FINDINGS)
		return b->finding_end ? (int)(b->finding * 20 / b->finding_end) : 0;
	if (b->phase == PHASE_RECORDS && b->record < b->record_end)
		return 20 + (int)(b->record * 79 / b->record_end);
	return b->phase == PHASE_DONE ? 100 : 99;
}

int64_t board_seq(const struct board *b)
{
	return b->seq;
}

bool board_is_hushed(const struct board *b)
{
	return b->is_hushed;
}

int board_days(const struct board *b)
{
	return b->query.days;
}

int32_t board_from(const struct board *b)
{
	return b->span[NOW].tally.from;
}

const struct board_figure *board_figure(const struct board *b, enum board_of of)
{
	return &b->figure[of];
}

bool board_month(const struct board *b, enum board_of of, int month, struct board_figure *out)
{
	*out = (struct board_figure){.of = of, .from = b->month[month].from, .until = b->month[month].until};
	return tally_figure(&b->month[month], of, &out->now);
}

const struct board_pair *board_pairs(const struct board *b, size_t *n)
{
	*n = b->pair_n;
	return b->pair;
}

const struct board_way *board_ways(const struct board *b, size_t *n)
{
	*n = b->way_n;
	return b->way;
}

const struct board_feed *board_feeds(const struct board *b, size_t *n)
{
	*n = b->feed_n;
	return b->feed;
}
