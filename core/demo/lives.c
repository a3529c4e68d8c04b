#include "demo/locality.h"
#include "demo/words.h"

/*
 * No call throws the dice in two of its arguments: which would fall first is the
 * compiler's choice, and the locality is the same everywhere.
 */

/* How an agency that asks again may do it otherwise: jointly, by using what is
 * there, or after something has changed. */
static void soften(struct making *m, enum place by, struct event *again, int32_t day,
	enum place first, const struct event *asked, int32_t asked_on)
{
	int at = (int)dice_below(&m->dice, 1000);
	struct event *change;

	if (at < 120) {
		again->reuses = ref_text(m, first, asked);
	} else if (at < 200 && day - asked_on <= 30) {
		again->starts_on = day_text(m, asked_on);
		again->joint_with = LOCALITY[first].code;
	} else if (at < 360 && day - asked_on > 4) {
		change = happen(m, by == P_POL ? P_ASC : by, EV_CHANGE, day - 2,
			dice_in_1000(&m->dice, 600) ? "Fall at home" : "Bereavement");
		change->code_system = "urn:throughline:change";
		change->code = change->title[0] == 'F' ? "fall" : "bereavement";
	}
}

/* One agency asks, and some time later another asks the same. */
static void twice(struct making *m, enum place first, const char *one, int32_t day, enum place then,
	const char *other, int low, int high)
{
	struct event asked = *assess(m, first, one, day), *again;
	int32_t later = after(m, day, low, high);

	if (later >= m->today - 2)
		return;
	again = assess(m, then, other, later);
	soften(m, then, again, later, first, &asked, day);
}

static struct event *service(
	struct making *m, enum place by, int32_t from, int days, const char *title)
{
	struct event *ev = happen(m, by, EV_SERVICE, from, title);

	if (from + days <= m->today)
		ev->ends_on = day_text(m, from + days);
	else
		ev->status = ES_IN_PROGRESS;
	return ev;
}

static void answered(struct making *m, struct event *request, int32_t day)
{
	if (day <= m->today)
		request->responded_on = day_text(m, day);
}

/* Most people are rung within two days of coming home. */
static void rung_after(struct making *m, int32_t home)
{
	struct event *ev = happen(m, dice_in_1000(&m->dice, 700) ? P_COM : P_AGE, EV_CONTACT,
		workday(home + 1), "Call after discharge");

	ev->practitioner = practitioner_pick(m, P_COM, "nurse");
	ev->role = "nurse";
	ev->summary = "Managing; knows whom to ring";
}

static int32_t fall_and_stay(struct making *m, int32_t day)
{
	int32_t home = workday(day + dice_between(&m->dice, 2, 17));
	struct event *ev = happen(m, P_AGH, EV_CHANGE, day, "Fall at home");

	ev->code_system = "urn:throughline:change";
	ev->code = "fall";
	stay(m, day, home,
		dice_in_1000(&m->dice, 500) ? "Emergency admission: fall"
					    : "Emergency admission: fractured hip");
	assess(m, P_AGH, "HDA", workday(home - 2) < home ? workday(home - 2) : home);
	rung_after(m, home);
	return home;
}

static void home_care_starts(struct making *m, int32_t day)
{
	struct event *ev;
	const char *calls;
	int days;

	assess(m, P_CARE, "PROV-INIT", day);
	assess(m, P_CARE, "MHANDL", after(m, day, 0, 2));
	days = dice_between(&m->dice, 40, 500);
	calls = dice_in_1000(&m->dice, 500) ? "Home care, two calls a day"
					    : "Home care, one call a day";
	service(m, P_CARE, after(m, day, 1, 4), days, calls);
	for (int i = dice_between(&m->dice, 1, 4); i > 0; i--) {
		ev = happen(m, P_CARE, EV_NOTE, after(m, day, 8, 120), "Care note");
		ev->summary = PICK(m, CARE_NOTES);
		ev->practitioner = practitioner_pick(m, P_CARE, "carer");
		ev->role = "carer";
	}
}

