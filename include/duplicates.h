/*
 * duplicates.h - the rule (DESIGN section 5): from one person's history to
 * findings, and the same turned round to what is known.
 *
 * Pure: no store, no clock, no text for the screen.  Histories are arrays of
 * events as sent; facts are worked out once (history_new) and then judged.
 */
#ifndef THROUGHLINE_DUPLICATES_H
#define THROUGHLINE_DUPLICATES_H

#include "arena.h"
#include "catalogue.h"
#include "model.h"
#include "status.h"

struct rule {
	const struct catalogue *catalogue;
	int32_t today;                       /* day */
	int threshold_num, threshold_den;    /* duplicate.threshold, default 1/2 */
};

struct history; /* one person's events with their facts resolved; lives in the arena */

/* Events in any order; `died` is the earliest date of death that any of the
 * person's records states, CIVIL_NONE when none.  The events are kept by
 * pointer and must outlive the history. */
enum status history_new(struct history **out, const struct rule *, const struct event *events,
	size_t n, int32_t died, struct arena *, struct err *);

/* All findings, across agencies, `together` among them; order: event id, kind. */
enum status duplicates_judge(const struct history *, struct arena *, struct finding **out, size_t *n, struct err *);

/* Repeats within one agency: the same rule with "the same agency" in condition
 * 1 and without condition 7.  No `together`. */
enum status duplicates_judge_same_agency(const struct history *, struct arena *, struct finding **out, size_t *n, struct err *);

/* What the rule took an event to be: for the screen, and for tests. */
struct facts {
	bool is_judged;        /* could be B */
	bool cannot_judge;     /* an assessment without domains */
	bool is_reuse;         /* names `reuses` */
	int instrument;        /* catalogue index or -1 */
	domains_t domains, counted;
	unsigned char depth[DOMAINS_MAX];
	enum subject subject;
	enum policy policy;
	int unknown_domains;   /* entries treated as absent */
	bool unknown_instrument; /* names an instrument, or else a code, that the catalogue has not */
};
const struct facts *history_facts(const struct history *, size_t event_index);
/* The same of one assessment by itself, as if its person had not died. */
void assessment_facts(const struct rule *, const struct event *, struct facts *out);

/* Per domain, why it is or is not answered ------------------------------- */

enum answer_state {
	AN_NEVER,   /* nobody of another agency has asked */
	AN_CURRENT, /* answered */
	AN_LAPSED,  /* answered once, no longer current */
	AN_RESET,   /* something happened since */
};
struct answer {
	int domain;
	enum answer_state state;
	size_t by;          /* index of the event that answers (deepest current, then newest), or that lapsed or was
	                     * reset; SIZE_MAX for AN_NEVER */
	int32_t until;      /* last day on which it holds; CIVIL_NONE for AN_NEVER */
	enum depth depth;
	size_t reset_by;    /* index of the resetting event (AN_RESET) */
	bool too_shallow;   /* current, but less deep than B asks, so no answer to B */
	bool own_since;     /* condition 7: B's own agency has answered it itself since */
	bool came_later;    /* the answering event reached the store only after B's start */
};
static inline bool answer_holds(const struct answer *a)
{
	return a->state == AN_CURRENT && !a->too_shallow && !a->own_since;
}

/* For one judged event (index into the history's events): one answer for each
 * counted domain of B, in catalogue order; none where the event is not judged.
 * B is answered where answer_holds(). */
enum status duplicates_explain(const struct history *, size_t event_index, struct arena *,
	struct answer **out, size_t *n, struct err *);

/* What is known on `today`: per countable domain the deepest current answer of
 * any agency, or how it lapsed or was reset.  With `instrument` >= 0 judges an
 * assessment of that kind by agency `agency` (0: an agency of none of them)
 * starting today: only that instrument's counted domains; with `domains` != 0
 * only those domains.  What has ended by today counts, with or without times:
 * whoever asks now asks after it. */
struct known_query {
	int instrument;   /* or -1 */
	domains_t domains; /* or 0 */
	int64_t agency;   /* asks on behalf of; 0 for nobody in particular */
};
enum status known_judge(const struct history *, const struct known_query *, struct arena *,
	struct answer **out, size_t *n, struct err *);

/* All who have asked about a domain by today, the answer of known_judge() first: what is
 * current, the deepest and then the newest first, then what lapsed or was reset, the
 * newest first.  None: nobody has. */
enum status known_sources(const struct history *, int domain, struct arena *,
	struct answer **out, size_t *n, struct err *);

/* Sentences --------------------------------------------------------------- */

/* "Personal care and mobility were assessed again by Eastshire Reablement
 * (17 Mar) 3 days after Riverside NHS (discharge assessment, 14 Mar)".  Names
 * of agencies come from the caller: agency id → what to call it.  NULL when
 * there is no memory. */
typedef const char *agency_name_fn(void *arg, int64_t agency, const char *code); /* agency 0: known by its code alone */
const char *finding_sentence(const struct history *, const struct finding *, agency_name_fn *, void *arg, struct arena *);
/* One line for one domain: "Mobility: Council, 2 Sep, holds until 1 Dec, specialist". */
const char *answer_sentence(const struct history *, const struct answer *, agency_name_fn *, void *arg, struct arena *);

#endif
