#include "screens/person_head.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

#include "mask.h"
#include "screens/show.h"
#include "text.h"

enum {
	ROOMY = 16, /* rows from which on the head may take five of them */
	NARROW = 60,
	NAME_LEAST = 8, /* cells; with fewer it is nobody's */
	LINES_MOST = 2, /* that one text may take: the end of how to reach somebody safely may be what matters */
};

static const char *upper(const char *text, struct arena *a)
{
	char out[512];
	size_t at = 0;
	const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)text;

	while (*p && at + 8 < sizeof out) {
		utf8proc_int32_t ch;
		utf8proc_ssize_t n = utf8proc_iterate(p, -1, &ch);

		if (n < 1)
			break;
		at += (size_t)utf8proc_encode_char(utf8proc_toupper(ch), (utf8proc_uint8_t *)out + at);
		p += n;
	}
	return arena_dup_n(a, out, at);
}

/* "?" after a value that another record states otherwise. */
static const char *doubt(const struct person *p, enum record_field field)
{
	return p->field[field].is_disputed ? LOOKS[LOOK_DISPUTED].mark : "";
}

/* No name is so long that age and number have no room beside it. */
static const char *part_of_name(const char *name, struct arena *a)
{
	enum { NAME_CELLS = 24 };
	size_t length;

	if (!name || text_width(name) <= NAME_CELLS)
		return name;
	length = text_fit(name, NAME_CELLS - 1, NULL);
	return arena_printf(a, "%.*s\u2026", (int)length, name);
}

static const char *name_of(const struct app *app, const struct person *p, struct arena *a)
{
	const char *family = p->field[RF_FAMILY_NAME].value;
	const char *given = p->field[RF_PREFERRED_NAME].value ? p->field[RF_PREFERRED_NAME].value
		: p->field[RF_GIVEN_NAME].value;

	if (!family)
		return app_mask(app, a, part_of_name(p->called, a));
	return arena_printf(a, "%s%s%s%s", app_mask(app, a, part_of_name(upper(family, a), a)),
		doubt(p, RF_FAMILY_NAME), given ? ", " : "", app_mask(app, a, part_of_name(given, a)));
}

/* What stands beside the name; `is_brief` where it has little room: then without the birth date. */
static const char *beside_name_of(const struct app *app, const struct person *p, bool is_brief, struct arena *a)
{
	int age = civil_age(
		p->born, death_age_day(p->death, session_today(app->session)));
	const char *sex = show_sex(p->field[RF_SEX].value);
	const char *number = p->field[RF_NHS_NUMBER].value;
	const char *told = p->field[RF_DATE_OF_BIRTH].value;
	char born[12], nhs[13] = "", digits[11], years[16] = "";

	civil_short(p->born, born);
	if (!*born && civil_is_part(told))
		snprintf(born, sizeof born, "%s", told);
	if (number && nhs_number_valid(number, digits))
		nhs_number_show(digits, nhs);
	if (age >= 0)
		snprintf(years, sizeof years, "  %d", age);
	if (app->mask)
		return arena_printf(a, "%s %s", years, sex);
	if (is_brief && *nhs)
		return arena_printf(a, "%s %s  NHS %s%s", years, sex, nhs, doubt(p, RF_NHS_NUMBER));
	return arena_printf(a, "%s %s  %s%s%s%s%s", years, sex, born,
		doubt(p, RF_DATE_OF_BIRTH), *nhs ? "  NHS " : "", nhs, doubt(p, RF_NHS_NUMBER));
}

static const char *died_of(const struct person *p, struct arena *a)
{
	const char *told = p->field[RF_DATE_OF_DEATH].value, *text = NULL;
	char day[12];

	civil_short(p->death.day, day);
	if (!*day && civil_is_part(told))
		snprintf(day, sizeof day, "%s", told);
	if (!*day && !p->death.has_died)
		return NULL;
	if (*day)
		text = arena_printf(a, "! died %s", day);
	return text ? text : "! has died";
}

static const char *joined(struct arena *a, const char *left, const char *label, const char *right)
{
	if (!right || !left)
		return left;
	return arena_printf(a, "%s%s%s%s", left, *left ? "  " : "", label, right);
}

static const char *safe_of(const struct person *p, bool mask, struct arena *a)
{
	const char *safe = p->field[RF_SAFE_CONTACT].value;

	return joined(a, "", "Safe contact: ", mask && safe ? "masked" : safe);
}

static const char *reach_of(const struct person *p, bool mask, struct arena *a)
{
	const char *reach = safe_of(p, mask, a);

	reach = joined(a, reach, "Phone ", mask ? NULL : p->field[RF_PHONE].value);
	return reach && *reach ? reach : NULL;
}

