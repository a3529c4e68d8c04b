/*
 * told.c - figures as they may be shown: small numbers by the rule of board.h.
 */
#include "board/counting.h"
#include "text.h"

enum { HUSHED_TO = 5 };

static int64_t rounded(int64_t n)
{
	return (n + HUSHED_TO / 2) / HUSHED_TO * HUSHED_TO;
}

static bool is_small(int64_t n)
{
	return n > 0 && n < BOARD_SMALL;
}

/* "12,040", lent from the arena. */
static const char *number(int64_t n, struct arena *arena)
{
	const char *rest;

	if (n < 1000)
		return arena_printf(arena, "%lld", (long long)n);
	rest = number(n / 1000, arena);
	return rest ? arena_printf(arena, "%s,%03d", rest, (int)(n % 1000)) : NULL;
}

const char *board_count_told(const struct board *b, int64_t n, struct arena *arena)
{
	if (b->is_hushed && is_small(n))
		return text_or_empty(arena_printf(arena, "<%d", BOARD_SMALL));
	return text_or_empty(number(b->is_hushed ? rounded(n) : n, arena));
}

/* A count for data: no commas. */
static const char *bare(const struct board *b, int64_t n, struct arena *arena)
{
	if (b->is_hushed && is_small(n))
		return arena_printf(arena, "<%d", BOARD_SMALL);
	return arena_printf(arena, "%lld", (long long)(b->is_hushed ? rounded(n) : n));
}

static enum board_shape shape_of(enum board_of of, const struct board_number *n)
{
	return n->den < 0 ? BS_COUNT : BOARD_MEANINGS[of].shape;
}

/* The two numbers as they may be told; false: nothing of them may. */
static bool hush(const struct board *b, enum board_shape shape, const struct board_number *n,
	int64_t *num, int64_t *den)
{
	bool is_minutes = shape == BS_MINUTES || shape == BS_MINUTES_SHARE;

	*num = n->num;
	*den = n->den;
	if (!b->is_hushed)
		return true;
	if (shape == BS_DAYS)
		return n->den >= BOARD_SMALL;
	if (is_minutes) {
		*num = (n->num + 30) / 60 * 60;
		*den = shape == BS_MINUTES ? rounded(n->den) : (n->den + 30) / 60 * 60;
		return !is_small(n->things);
	}
	*num = rounded(n->num);
	*den = rounded(n->den);
	return !is_small(n->num) && !is_small(n->den);
}

/* Minutes as hours, to the hour from ten on. */
static const char *hours(int64_t minutes, struct arena *arena)
{
	const char *whole;

	if (minutes < 60)
		return arena_printf(arena, "%lld min", (long long)minutes);
	if (minutes < 600)
		return arena_printf(arena, "%lld.%lld h", (long long)(minutes / 60), (long long)(minutes % 60 / 6));
	whole = number((minutes + 30) / 60, arena);
	return whole ? arena_printf(arena, "%s h", whole) : NULL;
}

static const char *share(int64_t num, int64_t den, struct arena *arena)
{
	int64_t tenths = (num * 1000 + den / 2) / den;

	if (tenths < 100 && tenths % 10 && num)
		return arena_printf(arena, "%lld.%lld %%", (long long)(tenths / 10), (long long)(tenths % 10));
	return arena_printf(arena, "%lld %%", (long long)((num * 100 + den / 2) / den));
}

const char *board_told(const struct board *b, enum board_of of, const struct board_number *n,
	struct arena *arena)
{
	enum board_shape shape = shape_of(of, n);
	int64_t num, den;

	if (shape == BS_COUNT)
		return board_count_told(b, n->num, arena);
	if (!hush(b, shape, n, &num, &den) || (shape != BS_MINUTES && den == 0))
		return "";
	switch (shape) {
	case BS_COUNT:
		break;
	case BS_SHARE: case BS_MINUTES_SHARE:
		return text_or_empty(share(num, den, arena));
	case BS_MEAN:
		return text_or_empty(arena_printf(arena, "%.1f", (double)num / (double)den));
	case BS_DAYS:
		return text_or_empty(arena_printf(arena, num == 1 ? "%lld day" : "%lld days", (long long)num));
	case BS_MINUTES:
		return text_or_empty(hours(num, arena));
	}
	return "";
}

const char *board_value(const struct board *b, enum board_of of, const struct board_number *n,
	struct arena *arena)
{
	enum board_shape shape = shape_of(of, n);
	int64_t num, den;

	if (shape == BS_COUNT)
		return text_or_empty(bare(b, n->num, arena));
	if (!hush(b, shape, n, &num, &den) || ((shape == BS_SHARE || shape == BS_MEAN ||
		shape == BS_MINUTES_SHARE || shape == BS_DAYS) && den == 0))
		return "";
	switch (shape) {
	case BS_COUNT: case BS_DAYS: case BS_MINUTES:
		return text_or_empty(arena_printf(arena, "%lld", (long long)num));
	case BS_SHARE: case BS_MINUTES_SHARE:
		return text_or_empty(arena_printf(arena, "%.1f", 100.0 * (double)num / (double)den));
	case BS_MEAN:
		return text_or_empty(arena_printf(arena, "%.2f", (double)num / (double)den));
	}
	return "";
}

void board_parts_told(const struct board *b, enum board_of of, const struct board_number *n,
	struct arena *arena, const char **num, const char **den)
{
	enum board_shape shape = shape_of(of, n);
	bool is_minutes = shape == BS_MINUTES || shape == BS_MINUTES_SHARE;
	int64_t num_told, den_told;
	bool may = hush(b, shape, n, &num_told, &den_told);

	*num = shape == BS_DAYS ? "" : is_minutes ? may ? arena_printf(arena, "%lld", (long long)num_told) : ""
		: bare(b, n->num, arena);
	*den = shape == BS_COUNT ? "" : shape == BS_MINUTES_SHARE
		? may ? arena_printf(arena, "%lld", (long long)den_told) : "" : bare(b, n->den, arena);
	*num = text_or_empty(*num);
	*den = text_or_empty(*den);
}

const char *board_label(enum board_of of)
{
	const char *label = BOARD_MEANINGS[of].label;

	while (*label == ' ')
		label++;
	return label;
}

const char *board_months_told(const struct board *b, enum board_of of, struct arena *arena)
{
	static const char *const NAMES[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
		"Nov", "Dec"};
	const char *all = "";

	for (int i = 0; i < BOARD_MONTHS; i++) {
		struct board_figure f;
		const char *told;
		int year, month, day;

		if (!board_month(b, of, i, &f))
			return "";
		told = board_told(b, of, &f.now, arena);
		civil_parts(f.from, &year, &month, &day);
		all = text_or_empty(arena_printf(arena, "%s%s%s %s", all, i ? ", " : "", NAMES[month - 1], *told ? told : "-"));
	}
	return all;
}
