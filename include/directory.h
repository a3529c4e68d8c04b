/*
 * directory.h - services of the community, from Open Referral UK and HSDS
 * files: what there is for a need, near a place, at an age.
 *
 * Everything given lives in the arena.
 */
#ifndef THROUGHLINE_DIRECTORY_H
#define THROUGHLINE_DIRECTORY_H

#include "case.h"

struct service_place { const char *kind, *name, *address, *postcode; }; /* kind: physical, postal, virtual; area */
struct service_contact { const char *name, *title, *phone, *email; };
enum service_line {
	SERVICE_TERM, /* what it is for */
	SERVICE_OPEN, SERVICE_COST,
	SERVICE_WHO,  /* who may come */
	SERVICE_HOW,  /* how to get in, what to bring, and how long that takes */
	SERVICE_LANGUAGE, /* spoken, or interpreted */
	SERVICE_ACCESS,   /* for whom it is easy to be there */
	SERVICE_FUNDING,  /* who pays for it */
	SERVICE_LINES
};
struct service {
	int64_t id;               /* internal */
	const char *source, *ref; /* whose directory, and its own id there */
	const char *name, *organisation, *description, *url, *email;
	const char *status;       /* active, temporarily closed …; NULL: not stated */
	const char *alert;        /* to know before going */
	const char *assured_on;   /* when somebody last made sure that it is right */
	int minimum_age, maximum_age; /* -1: none */
	domains_t domains;        /* needs that it is for */
	const char *domain_codes; /* the same as codes, `;` between */
	struct service_place *place; size_t place_n;
	struct service_contact *contact; size_t contact_n;
	const char **line[SERVICE_LINES]; size_t line_n[SERVICE_LINES];
};

struct directory_query {
	domains_t domains;  /* any of them; 0: all */
	const char *near;   /* the start of a postcode, or words of a place; NULL: anywhere */
	int age;            /* -1: any */
	const char *home;   /* a postcode: what is near it comes first, nothing is left out; NULL */
	const char *words;  /* all of them, each the start of a word of what is said of it; NULL */
	size_t limit;       /* 0: 50 */
};
/* Active ones, and those closed for a time, best first: at the place before
 * online ones, then by name.  *all: how many there are beyond the limit, too.
 * ST_USAGE: a query that says nothing that can be looked for. */
enum status directory_search(struct session *, const struct directory_query *, struct arena *,
	struct service **out, size_t *n, size_t *all, struct err *);

/* One service of the directory; ST_NONE when it is there no more. */
enum status directory_service(struct session *, int64_t id, struct arena *, struct service *, struct err *);
/* How many services there are to search. */
enum status directory_count(struct session *, int64_t *n, struct err *);

/* "LS6 2AB", "LS6 2", "Millbrook" … for a line: where it is, or "online". */
const char *service_where(const struct service *, struct arena *);
/* Its status is that of any other, in whatever case, or is not stated. */
bool service_is_active(const struct service *);
/* "60 and over", "0 to 5"; NULL: for every age. */
const char *service_ages(const struct service *, struct arena *);
/* "Refer to Carers' centre, 01999 501105"; from the arena, NULL without memory. */
const char *service_referral(const struct service *, struct arena *);
/* "Ann Hill (Cook) 01999 501001 ann@…" */
const char *service_contact_text(const struct service_contact *, struct arena *);

/* How near a service is to a home, by the districts of their postcodes. */
enum nearness { NEAR_DISTRICT, NEAR_AREA, NEAR_ONLINE, NEAR_ELSEWHERE, NEAR_COUNT };
enum nearness service_nearness(const struct service *, const char *home);

/* What is offered to one person: services for any of these needs (0: for any need) at their
 * age, the nearest to their home first, among those the ones that are for most of the needs. */
struct person;
struct offer {
	struct service *service; size_t n, all;
	const char *home;     /* their postcode; NULL: none that tells a place */
	const char *district; /* "LS6"; NULL likewise */
	int age;              /* -1: not known */
};
enum status directory_offer(struct session *, const struct person *, domains_t, struct arena *, struct offer *out,
	struct err *);

#endif
