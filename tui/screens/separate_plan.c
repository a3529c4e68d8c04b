/* separate_plan.c - a person being taken apart, as the worker has it so far. */
#include "screens/separate_plan.h"

#include <string.h>

#include "journey.h"
#include "mask.h"

void separate_plan_init(struct separate_plan *p, struct session *session, bool mask)
{
	*p = (struct separate_plan){.session = session, .mask = mask};
}

void separate_plan_done(struct separate_plan *p)
{
	vec_done(&p->hand);
	arena_free(p->kept);
}

static struct separate_hand *hand_of(const struct separate_plan *p, const char *address)
{
	for (size_t i = 0; i < p->hand.n; i++)
		if (strcmp(p->hand.v[i].address, address) == 0)
			return &p->hand.v[i];
	return NULL;
}

/* Reading ----------------------------------------------------------------- */

enum status separate_plan_name(struct separate_plan *plan, int64_t person, int64_t record,
	struct arena *a, struct err *e)
{
	struct person *p;
	const char *against = NULL;
	enum status st = person_reread(plan->session, person, a, &p, e);

	plan->kept = arena_new();
	if (st == ST_OK && !plan->kept)
		st = err_nomem(e);
	for (size_t i = 0; st == ST_OK && i < p->record_n; i++)
		if (p->record[i].id == record && !(plan->a = arena_printf(plan->kept, "%s:%s",
			p->record[i].agency_code, p->record[i].local_id)))
			st = err_nomem(e);
	if (st == ST_OK && !plan->a)
		st = err_set(e, ST_NONE, "this record is another person's by now; look again");
	if (st == ST_OK)
		st = separation_against(plan->session, plan->a, a, &against, e);
	if (st != ST_OK)
		return st;
	plan->b = arena_dup(plan->kept, against);
	plan->called = arena_dup(plan->kept, mask_text(plan->mask, a, p->called));
	return plan->b && plan->called ? ST_OK : err_nomem(e);
}

static bool is_named(const struct separate_plan *p, const char *address)
{
	return strcmp(address, p->a) == 0 || strcmp(address, p->b) == 0;
}

/* All of the person's records that have their side by hand. */
static enum status preview_read(struct separate_plan *p, const struct link_preview *now,
	bool is_first, struct arena *a, struct link_preview *out, struct err *e)
{
	const char **with[2];
	size_t n[2] = {0, 0};

	with[0] = arena_alloc(a, (now->left_n + 1) * sizeof *with[0]);
	with[1] = arena_alloc(a, (now->left_n + 1) * sizeof *with[1]);
	if (!with[0] || !with[1])
		return err_nomem(e);
	for (size_t i = 0; i < now->left_n; i++) {
		const struct separate_hand *hand = hand_of(p, now->left[i]);
		int side = hand ? hand->side : p->has_rest ? 1 : -1;

		if (side >= 0 && !is_named(p, now->left[i]))
			with[side][n[side]++] = now->left[i];
	}
	return separation_make(p->session,
		&(struct separation){.a = p->a, .b = p->b, .with_a = with[0], .with_a_n = n[0],
			.with_b = with[1], .with_b_n = n[1], .is_again = !is_first},
		true, a, out, e);
}

enum status separate_plan_read(
	struct separate_plan *p, bool is_first, struct arena *a, struct err *e)
{
	struct link_preview now, preview;
	bool is_done;
	enum status st = sides_now(p->session, p->a, p->b, a, &now, e);

	if (st != ST_OK)
		return st;
	is_done = now.side[1].n > 0;
	preview = now;
	if (!is_done)
		st = preview_read(p, &now, is_first, a, &preview, e);
	else if (is_first)
		st = err_set(e, ST_USAGE, "these are two people already; look again");
	if (st != ST_OK)
		return st;
	preview.earlier = now.earlier;
	preview.earlier_n = now.earlier_n;
	p->preview = preview;
	p->is_done = is_done;
	return ST_OK;
}

/* Changing ---------------------------------------------------------------- */

static bool hand_keep(struct separate_plan *p, const struct placed_record *r, int side)
{
	struct separate_hand stays = {NULL, side, false};

	if (r->by == PLACED_NAMED || hand_of(p, r->address))
		return true;
	stays.address = arena_dup(p->kept, r->address);
	return stays.address && vec_push(&p->hand, stays);
}

/* Everybody stays where they are shown, so that one record moves and no other. */
static bool hands_hold(struct separate_plan *p)
{
	for (int side = 0; side < 2; side++)
		for (size_t i = 0; i < p->preview.side[side].n; i++)
			if (!hand_keep(p, &p->preview.side[side].record[i], side))
				return false;
	return true;
}

