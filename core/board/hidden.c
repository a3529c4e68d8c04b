/*
 * hidden.c - what no figure counts for those from whom something is kept: what is hidden by its own row or record, by its
 * agency or its kind, and what reviews that.
 */
#include "board/counting.h"
#include "governance/gate.h"
#include "governance/nature.h"
#include "numbers.h"
#include "store_sharing.h"

enum { PEOPLE_A_PIECE = 20 };

struct id_set { VEC(int64_t) of; };
struct hidden_sets {
	struct id_set record, event, person, agency;
	bool by_kind;   /* some agency's events, or some kind of assessment, are taken for hidden: each event is asked */
	size_t settled; /* people whose events were judged */
};

static bool set_has(const struct id_set *set, int64_t id)
{
	return numbers_have(set->of.v, set->of.n, id);
}

static bool set_add(struct id_set *set, int64_t id)
{
	return vec_push(&set->of, id);
}

/* In order, each once. */
static void set_sort(struct id_set *set)
{
	set->of.n = numbers_sort(set->of.v, set->of.n);
}

static bool kinds_add(struct hidden_sets *h, const struct sharing_rules *rules)
{
	for (size_t i = 0; i < rules->agency_n; i++)
		if (rules->agency[i].least == SN_HIDDEN && !set_add(&h->agency, rules->agency[i].agency))
			return false;
	h->by_kind = h->agency.of.n;
	for (size_t i = 0; i < rules->instrument_n; i++)
		h->by_kind |= rules->instrument[i].least == SN_HIDDEN;
	return true;
}

static bool row_add(struct hidden_sets *h, const struct hidden *row)
{
	return set_add(&h->person, row->person) && (row->record ? set_add(&h->record, row->record) : set_add(&h->event, row->event));
}

enum status hidden_begin(struct board *b, struct err *err)
{
	const struct sharing_rules *rules;
	struct hidden *row;
	size_t n;
	enum status st;

	if (sees_all(b->session))
		return ST_OK;
	b->hidden = calloc(1, sizeof *b->hidden);
	st = b->hidden ? store_hidden_all(b->session->store, b->scratch, &row, &n, err) : err_nomem(err);
	if (st == ST_OK)
		st = sharing_rules_of(b->session, &rules, err);
	if (st == ST_OK && !kinds_add(b->hidden, rules))
		st = err_nomem(err);
	for (size_t i = 0; st == ST_OK && i < n; i++)
		if (!row_add(b->hidden, &row[i]))
			st = err_nomem(err);
	return st;
}

void hidden_free(struct hidden_sets *h)
{
	if (!h)
		return;
	vec_done(&h->record.of);
	vec_done(&h->event.of);
	vec_done(&h->person.of);
	vec_done(&h->agency.of);
	free(h);
}

/* Asked of all ------------------------------------------------------------------ */

struct asking { struct board *b; const struct sharing_rules *rules; };

static enum status event_ask(void *arg, const struct board_event *e, struct err *err)
{
	struct asking *x = arg;
	struct nature its = nature_of_agency(x->rules, nature_said(x->rules, &e->event), e->event.agency);

	return its.sensitivity < SN_HIDDEN || (set_add(&x->b->hidden->event, e->event.id) &&
		set_add(&x->b->hidden->person, e->person)) ? ST_OK : err_nomem(err);
}

bool hidden_is_asked(const struct board *b)
{
	return b->hidden && b->hidden->by_kind;
}

enum status hidden_ask(struct board *b, int64_t after, int64_t upto, struct err *err)
{
	struct asking x = {.b = b};
	enum status st = sharing_rules_of(b->session, &x.rules, err);

	return st == ST_OK ? store_board_events(b->session->store, after, upto, INT32_MIN, INT32_MAX, event_ask, &x, err) : st;
}

/* Of whom something is hidden it may be reviewed elsewhere ------------------------ */

static enum status person_settle(struct board *b, int64_t person, struct err *err)
{
	struct event_nature_of *all;
	size_t n = 0;
	enum status st = natures_known(b->session, person, b->scratch, &all, &n, err);

	for (size_t i = 0; st == ST_OK && i < n; i++)
		if (all[i].nature.sensitivity == SN_HIDDEN && !set_add(&b->hidden->event, all[i].event))
			st = err_nomem(err);
	return st;
}

enum status hidden_settle(struct board *b, bool *is_done, struct err *err)
{
	struct hidden_sets *h = b->hidden;
	enum status st = ST_OK;

	*is_done = true;
	if (!h)
		return ST_OK;
	if (!h->settled)
		set_sort(&h->person);
	for (int i = 0; i < PEOPLE_A_PIECE && h->settled < h->person.of.n && st == ST_OK; i++)
		st = person_settle(b, h->person.of.v[h->settled++], err);
	*is_done = h->settled == h->person.of.n;
	if (*is_done) {
		set_sort(&h->record);
		set_sort(&h->event);
	}
	return st;
}

/* Asked while counting -------------------------------------------------------------- */

bool record_is_hidden(const struct board *b, int64_t record, int64_t agency)
{
	return b->hidden && (set_has(&b->hidden->record, record) || set_has(&b->hidden->agency, agency));
}

bool event_is_hidden(const struct board *b, int64_t event, int64_t record, int64_t agency)
{
	return record_is_hidden(b, record, agency) || (b->hidden && set_has(&b->hidden->event, event));
}

bool person_is_hidden(const struct board *b, int64_t person)
{
	return b->hidden && set_has(&b->hidden->person, person);
}