static const char *needs_of(const struct person *p, bool mask, struct arena *a)
{
	const char *language = p->field[RF_LANGUAGE].value, *needs;
	bool is_english =
		language && (strncmp(language, "en", 2) == 0 || strncmp(language, "En", 2) == 0);

	needs = joined(a, "", "Needs: ", mask_need(mask, p->field[RF_COMMUNICATION_NEEDS].value, p->called));
	needs = joined(a, needs, mask ? "Language: " : "Speaks ", is_english ? NULL : mask && language ? "masked" : language);
	return needs && *needs ? needs : NULL;
}

static const char *warning_add(const char *all, const char *text, struct arena *a)
{
	return all ? arena_printf(a, "%s; %s", all, text) : arena_printf(a, "%s %s", LOOKS[LOOK_URGENT].mark, text);
}

/* Those that may name somebody are counted, where names are masked. */
static const char *warnings_of(const struct person *p, bool mask, struct arena *a)
{
	const char *all = NULL, *count;
	size_t masked = 0;

	for (size_t i = 0; i < p->warning_n; i++) {
		if (strcmp(mask_need(mask, p->warning[i].text, p->called), "masked") == 0)
			masked++;
		else
			all = warning_add(all, p->warning[i].text, a);
	}
	if (!masked)
		return all;
	count = arena_printf(a, "%zu warning%s, masked", masked, masked == 1 ? "" : "s");
	return count ? warning_add(all, count, a) : NULL;
}

static const char *lead_of_head(const struct person *p, struct arena *a)
{
	if (!p->lead)
		return NULL;
	return *p->lead ? arena_printf(a, "lead %s", p->lead) : "no lead: wanted";
}

enum status person_head_fill(struct person_head *h, const struct app *app, const struct person *p,
	struct arena *a, struct err *e)
{
	struct person_head made = {.asked_again = p->asked_again, .records = p->record_n};

	made.name = name_of(app, p, a);
	made.beside = beside_name_of(app, p, false, a);
	made.brief = beside_name_of(app, p, true, a);
	made.died = died_of(p, a);
	made.lead = lead_of_head(p, a);
	if (!made.name || !made.beside || !made.brief || (p->lead && !made.lead))
		return err_nomem(e);
	made.reach = reach_of(p, app->mask, a);
	made.safe = safe_of(p, app->mask, a);
	made.needs = needs_of(p, app->mask, a);
	made.words = p->own_words && !app->mask ? arena_printf(a, "\"%s\"", p->own_words) : NULL;
	made.warnings = warnings_of(p, app->mask, a);
	if (p->broken_minutes)
		made.warnings = arena_printf(a, "%s Glass broken: %d min left%s%s", LOOKS[LOOK_URGENT].mark, p->broken_minutes,
			made.warnings ? "  " : "", made.warnings ? made.warnings : "");
	*h = made;
	return ST_OK;
}

static void tab_label(const struct person_head *h, enum person_tab tab, bool is_narrow, char out[static 48])
{
	static const char *const NAMES[TAB_COUNT] = {"Journey", "Known", "Asked again", "Actions", "Records", "Access"};
	size_t n = tab == TAB_ASKED ? h->asked_again : tab == TAB_ACTIONS ? h->actions
		: tab == TAB_RECORDS && !is_narrow ? h->records : 0;
	const char *name = is_narrow && tab == TAB_ASKED ? "Asked" : NAMES[tab];

	if (n)
		snprintf(out, 48, "%s %zu", name, n);
	else
		snprintf(out, 48, "%s", name);
}

/* The one that is open last: in a narrow window its brackets take its neighbours'
 * blanks, and where not all have room those before it make way. */
static void tabs_draw(
	const struct person_head *h, struct canvas *c, struct area a, enum person_tab tab)
{
	bool is_narrow = a.cols < NARROW;
	int gap = is_narrow ? 1 : 3, end = a.x + a.cols, first = 0, width = 0, x = a.x + !is_narrow;
	char label[48], open[64];

	for (int i = 0; i <= (int)tab; i++) {
		tab_label(h, (enum person_tab)i, is_narrow, label);
		width += (int)strlen(label) + gap;
	}
	for (; first < (int)tab && width + 1 > a.cols; first++) {
		tab_label(h, (enum person_tab)first, is_narrow, label);
		width -= (int)strlen(label) + gap;
	}
	for (int i = first, open_x = x; i < TAB_COUNT; i++) {
		tab_label(h, (enum person_tab)i, is_narrow, label);
		if (x + (int)strlen(label) + 1 <= end)
			canvas_textf(c, a.y, x, (int)strlen(label) + 2, LOOK_PLAIN, " %s ", label);
		canvas_spot(c, a.y, x, (int)strlen(label) + 2, i < (int)tab ? '[' : ']', abs(i - (int)tab));
		if (i == (int)tab) {
			snprintf(open, sizeof open, "[%s]", label);
			open_x = x;
		}
		x += (int)strlen(label) + gap;
		if (i == TAB_COUNT - 1)
			canvas_text(c, a.y, open_x, (int)strlen(open), LOOK_STRONG, open);
	}
}

