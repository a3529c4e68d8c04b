/* list.c - every pair that the linker or a worker has a word on. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "governance/gate.h"
#include "governance/opening.h"
#include "linkage.h"
#include "linkage/address.h"
#include "linkage/cut.h"
#include "linkage/judge.h"
#include "linkage/words.h"
#include "search/hits.h"

enum { MET = 4096 }; /* a person is in many lines, most of them near one another */

/* A record of the list, read where it is first met: most are in several lines. */
struct listed { const char *address; /* NULL: not met yet */ int64_t person; bool is_seen, is_whole; };

struct listing {
	struct session *session;
	struct listed *listed; /* by number, up to the highest */
	struct arena *scratch; /* for one record */
	struct met { int64_t person; bool is_veiled; const char *who; } *met; /* MET of them, by number */
	const struct store *store;
	struct arena *arena;
	int32_t today;
	struct pair_words words;
	struct link_row *row;
	size_t row_n;
	struct link_line *line;
	size_t line_n;
};

static enum status meet(const struct listing *l, int64_t person, struct met **out, struct err *err)
{
	struct met *m = &l->met[person % MET];
	enum status st = ST_OK;

	*out = m;
	if (m->person == person)
		return ST_OK;
	*m = (struct met){.who = NULL};
	st = opening_veils(l->session, person, &m->is_veiled, err);
	m->person = st == ST_OK ? person : 0;
	return st;
}

static enum status met_who(const struct listing *l, int64_t person, const char **out, struct err *err)
{
	struct met *m;
	enum status st = meet(l, person, &m, err);

	if (st == ST_OK && !m->who)
		st = hit_told(l->session, person, l->arena, &m->who, err);
	*out = m->who;
	return st;
}

/* Of a pair of whom one is not opened. */
static enum status veiled_fill(const struct listing *l, int64_t a, int64_t b, struct link_line *line, struct err *err)
{
	enum status st = met_who(l, a, &line->who_a, err);

	line->a = line->b = line->reason = "";
	return st == ST_OK ? met_who(l, b, &line->who_b, err) : st;
}

static enum status line_fill(const struct listing *l, const struct listed *x, const struct listed *y,
	struct link_line *line, struct err *err)
{
	struct met *m;
	bool is = false;
	enum status st = meet(l, x->person, &m, err);

	is = st == ST_OK && m->is_veiled;
	if (st == ST_OK && !is) {
		st = meet(l, y->person, &m, err);
		is = st == ST_OK && m->is_veiled;
	}
	if (st != ST_OK || is)
		return st == ST_OK ? veiled_fill(l, x->person, y->person, line, err) : st;
	line->a = x->address;
	line->b = y->address;
	return line->reason ? ST_OK : err_nomem(err);
}

static enum status record_list(const struct listing *l, int64_t id, struct listed *out, struct err *err)
{
	struct record r = {0};
	enum status st = record_is_placed(l->session, id, &out->is_seen, err);

	arena_reset(l->scratch);
	if (st == ST_OK && out->is_seen)
		st = seen_record(l->session, id, l->scratch, &r, err);
	if (st == ST_OK && out->is_seen)
		st = record_is_whole(l->session, id, &out->is_whole, err);
	if (st != ST_OK)
		return st;
	out->address = out->is_seen ? address_of(&r, l->arena) : "";
	out->person = r.person;
	return out->address ? ST_OK : err_nomem(err);
}

static enum status listed_get(const struct listing *l, int64_t id, const struct listed **out, struct err *err)
{
	struct listed *x = &l->listed[id];
	enum status st = x->address ? ST_OK : record_list(l, id, x, err);

	*out = x;
	return st;
}

static enum status line_add(struct listing *l, const struct listed *x, const struct listed *y, struct link_line line,
	struct err *err)
{
	enum status st = line_fill(l, x, y, &line, err);

	if (st == ST_OK && (!x->is_whole || !y->is_whole)) {
		line.weight = NAN;
		line.reason = reason_of_names(line.reason, l->arena);
	}
	if (st == ST_OK && !line.reason)
		return err_nomem(err);
	if (st == ST_OK)
		l->line[l->line_n++] = line;
	return st;
}

/* With what the linker made of the pair, where it compared them. */
static enum status word_line(struct listing *l, const struct pair_word *w, const struct link_row *row,
	const struct listed *x, const struct listed *y, struct err *err)
{
	bool is_link = w->decision.verdict == VD_LINK;

	return line_add(l, x, y,
		(struct link_line){.band = row ? row->band : "",
			.weight = row ? row->weight : 0,
			.state = is_link ? "linked" : "separated",
			.reason = word_told(l->session, &w->decision, l->arena)},
		err);
}

