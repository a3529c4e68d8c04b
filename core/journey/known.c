/* The rule turned round: what an assessment starting today would find known. */
#include "weigh.h"

/* Puts in who asks; an agency that has asked this person nothing is no number
 * of the history, so that all but those not stated are another. */
static void asker_of(const struct history *h, int64_t agency, struct asked *thought)
{
	thought->agency = agency ? AGENCY_ELSEWHERE : AGENCY_NOBODY;
	for (size_t i = 0; agency && i < h->event_n; i++) {
		const char *code = h->event[i].agency_code;
		int number;

		if (h->event[i].agency != agency || !code)
			continue;
		number = wordings_agency_find(h->words, code, strlen(code));
		thought->agency = number == AGENCY_NOBODY ? AGENCY_ELSEWHERE : number;
		thought->agency_code = code;
		return;
	}
}

/* An assessment of what the query asks about, starting today. */
static void thought_make(const struct history *h, const struct known_query *query, struct asked *thought)
{
	facts_of_instrument(h->rule.catalogue, query->instrument, GROUP_OWN, thought);
	if (query->instrument < 0) {
		thought->facts.domains = h->words->countable;
		memset(thought->facts.depth, 0, sizeof thought->facts.depth);
	}
	if (query->domains)
		thought->facts.domains = query->domains;
	thought->facts.counted = thought->facts.domains & h->words->countable;
	thought->start = thought->end = (struct civil){h->rule.today, CIVIL_NO_TIME};
	asker_of(h, query->agency, thought);
	thought->event = NOT_AN_EVENT;
	thought->is_now = true;
}

enum status known_judge(const struct history *h, const struct known_query *query, struct arena *arena,
	struct answer **out, size_t *n, struct err *err)
{
	struct asked thought;

	thought_make(h, query, &thought);
	return answers_weigh(h, &thought, query->instrument < 0 ? LISTEN_ANYONE : LISTEN_RULE, arena,
		out, n, err);
}

enum status known_sources(const struct history *h, int domain, struct arena *arena,
	struct answer **out, size_t *n, struct err *err)
{
	const struct known_query about = {.instrument = -1, .domains = (domains_t)1 << domain};
	struct asked thought;

	thought_make(h, &about, &thought);
	return sources_weigh(h, &thought, domain, arena, out, n, err);
}
