#include "demo/locality.h"
#include "demo/words.h"

/* What is known, and who is about to ask it again. */
struct again {
	enum place known_to;
	const char *known;
	enum place asks;
	const char *asked;
	int newest, oldest; /* days ago that it was answered */
	bool is_for_older;
};
static const struct again AGAIN[] = {
	{ P_AGH, "HDA", P_ASC, "CA-SHORT", 3, 14, true },
	{ P_ASC, "CA-NEEDS", P_AGE, "WELLB", 12, 60, false },
	{ P_COM, "OT-FUNC", P_ASC, "OT-FUNC", 10, 50, true },
	{ P_AGE, "WELLB", P_GPF, "WELLB", 10, 45, false },
	{ P_ASC, "CA-NEEDS", P_COM, "FACE", 12, 50, false },
	{ P_HSG, "HOUS-UK", P_ASC, "SW-SOCIAL", 10, 60, false },
	{ P_ASC, "OT-FUNC", P_COM, "OT-FUNC", 10, 50, true },
	{ P_GPF, "AUDITC", P_COM, "AUDITC", 10, 90, false },
	{ P_AGH, "HDA", P_ASC, "REABL", 3, 12, true },
	{ P_COM, "CHC-CL", P_AGH, "CHC-CL", 8, 40, true },
	{ P_ASC, "CA-NEEDS", P_HSG, "HOUS-UK", 12, 80, false },
};
#define AGAIN_COUNT (sizeof AGAIN / sizeof *AGAIN)

static bool is_older(const struct making *m)
{
	return m->today - m->who.born > 60 * 365;
}

static const struct again *again_pick(struct making *m)
{
	const struct again *a = &AGAIN[dice_below(&m->dice, AGAIN_COUNT)];

	while (a->is_for_older && !is_older(m))
		a = &AGAIN[dice_below(&m->dice, AGAIN_COUNT)];
	return a;
}

static void known_before(struct making *m, const struct again *a)
{
	int32_t day = workday(m->today - dice_between(&m->dice, a->newest + 2, a->oldest));

	if (a->known_to == P_AGH && a->asks == P_ASC) {
		stay(m, day - dice_between(&m->dice, 4, 14), day + 1, "Emergency admission: fall");
		happen(m, P_COM, EV_CONTACT, workday(day + 2), "Call after discharge");
	}
	assess(m, a->known_to, a->known, day);
}

static void now_planned(struct making *m)
{
	const struct again *a = again_pick(m);

	known_before(m, a);
	assess(m, a->asks, a->asked, after(m, m->today, 4, 12));
}

static void now_requested(struct making *m)
{
	const struct again *a = again_pick(m);
	struct event *ev;

	known_before(m, a);
	ev = ask_for(m, P_GPF, a->asks, workday(m->today - dice_between(&m->dice, 3, 9)),
		told_of(a->asked)->title);
	ev->instrument = a->asked;
	if (a->asks == P_GPF)
		ev->to_agency = LOCALITY[P_ASC].code;
}

static void now_under_way(struct making *m)
{
	const struct again *a = again_pick(m);

	known_before(m, a);
	assess(m, a->asks, a->asked,
		workday(m->today - 3) <= m->today ? workday(m->today - 3) : m->today - 1)
		->status = ES_IN_PROGRESS;
}

static void now_passed(struct making *m)
{
	const struct again *a = again_pick(m);

	known_before(m, a);
	assess(m, a->asks, a->asked, workday(m->today - dice_between(&m->dice, 18, 30)))->status =
		ES_PLANNED;
}

/* Two agencies in the same front room within a fortnight. */
static void now_together(struct making *m)
{
	static const struct {
		enum place one;
		const char *asks;
		enum place other;
		const char *too;
	} PAIRS[] = {
		{ P_AGE, "WELLB", P_GPF, "WELLB" },
		{ P_COM, "OT-FUNC", P_ASC, "OT-FUNC" },
		{ P_ASC, "CA-NEEDS", P_AGE, "WELLB" },
		{ P_HSG, "HOUS-UK", P_ASC, "SW-SOCIAL" },
	};
	size_t i = dice_below(&m->dice, sizeof PAIRS / sizeof *PAIRS);
	int32_t day = after(m, m->today, 4, 10);

	assess(m, PAIRS[i].one, PAIRS[i].asks, day);
	assess(m, PAIRS[i].other, PAIRS[i].too, after(m, day, 1, 12));
}