static void life_falls(struct making *m, int32_t day)
{
	struct event *ev;
	int32_t home, council;

	happen(m, P_GPF, EV_CONTACT, day, "GP appointment");
	if (dice_in_1000(&m->dice, 400))
		twice(m, P_GPF, "TUG", after(m, day, 0, 6), P_COM, "TUG", 10, 50);
	home = fall_and_stay(m, after(m, day, 15, 60));
	council = after(m, home, 3, 21);
	if (council >= m->today - 2)
		return;
	ev = ask_for(m, P_AGH, P_ASC, home - 1, "Support on leaving hospital");
	answered(m, ev, council);
	if (dice_in_1000(&m->dice, 520))
		assess(m, P_ASC, dice_in_1000(&m->dice, 500) ? "CA-SHORT" : "REABL", council);
	happen(m, P_ASC, EV_PLAN, after(m, council, 1, 9), "Reablement plan");
	service(m, P_ASC, after(m, council, 2, 10), 42, "Reablement");
	if (dice_in_1000(&m->dice, 450))
		twice(m, P_COM, "OT-FUNC", after(m, home, 8, 40), P_ASC, "OT-FUNC", 12, 90);
	else if (dice_in_1000(&m->dice, 500))
		assess(m, P_COM, "FALLS-MF", after(m, home, 14, 60));
	if (dice_in_1000(&m->dice, 300))
		assess(m, P_COM, "DN-HOL", after(m, home, 2, 14));
	if (dice_in_1000(&m->dice, 250))
		home_care_starts(m, after(m, home, 20, 60));
}

static void life_home_care(struct making *m, int32_t day)
{
	struct event *ev = ask_for(m, P_GPF, P_ASC, day, "Help at home");
	int32_t council = after(m, day, 6, 40);

	answered(m, ev, after(m, day, 2, 12));
	assess(m, P_ASC, "CA-NEEDS", council);
	if (dice_in_1000(&m->dice, 300))
		assess(m, P_ASC, "CA-FIN", after(m, council, 3, 20));
	happen(m, P_ASC, EV_PLAN, after(m, council, 3, 14), "Care and support plan");
	home_care_starts(m, after(m, council, 12, 30));
	if (dice_in_1000(&m->dice, 380))
		assess(m, council % 2 ? P_AGE : P_GPF, "WELLB", after(m, council, 20, 120));
	if (dice_in_1000(&m->dice, 160))
		assess(m, P_COM, "FACE", after(m, council, 20, 110));
	if (dice_in_1000(&m->dice, 150))
		twice(m, P_COM, "CHC-CL", after(m, council, 60, 200), P_AGH, "CHC-CL", 8, 70);
	if (council + 60 < m->today)
		happen(m, P_ASC, EV_REVIEW, after(m, council, 42, 56), "Six-week review")
			->instrument = "CA-REVIEW";
	if (council + 380 < m->today)
		happen(m, P_ASC, EV_REVIEW, after(m, council, 350, 375), "Yearly review")
			->instrument = "CA-REVIEW";
}

static void life_low(struct making *m, int32_t day)
{
	struct event *ev;
	int days;

	if (dice_in_1000(&m->dice, 300)) {
		ev = happen(m, P_GPF, EV_CHANGE, day - 10, "Bereavement");
		ev->code_system = "urn:throughline:change";
		ev->code = "bereavement";
	}
	assess(m, P_GPF, "PHQ2", day);
	if (dice_in_1000(&m->dice, 600))
		assess(m, P_GPF, "PHQ9", after(m, day, 0, 12));
	ev = ask_for(m, P_GPF, P_AGE, after(m, day, 3, 15), "Company and activities");
	answered(m, ev, after(m, day, 16, 30));
	if (dice_in_1000(&m->dice, 500))
		twice(m, P_GPF, "WELLB", after(m, day, 5, 16), P_AGE, "WELLB", 10, 70);
	else
		assess(m, P_AGE, "WELLB", after(m, day, 18, 45));
	days = dice_between(&m->dice, 50, 300);
	service(m, P_AGE, after(m, day, 40, 75), days, "Befriending");
	if (dice_in_1000(&m->dice, 180))
		twice(m, P_GPF, "GAD7", after(m, day, 5, 20), P_COM, "GAD7", 3, 16);
}

