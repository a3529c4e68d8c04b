#include "screens/brief_text.h"

#include <string.h>

#include "mask.h"
#include "out/out.h"
#include "screens/brief_words.h"

void brief_mask(struct brief *b, struct arena *a)
{
	const char *names = arena_printf(a, "%s %s", b->name ? b->name : "", b->likes ? b->likes : "");

	b->needs = mask_need(true, b->needs, names);
	b->safe_contact = b->safe_contact ? "masked" : NULL;
	b->language = b->language ? "masked" : NULL;
	for (size_t i = 0; i < b->part[BRIEF_WARNINGS].n; i++)
		if (!names || strcmp(mask_need(true, b->part[BRIEF_WARNINGS].line[i].what, names), "masked") == 0)
			b->part[BRIEF_WARNINGS].line[i].what = "a warning, masked";
	b->name = mask_text(true, a, b->name);
	b->born = CIVIL_NONE;
	b->likes = b->nhs_number = b->phone = b->address = NULL;
	b->words = b->words_from = NULL;
	b->disputed = 0;
	for (int part = 0; part < BRIEF_COUNT; part++)
		for (size_t i = 0; i < b->part[part].n; i++)
			b->part[part].line[i].words = NULL;
	for (size_t i = 0; i < b->part[BRIEF_ACTIONS].n; i++)
		b->part[BRIEF_ACTIONS].line[i].what = "(masked)";
}

/* The page ------------------------------------------------------------------ */

struct page_plan {
	const char **label[BRIEF_COUNT], **text[BRIEF_COUNT];
	int *lines[BRIEF_COUNT];        /* that each text takes */
	size_t shown[BRIEF_COUNT];
};

static enum status plan_make(struct page_plan *plan, struct brief_text *t, const struct brief *b)
{
	for (int part = 0; part < BRIEF_COUNT; part++) {
		size_t n = b->part[part].n;

		plan->label[part] = arena_alloc(t->arena, (n + 1) * sizeof(char *));
		plan->text[part] = arena_alloc(t->arena, (n + 1) * sizeof(char *));
		plan->lines[part] = arena_alloc(t->arena, (n + 1) * sizeof(int));
		if (!plan->label[part] || !plan->text[part] || !plan->lines[part])
			return ST_NOMEM;
		for (size_t i = 0; i < n; i++) {
			const char *text = brief_line_text(t, b, (enum brief_part)part, &b->part[part].line[i]);

			plan->label[part][i] = brief_line_label(t, b, (enum brief_part)part, &b->part[part].line[i], &text);
			if (!text || !plan->label[part][i])
				return ST_NOMEM;
			plan->text[part][i] = brief_tidy(t, text, BRIEF_CELLS);
			plan->lines[part][i] = out_labelled_lines(plan->text[part][i], BRIEF_LABEL, BRIEF_COLS);
		}
		plan->shown[part] = n;
	}
	return ST_OK;
}

/* A part takes a heading, its lines, and a line for what is left out of it. */
static int part_lines(const struct page_plan *plan, const struct brief *b, int part)
{
	int lines = part == BRIEF_WARNINGS ? 0 : 1;

	for (size_t i = 0; i < plan->shown[part]; i++)
		lines += plan->lines[part][i];
	return lines + (plan->shown[part] < b->part[part].n);
}

static int plan_lines(const struct page_plan *plan, const struct brief *b)
{
	int lines = 0;

	for (int part = 0; part < BRIEF_COUNT; part++)
		lines += part_lines(plan, b, part);
	return lines;
}

/* Of the part that takes most, the last line goes, until the rest fits; a part keeps its
 * first few while others have more than that. */
