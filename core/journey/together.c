/* Two agencies about to ask the same person about the same things: one finding
 * on the later assessment, with all its partners as evidence. */
#include <stdlib.h>

#include "history.h"

#define TOGETHER_WITHIN_DAYS 28

/* What one pair's better direction comes to. */
struct pairing {
	domains_t answered;
	int num, den;
};

static bool is_to_come(const struct history *h, const struct asked *a)
{
	enum stage stage;

	if (!a->facts.is_judged || a->facts.is_reuse)
		return false;
	stage = asked_stage(h, a);
	return stage == SG_PLANNED || stage == SG_UNDER_WAY;
}

static bool is_later(const struct history *h, const struct asked *a, const struct asked *than)
{
	if (civil_before(than->start, a->start))
		return true;
	return !civil_before(a->start, than->start) &&
		told_name_compare(asked_told(h, a), asked_told(h, than)) > 0;
}

static struct pairing pairing_of(const struct history *h, const struct asked *answering,
	const struct asked *answered)
{
	domains_t domains = answer_by_kind(h, answering, answered);

	return (struct pairing){domains, domains_count(domains), domains_count(answered->facts.counted)};
}

/* Whether `earlier` is a partner of `later`, and how far one answers the other. */
static bool pair_judge(const struct history *h, const struct asked *later, const struct asked *earlier,
	struct pairing *out)
{
	struct pairing back;

	if (!agency_is_another(later->agency, earlier->agency) ||
		!agency_is_another(earlier->agency, later->agency) ||
		later->facts.subject != earlier->facts.subject || answer_is_joint(h, later, earlier))
		return false;
	*out = pairing_of(h, earlier, later);
	back = pairing_of(h, later, earlier);
	if (cover_is_greater(back.num, back.den, out->num, out->den))
		*out = back;
	return cover_reaches(&h->rule, out->num, out->den);
}

static enum status later_judge(const struct history *h, const struct asked *const *open, size_t n,
	size_t at, const struct asked **partner, struct findings *findings, struct arena *arena, struct err *err)
{
	const struct asked *later = open[at];
	struct pairing best = {0, 0, 1};
	domains_t answered = 0;
	size_t from = at, to = at + 1, partners = 0;

	while (from > 0 && open[from - 1]->start.day >= later->start.day - TOGETHER_WITHIN_DAYS)
		from--;
	while (to < n && open[to]->start.day == later->start.day)
		to++;
	for (size_t i = from; i < to; i++) {
		struct pairing pair;

		if (i == at || !is_later(h, later, open[i]) || !pair_judge(h, later, open[i], &pair))
			continue;
		partner[partners++] = open[i];
		answered |= pair.answered;
		if (cover_is_greater(pair.num, pair.den, best.num, best.den))
			best = pair;
	}
	if (!partners)
		return ST_OK;
	return finding_add(h, findings, later, FK_TOGETHER, answered, best.num, best.den, partner,
		partners, arena, err);
}

static int start_compare(const void *a, const void *b)
{
	const struct asked *x = *(const struct asked *const *)a, *y = *(const struct asked *const *)b;

	if (x->start.day != y->start.day)
		return x->start.day < y->start.day ? -1 : 1;
	return x->event < y->event ? -1 : x->event > y->event;
}

enum status together_judge(const struct history *h, struct findings *findings, struct arena *arena,
	struct err *err)
{
	const struct asked **open, **partner;
	enum status status = ST_OK;
	size_t n = 0;

	for (size_t i = 0; i < h->asked_n; i++)
		n += is_to_come(h, &h->asked[i]);
	if (n < 2)
		return ST_OK;
	open = arena_alloc(arena, n * sizeof *open);
	partner = arena_alloc(arena, n * sizeof *partner);
	if (!open || !partner)
		return err_nomem(err);
	n = 0;
	for (size_t i = 0; i < h->asked_n; i++)
		if (is_to_come(h, &h->asked[i]))
			open[n++] = &h->asked[i];
	qsort(open, n, sizeof *open, start_compare);
	for (size_t i = 0; i < n && status == ST_OK; i++)
		status = later_judge(h, open, n, i, partner, findings, arena, err);
	return status;
}
