#include "screens/board_trend.h"

#include <stdio.h>
#include <string.h>

enum { MONTH_CELLS = 6 };

/* What a bar stands for: a share of a hundred, an average, or the count itself. */
static double height_of(enum board_of of, const struct board_number *n)
{
	switch (BOARD_MEANINGS[of].shape) {
	case BS_SHARE: case BS_MINUTES_SHARE: case BS_MEAN:
		return n->den > 0 ? (double)n->num / (double)n->den : 0;
	case BS_COUNT: case BS_DAYS: case BS_MINUTES:
		break;
	}
	return (double)n->num;
}

static const char *bar(const struct canvas *c, double height, double most)
{
	static const char *const BLOCKS[] = {" ", "\u2581", "\u2582", "\u2583", "\u2584", "\u2585", "\u2586",
		"\u2587", "\u2588"};
	static const char *const MARKS[] = {" ", ".", ".", ":", ":", "|", "|", "#", "#"};
	int step = most > 0 && height > 0 ? 1 + (int)(height / most * 7 + 0.5) : 0;

	return (c->ascii ? MARKS : BLOCKS)[step > 8 ? 8 : step];
}

/* Short enough for its column: "12k" for 12,040; "204h". */
static void shorten(char *text, size_t room, enum board_of of, const struct board_number *n)
{
	if (strlen(text) < MONTH_CELLS)
		return;
	if (BOARD_MEANINGS[of].shape == BS_MINUTES)
		snprintf(text, room, "%lldh", (long long)(n->num / 60));
	else if (n->num >= 10000)
		snprintf(text, room, "%lldk", (long long)(n->num / 1000));
}

bool trend_draw(const struct board *b, enum board_of of, struct canvas *c, struct area a)
{
	static const char *const NAMES[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
		"Nov", "Dec"};
	int fit = a.cols / MONTH_CELLS < BOARD_MONTHS ? a.cols / MONTH_CELLS : BOARD_MONTHS;
	struct arena *texts = arena_new();
	struct board_figure f;
	double most = 0;
	bool is_told = texts && board_month(b, of, 0, &f);

	for (int i = BOARD_MONTHS - fit; is_told && i < BOARD_MONTHS; i++) {
		board_month(b, of, i, &f);
		most = height_of(of, &f.now) > most ? height_of(of, &f.now) : most;
	}
	for (int i = 0; is_told && i < fit; i++) {
		int x = a.x + i * MONTH_CELLS, year, month, day;
		char told[32];
		bool is_kept;

		board_month(b, of, BOARD_MONTHS - fit + i, &f);
		civil_parts(f.from, &year, &month, &day);
		snprintf(told, sizeof told, "%s", board_told(b, of, &f.now, texts));
		is_kept = *told && *told != '<';
		shorten(told, sizeof told, of, &f.now);
		canvas_text(c, a.y, x + 1, 1, LOOK_STRONG, is_kept ? bar(c, height_of(of, &f.now), most) : " ");
		canvas_text(c, a.y + 1, x, MONTH_CELLS - 1, LOOK_PLAIN, told);
		canvas_text(c, a.y + 2, x, MONTH_CELLS - 1, LOOK_HEADING, NAMES[month - 1]);
	}
	arena_free(texts);
	return is_told;
}