static void plan_cut(struct page_plan *plan, const struct brief *b, int room)
{
	enum { PASSES = 4 };
	static const size_t LEAST[PASSES][BRIEF_COUNT] = {
		{[BRIEF_WARNINGS] = 5, [BRIEF_INVOLVED] = 8, [BRIEF_LATELY] = 3, [BRIEF_AHEAD] = 3, [BRIEF_KNOWN] = 3,
			[BRIEF_LAPSED] = 2, [BRIEF_REFERRALS] = 4, [BRIEF_ASKED] = 4, [BRIEF_ACTIONS] = 4},
		{3, 3, 2, 2, 2, 1, 2, 2, 2}, {1, 1, 1, 1, 1, 1, 1, 1, 1}, {0},
	};

	for (size_t pass = 0; pass < PASSES; pass++)
		while (plan_lines(plan, b) > room) {
			int longest = -1;

			for (int part = 0; part < BRIEF_COUNT; part++)
				if (plan->shown[part] > LEAST[pass][part] &&
					(longest < 0 || part_lines(plan, b, part) > part_lines(plan, b, longest)))
					longest = part;
			if (longest < 0)
				break;
			plan->shown[longest]--;
		}
}

static void part_put(struct brief_text *t, const struct page_plan *plan, const struct brief *b, int part)
{
	size_t more = b->part[part].n - plan->shown[part];
	enum look look = part == BRIEF_WARNINGS ? LOOK_URGENT : LOOK_PLAIN;

	if (part != BRIEF_WARNINGS)
		brief_text_add(t, LOOK_HEADING, NULL, b->part[part].n ? BRIEF_HEADINGS[part]
			: arena_printf(t->arena, "%s: none", BRIEF_HEADINGS[part]));
	for (size_t i = 0; i < plan->shown[part]; i++)
		brief_text_add(t, look, plan->label[part][i], plan->text[part][i]);
	if (more)
		brief_text_add(t, LOOK_PLAIN, "", arena_printf(t->arena, "and %zu more%s", more,
			part == BRIEF_WARNINGS ? " warnings" : ""));
}

static const char *foot_text(struct brief_text *t, const struct brief *b, const struct page_plan *plan)
{
	size_t left_out = 0;
	char day[12];
	const char *text;

	for (int part = 0; part < BRIEF_COUNT; part++)
		left_out += b->part[part].n - plan->shown[part];
	civil_short(b->today, day);
	text = arena_printf(t->arena, "Made on %s by %s.", day, b->worker);
	if (text && left_out)
		text = arena_printf(t->arena, "%s Left out to fit a page: %zu line%s.", text, left_out, left_out == 1 ? "" : "s");
	if (text && b->unseen)
		text = arena_printf(t->arena, "%s Not for you to see, and left out: %zu event%s.", text, b->unseen,
			b->unseen == 1 ? "" : "s");
	return text;
}

static int made_lines(const struct brief_text *t)
{
	int lines = 0;

	for (size_t i = 0; i < t->part.n; i++)
		lines += out_labelled_lines(t->part.v[i].text, t->part.v[i].label ? BRIEF_LABEL : 0, BRIEF_COLS);
	return lines;
}

enum status brief_text_make(struct brief_text *t, const struct brief *b, struct arena *a, struct err *err)
{
	enum { FOOT = 3, BLANK = 1 }; /* a blank and the last words */
	struct page_plan plan;
	const char *never;
	bool is_roomy;
	int room;

	t->part.n = 0;
	t->arena = a;
	t->is_short = false;
	if (plan_make(&plan, t, b) != ST_OK)
		return err_nomem(err);
	brief_header(t, b);
	never = brief_tidy(t, b->never_asked, BRIEF_CELLS);
	room = BRIEF_LINES - made_lines(t) - FOOT - BLANK - (*never ? out_labelled_lines(never, BRIEF_LABEL, BRIEF_COLS) : 0);
	plan_cut(&plan, b, room);
	is_roomy = plan_lines(&plan, b) + BRIEF_COUNT <= room;
	for (int part = 0; part < BRIEF_COUNT; part++) {
		if (part == BRIEF_INVOLVED || (part > BRIEF_INVOLVED && is_roomy))
			brief_text_add(t, LOOK_PLAIN, NULL, "");
		part_put(t, &plan, b, part);
		if (part == BRIEF_LAPSED && *never)
			brief_text_add(t, LOOK_PLAIN, "Never asked", never);
	}
	brief_text_add(t, LOOK_PLAIN, NULL, "");
	brief_text_add(t, LOOK_PLAIN, NULL, foot_text(t, b, &plan));
	return t->is_short ? err_nomem(err) : ST_OK;
}

void brief_text_done(struct brief_text *t)
{
	vec_done(&t->part);
}
