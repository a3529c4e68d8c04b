/*
 * One person's content taken away: all in one unit of work, whole or not at all.
 */
#include "erase.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "care/clock.h"
#include "governance/gate.h"
#include "governance/holds.h"
#include "governance/shelved.h"
#include "ingest/kin_anew.h"
#include "linkage/blocked.h"
#include "linkage/linker.h"
#include "linkage/made.h"
#include "search/forget.h"
#include "numbers.h"
#include "store_erase.h"
#include "store_events.h"
#include "store_imports.h"
#include "text.h"

struct erasing {
	struct session *session;
	struct arena *arena;
	int64_t person;            /* or 0: whoever has the records */
	int64_t seq;               /* as the store was when the keys were read */
	struct record *record;
	size_t record_n;
	struct key_row *key;
	size_t key_n;
	const char **name;         /* what rejects may call what went */
	size_t name_n;
	struct ids with;           /* records of others that were linked */
};

/* Looking ------------------------------------------------------------------ */

static void code_make(const struct erasure *e, int64_t seen, char out[static 9])
{
	unsigned char hash[crypto_generichash_BYTES_MIN];
	crypto_generichash_state state;
	const uint64_t counts[] = {e->records, e->events, (uint64_t)seen};

	crypto_generichash_init(&state, NULL, 0, sizeof hash);
	crypto_generichash_update(&state, (const unsigned char *)e->person_id, strlen(e->person_id));
	crypto_generichash_update(&state, (const unsigned char *)counts, sizeof counts);
	crypto_generichash_final(&state, hash, sizeof hash);
	sodium_bin2hex(out, 9, hash, 4);
}

static enum status agencies_name(struct session *s, const struct record *r, size_t n,
	struct arena *arena, const char **out, struct err *err)
{
	const char *all = "";

	for (size_t i = 0; i < n && all; i++) {
		bool is_named = false;

		for (size_t j = 0; j < i && !is_named; j++)
			is_named = r[j].agency == r[i].agency;
		if (!is_named)
			all = arena_printf(arena, "%s%s%s", all, *all ? ", " : "",
				agency_called(s, r[i].agency));
	}
	*out = all;
	return all ? ST_OK : err_nomem(err);
}

/* Of a person, or the one that is nobody's since it was withdrawn; and what is shelved of the same. */
static enum status records_gather(const struct store *s, int64_t person, struct arena *arena, struct record **out,
	struct erasure *e, struct err *err)
{
	size_t own = 0;
	enum status st = shelved_with(s, person, arena, out, &e->records, &own, err);

	if (st != ST_OK)
		return st;
	e->withdrawn = e->records - own + ((*out)->person == 0);
	e->person_id = arena_dup(arena, (*out)->uuid);
	return e->person_id ? ST_OK : err_nomem(err);
}

static enum status look(struct session *s, int64_t person, struct arena *arena, struct erasure *out,
	struct record **record, struct event **event, struct err *err)
{
	struct erasure e = {.is_bare = !sees_all(s)};
	int64_t last = 0;
	enum status st = session_require(s, MAY_SET, "erase", err);

	if (st == ST_OK)
		st = records_gather(s->store, person, arena, record, &e, err);
	if (st == ST_OK)
		st = store_person_events(s->store, person, arena, event, &e.events, err);
	if (st == ST_OK)
		st = agencies_name(s, *record, e.records, arena, &e.agencies, err);
	if (st == ST_OK)
		st = hold_read(s, *record, e.records, arena, &e.held, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < e.events; i++)
		last = (*event)[i].id > last ? (*event)[i].id : last;
	code_make(&e, last, e.code);
	*out = e;
	return ST_OK;
}

enum status erasure_named(struct session *s, const char *address, int64_t *person, struct err *err)
{
	struct arena *arena = arena_new();
	enum status st = arena ? session_require(s, MAY_SET, "erase", err) : err_nomem(err);

	if (st == ST_OK && !sees_all(s))
		st = err_set(err, ST_NONE, "there is no such record");
	if (st == ST_OK)
		st = shelved_named(s->store, address, arena, person, err);
	arena_free(arena);
	return st;
}

