/* earlier.c - what workers said before between the records of two people. */
#include "linkage/earlier.h"

#include "care/work.h"
#include "linkage/address.h"
#include "linkage/words.h"
#include "store_findings.h"

struct telling {
	const struct session *session;
	const struct store *store;
	struct arena *arena;
	const struct record *record; /* of both people */
	size_t record_n;
	const struct decision *row;  /* all of theirs, the newest first */
	size_t row_n;
	const char **told;
	size_t told_n;
};

/* A decision in words, with who took it back. */
static enum status word_whole(const struct telling *t, const struct decision *d,
	const char **out, struct err *err)
{
	struct decision undo;
	enum status st = store_decision_undone_by(t->store, d->id, t->arena, &undo, err);

	if (st != ST_OK && st != ST_NONE)
		return st;
	*out = word_told(t->session, d, t->arena);
	if (*out && st == ST_OK)
		*out = word_undone(t->session, *out, d, &undo, t->arena);
	return *out ? ST_OK : err_nomem(err);
}

static const struct record *record_of(const struct telling *t, int64_t id)
{
	for (size_t i = 0; i < t->record_n; i++)
		if (t->record[i].id == id)
			return &t->record[i];
	return NULL;
}

static enum status row_tell(struct telling *t, const struct decision *d, struct err *err)
{
	const struct record *a = record_of(t, d->a), *b = record_of(t, d->b);
	const char *one, *two, *word;
	enum status st;

	if (d->note || !a || !b)
		return ST_OK;
	st = word_whole(t, d, &word, err);
	if (st != ST_OK)
		return st;
	one = address_of(a, t->arena);
	two = address_of(b, t->arena);
	if (!one || !two)
		return err_nomem(err);
	t->told[t->told_n] = arena_printf(t->arena, "%s and %s: %s", one, two, word);
	return t->told[t->told_n++] ? ST_OK : err_nomem(err);
}

/* Both people's, those of the one first. */
static enum status records_read(
	struct telling *t, int64_t person, int64_t other, struct err *err)
{
	struct record *ours = NULL, *theirs = NULL, *all;
	size_t ours_n = 0, theirs_n = 0;
	enum status st = store_person_records(t->store, person, t->arena, &ours, &ours_n, err);

	if (st == ST_OK && other != person)
		st = store_person_records(t->store, other, t->arena, &theirs, &theirs_n, err);
	if (st != ST_OK)
		return st;
	all = arena_alloc(t->arena, (ours_n + theirs_n + 1) * sizeof *all);
	if (!all)
		return err_nomem(err);
	for (size_t i = 0; i < ours_n + theirs_n; i++)
		all[i] = i < ours_n ? ours[i] : theirs[i - ours_n];
	t->record = all;
	t->record_n = ours_n + theirs_n;
	return ST_OK;
}

enum status earlier_tell(const struct session *s, int64_t person, int64_t other,
	struct arena *arena, const char ***out, size_t *n, struct err *err)
{
	struct telling t = {.session = s, .store = s->store, .arena = arena};
	struct decision *row = NULL;
	int64_t *id;
	enum status st = records_read(&t, person, other, err);

	if (st != ST_OK)
		return st;
	id = arena_alloc(arena, (t.record_n + 1) * sizeof *id);
	if (!id)
		return err_nomem(err);
	for (size_t i = 0; i < t.record_n; i++)
		id[i] = t.record[i].id;
	st = store_decisions_ever_of_records(s->store, id, t.record_n, arena, &row, &t.row_n, err);
	if (st != ST_OK)
		return st;
	t.row = row;
	t.told = arena_alloc(arena, (t.row_n + 1) * sizeof *t.told);
	if (!t.told)
		return err_nomem(err);
	for (size_t i = 0; i < t.row_n && st == ST_OK; i++)
		st = row_tell(&t, &t.row[i], err);
	*out = t.told;
	*n = t.told_n;
	return st;
}