/* What a pair of the linker's stands at now, whatever path decided it. */
static enum status row_line(struct listing *l, const struct link_row *row, const struct listed *x,
	const struct listed *y, struct err *err)
{
	struct link_line line = {.band = row->band,
		.weight = row->weight,
		.state = "to-decide",
		.reason = row->reason};
	const struct pair_word *apart = pair_words_apart(&l->words, x->person, y->person);
	const struct pair_word *asked = pair_words_asked(&l->words, x->person, y->person);

	if (x->person == y->person) {
		line.state = "linked";
	} else if (apart) {
		line.state = "separated";
		line.reason = word_told(l->session, &apart->decision, l->arena);
	} else if (asked) {
		line.state = question_due(&asked->decision) < l->today ? "to-decide" : "asked";
		line.reason = word_told(l->session, &asked->decision, l->arena);
	}
	return line_add(l, x, y, line, err);
}

/* By a worker's word, by the linker's row, or by both; nothing where one of the two is not seen. */
static enum status pair_line(struct listing *l, int64_t a, int64_t b, const struct pair_word *w, const struct link_row *row,
	struct err *err)
{
	const struct listed *x, *y;
	enum status st = listed_get(l, a, &x, err);

	if (st == ST_OK && x->is_seen)
		st = listed_get(l, b, &y, err);
	if (st != ST_OK || !x->is_seen || !y->is_seen)
		return st;
	return w ? word_line(l, w, row, x, y, err) : row_line(l, row, x, y, err);
}

/* Both in the order of the records; a worker's word stands for the pair. */
static enum status lines_make(struct listing *l, struct err *err)
{
	size_t w = 0;
	enum status st = ST_OK;

	for (size_t i = 0; i <= l->row_n && st == ST_OK; i++) {
		const struct link_row *row = i < l->row_n ? &l->row[i] : NULL;

		for (; st == ST_OK && w < l->words.n; w++) {
			const struct decision *d = &l->words.v[w].decision;
			bool is_row = row && d->a == row->a && d->b == row->b;

			if (row && (d->a > row->a || (d->a == row->a && d->b > row->b)))
				break;
			st = pair_line(l, d->a, d->b, &l->words.v[w], is_row ? row : NULL, err);
		}
		if (st == ST_OK && row && !pair_words_of(&l->words, row->a, row->b))
			st = pair_line(l, row->a, row->b, NULL, row, err);
	}
	return st;
}

static int64_t higher(int64_t x, int64_t y)
{
	return x > y ? x : y;
}

/* One more than the highest. */
static size_t numbers_end(const struct listing *l)
{
	int64_t last = 0;

	for (size_t i = 0; i < l->row_n; i++)
		last = higher(last, higher(l->row[i].a, l->row[i].b));
	for (size_t i = 0; i < l->words.n; i++)
		last = higher(last, higher(l->words.v[i].decision.a, l->words.v[i].decision.b));
	return (size_t)last + 1;
}

/* Of one state of the store, which is also read at once much quicker than line by line. */
static enum status list_read(void *arg, struct err *err)
{
	struct listing *l = arg;
	enum status st = store_link_all(l->store, l->arena, &l->row, &l->row_n, err);

	if (st == ST_OK)
		st = pair_words_read(l->store, l->arena, &l->words, err);
	if (st != ST_OK)
		return st;
	l->line = arena_alloc(l->arena, (l->row_n + l->words.n + 1) * sizeof *l->line);
	l->met = arena_alloc(l->arena, MET * sizeof *l->met);
	l->listed = calloc(numbers_end(l), sizeof *l->listed);
	return l->line && l->met && l->listed ? lines_make(l, err) : err_nomem(err);
}

enum status links_list(
	struct session *s, struct arena *arena, struct link_line **out, size_t *n, struct err *err)
{
	struct listing l = {.session = s, .store = s->store, .arena = arena, .scratch = arena_new(), .today = s->rule.today};
	struct deed deed = {.deed = "list", .person = 0, .detail = NULL};
	enum status st = l.scratch ? store_read(s->store, list_read, &l, err) : err_nomem(err);

	free(l.listed);
	arena_free(l.scratch);
	if (st != ST_OK)
		return st;
	deed.detail = arena_printf(arena, "%zu links%s%s", l.line_n, s->queue_why ? ", " : "", s->queue_why ? s->queue_why : "");
	st = deed.detail ? case_look(s, &deed, err) : err_nomem(err);
	if (st != ST_OK)
		return st;
	*out = l.line;
	*n = l.line_n;
	return ST_OK;
}
