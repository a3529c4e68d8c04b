/* list.c - every pair that the linker or a worker has a word on. */
#include <string.h>

#include "governance/gate.h"
#include "governance/opening.h"
#include "linkage.h"
#include "linkage/address.h"
#include "linkage/cut.h"
#include "linkage/words.h"
#include "search/hits.h"

enum { MET = 4096 }; /* a person is in many lines, most of them near one another */

struct listing {
	struct session *session;
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

/* No more than of a hit of the search. */
static enum status who_told(const struct listing *l, int64_t person, const char **out, struct err *err)
{
	struct person_hit hit;
	const char *age = "";
	enum status st = hit_of_person(l->session, person, l->arena, &hit, err);

	if (st != ST_OK)
		return st;
	if (hit.age >= 0)
		age = arena_printf(l->arena, " (%d)", hit.age);
	*out = age ? arena_printf(l->arena, "%s%s%s%s%s%s", hit.name, age, *hit.area ? ", " : "", hit.area,
		*hit.lead ? ", lead " : "", hit.lead) : NULL;
	return *out ? ST_OK : err_nomem(err);
}

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
		st = who_told(l, person, &m->who, err);
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

static enum status line_fill(const struct listing *l, const struct record *x, const struct record *y,
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
	line->a = address_of(x, l->arena);
	line->b = address_of(y, l->arena);
	return !line->a || !line->b || !line->reason ? err_nomem(err) : ST_OK;
}

static enum status line_add(
	struct listing *l, int64_t a, int64_t b, struct link_line line, struct err *err)
{
	struct record x, y;
	bool is = false;
	enum status st = pair_is_seen(l->session, a, b, &is, err);

	if (st != ST_OK || !is)
		return st;
	st = seen_record(l->session, a, l->arena, &x, err);
	if (st == ST_OK)
		st = seen_record(l->session, b, l->arena, &y, err);
	if (st == ST_OK)
		st = line_fill(l, &x, &y, &line, err);
	if (st == ST_OK)
		l->line[l->line_n++] = line;
	return st;
}

/* With what the linker made of the pair, where it compared them. */
static enum status word_line(struct listing *l, const struct pair_word *w,
	const struct link_row *row, struct err *err)
{
	bool is_link = w->decision.verdict == VD_LINK;

	return line_add(l, w->decision.a, w->decision.b,
		(struct link_line){.band = row ? row->band : "",
			.weight = row ? row->weight : 0,
			.state = is_link ? "linked" : "separated",
			.reason = word_told(l->session, &w->decision, l->arena)},
		err);
}

/* What a pair of the linker's stands at now, whatever path decided it. */
static enum status row_line(struct listing *l, const struct link_row *row, struct err *err)
{
	struct link_line line = {.band = row->band,
		.weight = row->weight,
		.state = "to-decide",
		.reason = row->reason};
	const struct pair_word *apart, *asked;
	int64_t a, b;
	enum status st = store_person_of(l->store, row->a, &a, err);

	if (st == ST_OK)
		st = store_person_of(l->store, row->b, &b, err);
	if (st != ST_OK)
		return st;
	apart = pair_words_apart(&l->words, a, b);
	asked = pair_words_asked(&l->words, a, b);
	if (a == b) {
		line.state = "linked";
	} else if (apart) {
		line.state = "separated";
		line.reason = word_told(l->session, &apart->decision, l->arena);
	} else if (asked) {
		line.state = question_due(&asked->decision) < l->today ? "to-decide" : "asked";
		line.reason = word_told(l->session, &asked->decision, l->arena);
	}
	return line_add(l, row->a, row->b, line, err);
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
			st = word_line(l, &l->words.v[w], is_row ? row : NULL, err);
		}
		if (st == ST_OK && row && !pair_words_of(&l->words, row->a, row->b))
			st = row_line(l, row, err);
	}
	return st;
}

enum status links_list(
	struct session *s, struct arena *arena, struct link_line **out, size_t *n, struct err *err)
{
	struct listing l = {.session = s, .store = s->store, .arena = arena, .today = s->rule.today};
	struct deed deed = {.deed = "list", .person = 0, .detail = NULL};
	enum status st = store_link_all(s->store, arena, &l.row, &l.row_n, err);

	if (st == ST_OK)
		st = pair_words_read(s->store, arena, &l.words, err);
	if (st == ST_OK) {
		l.line = arena_alloc(arena, (l.row_n + l.words.n + 1) * sizeof *l.line);
		l.met = arena_alloc(arena, MET * sizeof *l.met);
		st = l.line && l.met ? ST_OK : err_nomem(err);
	}
	if (st == ST_OK)
		st = lines_make(&l, err);
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
