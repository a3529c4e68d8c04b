#include "screens/brief_words.h"

#include <string.h>

#include "screens/show.h"
#include "text.h"

enum { HEAD_CELLS = 400, WORD_CELLS = 60, LABEL_CELLS = BRIEF_LABEL - 1, TEXT_ROOM = 2048 };

/* Texts --------------------------------------------------------------------- */

/* As much of it as a page has room for, no word wider than a line. */
const char *brief_tidy(struct brief_text *t, const char *text, int most)
{
	char out[TEXT_ROOM], *clean = arena_alloc(t->arena, strlen(text) * 3 + 4);
	size_t at = 0;
	int left = most;

	if (!clean) {
		t->is_short = true;
		return "";
	}
	text_clean(text, strlen(text), TEXT_LINE, clean, strlen(text) * 3 + 4);
	text_trim(clean);
	for (const char *p = clean; *p && at + WORD_CELLS * 8 < sizeof out && left > 0;) {
		size_t length = strcspn(p, " "), fits;
		char *word = arena_dup_n(t->arena, p, length);
		int used = 0, room = left < WORD_CELLS ? left : WORD_CELLS;

		if (!word)
			break;
		fits = text_fit(word, room, &used);
		if (fits > WORD_CELLS * 4) /* combining marks */
			fits = text_fit(word, 1, &used) <= WORD_CELLS * 4 ? text_fit(word, 1, &used) : 0;
		memcpy(out + at, word, fits);
		at += fits;
		left -= used + 1;
		p += length;
		if (fits < length || (*p && left <= 0)) {
			memcpy(out + at, "...", 3);
			at += 3;
		}
		while (*p == ' ')
			p++;
		if (*p && left > 0)
			out[at++] = ' ';
	}
	out[at] = '\0';
	text = arena_dup(t->arena, out);
	t->is_short |= !text;
	return text ? text : "";
}

void brief_text_add(struct brief_text *t, enum look look, const char *label, const char *text)
{
	if (!text || !vec_push(&t->part, (struct brief_paragraph){look, label, text}))
		t->is_short = true;
}

static void head_add(struct brief_text *t, const char *label, const char *text)
{
	if (text && *text)
		brief_text_add(t, LOOK_PLAIN, label, brief_tidy(t, text, HEAD_CELLS));
}

/* With the year where it is not today's. */
static const char *day_of(const struct brief_text *t, const struct brief *b, int32_t day)
{
	int year, this_year, month, mday;
	char text[12], near[7];

	civil_short(day, text);
	if (day == CIVIL_NONE)
		return "";
	civil_parts(day, &year, &month, &mday);
	civil_parts(b->today, &this_year, &month, &mday);
	if (year != this_year)
		return arena_dup(t->arena, text);
	civil_day_month(day, near);
	return arena_dup(t->arena, near);
}

/* Both, with what comes between, or the one that there is; "" for neither. */
static const char *with(const struct brief_text *t, const char *before, const char *between, const char *text)
{
	return !before || !text ? NULL : !*before || !*text ? *before ? before : text
		: arena_printf(t->arena, "%s%s%s", before, between, text);
}

/* Who they are -------------------------------------------------------------- */

static void who_add(struct brief_text *t, const struct brief *b)
{
	char day[12], nhs[13], digits[11];
	const char *who = brief_tidy(t, b->name, 48);

	if (b->age >= 0)
		who = arena_printf(t->arena, "%s  %d", text_or_empty(who), b->age);
	who = with(t, who, b->age >= 0 ? " " : "  ", show_sex(b->sex));
	civil_short(b->born, day);
	if (who && *day)
		who = arena_printf(t->arena, "%s  born %s", who, day);
	if (who && b->nhs_number && nhs_number_valid(b->nhs_number, digits)) {
		nhs_number_show(digits, nhs);
		who = arena_printf(t->arena, "%s  NHS %s", who, nhs);
	}
	civil_short(b->death.day, day);
	if (who && b->death.has_died)
		who = arena_printf(t->arena, "%s  ! %s%s", who, *day ? "died " : "has died", day);
	brief_text_add(t, LOOK_STRONG, NULL, who);
}

static const char *disputed_names(const struct brief_text *t, const struct brief *b)
{
	const char *names = "";

	for (int f = 0; names && f < RF_COUNT; f++)
		if (b->disputed & 1u << f)
			names = with(t, names, ", ", show_field_name((enum record_field)f));
	return names;
}

