#include <stdio.h>
#include <string.h>

#include "demo/locality.h"
#include "text.h"

/* How well an agency writes people down, in 1,000. */
struct habits {
	int nhs_number; /* has it */
	int line_above; /* of those: read off a neighbour's line */
	int typing_error; /* in a name */
	int pet_name;
	int maiden_name; /* has not heard of the marriage */
	int day_month; /* swaps day and month of the birth date */
	int no_birth_date;
	int former_home; /* of those who moved: has the former address */
	int phone;
	bool capitals, no_accents;
	const char *status; /* of the NHS number, or NULL */
};

static const struct habits HABITS[P_COUNT] = {
	[P_AGH] = { .nhs_number = 960,
		.typing_error = 6,
		.maiden_name = 8,
		.day_month = 4,
		.former_home = 500,
		.status = "01" },
	[P_COM] = { .nhs_number = 970,
		.typing_error = 5,
		.maiden_name = 6,
		.day_month = 3,
		.former_home = 350,
		.status = "01" },
	[P_GPF] = { .nhs_number = 990, .typing_error = 2, .former_home = 100, .status = "01" },
	[P_ASC] = { .nhs_number = 840,
		.typing_error = 8,
		.maiden_name = 6,
		.pet_name = 10,
		.day_month = 6,
		.former_home = 450 },
	[P_HSG] = { .nhs_number = 60,
		.typing_error = 15,
		.maiden_name = 4,
		.pet_name = 25,
		.day_month = 12,
		.no_birth_date = 50,
		.former_home = 60 },
	[P_AGE] = { .nhs_number = 200,
		.typing_error = 15,
		.maiden_name = 4,
		.pet_name = 80,
		.day_month = 12,
		.no_birth_date = 40,
		.former_home = 300,
		.no_accents = true },
	[P_CARE] = { .nhs_number = 450,
		.line_above = 4,
		.typing_error = 12,
		.maiden_name = 4,
		.pet_name = 60,
		.day_month = 8,
		.no_birth_date = 12,
		.former_home = 150 },
	[P_POL] = { .typing_error = 30,
		.maiden_name = 12,
		.pet_name = 25,
		.day_month = 15,
		.no_birth_date = 80,
		.former_home = 700,
		.capitals = true,
		.no_accents = true },
};

static bool is_ascii(const char *text)
{
	for (; *text; text++)
		if (*text & 0x80)
			return false;
	return true;
}