static void life_memory(struct making *m, int32_t day)
{
	struct event *ev = assess(m, P_GPF, dice_in_1000(&m->dice, 600) ? "6CIT" : "GPCOG", day);
	int32_t clinic = after(m, day, 45, 110);

	ev = ask_for(m, P_GPF, P_COM, after(m, day, 1, 8), "Memory assessment");
	answered(m, ev, after(m, day, 10, 30));
	if (dice_in_1000(&m->dice, 330))
		assess(m, P_AGH, "AMT4", after(m, day, 8, 60));
	if (clinic >= m->today - 2)
		return;
	assess(m, P_COM, "MAS", clinic);
	if (dice_in_1000(&m->dice, 600)) {
		ev = happen(m, P_COM, EV_CHANGE, after(m, clinic, 7, 20), "Dementia diagnosed");
		ev->code_system = "urn:throughline:change";
		ev->code = "dementia_or_stroke";
	}
	if (dice_in_1000(&m->dice, 350))
		assess(m, P_ASC, "CA-NEEDS", after(m, clinic, 25, 70));
	if (dice_in_1000(&m->dice, 300))
		twice(m, P_ASC, "CA-CARER", after(m, clinic, 20, 60), P_AGE, "CA-CARER", 15, 90);
	happen(m, P_AGE, EV_CONTACT, after(m, clinic, 10, 80), "Memory café");
}

static void life_housing(struct making *m, int32_t day)
{
	struct event *ev;

	happen(m, P_HSG, EV_CONTACT, day, "Rent account call");
	if (dice_in_1000(&m->dice, 550))
		twice(m, P_HSG, "HOUS-UK", after(m, day, 7, 30), P_ASC, "SW-SOCIAL", 10, 80);
	else
		assess(m, P_HSG, "HOUS-UK", after(m, day, 7, 30));
	if (dice_in_1000(&m->dice, 400)) {
		ev = happen(m, P_POL, EV_CONCERN, after(m, day, 5, 90), "");
		ev->title = PICK(m, POLICE_CONCERNS);
		ev->resets = "none";
		ev->sensitivity = "sensitive";
		ev->practitioner = practitioner_pick(m, P_POL, "police officer");
		ev->role = "police officer";
	}
	if (dice_in_1000(&m->dice, 300)) {
		ev = happen(m, P_HSG, EV_CHANGE, after(m, day, 90, 150),
			"Moved to a ground-floor flat");
		ev->code_system = "urn:throughline:change";
		ev->code = "move";
	}
}

static void life_mind(struct making *m, int32_t day)
{
	struct event *ev;
	int days;

	assess(m, P_GPF, "PHQ9", day);
	if (dice_in_1000(&m->dice, 500))
		twice(m, P_GPF, "AUDITC", after(m, day, 0, 10), P_COM, "AUDITC", 10, 90);
	ev = ask_for(m, P_GPF, P_COM, after(m, day, 1, 7), "Community mental health team");
	answered(m, ev, after(m, day, 10, 30));
	if (dice_in_1000(&m->dice, 450))
		assess(m, P_COM, "FACE", after(m, day, 20, 50));
	else
		assess(m, P_COM, "DIALOG", after(m, day, 20, 50));
	if (dice_in_1000(&m->dice, 300))
		assess(m, P_ASC, "MHSC", after(m, day, 40, 120));
	assess(m, P_COM, "HONOS", after(m, day, 60, 160));
	days = dice_between(&m->dice, 60, 400);
	service(m, P_COM, after(m, day, 30, 60), days, "Community mental health team");
	if (dice_in_1000(&m->dice, 350))
		life_housing(m, after(m, day, 20, 120));
}

static void life_last(struct making *m, int32_t day)
{
	assess(m, P_COM, "EOLA", day);
	if (dice_in_1000(&m->dice, 500))
		assess(m, P_GPF, "ACP", after(m, day, 4, 25));
	happen(m, P_COM, EV_CONTACT, after(m, day, 2, 20), "District nurse visit");
	if (dice_in_1000(&m->dice, 600))
		m->who.died = day + dice_between(&m->dice, 20, 50);
}