enum status erasure_preview(struct session *s, int64_t person, struct arena *arena,
	struct erasure *out, struct err *err)
{
	struct deed deed = {.deed = "look", .person = person, .detail = ERASING_LOOK};
	struct record *record;
	struct event *event;
	enum status st = case_look(s, &deed, err);

	return st == ST_OK ? look(s, person, arena, out, &record, &event, err) : st;
}

/* Erasing ------------------------------------------------------------------ */

/* As if it had come again with nothing in it: what it was compared by goes. */
static enum status blocks_remove(struct work *w, const struct record *r, struct err *err)
{
	struct record blank = {.agency = r->agency, .agency_code = r->agency_code, .local_id = r->local_id};
	enum put put;
	int64_t id;
	enum status st = store_record_put(w->txn, &blank, 0, &id, &put, err);

	return st == ST_OK ? blocked_change(w->txn, &id, 1, err) : st;
}

static enum status links_remove(struct erasing *x, struct work *w, int64_t record, struct err *err)
{
	struct link_row *link;
	size_t n;
	enum status st = store_links_of(txn_store(w->txn), &record, 1, x->arena, &link, &n, err);

	for (size_t i = 0; i < n && st == ST_OK; i++) {
		st = store_link_remove(w->txn, link[i].a, link[i].b, err);
		if (st == ST_OK && !vec_push(&x->with, link[i].a == record ? link[i].b : link[i].a))
			st = err_nomem(err);
		if (st == ST_OK && link[i].a == record)
			st = made_settle(w->txn, link[i].b, &x->with, err);
	}
	return st;
}

/* From all that finds it and whom it belongs with. */
static enum status record_release(struct erasing *x, struct work *w, const struct record *r, struct err *err)
{
	enum status st = links_remove(x, w, r->id, err);

	if (st == ST_OK)
		st = blocks_remove(w, r, err);
	return st == ST_OK ? store_record_leave(w->txn, r->id, err) : st;
}

static enum status record_erase(struct erasing *x, struct work *w, const struct record *r,
	struct err *err)
{
	enum status st = store_erased_put(w->txn, r->agency_code, r->local_id, err);

	if (st == ST_OK)
		st = kin_leaves(w, r->id, err);
	if (st == ST_OK && r->person)
		st = record_release(x, w, r, err);
	return st == ST_OK ? store_record_erase(w->txn, r->id, err) : st;
}

/* Of others that were linked; those that went are nobody's. */
static enum status others_regroup(struct erasing *x, struct work *w, struct err *err)
{
	size_t kept = 0;
	enum status st = ST_OK;

	for (size_t i = 0; i < x->with.n && st == ST_OK; i++) {
		int64_t person;

		st = store_person_of(txn_store(w->txn), x->with.v[i], &person, err);
		if (st == ST_OK)
			x->with.v[kept++] = x->with.v[i];
		st = st == ST_NONE ? ST_OK : st;
	}
	return st == ST_OK ? linker_regroup(w, x->with.v, kept, err) : st;
}

static enum status people_touch(const struct erasing *x, struct work *w, struct err *err)
{
	if (x->person)
		return work_touch(w, x->person) ? ST_OK : err_nomem(err);
	for (size_t i = 0; i < x->record_n; i++)
		if (x->record[i].person && !work_touch(w, x->record[i].person))
			return err_nomem(err);
	return ST_OK;
}

static enum status erase_fn(struct work *w, void *arg, struct err *err)
{
	struct erasing *x = arg;
	enum status st = ST_OK;

	if (store_change_seq(txn_store(w->txn)) != x->seq)
		return err_set(err, ST_CHANGED, "something was changed meanwhile; look again at what would go");
	x->with.n = 0;
	st = keys_forget(w->txn, x->key, x->key_n, x->arena, err);
	for (size_t i = 0; i < x->record_n && st == ST_OK; i++)
		st = record_erase(x, w, &x->record[i], err);
	if (st == ST_OK)
		st = store_rejects_forget(w->txn, x->name, x->name_n, err);
	if (st == ST_OK)
		st = others_regroup(x, w, err);
	return st == ST_OK ? people_touch(x, w, err) : st;
}

