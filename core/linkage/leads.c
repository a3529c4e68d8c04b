/* leads.c - an id that has come to lead to another person, and why. */
#include "governance/gate.h"
#include "linkage.h"
#include "linkage/address.h"
#include "linkage/cut.h"
#include "linkage/ties.h"

enum { ID_SHOWN = 8 };

/* Of what joins the record to the first: the newest word of a worker, else the
 * weakest of the program's links.  Gives the record that it holds. */
static size_t cause_find(const struct tie *tie, size_t from)
{
	size_t cause = from;

	for (size_t i = from; tie[i].to != i; i = tie[i].to) {
		const struct tie *best = &tie[cause], *x = &tie[i];

		if (x->word ? !best->word || x->word->id > best->word->id
			: !best->word && x->row->weight < best->row->weight)
			cause = i;
	}
	return cause;
}

static const char *sentence_make(const struct session *s, const struct record *record, size_t at,
	const struct tie *tie, struct arena *arena)
{
	size_t cause = cause_find(tie, at);
	const struct decision *word = tie[cause].word;
	const char *one = address_of(&record[cause], arena);
	const char *other = address_of(&record[tie[cause].to], arena);
	const char *was = record[at].uuid, *now = record[0].uuid;
	const char *reason;
	double unshown = 0;
	struct civil on = CIVIL_ABSENT;
	struct err unkept;
	char day[12];

	if (!one || !other)
		return NULL;
	if (word) {
		civil_parse(word->at ? word->at : "", &on);
		civil_short(on.day, day);
		return arena_printf(arena,
			"This id was person %.*s; since %s it leads to %.*s, because %s linked %s and %s%s%s%s.",
			ID_SHOWN, was, day, ID_SHOWN, now, worker_shown(s, word->worker, record[0].person, arena), other, one,
			word->reason ? " (\"" : "", word->reason ? word->reason : "",
			word->reason ? "\")" : "");
	}
	if (!tie[cause].row)
		return arena_printf(
			arena, "This id was person %.*s; it leads to %.*s.", ID_SHOWN, was, ID_SHOWN, now);
	reason = tie[cause].row->reason;
	if (link_cut(s, record[cause].id, record[tie[cause].to].id, &unshown, &reason, arena, &unkept) != ST_OK)
		return NULL;
	return arena_printf(arena,
		"This id was person %.*s; it leads to %.*s, because the linker found %s and %s to be one (%s: %s).",
		ID_SHOWN, was, ID_SHOWN, now, other, one, tie[cause].row->band, reason);
}

enum status person_leads(struct session *s, int64_t record, struct arena *arena,
	const char **sentence, struct err *err)
{
	struct record *all = NULL;
	struct tie *tie = NULL;
	const char *told = NULL;
	bool is_open = false;
	int64_t person = 0;
	size_t n = 0, at = 0;
	enum status st = store_person_of(s->store, record, &person, err);

	if (st != ST_OK || person == record || !person) { /* none: it was withdrawn */
		if (st == ST_OK)
			*sentence = NULL;
		return st;
	}
	st = store_person_records(s->store, person, arena, &all, &n, err);
	if (st == ST_OK)
		st = ties_read(s->store, all, n, arena, &tie, err);
	if (st != ST_OK)
		return st;
	while (at < n && all[at].id != record)
		at++;
	if (at == n)
		return err_set(err, ST_NONE, "this person's records have moved; look for them again");
	st = person_is_open(s, person, &is_open, err);
	if (st != ST_OK)
		return st;
	told = is_open ? sentence_make(s, all, at, tie, arena) : arena_dup(arena, "This id leads here.");
	st = told ? case_look(s, &(struct deed){.deed = "look", .person = person, .detail = "an id that leads here"}, err)
		: err_nomem(err);
	if (st == ST_OK)
		*sentence = told;
	return st;
}
