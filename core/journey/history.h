/*
 * history.h - one person's events as the rule sees them; shared by the files
 * of core/journey that judge, and by nobody else.
 *
 * history_of() fills it in three steps: facts (facts.c), resets (resets.c), and
 * the order in which evidence is looked through (history.c).
 * Nothing is changed afterwards, so that judging is a pure function of it.
 */
#ifndef JOURNEY_HISTORY_H
#define JOURNEY_HISTORY_H

#include "wording.h"

/* An event as the rule sees it. */
struct told {
	int64_t id;
	struct civil start, end;
	const char *source_ref;
	const struct wording *wording;
};

struct reset {
	int32_t day;        /* date of its start */
	bool from_same_day; /* change, concern: also resets what ended on that day */
	domains_t domains;
	size_t event;
};

struct history {
	struct rule rule;
	const struct event *event; /* as sent; NULL where only their gists were read */
	const struct told *told;   /* likewise numbered */
	size_t event_n;
	int32_t died;
	const struct wordings *words;

	struct asked *asked;      /* in the events' order */
	size_t asked_n;
	int32_t *asked_of;        /* per event: index into asked, or -1 */

	struct reset *reset;      /* by day */
	size_t reset_n;
	const int32_t (*floor)[DOMAINS_MAX]; /* row k: after the first k resets; see resets_floor() */

	uint32_t *evidence;       /* indexes into asked, by day of their end */
	int32_t *evidence_end;    /* that day */
	int32_t *evidence_reach;  /* last day on which this one or any before it is current */
	size_t evidence_n;
};

/* Of events told in the order of their start, agency code and source_ref; they and the
 * wordings must outlive it. */
enum status history_of(struct history **out, const struct rule *, const struct wordings *,
	const struct told *, size_t n, int32_t died, struct arena *, struct err *);
bool agency_is_another(int a, int than); /* one not stated is never another */

/* facts.c */
enum status facts_resolve(struct history *, struct arena *, struct err *);
/* The facts of an assessment of this instrument with nothing sent. */
void facts_of_instrument(const struct catalogue *, int instrument, int own_group, struct asked *);

/* resets.c */
enum status resets_find(struct history *, struct arena *, struct err *);
/* Per domain the first day on which an answer must have ended to have been reset
 * by nothing up to b's start; scratch is used where b is a reset itself. */
const int32_t *resets_floor(const struct history *, const struct asked *b, int32_t scratch[DOMAINS_MAX]);
/* The first event that reset what ended on `end`, as seen from b, or NOT_AN_EVENT. */
size_t resets_first(const struct history *, const struct asked *b, int domain, int32_t end);

/* The conditions of DESIGN section 5 by their numbers (duplicates.c). */
enum whose { WHOSE_OTHERS, WHOSE_OWN }; /* condition 1: another agency, or the same */

int32_t answer_until(const struct history *, const struct asked *a, int domain);  /* 2 */
bool answer_is_before(const struct asked *a, const struct asked *b);              /* 2 */
bool answer_kind_fits(const struct asked *a, const struct asked *b);              /* 3, depth apart */
bool answer_is_followed(const struct history *, const struct asked *a, const struct asked *b); /* 4 */
bool answer_is_joint(const struct history *, const struct asked *a, const struct asked *b);    /* 5 */
/* Domains of b that a answers by 3 and 4 alone. */
domains_t answer_by_kind(const struct history *, const struct asked *a, const struct asked *b);

/* Per domain the newest end of an own answer of b's agency (condition 7). */
struct own_answers {
	domains_t domains;
	struct civil end[DOMAINS_MAX];
};
void own_answers_find(const struct history *, const struct asked *b, const int32_t *floor, struct own_answers *);
bool own_answers_since(const struct own_answers *, int domain, struct civil end);

bool cover_reaches(const struct rule *, int answered, int counted); /* the threshold, with at least one answered */
bool cover_is_greater(int a_num, int a_den, int b_num, int b_den);

/* Judged findings are gathered here; room for all that there can be. */
struct findings {
	struct finding *finding;
	size_t n;
};
enum status finding_add(const struct history *, struct findings *, const struct asked *b,
	enum finding_kind, domains_t answered, int num, int den,
	const struct asked *const *evidence, size_t evidence_n, struct arena *, struct err *);
/* together.c: at most one finding per assessment */
enum status together_judge(const struct history *, struct findings *, struct arena *, struct err *);

enum stage asked_stage(const struct history *, const struct asked *);
/* Neither starts before the other: the greater agency, source_ref counts as later. */
int told_name_compare(const struct told *, const struct told *);

static inline const struct told *asked_told(const struct history *h, const struct asked *a)
{
	return &h->told[a->event];
}

/* Where the events as sent are there. */
static inline const struct event *asked_event(const struct history *h, const struct asked *a)
{
	return &h->event[a->event];
}

/* Takes the lowest domain out of a set that is not empty. */
static inline int domains_take(domains_t *set)
{
	int d = __builtin_ctz(*set);

	*set &= *set - 1;
	return d;
}

#endif
