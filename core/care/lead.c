/*
 * Who coordinates a person's care, and handing that over.
 */
#include "lead.h"

#include <string.h>

#include "care/clock.h"
#include "care/leader.h"
#include "care/said.h"
#include "governance/gate.h"
#include "governance/opening.h"
#include "store_desk.h"
#include "store_findings.h"

enum { NAMED_MOST = 20 }; /* people named in one row of the audit */

struct handing {
	const struct handover *asked; size_t n;
	size_t *left;               /* NULL: one that cannot be handed fails */
	const char *to, *note;
	struct deed deed;
};

enum status lead_of(struct session *s, int64_t person, struct arena *arena, struct lead *out,
	struct err *err)
{
	struct lead_row row;
	struct civil day;
	enum status st = store_lead_of(s->store, person, arena, &row, err);

	if (st != ST_OK)
		return st;
	*out = (struct lead){.worker = worker_shown(s, row.worker, person, arena),
		.by = worker_shown(s, row.by, person, arena), .note = row.note,
		.since = civil_parse(row.at, &day) ? day.day : CIVIL_NONE, .decision = row.decision};
	return ST_OK;
}

static const char *told(const struct work *work, const struct lead_row *row, int64_t person)
{
	return *row->worker ? worker_shown(work->session, row->worker, person, work->arena) : "nobody";
}

/* What stands is what was seen, and something changes. */
static enum status standing_check(struct work *work, const struct handing *h, const struct handover *asked,
	struct err *err)
{
	struct lead_row row = {.worker = NULL};
	enum status st = store_lead_of(txn_store(work->txn), asked->person, work->arena, &row, err);

	if (st == ST_NONE)
		st = ST_OK;
	if (st != ST_OK)
		return st;
	if (asked->seen >= 0 && asked->seen != row.decision)
		return !row.worker ? err_set(err, ST_USAGE, "meanwhile the handover you saw was taken back; look again")
			: err_set(err, ST_USAGE, "meanwhile %s said that %s leads; nothing was changed",
				worker_shown(work->session, row.by, asked->person, work->arena), told(work, &row, asked->person));
	if (row.worker && strcmp(row.worker, h->to) == 0)
		return err_set(err, ST_USAGE, "%s leads already", told(work, &row, asked->person));
	return ST_OK;
}

static enum status one_hand(struct work *work, struct handing *h, const struct handover *asked,
	const char *at, struct err *err)
{
	struct decision d = {.at = at, .worker = work->session->worker, .verdict = VD_LED, .note = h->to,
		.reason = h->note};
	struct record *record;
	int64_t id;
	size_t n;
	enum status st = store_person_records(txn_store(work->txn), asked->person, work->arena, &record, &n, err);

	if (st == ST_OK && !n)
		st = err_set(err, ST_NONE, "this person's records were linked or taken back meanwhile; look again");
	if (st == ST_OK)
		st = standing_check(work, h, asked, err);
	if (st != ST_OK)
		return st;
	d.a = record[0].id;
	st = store_decision_add(work->txn, &d, &id, err);
	if (st == ST_OK && h->n > 1 && h->n <= NAMED_MOST) {
		h->deed.detail = arena_printf(work->arena, "%s %s:%s", h->deed.detail, record[0].agency_code, record[0].local_id);
		st = h->deed.detail ? ST_OK : err_nomem(err);
	}
	return st == ST_OK ? store_lead_put(work->txn, d.a, h->to, id, err) : st;
}

static enum status hand_fn(struct work *work, void *arg, struct err *err)
{
	struct handing *h = arg;
	char at[CLOCK_TEXT];
	size_t left = 0;
	enum status st = ST_OK;

	clock_now(at); /* one moment for all, by which undo takes them back together */
	h->deed.person = h->n == 1 ? h->asked->person : 0;
	h->deed.detail = h->n <= NAMED_MOST ? "lead" : arena_printf(work->arena, "lead of %zu people", h->n);
	if (!h->deed.detail)
		return err_nomem(err);
	for (size_t i = 0; i < h->n && st == ST_OK; i++) {
		st = one_hand(work, h, &h->asked[i], at, err);
		if (!h->left || (st != ST_USAGE && st != ST_NONE))
			continue;
		left++;
		st = ST_OK;
	}
	if (st == ST_OK && left == h->n)
		st = err_set(err, ST_USAGE, "nothing was changed: others were said to lead meanwhile, or it is so already");
	if (h->left)
		*h->left = left;
	return st;
}

static enum status hand(struct session *s, const struct handover *asked, size_t n, size_t *left, struct err *err)
{
	struct handing h = {.asked = asked, .n = n, .left = left, .to = asked->to ? asked->to : s->worker,
		.deed = {.deed = "write"}};
	struct arena *arena = arena_new();
	enum status st = arena ? words_settle(asked->note, LEAD_NOTE_MOST, arena, &h.note, err) : err_nomem(err);

	if (st == ST_OK && *h.to && !worker_label_is_valid(h.to))
		st = err_set(err, ST_USAGE, "who leads? a worker's name has 1 to 64 letters, digits or . _ @ -");
	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = opening_require(s, asked[i].person, err);
	for (size_t i = 0; i < n && st == ST_OK && *h.to && !s->viewer.is_alone; i++)
		st = leader_require(s, asked[i].person, h.to, err);
	if (st == ST_OK)
		st = case_write(s, &h.deed, hand_fn, &h, err);
	arena_free(arena);
	return st;
}

enum status lead_hand(struct session *s, const struct handover *asked, struct err *err)
{
	return hand(s, asked, 1, NULL, err);
}

enum status leads_hand(struct session *s, const struct handover *asked, size_t n, size_t *left, struct err *err)
{
	return hand(s, asked, n, left, err);
}

enum status leads_list(struct session *s, const char *worker, struct arena *arena, int64_t **person,
	size_t *n, struct err *err)
{
	struct lead_row *row;
	size_t row_n = 0;
	enum status st = store_leads_of(s->store, worker ? worker : s->worker, arena, &row, &row_n, err);

	*person = st == ST_OK ? arena_alloc(arena, (row_n + 1) * sizeof **person) : NULL;
	if (st == ST_OK && !*person)
		st = err_nomem(err);
	for (size_t i = 0; i < row_n && st == ST_OK; i++)
		(*person)[i] = row[i].person;
	*n = row_n;
	return st;
}

enum status leads_named(struct session *s, int64_t person, struct arena *arena, const char ***name, size_t *n,
	struct err *err)
{
	const char **all, **named;
	size_t all_n = 0, kept = 0;
	enum status st = s->viewer.is_alone ? store_leads_named(s->store, arena, &all, &all_n, err)
		: leaders_list(s, person, arena, &all, &all_n, err);

	if (st != ST_OK)
		return st;
	named = arena_alloc(arena, (all_n + 1) * sizeof *named);
	if (!named)
		return err_nomem(err);
	named[kept++] = s->worker;
	for (size_t i = 0; i < all_n; i++)
		if (strcmp(all[i], s->worker) != 0)
			named[kept++] = all[i];
	*name = named;
	*n = kept;
	return ST_OK;
}