enum status separate_plan_move(struct separate_plan *p, const char *address, int side,
	separate_read_fn *read, void *arg, struct err *e)
{
	struct separate_hand was;
	size_t before = p->hand.n, i;
	enum status st;

	if (!hands_hold(p)) {
		p->hand.n = before;
		return err_nomem(e);
	}
	i = (size_t)(hand_of(p, address) - p->hand.v);
	was = p->hand.v[i];
	p->hand.v[i] = (struct separate_hand){was.address, !side, !was.is_moved};
	st = read(arg, e);
	if (st != ST_OK) {
		p->hand.v[i] = was;
		p->hand.n = before;
	}
	return st;
}

static enum status hands_drop(struct separate_plan *p, const char *b, bool has_rest,
	separate_read_fn *read, void *arg, struct err *e)
{
	const char *was = p->b;
	bool had_rest = p->has_rest;
	size_t before = p->hand.n;
	enum status st;

	p->b = b;
	p->has_rest = has_rest;
	p->hand.n = 0;
	st = read(arg, e);
	if (st != ST_OK) {
		p->b = was;
		p->has_rest = had_rest;
		p->hand.n = before;
	}
	return st;
}

enum status separate_plan_against(struct separate_plan *p, const char *b, separate_read_fn *read,
	void *arg, struct err *e)
{
	const char *other = b ? arena_dup(p->kept, b) : p->b;

	return other ? hands_drop(p, other, !b, read, arg, e) : err_nomem(e);
}

enum status separate_plan_by_evidence(
	struct separate_plan *p, separate_read_fn *read, void *arg, struct err *e)
{
	return hands_drop(p, p->b, false, read, arg, e);
}

enum status separate_plan_write(
	struct separate_plan *p, const char *reason, struct arena *a, struct err *e)
{
	struct separation what = {.a = p->a, .b = p->b, .reason = reason, .is_whole = true};
	const char **with[2];
	size_t n[2] = {0, 0};
	struct link_preview done;

	for (int side = 0; side < 2; side++) {
		const struct link_side *on = &p->preview.side[side];

		with[side] = arena_alloc(a, (on->n + 1) * sizeof *with[side]);
		if (!with[side])
			return err_nomem(e);
		for (size_t i = 0; i < on->n; i++)
			if (on->record[i].by != PLACED_NAMED)
				with[side][n[side]++] = on->record[i].address;
	}
	what.with_a = with[0];
	what.with_a_n = n[0];
	what.with_b = with[1];
	what.with_b_n = n[1];
	return separation_make(p->session, &what, false, a, &done, e);
}

/* In words ---------------------------------------------------------------- */

static const char *agency_of(const struct separate_plan *p, const struct placed_record *r)
{
	return agency_called(p->session, r->agency);
}

const char *separate_number(const struct separate_plan *p, const struct placed_record *r)
{
	const char *colon = strchr(r->address, ':');

	return p->mask ? "" : colon ? colon + 1 : r->address;
}

const char *separate_how(const struct separate_plan *p, const struct placed_record *r)
{
	const struct separate_hand *hand = r->by == PLACED_BY_HAND ? hand_of(p, r->address) : NULL;

	if (p->is_done)
		return "";
	return r->by == PLACED_NAMED ? "separated" : r->by == PLACED_BY_EVIDENCE ? "by evidence"
		: hand && hand->is_moved ? "by hand" : "stays so";
}

const char *separate_heading(const struct separate_plan *p, int side, struct arena *a)
{
	const struct link_side *s = &p->preview.side[side];
	const char *with = "", *number = "";

	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->record[i].address, side ? p->b : p->a) == 0) {
			with = agency_of(p, &s->record[i]);
			number = separate_number(p, &s->record[i]);
		}
	return arena_printf(a, "%s %s%s%s: %zu record%s, %lld event%s, asked again %lld",
		p->is_done ? "Person of" : side ? "And with" : "One person, with", with,
		*number ? " " : "", number, s->n, s->n == 1 ? "" : "s", (long long)s->events,
		s->events == 1 ? "" : "s", (long long)s->findings);
}

const char *separate_why(
	const struct separate_plan *p, const struct placed_record *r, struct arena *a)
{
	for (int side = 0; side < 2; side++)
		for (size_t i = 0; i < p->preview.side[side].n; i++) {
			const struct placed_record *with = &p->preview.side[side].record[i];

			if (strcmp(with->address, r->with) == 0)
				return arena_printf(a, "%s, with %s %s", r->why, agency_of(p, with),
					separate_number(p, with));
		}
	return r->why;
}