static const char *without_accents(struct making *m, const char *name)
{
	char folded[128];
	bool starts = true;

	if (is_ascii(name))
		return name;
	text_fold(name, folded, sizeof folded);
	for (char *c = folded; *c; c++) {
		if (starts && *c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
		starts = *c == ' ';
	}
	return text_make(m, "%s", folded);
}

static const char *in_capitals(struct making *m, const char *name)
{
	char upper[128];

	if (!is_ascii(name))
		return name;
	snprintf(upper, sizeof upper, "%s", name);
	for (char *c = upper; *c; c++)
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	return text_make(m, "%s", upper);
}

/* Two letters change places, or one is left out. */
static const char *mistyped(struct making *m, const char *name)
{
	char text[128];
	size_t n = strlen(name), at;

	if (n < 5 || n >= sizeof text || !is_ascii(name))
		return name;
	memcpy(text, name, n + 1);
	at = 1 + dice_below(&m->dice, n - 3);
	if (dice_in_1000(&m->dice, 500)) {
		text[at] = name[at + 1];
		text[at + 1] = name[at];
	} else {
		memmove(text + at, text + at + 1, n - at);
	}
	return text_make(m, "%s", text);
}

static const char *name_written(
	struct making *m, const struct habits *h, const char *name, bool family)
{
	if (dice_in_1000(&m->dice, h->typing_error))
		name = mistyped(m, name);
	if (h->no_accents)
		name = without_accents(m, name);
	return h->capitals && family ? in_capitals(m, name) : name;
}

static void names_view(struct making *m, const struct habits *h, enum place p, const char **field)
{
	const struct neighbour *w = &m->who;
	const char *given = w->given, *family = w->family;

	if (w->pet && dice_in_1000(&m->dice, h->pet_name))
		given = w->pet;
	if (w->maiden && dice_in_1000(&m->dice, h->maiden_name))
		family = w->maiden;
	field[RF_FAMILY_NAME] = name_written(m, h, family, true);
	field[RF_GIVEN_NAME] = name_written(m, h, given, false);
	if (p == P_GPF || p == P_AGH)
		field[RF_OTHER_NAMES] = w->middle;
	if (p == P_ASC && w->pet && given == w->given && dice_in_1000(&m->dice, 600))
		field[RF_PREFERRED_NAME] = w->pet;
	field[RF_SEX] = w->sex == 'F' ? "female" : "male";
}

static const char *birth_written(struct making *m, const struct habits *h)
{
	int year, month, day;

	if (dice_in_1000(&m->dice, h->no_birth_date))
		return NULL;
	civil_parts(m->who.born, &year, &month, &day);
	if (day <= 12 && dice_in_1000(&m->dice, h->day_month))
		return text_make(m, "%04d-%02d-%02d", year, day, month);
	return day_text(m, m->who.born);
}

static void home_view(struct making *m, const struct habits *h, const char **field)
{
	const struct neighbour *w = &m->who;
	bool is_former = w->former_address && dice_in_1000(&m->dice, h->former_home);

	field[RF_ADDRESS] = is_former ? w->former_address : w->address;
	field[RF_TOWN] = is_former ? w->former_town : w->town;
	field[RF_POSTCODE] = text_make(m, "%s", is_former ? w->former_postcode : w->postcode);
	if (dice_in_1000(&m->dice, h->phone))
		field[RF_PHONE] = text_make(m, "%s", w->phone);
}

static void number_view(struct making *m, const struct habits *h, const char **field)
{
	char nhs[11];

	if (!dice_in_1000(&m->dice, h->nhs_number))
		return;
	field[RF_NHS_NUMBER] = text_make(m, "%s", m->who.nhs);
	field[RF_NHS_NUMBER_STATUS] = h->status;
	if (dice_in_1000(&m->dice, h->line_above)) {
		neighbour_nhs(m->who.number ^ 1, nhs);
		field[RF_NHS_NUMBER] = text_make(m, "%s", nhs);
	}
}

/* An agency's own numbers say nothing about anybody else's. */
const char *local_id_make(struct making *m, enum place p)
{
	static const struct {
		const char *before;
		unsigned by, add;
	} FORMS[P_COUNT] = {
		[P_AGH] = { "H", 48271, 1200417 },
		[P_COM] = { "V", 69621, 2004711 },
		[P_GPF] = { "", 39373, 4100233 },
		[P_ASC] = { "", 16807, 7300119 },
		[P_HSG] = { "T-", 62089, 100729 },
		[P_AGE] = { "AW", 44491, 10477 },
		[P_CARE] = { "LF-", 32003, 20341 },
		[P_POL] = { "N", 54059, 5500901 },
	};
	uint32_t scrambled = (uint32_t)(((uint64_t)m->who.number * FORMS[p].by) % 999983);

	return text_make(m, "%s%07u", FORMS[p].before, scrambled + FORMS[p].add);
}

/* The journey that is shown to newcomers has no slip in it. */
static struct habits habits_of(const struct making *m, enum place p)
{
	struct habits h = HABITS[p];

	if (m->who.number == OKAFOR)
		return (struct habits){ .nhs_number = p == P_AGE ? 0 : 1000,
			.phone = 1000,
			.capitals = h.capitals,
			.status = h.status };
	h.phone = 700;
	return h;
}

void view_make(struct making *m, enum place p, struct record *out)
{
	const struct habits habits = habits_of(m, p), *h = &habits;
	const char **field = out->field;

	memset(out, 0, sizeof *out);
	out->agency_code = LOCALITY[p].code;
	out->local_id = local_id_make(m, p);
	names_view(m, h, p, field);
	field[RF_DATE_OF_BIRTH] = birth_written(m, h);
	home_view(m, h, field);
	number_view(m, h, field);
	if (p == P_GPF || p == P_AGH || p == P_ASC) {
		field[RF_GP_PRACTICE] = m->who.practice;
		field[RF_LANGUAGE] = m->who.language;
	}
	if (p == P_ASC || p == P_COM || p == P_GPF)
		field[RF_COMMUNICATION_NEEDS] = m->who.needs;
	if (p == P_ASC || p == P_AGE)
		field[RF_SAFE_CONTACT] = m->who.safe;
	if (m->who.died != CIVIL_NONE && (p == P_GPF || p == P_AGH))
		field[RF_DATE_OF_DEATH] = day_text(m, m->who.died);
	field[RF_UPDATED_AT] = day_text(m, m->last[p]);
}