static void now_unanswered(struct making *m)
{
	static const struct {
		enum place from, to;
		const char *title;
	} REQUESTS[] = {
		{ P_GPF, P_ASC, "Help at home" },
		{ P_AGH, P_ASC, "Support on leaving hospital" },
		{ P_GPF, P_COM, "Community mental health team" },
		{ P_ASC, P_HSG, "Ground-floor flat" },
		{ P_POL, P_ASC, "Worried about an adult" },
		{ P_COM, P_AGE, "Company and activities" },
		{ P_HSG, P_ASC, "Not coping in the flat" },
		{ P_CARE, P_COM, "Skin on heels red" },
		{ P_AGE, P_GPF, "Weight loss noticed" },
	};
	size_t i = dice_below(&m->dice, sizeof REQUESTS / sizeof *REQUESTS);

	ask_for(m, REQUESTS[i].from, REQUESTS[i].to,
		workday(m->today - dice_between(&m->dice, 16, 75)), REQUESTS[i].title);
}

static const char *admission_pick(struct making *m)
{
	static const char *const OLDER[] = { "Emergency admission: fall",
		"Emergency admission: chest infection", "Emergency admission: stroke",
		"Emergency admission: heart failure", "Planned admission: hip replacement",
		"Emergency admission: confusion", "Emergency admission: urine infection" };
	static const char *const YOUNGER[] = { "Emergency admission: seizure",
		"Emergency admission: asthma", "Planned admission: gallbladder",
		"Emergency admission: broken ankle", "Emergency admission: diabetes" };

	return is_older(m) ? PICK(m, OLDER) : PICK(m, YOUNGER);
}

static void now_in_hospital(struct making *m)
{
	const char *why = admission_pick(m);

	stay(m, m->today - dice_between(&m->dice, 1, 19), CIVIL_NONE, why);
}

static void now_home_again(struct making *m)
{
	int32_t home = m->today - dice_between(&m->dice, 2, 4);
	const char *why = admission_pick(m);

	stay(m, home - dice_between(&m->dice, 3, 15), home, why);
	if (is_older(m))
		assess(m, P_AGH, "HDA", home - 1);
}

/* The practice knows; the agency about to call has not been told. */
static void now_died(struct making *m)
{
	static const struct {
		enum place by;
		const char *asks;
	} VISITS[] = { { P_ASC, "OT-FUNC" }, { P_AGE, "WELLB" }, { P_COM, "DN-HOL" } };
	size_t i = dice_below(&m->dice, sizeof VISITS / sizeof *VISITS);

	m->who.died = m->today - dice_between(&m->dice, 3, 10);
	assess(m, P_ASC, "CA-NEEDS", workday(m->today - dice_between(&m->dice, 200, 300)));
	assess(m, VISITS[i].by, VISITS[i].asks, after(m, m->today, 3, 12));
}

/* Of 1,000 people so many are in such a place on the day. */
static const struct {
	int in_1000;
	void (*live)(struct making *);
} NOW[] = {
	{ 9, now_planned },
	{ 5, now_requested },
	{ 3, now_under_way },
	{ 2, now_passed },
	{ 3, now_together },
	{ 9, now_unanswered },
	{ 7, now_in_hospital },
	{ 3, now_home_again },
	{ 1, now_died },
};

#define NOW_COUNT (sizeof NOW / sizeof *NOW)

/* However small the locality, each of these is somewhere: the first few houses
 * take them in turn, the rest as the dice fall. */
void present_live(struct making *m)
{
	size_t house = m->who.number / 2;
	int at = (int)dice_below(&m->dice, 1000);

	if (m->who.number % 2 == 0 && house >= 1 && house <= NOW_COUNT) {
		NOW[house - 1].live(m);
		return;
	}
	if (m->who.died != CIVIL_NONE)
		return;
	for (size_t i = 0; i < NOW_COUNT; i++) {
		at -= NOW[i].in_1000;
		if (at >= 0)
			continue;
		NOW[i].live(m);
		return;
	}
}