/* An id that is a number by its digits too: rows were set aside as they were sent. */
static enum status names_gather(struct erasing *x, const struct event *event, size_t n,
	struct err *err)
{
	char number[24];

	x->name = arena_alloc(x->arena, (2 * x->record_n + n + 1) * sizeof *x->name);
	if (!x->name)
		return err_nomem(err);
	for (size_t i = 0; i < x->record_n; i++) {
		x->name[x->name_n++] = x->record[i].local_id;
		if (!id_number(x->record[i].local_id, number))
			continue;
		x->name[x->name_n] = arena_dup(x->arena, number);
		if (!x->name[x->name_n++])
			return err_nomem(err);
	}
	for (size_t i = 0; i < n; i++)
		x->name[x->name_n++] = event[i].source_ref;
	qsort(x->name, x->name_n, sizeof *x->name, text_order);
	return ST_OK;
}

static enum status keys_gather(struct erasing *x, struct err *err)
{
	int64_t *id = arena_alloc(x->arena, (x->record_n + 1) * sizeof *id);

	if (!id)
		return err_nomem(err);
	for (size_t i = 0; i < x->record_n; i++)
		id[i] = x->record[i].id;
	return store_keys_of(x->session->store, id, numbers_sort(id, x->record_n), x->arena, &x->key, &x->key_n, err);
}

static enum status import_require_ended(const struct session *s, struct err *err)
{
	if (!store_import_is_left(s->store))
		return ST_OK;
	return err_set(err, ST_BUSY, "nothing was erased: an import is under way, or was cut short; erase "
		"when it has ended (the next `import` finishes one that was cut short)");
}

enum status erasure_make(struct session *s, int64_t person, const char *code, struct arena *arena,
	struct erased *out, struct err *err)
{
	struct erasing x = {.session = s, .arena = arena, .person = person,
		.seq = store_change_seq(s->store)};
	struct deed deed = {.deed = "erase"};
	struct event *event;
	struct erased made = {0};
	enum status st = look(s, person, arena, &made.what, &x.record, &event, err);

	if (st != ST_OK)
		return st;
	x.record_n = made.what.records;
	if (made.what.held)
		return err_set(err, ST_DENIED, "nothing was erased: there is a hold (%.200s)", made.what.held);
	st = import_require_ended(s, err);
	if (st != ST_OK)
		return st;
	if (strcmp(code, made.what.code))
		return err_set(err, ST_CHANGED, "nothing was erased: %.20s is not the code of what would go now; "
			"look again without --confirm", code);
	deed.detail = arena_printf(arena, "%s, %zu records, %zu events", made.what.person_id,
		made.what.records, made.what.events);
	st = deed.detail ? names_gather(&x, event, made.what.events, err) : err_nomem(err);
	if (st == ST_OK)
		st = keys_gather(&x, err);
	if (st == ST_OK)
		st = case_write(s, &deed, erase_fn, &x, err);
	vec_done(&x.with);
	if (st != ST_OK)
		return st;
	made.is_log_empty = store_log_empty(s->store);
	*out = made;
	return ST_OK;
}

/* Anew -------------------------------------------------------------------- */

/* A hold on whoever has the record keeps it, also where it came after the hold, as no step by hand would erase it. */
static enum status here_held(const struct session *s, const struct record *r, struct arena *arena, const char **out,
	struct err *err)
{
	struct record *theirs;
	size_t n = 0, own;
	enum status st = shelved_with(s->store, r->person ? r->person : r->id, arena, &theirs, &n, &own, err);

	return st == ST_OK ? hold_read(s, theirs, n, arena, out, err) : st;
}

/* Those of these that no hold keeps. */
static enum status here_gather(struct erasing *x, const int64_t *id, size_t n, size_t *held, struct err *err)
{
	enum status st = ST_OK;

	x->record = arena_alloc(x->arena, (n + 1) * sizeof *x->record);
	if (!x->record)
		return err_nomem(err);
	for (size_t i = 0; i < n && st == ST_OK; i++) {
		struct record *r = &x->record[x->record_n];
		const char *why = NULL;

		st = store_record_get(x->session->store, id[i], x->arena, r, err);
		if (st == ST_OK)
			st = here_held(x->session, r, x->arena, &why, err);
		x->record_n += st == ST_OK && !why;
		*held += st == ST_OK && why;
	}
	return st;
}

