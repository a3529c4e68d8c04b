/*
 * A worker's desk: drafts of what was not written yet, and people kept in view.
 */
#include <string.h>

#include "care/clock.h"
#include "governance/gate.h"
#include "journey/shown.h"
#include "store_desk.h"
#include "store_findings.h"
#include "writing.h"

/* Drafts -------------------------------------------------------------------- */

struct keeping {
	const char *worker, *form, *text;
	int64_t person;
	bool is_on;
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

static enum status star_fn(struct txn *txn, void *arg, struct err *err)
{
	struct keeping *k = arg;
	struct arena *arena = arena_new();
	struct decision d = {.worker = k->worker, .a = k->person};
	char at[CLOCK_TEXT];
	int64_t *starred;
	size_t n = 0;
	enum status st = arena ? store_stars(txn_store(txn), k->worker, arena, &starred, &n, err)
		: err_nomem(err);

	k->is_on = true;
	for (size_t i = 0; i < n && st == ST_OK; i++)
		k->is_on = k->is_on && starred[i] != k->person;
	if (st == ST_OK)
		st = k->is_on ? store_star_put(txn, k->worker, k->person, err)
			: store_star_remove(txn, k->worker, k->person, err);
	clock_now(at);
	d.at = at;
	d.verdict = k->is_on ? VD_STARRED : VD_UNSTARRED;
	if (st == ST_OK)
		st = store_decision_add(txn, &d, NULL, err);
	arena_free(arena);
	return st;
}

enum status star_turn(struct session *s, int64_t person, bool *is_on, struct err *err)
{
	struct keeping k = {.worker = s->worker, .person = person};
	enum status st = case_keep(s, star_fn, &k, err);

	if (st == ST_OK)
		*is_on = k.is_on;
	return st;
}
