/*
 * A worker's desk: drafts of what was not written yet, and people kept in view.
 */
#include <string.h>

#include "care/clock.h"
#include "governance/gate.h"
#include "governance/opening.h"
#include "journey/shown.h"
#include "numbers.h"
#include "store_desk.h"
#include "store_findings.h"
#include "writing.h"

/* Drafts -------------------------------------------------------------------- */

struct keeping {
	const char *worker, *form, *text;
	int64_t person;
};

static enum status draft_fn(struct txn *txn, void *arg, struct err *err)
{
	const struct keeping *k = arg;
	enum status st = store_draft_remove(txn, k->worker, k->form, k->person, err);

	return st == ST_OK && k->text && *k->text
		? store_draft_put(txn, k->worker, k->form, k->person, k->text, err) : st;
}

enum status draft_keep(struct session *s, const char *form, int64_t person, const char *text,
	struct err *err)
{
	struct keeping k = {.worker = s->worker, .form = form, .text = text, .person = person};

	return case_keep(s, draft_fn, &k, err);
}

enum status draft_get(struct session *s, const char *form, int64_t person, struct arena *arena,
	const char **text, const char **at, struct err *err)
{
	struct draft_row *row;
	size_t n = 0;
	enum status st = store_drafts(s->store, s->worker, arena, &row, &n, err);

	for (size_t i = 0; i < n && st == ST_OK; i++)
		if (row[i].person == person && strcmp(row[i].form, form) == 0) {
			*text = row[i].text;
			*at = row[i].at;
			return ST_OK;
		}
	return st == ST_OK ? err_set(err, ST_NONE, "there is no draft") : st;
}

static enum status called(struct session *s, int64_t person, struct arena *arena, const char **out,
	struct err *err)
{
	struct shown_field field[RF_COUNT];
	struct record *record;
	size_t n;
	enum status st = seen_records(s, person, arena, &record, &n, err);

	if (st != ST_OK)
		return st;
	shown_choose(record, n, field);
	*out = shown_called(field, arena);
	return *out ? ST_OK : err_nomem(err);
}

enum status drafts_list(struct session *s, struct arena *arena, struct draft **out, size_t *n,
	struct err *err)
{
	struct draft_row *row;
	struct draft *d;
	size_t row_n = 0;
	enum status st = store_drafts(s->store, s->worker, arena, &row, &row_n, err);

	d = st == ST_OK ? arena_alloc(arena, (row_n + 1) * sizeof *d) : NULL;
	if (st == ST_OK && !d)
		st = err_nomem(err);
	for (size_t i = 0; i < row_n && st == ST_OK; i++) {
		d[i] = (struct draft){.form = row[i].form, .person = row[i].person, .at = row[i].at,
			.text = row[i].text};
		st = called(s, row[i].person, arena, &d[i].called, err);
	}
	if (st != ST_OK)
		return st;
	*out = d;
	*n = row_n;
	return ST_OK;
}

/* Stars --------------------------------------------------------------------- */

enum status stars_list(struct session *s, struct arena *arena, int64_t **person, size_t *n,
	struct err *err)
{
	return store_stars(s->store, s->worker, arena, person, n, err);
}

struct starring {
	const char *worker;
	const int64_t *person; size_t n;
	bool is_turned, is_on;   /* turned: the other way than it is */
	size_t done;
};

static enum status star_put(struct txn *txn, const struct starring *s, int64_t person, const char *at, struct err *err)
{
	const struct decision d = {.worker = s->worker, .a = person, .at = at,
		.verdict = s->is_on ? VD_STARRED : VD_UNSTARRED};
	enum status st = s->is_on ? store_star_put(txn, s->worker, person, err)
		: store_star_remove(txn, s->worker, person, err);

	return st == ST_OK ? store_decision_add(txn, &d, NULL, err) : st;
}

static enum status star_fn(struct txn *txn, void *arg, struct err *err)
{
	struct starring *s = arg;
	struct arena *arena = arena_new();
	char at[CLOCK_TEXT];
	int64_t *starred;
	size_t n = 0;
	enum status st = arena ? store_stars(txn_store(txn), s->worker, arena, &starred, &n, err)
		: err_nomem(err);

	clock_now(at); /* one moment for all, by which undo takes them back together */
	s->done = 0;
	for (size_t i = 0; i < s->n && st == ST_OK; i++) {
		bool was_on = numbers_include(starred, n, s->person[i]);

		if (s->is_turned)
			s->is_on = !was_on;
		if (was_on == s->is_on)
			continue;
		st = star_put(txn, s, s->person[i], at, err);
		s->done++;
	}
	arena_free(arena);
	return st;
}

enum status star_turn(struct session *s, int64_t person, bool *is_on, struct err *err)
{
	struct starring one = {.worker = s->worker, .person = &person, .n = 1, .is_turned = true};
	enum status st = opening_require(s, person, err); /* who is starred is opened unasked from then on */

	if (st == ST_OK)
		st = case_keep(s, star_fn, &one, err);

	if (st == ST_OK)
		*is_on = one.is_on;
	return st;
}

enum status stars_set(struct session *s, const int64_t *person, size_t n, bool is_on, size_t *done,
	struct err *err)
{
	struct starring many = {.worker = s->worker, .person = person, .n = n, .is_on = is_on};
	enum status st = ST_OK;

	for (size_t i = 0; i < n && is_on && st == ST_OK; i++)
		st = opening_require(s, person[i], err);
	if (st == ST_OK)
		st = case_keep(s, star_fn, &many, err);
	if (st == ST_OK)
		*done = many.done;
	return st;
}
