/* opened.c - one pair that waits, opened: what linking brings, what speaks for it, who holds what. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "governance/gate.h"
#include "governance/opening.h"
#include "linkage.h"
#include "linkage/address.h"
#include "linkage/decide.h"
#include "linkage/explain.h"

/* Two digits that mean something: 1168 is 1,200. */
static void odds_round(double odds, char out[static 24])
{
	double unit = pow(10, floor(log10(odds)) - 1);
	long n = lround(odds < 10 ? odds : round(odds / unit) * unit);

	if (n >= 1000)
		snprintf(out, 24, "%ld,%03ld", n / 1000, n % 1000);
	else
		snprintf(out, 24, "%ld", n);
}

void pair_odds(double weight, char out[static 32])
{
	double odds = exp2(fabs(weight));
	char n[24];

	if (isnan(weight)) {
		snprintf(out, 32, "withheld");
		return;
	}
	if (odds < 1.5) {
		snprintf(out, 32, "even");
		return;
	}
	if (odds < 999500)
		odds_round(odds, n);
	else
		snprintf(n, sizeof n, "a million");
	snprintf(out, 32, weight < 0 ? "%s to 1 against" : "%s to 1", n);
}

static const char *brings_told(const struct link_preview *p, struct arena *arena)
{
	const char *found = p->findings_after == 0 ? arena_dup(arena, "nothing was asked again")
		: p->findings_after == p->findings_before
		? arena_printf(arena, "asked again stays at %lld", (long long)p->findings_after)
		: arena_printf(arena, "asked again would %s from %lld to %lld",
			p->findings_after > p->findings_before ? "rise" : "fall",
			(long long)p->findings_before, (long long)p->findings_after);

	if (p->events == 0)
		return arena_dup(arena, "Linking brings together two people of whom nothing has happened yet.");
	return found ? arena_printf(arena, "Linking brings together %lld event%s; %s.",
		(long long)p->events, p->events == 1 ? "" : "s", found) : NULL;
}

static const char *veiled_told(const struct session *s, const struct record *r, struct arena *arena)
{
	const char *whom = whom_to_ask(s, r->agency, arena);

	return whom ? arena_printf(arena, "Cannot be decided here: what %s holds is withheld; ask %s.",
		agency_called((struct session *)s, r->agency), whom) : NULL;
}

/* What cannot be is said in place of what it would bring. */
static enum status brings_fill(struct session *s, const struct record *a, const struct record *b,
	struct arena *arena, struct pair_opened *out, struct err *err)
{
	struct link_preview p = {0};
	const char *one = address_of(a, arena), *two = address_of(b, arena);
	const struct record *veiled = record_is_veiled(a) ? a : record_is_veiled(b) ? b : NULL;
	enum status st = !one || !two ? err_nomem(err) : veiled ? ST_OK : link_preview_make(s, one, two, arena, &p, err);

	if (st == ST_NOMEM)
		return st;

	out->is_withheld = veiled;
	out->caution = p.caution;
	if (veiled)
		out->brings = veiled_told(s, veiled, arena);
	else if (st == ST_OK)
		out->brings = brings_told(&p, arena);
	else if (st == ST_DENIED || st == ST_USAGE)
		out->brings = arena_printf(arena, "Cannot be linked: %s.", err->text);
	else
		return st;
	return out->brings ? ST_OK : err_nomem(err);
}

static void agency_add(struct pair_opened *out, int64_t agency)
{
	for (size_t i = 0; i < out->agency_n; i++)
		if (out->agency[i] == agency)
			return;
	out->agency[out->agency_n++] = agency;
}

/* "GP, Hospital": whose other records the person has. */
static enum status others_fill(struct session *s, const struct record *of,
	const struct record *held, size_t n, struct arena *arena, const char **out, struct err *err)
{
	*out = "";
	for (size_t i = 0; i < n; i++) {
		bool is_told = held[i].id == of->id;

		for (size_t k = 0; k < i && !is_told; k++)
			is_told = held[k].id != of->id && held[k].agency == held[i].agency;
		if (is_told)
			continue;
		*out = arena_printf(arena, "%s%s%s", *out, **out ? ", " : "",
			agency_called(s, held[i].agency));
		if (!*out)
			return err_nomem(err);
	}
	return ST_OK;
}

static enum status holders_fill(struct session *s, const struct record *a, const struct record *b,
	struct arena *arena, struct pair_opened *out, struct err *err)
{
	struct record *mine, *theirs;
	size_t mine_n = 0, theirs_n = 0;
	enum status st = seen_records(s, a->person, arena, &mine, &mine_n, err);

	if (st == ST_OK)
		st = seen_records(s, b->person, arena, &theirs, &theirs_n, err);
	if (st == ST_OK)
		st = others_fill(s, a, mine, mine_n, arena, &out->a.others, err);
	if (st == ST_OK)
		st = others_fill(s, b, theirs, theirs_n, arena, &out->b.others, err);
	if (st != ST_OK)
		return st;
	out->a.local_id = a->local_id;
	out->b.local_id = b->local_id;
	out->agency = arena_alloc(arena, (mine_n + theirs_n + 2) * sizeof *out->agency);
	if (!out->agency)
		return err_nomem(err);
	agency_add(out, b->agency);
	agency_add(out, a->agency);
	for (size_t i = 0; i < theirs_n; i++)
		agency_add(out, theirs[i].agency);
	for (size_t i = 0; i < mine_n; i++)
		agency_add(out, mine[i].agency);
	return ST_OK;
}

static enum status opened_fill(struct session *s, const struct record *a, const struct record *b,
	struct arena *arena, struct pair_opened *out, struct err *err)
{
	enum status st = pair_fill(s, a, b, arena, &out->explained, err);

	if (st == ST_OK)
		st = brings_fill(s, a, b, arena, out, err);
	return st == ST_OK ? holders_fill(s, a, b, arena, out, err) : st;
}

/* Whoever compares the two looks at both people. */
static enum status pair_looks(struct session *s, const struct record *a, const struct record *b, struct arena *arena,
	struct err *err)
{
	const int64_t person[] = {a->person, b->person};
	enum status st = ST_OK;

	for (size_t i = 0; i < 2 && st == ST_OK; i++) {
		struct deed deed = {.deed = "look", .person = person[i]};
		const char *why = "";

		if (i && person[1] == person[0])
			break;
		st = opening_in_queue(s, person[i], &why, err);
		if (st == ST_OK)
			deed.detail = arena_printf(arena, "pair %s:%s and %s:%s%s%s", a->agency_code, a->local_id, b->agency_code,
				b->local_id, *why ? ", " : "", why);
		if (st == ST_OK)
			st = deed.detail ? case_look(s, &deed, err) : err_nomem(err);
	}
	return st;
}

enum status pair_open(struct session *s, const struct queued_pair *pair, bool is_again,
	struct arena *arena, struct pair_opened *out, struct err *err)
{
	struct pair_opened opened = {0};
	struct record a, b;
	enum status st = pairs_allowed(s, err);

	if (st == ST_OK)
		st = seen_record(s, pair->a.record, arena, &a, err);
	if (st == ST_OK)
		st = seen_record(s, pair->b.record, arena, &b, err);
	if (st != ST_OK)
		return st;
	st = is_again ? ST_OK : pair_looks(s, &a, &b, arena, err);
	if (st == ST_OK)
		st = opened_fill(s, &a, &b, arena, &opened, err);
	if (st == ST_OK)
		*out = opened;
	return st;
}