/* Everyday life ---------------------------------------------------------------- */

struct daily {
	enum place by;
	const char *const *titles;
	size_t n;
	const char *role;
};

static void contacts(struct making *m, struct daily daily, int times)
{
	for (; times > 0; times--) {
		int32_t day = workday(m->today - dice_between(&m->dice, 12, 725));
		const char *title = pick_text(m, daily.titles, daily.n);
		struct event *ev = happen(m, daily.by, EV_CONTACT, day, title);

		ev->practitioner = practitioner_pick(m, daily.by, daily.role);
		ev->role = daily.role;
		if (dice_in_1000(&m->dice, 40))
			ev->status = ES_NOT_ATTENDED;
		else if (dice_in_1000(&m->dice, 20))
			ev->status = ES_CANCELLED;
	}
}
#define DAILY(place, list, who) ((struct daily){ place, list, sizeof list / sizeof *list, who })

static void everyday(struct making *m, bool is_older)
{
	contacts(m, DAILY(P_GPF, PRACTICE_CONTACTS, "GP"), dice_between(&m->dice, 2, 6));
	if (dice_in_1000(&m->dice, 330))
		assess(m, P_GPF, "MEDREC", workday(m->today - dice_between(&m->dice, 12, 700)));
	if (dice_in_1000(&m->dice, 290))
		contacts(m, DAILY(P_HSG, HOUSING_CONTACTS, "neighbourhood officer"),
			dice_between(&m->dice, 1, 4));
	if (dice_in_1000(&m->dice, is_older ? 300 : 60))
		contacts(m, DAILY(P_AGE, CHARITY_CONTACTS, "volunteer"),
			dice_between(&m->dice, 1, 4));
	if (dice_in_1000(&m->dice, is_older ? 260 : 120))
		contacts(m, DAILY(P_COM, NURSE_CONTACTS, "community nurse"),
			dice_between(&m->dice, 1, 4));
	if (dice_in_1000(&m->dice, 350))
		happen(m, P_AGH, EV_CONTACT, workday(m->today - dice_between(&m->dice, 12, 700)),
			"Outpatient appointment");
}

static void said(struct making *m)
{
	const struct warned *w =
		&WARNINGS[dice_below(&m->dice, sizeof WARNINGS / sizeof *WARNINGS)];
	enum place by = m->is_known[P_ASC] ? P_ASC : m->is_known[P_AGE] ? P_AGE : P_GPF;
	struct event *ev;

	if (dice_in_1000(&m->dice, 120)) {
		ev = happen(m, by, EV_VIEW, workday(m->today - dice_between(&m->dice, 20, 400)),
			"In their own words");
		ev->summary = PICK(m, OWN_WORDS);
	}
	if (m->is_known[by] && dice_in_1000(&m->dice, 90)) {
		ev = happen(m, by, EV_WARNING, workday(m->today - dice_between(&m->dice, 20, 300)),
			w->title);
		ev->summary = w->summary;
		ev->valid_until = day_text(m, m->today + dice_between(&m->dice, -10, 240));
	}
}

void life_live(struct making *m)
{
	bool is_older = m->today - m->who.born > 65 * 365;
	int32_t day = workday(m->today - dice_between(&m->dice, 90, 690));
	int at = (int)dice_below(&m->dice, 1000);

	m->is_known[P_GPF] = true;
	everyday(m, is_older);
	if (is_older) {
		if (at < 250)
			life_falls(m, day);
		else if (at < 400)
			life_home_care(m, day);
		else if (at < 540)
			life_low(m, day);
		else if (at < 650)
			life_memory(m, day);
		else if (at < 700)
			life_housing(m, day);
		else if (at < 730)
			life_last(m, day);
	} else if (at < 260) {
		life_mind(m, day);
	} else if (at < 420) {
		life_housing(m, day);
	} else if (at < 520) {
		life_low(m, day);
	} else if (at < 600) {
		life_home_care(m, day);
	}
	said(m);
}