/* What rejects may call them, and their events. */
static enum status here_name(struct erasing *x, struct err *err)
{
	VEC(struct event) theirs = {0};
	enum status st = ST_OK;

	for (size_t i = 0; i < x->record_n && st == ST_OK; i++) {
		struct event *event = NULL;
		size_t n = 0;

		if (x->record[i].person)
			st = store_person_events(x->session->store, x->record[i].person, x->arena, &event, &n, err);
		for (size_t k = 0; k < n && st == ST_OK; k++)
			if (event[k].record == x->record[i].id && !vec_push(&theirs, event[k]))
				st = err_nomem(err);
	}
	if (st == ST_OK)
		st = names_gather(x, theirs.v, theirs.n, err);
	vec_done(&theirs);
	return st;
}

static enum status here_erase(struct erasing *x, struct err *err)
{
	struct deed deed = {.deed = "erase", .detail = arena_printf(x->arena, "again, %zu records", x->record_n)};
	enum status st = deed.detail ? here_name(x, err) : err_nomem(err);

	if (st == ST_OK)
		st = keys_gather(x, err);
	return st == ST_OK ? case_write(x->session, &deed, erase_fn, x, err) : st;
}

enum status erasure_again(struct session *s, struct arena *arena, struct erased_again *out, struct err *err)
{
	struct erasing x = {.session = s, .arena = arena, .seq = store_change_seq(s->store)};
	struct erased_again made = {0};
	int64_t *id = NULL;
	size_t n = 0;
	enum status st = session_require(s, MAY_SET, "erase", err);

	if (st == ST_OK)
		st = import_require_ended(s, err);
	if (st == ST_OK)
		st = store_erased_here(s->store, arena, &id, &n, err);
	if (st == ST_OK && !n)
		st = err_set(err, ST_NONE, "nothing that was erased is here again");
	if (st == ST_OK)
		st = here_gather(&x, id, n, &made.held, err);
	if (st == ST_OK && !x.record_n)
		st = err_set(err, ST_DENIED, "nothing was erased: holds keep what is here again, which `throughline hold` lists; "
			"release them first");
	if (st == ST_OK)
		st = here_erase(&x, err);
	vec_done(&x.with);
	if (st != ST_OK)
		return st;
	made.records = x.record_n;
	made.is_log_empty = store_log_empty(s->store);
	*out = made;
	return ST_OK;
}

/* Coming back -------------------------------------------------------------- */

enum { WHY_MOST = 200 };
struct lifting { const struct agency *agency; const char *local_id; };

static enum status lift_fn(struct work *w, void *arg, struct err *err)
{
	const struct lifting *l = arg;
	bool was = false;
	enum status st = store_erased_lift(w->txn, l->agency->code, l->local_id, &was, err);

	if (st == ST_OK && !was)
		w->refused = "nobody erased";
	return st != ST_OK || was ? st : err_set(err, ST_NONE, "no record of that number of %s was erased here", l->agency->code);
}

enum status erasure_lift(struct session *s, const char *address, const char *reason, struct err *err)
{
	const char *colon = strchr(address, ':');
	char code[65] = "", detail[WHY_MOST + 100];
	struct lifting l = {.local_id = colon ? colon + 1 : ""};

	if (colon && (size_t)(colon - address) < sizeof code)
		snprintf(code, sizeof code, "%.*s", (int)(colon - address), address);
	l.agency = session_agency_by_code(s, code);
	if (!l.agency || !*l.local_id)
		return err_set(err, ST_USAGE, "whose record comes again? say it as AGENCY:local_id");
	if (!reason || !*reason || strlen(reason) > WHY_MOST)
		return err_set(err, ST_USAGE, "why may it come again? say it in at most %d characters, without a name", WHY_MOST);
	snprintf(detail, sizeof detail, "lifted of %s, %s", l.agency->code, reason);
	return case_write(s, &(struct deed){.deed = "erase", .detail = detail}, lift_fn, &l, err);
}
