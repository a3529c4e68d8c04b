/*
 * locality.h - the made-up town of Aldersham: its agencies, its people, and what
 * happened to each of them (private to demo).
 *
 * Everything about a person follows from the seed and the person's number
 * alone, so a locality of any size is made one person at a time.
 */
#ifndef THROUGHLINE_DEMO_LOCALITY_H
#define THROUGHLINE_DEMO_LOCALITY_H

#include "arena.h"
#include "demo/dice.h"
#include "demo/names.h"
#include "model.h"

enum place { P_AGH, P_COM, P_GPF, P_ASC, P_HSG, P_AGE, P_CARE, P_POL, P_COUNT };
extern const struct agency LOCALITY[P_COUNT];

#define LOCALITY_PEOPLE_MAX 300000
#define LOCALITY_NUMBERS 333333 /* blocks of three candidate NHS numbers from the 999 range */

/* One human being, as they are. */
struct neighbour {
	uint32_t number; /* 0 … people - 1 */
	char sex; /* F, M */
	const struct heritage *heritage;
	const char *given, *middle, *family, *maiden, *pet;
	int32_t born, died; /* died CIVIL_NONE when alive */
	char nhs[11];
	const char *address, *town, *former_address, *former_town;
	char postcode[9], former_postcode[9];
	char phone[16];
	const char *practice, *language, *needs, *safe;
};
/* Texts in the arena.  Partners, twins and a parent's namesake are found by their
 * neighbour's number alone. */
bool neighbour_make(
	struct neighbour *, uint64_t seed, uint32_t number, int32_t today, struct arena *);

void neighbour_nhs(
	uint32_t number, char out[static 11]); /* hers depends on nothing but her number */

#define JOURNEY_MAX 120
struct happening {
	enum place by;
	int32_t day;
	struct event event;
};
/* What is being made up about one person. */
struct making {
	struct arena *arena;
	struct dice dice;
	int32_t today;
	struct neighbour who;
	bool is_known[P_COUNT];
	int32_t last[P_COUNT]; /* last thing an agency wrote */
	int refs[P_COUNT];
	struct happening list[JOURNEY_MAX + 1];
	size_t n; /* list[JOURNEY_MAX] takes what is not kept */
	bool may_plan; /* otherwise what lies ahead has not been thought of */
	bool no_memory;
};

/* places.c */
void address_make(struct dice *, struct arena *, const char **address, const char **town,
	char postcode[static 9]);
const char *practice_of(const char *postcode);

/* views.c: what one agency has written down about the person, errors and all. */
void view_make(struct making *, enum place, struct record *out);
const char *local_id_make(struct making *, enum place);

/* happenings.c: one event each; the pointer lends the newest for more detail. */
struct event *happen(struct making *, enum place, enum event_kind, int32_t day, const char *title);
struct event *assess(struct making *, enum place, const char *instrument, int32_t day);
struct event *ask_for(
	struct making *, enum place from, enum place to, int32_t day, const char *title);
struct event *stay(struct making *, int32_t from, int32_t until,
	const char *title); /* CIVIL_NONE: still there */
const char *day_text(struct making *, int32_t day);
const char *ref_text(struct making *, enum place, const struct event *); /* AGENCY:source_ref */
int32_t workday(int32_t day); /* that day, or the Monday after */
int32_t after(struct making *, int32_t day, int low, int high); /* a working day so much later */
const char *practitioner_pick(struct making *, enum place, const char *role);
const char *text_make(struct making *, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
const char *pick_text(struct making *, const char *const *texts, size_t n);
#define PICK(m, texts) pick_text((m), (texts), sizeof(texts) / sizeof *(texts))

/* lives.c, present.c, okafor.c: what happened over two years; what is going on
 * now; and one journey written by hand. */
void life_live(struct making *);
void present_live(struct making *);
void okafor_live(struct making *);
/* Her tenancy under the name she was born with: what the landlord sends of it. */
void okafor_tenancy(struct record *, struct event *visit);
#define OKAFOR 0 /* her number */

#endif