void brief_header(struct brief_text *t, const struct brief *b)
{
	const char *reach = text_or_empty(b->safe_contact), *names = disputed_names(t, b);

	who_add(t, b);
	head_add(t, "Called", b->likes);
	reach = with(t, reach, "; ", b->phone ? arena_printf(t->arena, "phone %s", b->phone) : "");
	head_add(t, "Reach", reach && *reach ? reach : b->address);
	head_add(t, "Language", b->language);
	head_add(t, "Needs", b->needs);
	if (b->words)
		head_add(t, "Own words", arena_printf(t->arena, "\"%s\" (%s)", brief_tidy(t, b->words, HEAD_CELLS - 40),
			text_or_empty(b->words_from)));
	if (names && *names)
		head_add(t, "Differs", arena_printf(t->arena, "agencies state different: %s", names));
}

/* Lines --------------------------------------------------------------------- */

static const char *involved_text(struct brief_text *t, const struct brief *b, const struct brief_line *l)
{
	const char *text = with(t, text_or_empty(l->what), ", ", text_or_empty(l->note)), *when = "";

	if (l->on != CIVIL_NONE)
		when = arena_printf(t->arena, "%s %s", l->on > b->today ? "from" : "since", text_or_empty(day_of(t, b, l->on)));
	if (l->until != CIVIL_NONE)
		when = with(t, when, ", ", arena_printf(t->arena, "last %s", text_or_empty(day_of(t, b, l->until))));
	text = with(t, text, "; ", when);
	return text && !*text ? "nothing but its record" : text;
}

static const char *known_text(struct brief_text *t, const struct brief *b, const struct brief_line *l)
{
	const char *until = l->until == CIVIL_NONE ? ""
		: arena_printf(t->arena, ", until %s", text_or_empty(day_of(t, b, l->until)));

	return arena_printf(t->arena, "%s: %s%s (%s)", text_or_empty(l->who), l->what, text_or_empty(until), text_or_empty(l->note));
}

static const char *warning_text(struct brief_text *t, const struct brief *b, const struct brief_line *l)
{
	const char *on = l->on == CIVIL_NONE ? "" : arena_printf(t->arena, ", %s", text_or_empty(day_of(t, b, l->on)));
	const char *review = l->until == CIVIL_NONE ? ""
		: arena_printf(t->arena, "; to review by %s", text_or_empty(day_of(t, b, l->until)));

	return arena_printf(t->arena, "%s (%s%s%s)", brief_tidy(t, l->what, BRIEF_CELLS - 40), text_or_empty(l->who),
		text_or_empty(on), text_or_empty(review));
}

static const char *happened_text(struct brief_text *t, const struct brief *b, const struct brief_line *l)
{
	const char *until = l->until == CIVIL_NONE ? ""
		: arena_printf(t->arena, " (until %s)", text_or_empty(day_of(t, b, l->until)));

	return with(t, with(t, arena_printf(t->arena, "%s: %s%s", text_or_empty(l->who), l->what, text_or_empty(until)), "; ",
		text_or_empty(l->words)), "; ", text_or_empty(l->note));
}

const char *brief_line_text(struct brief_text *t, const struct brief *b, enum brief_part part,
	const struct brief_line *l)
{
	switch (part) {
	case BRIEF_WARNINGS: return warning_text(t, b, l);
	case BRIEF_INVOLVED: return involved_text(t, b, l);
	case BRIEF_KNOWN:
	case BRIEF_LAPSED:   return known_text(t, b, l);
	case BRIEF_ACTIONS:  return arena_printf(t->arena, "%s: %s", text_or_empty(l->who), l->what);
	default:             return happened_text(t, b, l);
	}
}

/* What stands before it: its agency where that is who the line is about, else its day. */
const char *brief_line_label(struct brief_text *t, const struct brief *b, enum brief_part part,
	const struct brief_line *l, const char **text)
{
	const char *day;

	if (part == BRIEF_WARNINGS)
		return "! Warning";
	if (part == BRIEF_INVOLVED && text_width(text_or_empty(l->who)) <= LABEL_CELLS)
		return text_or_empty(l->who);
	if (part == BRIEF_INVOLVED) {
		*text = *text ? arena_printf(t->arena, "%s: %s", text_or_empty(l->who), *text) : NULL;
		return "";
	}
	day = text_or_empty(day_of(t, b, l->on));
	return part == BRIEF_ACTIONS && l->on < b->today ? arena_printf(t->arena, "! %s", day) : day;
}
