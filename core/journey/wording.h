/*
 * wording.h - what the rule makes of what an event says, apart from when it was and
 * whose it is; worked out once for all that are worded alike.
 */
#ifndef JOURNEY_WORDING_H
#define JOURNEY_WORDING_H

#include <string.h>

#include "duplicates.h"
#include "gist.h"

/* Agencies are numbered by their code, whatever its letters' case, so that a request to
 * an agency that holds no record of the person can be judged too. */
#define AGENCY_NOT_STATED 0  /* AGENCY_UNKNOWN */
#define AGENCY_NOBODY (-1)   /* none: who asks for no agency (known.c) hears all */
#define AGENCY_ELSEWHERE (-2) /* one that has asked this person nothing */

#define NOT_AN_EVENT SIZE_MAX
/* Stands for a group of the event's own until it has a number in a history. */
#define GROUP_OWN INT32_MIN

/* An assessment, a review or a request with its facts; also an assessment that
 * is only thought of. */
struct asked {
	struct facts facts;       /* depth is filled for every domain, held or not */
	struct civil start, end;  /* end is start when none was sent; a request starts today */
	int32_t valid_until;      /* CIVIL_NONE when not sent */
	int agency;               /* for a request, the agency that is asked */
	const char *agency_code;
	int own_instrument;       /* the one it names or codes itself, or -1 */
	int group;                /* of the catalogue, or negative: its own */
	enum instrument_class class;
	int validity_days;
	bool is_evidence;         /* completed, policy not never, with countable domains */
	bool resets;              /* sends `resets`, so may be a resetting event itself */
	bool is_now;              /* only thought of: starts after all that has ended by today */
	size_t event;             /* index, or NOT_AN_EVENT */
};

/* What an event sends itself, taken apart. */
struct sent {
	domains_t domains;                /* 0: none that is known */
	unsigned char depth[DOMAINS_MAX]; /* its own entry's, 0 where none */
	int unknown_domains;
	enum depth all;                   /* 0: not sent */
	int subject;                      /* -1: not sent */
	int32_t valid_until;
};

struct wording {
	enum event_kind kind;
	enum event_status status;
	int64_t agency;            /* as the store numbers it */
	const char *agency_code;
	const char *review_of, *joint_with;
	bool is_review_sent, is_reuse, is_open; /* is_open: could be judged by kind alone */
	bool sends_resets, may_reset;
	domains_t resets;          /* what it would reset; 0 nothing */
	int minutes;               /* as sent, or 0 */
	bool is_asking;
	struct sent sent;          /* of one that asks, as is the next */
	struct asked asked;        /* with these facts where they rest on its own instrument, or on none */
};

/* Wordings of one catalogue, and the agencies that are named in them. */
struct wordings {
	const struct catalogue *catalogue;
	struct arena *arena;
	int32_t max_days[DOMAINS_MAX], no_floor[1][DOMAINS_MAX];
	domains_t countable;
	const char **agency;       /* codes by number */
	size_t agency_n, agency_cap;
	struct worded *slot;       /* those of gists, by their bytes */
	size_t slot_n, used;
};
/* All of it lives in the arena.  False: no memory. */
bool wordings_begin(struct wordings *, const struct catalogue *, struct arena *);

/* The number of a code, or AGENCY_NOBODY. */
int wordings_agency_find(const struct wordings *, const char *code, size_t length);

/* The event's texts, and its agency's code, are kept by pointer.  NULL: no memory. */
const struct wording *wording_of_event(struct wordings *, const struct event *);
/* That of all gists worded alike.  The code of an agency of the store is asked for. */
typedef enum status agency_code_fn(void *arg, int64_t agency, const char **code, struct err *);
enum status wording_of_gist(struct wordings *words, const struct gist *g, agency_code_fn *code_of,
	void *arg, const struct wording **out, struct err *err);

/* facts.c: fills in all but agencies. */
void wording_read(const struct catalogue *, const struct event *, struct wording *);
/* resets.c */
domains_t reset_domains(const struct catalogue *, const struct event *);

#endif
