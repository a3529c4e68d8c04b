#include "ingest/cld/cld.h"

#include <string.h>

/* DHSC's order of outcomes, by words that both releases have; the first found holds. */
static unsigned char outcome_rank(const char *outcome)
{
	static const struct { const char *words; unsigned char rank; } RANKS[] = {
		{ "progress-to-reablement", 1 }, { "progress-to-assessment", 2 },
		{ "progress-to-re-assessment", 2 }, { "progress-to-reassessment", 2 },
		{ "progress-to-end-of-life", 3 }, { "progress-to-financial", 3 },
		{ "progress-to-support", 4 }, { "continuation", 5 },
		{ "no-change-in-package", 5 }, { "provision-of-service", 5 },
		{ "admitted-to-hospital", 6 }, { "moved-to-another", 7 }, { "nhs", 8 },
		{ "self-funded", 9 }, { "information", 10 }, { "other-service-within", 11 },
		{ "declined", 12 }, { "deceased", 13 }, { "ended-as-planned", 14 },
		{ "support-ended", 15 }, { "no-services-offered", 16 }, { "nfa", 17 },
	};
	char slug[160];

	cld_slug(outcome, slug, sizeof slug);
	for (size_t i = 0; i < sizeof RANKS / sizeof *RANKS; i++)
		if (strstr(slug, RANKS[i].words))
			return RANKS[i].rank;
	return 18;
}

static struct cld_choice choice_of(
	const struct cld_row *row, uint32_t council, uint32_t file)
{
	char slug[160];

	cld_slug(row->value[CLD_DESCRIPTION], slug, sizeof slug);
	return (struct cld_choice){
		.council = council, .file = file, .next = CLD_NONE, .cluster = CLD_NONE,
		.line = row->origin.line,
		.period = row->period,
		.start = row->start,
		.end = row->end == CIVIL_NONE ? INT32_MAX : row->end,
		.event = (unsigned char)row->event,
		.client = (unsigned char)row->client,
		.outcome = outcome_rank(row->value[CLD_OUTCOME]),
		.is_conversation = strstr(slug, "conversation"),
	};
}

/* DHSC: the latest period; an open end, else the latest; the outcome's rank; a
 * conversation; the newest row (which is the one read later). */
static bool is_better(const struct cld_choice *x, const struct cld_choice *than)
{
	if (x->period != than->period)
		return x->period > than->period;
	if (x->end != than->end)
		return x->end > than->end;
	if (x->outcome != than->outcome)
		return x->outcome < than->outcome;
	return x->is_conversation >= than->is_conversation;
}

struct wanted { const struct cld_choices *choices; uint32_t council; const char *ref; };

static bool is_same(const void *arg, uint32_t row)
{
	const struct wanted *w = arg;
	const struct cld_choice *c = &w->choices->list.v[row];

	return c->council == w->council && strcmp(c->ref, w->ref) == 0;
}

static uint32_t *choice_index(const struct cld_choices *x, uint32_t council, const char *ref)
{
	return rowindex_find(&x->by_ref, rowindex_hash(council, ref), is_same,
		&(struct wanted){ x, council, ref });
}

enum status cld_choice_note(struct cld_choices *x, struct batch *b, uint32_t council,
	uint32_t file, const struct cld_row *row, struct err *e)
{
	struct cld_choice c = choice_of(row, council, file);
	uint32_t *held = choice_index(x, council, row->ref);

	if (held) {
		struct cld_choice *old = &x->list.v[*held];

		x->folded++;
		if (!is_better(&c, old))
			return ST_OK;
		c.ref = old->ref;
		c.local_id = old->local_id;
		*old = c;
		return ST_OK;
	}
	c.ref = arena_dup(b->arena, row->ref);
	c.local_id = arena_dup(b->arena, row->local_id);
	if (!c.ref || !c.local_id || x->list.n >= CLD_NONE - 1 || !vec_push(&x->list, c) ||
		!rowindex_add(&x->by_ref, rowindex_hash(council, c.ref), (uint32_t)x->list.n - 1))
		return err_nomem(e);
	x->chosen++;
	return ST_OK;
}

struct cld_choice *cld_choice_of_ref(const struct cld_choices *x, uint32_t council, const char *ref)
{
	const uint32_t *held = choice_index(x, council, ref);

	return held ? &x->list.v[*held] : NULL;
}

const struct cld_choice *cld_choice_find(
	const struct cld_choices *x, uint32_t council, uint32_t file, const struct cld_row *row)
{
	const struct cld_choice *c = cld_choice_of_ref(x, council, row->ref);

	return c && c->file == file && c->line == row->origin.line ? c : NULL;
}