/* Draws text in as many lines as it needs and may take; returns how many. */
static int text_draw(struct canvas *c, struct area a, enum look look, const char *text)
{
	int lines = canvas_wrap(c, (struct area){a.y, a.x + 1, LINES_MOST, a.cols - 2}, look, text);

	return lines < LINES_MOST ? lines : LINES_MOST;
}

/* Draws text with the warnings, if they stand beside it, at the right; returns the lines taken. */
static int line_draw(struct canvas *c, struct area a, const char *text, const char *warnings)
{
	int cells = warnings ? canvas_measure(c, warnings) : 0;

	if (!cells)
		return text_draw(c, a, LOOK_PLAIN, text);
	canvas_text(c, a.y, a.x + 1, a.cols - 4 - cells, LOOK_PLAIN, text);
	canvas_text(c, a.y, a.x + a.cols - 1 - cells, cells, LOOK_URGENT, warnings);
	return 1;
}

static bool fit_beside(const struct canvas *c, int cols, const char *text, const char *other)
{
	return text && other && canvas_measure(c, text) + canvas_measure(c, other) + 4 <= cols;
}

/* Reach and needs in one line where both fit, their words, and the warnings
 * beside one of them where they fit; where rows are short how to reach them safely and the
 * warnings, without which nobody is to be rung or visited. */
static int lines_draw(const struct person_head *h, struct canvas *c, struct area a, bool is_roomy)
{
	const char *text[] = {h->reach, h->needs, h->words};
	struct area line = {a.y, a.x, 1, a.cols};
	char both[400];
	int beside = -1;

	if (fit_beside(c, a.cols, h->reach, h->needs)) {
		snprintf(both, sizeof both, "%s  %s", h->reach, h->needs);
		text[0] = both;
		text[1] = NULL;
	}
	for (int i = 0; is_roomy && i < 3; i++)
		if (fit_beside(c, a.cols, text[i], h->warnings))
			beside = i;
	if (!is_roomy && h->safe && *h->safe)
		line.y += text_draw(c, line, LOOK_PLAIN, h->safe);
	for (int i = 0; is_roomy && i < 3; i++)
		if (text[i])
			line.y += line_draw(c, line, text[i], i == beside ? h->warnings : NULL);
	if (h->warnings && beside < 0)
		line.y += text_draw(c, line, LOOK_URGENT, h->warnings);
	return line.y - a.y;
}

/* The name makes way for the number beside it, which would be another's where it is cut. */
static int who_draw_in(const struct person_head *h, struct canvas *c, struct area a, int room)
{
	int name = canvas_measure(c, h->name), beside = canvas_measure(c, h->beside);
	const char *rest = name + beside > room ? h->brief : h->beside;
	int left = room - canvas_measure(c, rest), used;

	if (left < NAME_LEAST)
		left = name;
	used = canvas_text(c, a.y, a.x + 1, left < room ? left : room, LOOK_STRONG, h->name);
	return used + canvas_text(c, a.y, a.x + 1 + used, room - used, LOOK_STRONG, rest);
}

/* That somebody has died is never cut off by who they were. */
static int who_and_died_draw(const struct person_head *h, struct canvas *c, struct area a, int room)
{
	int died = h->died ? canvas_measure(c, h->died) + 2 : 0;
	int used = who_draw_in(h, c, a, room - died);

	if (h->died)
		canvas_text(c, a.y, a.x + 1 + used + 2, died - 2, LOOK_STRONG, h->died);
	return used + died;
}

/* Who leads stands at the right of the first line, else, where rows allow, below it. */
static int who_draw(const struct person_head *h, struct canvas *c, struct area a, bool is_roomy)
{
	int lead = h->lead ? canvas_measure(c, h->lead) : 0, room = a.cols - 2;
	bool beside = who_and_died_draw(h, c, a, a.cols - 1) + 2 + lead <= room && lead;

	if (beside)
		canvas_text(c, a.y, a.x + a.cols - 1 - lead, lead, LOOK_PLAIN, h->lead);
	if (!lead || beside || !is_roomy)
		return 1;
	canvas_text(c, a.y + 1, a.x + 1, room, LOOK_PLAIN, h->lead);
	return 2;
}

int person_head_draw(
	const struct person_head *h, struct canvas *c, struct area a, enum person_tab tab)
{
	bool is_roomy = a.rows >= ROOMY;
	int y = a.y;

	y += who_draw(h, c, (struct area){y, a.x, a.rows, a.cols}, is_roomy);
	y += lines_draw(h, c, (struct area){y, a.x, a.rows, a.cols}, is_roomy);
	tabs_draw(h, c, (struct area){y++, a.x, 1, a.cols}, tab);
	return y - a.y;
}
