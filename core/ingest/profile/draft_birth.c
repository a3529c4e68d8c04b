/* A birth date that a table has in parts, a column for each of year, month and day; or the year alone. */
#include <string.h>

#include "ingest/profile/draft.h"
#include "ingest/profile/guess.h"

/* A short name tells only beside the other two. */
static const struct { const char *name, *brief; } PARTS[] = {
	{ "birth year;year of birth;dob year;dob yyyy;birth yr;yob", "by" },
	{ "birth month;month of birth;dob month;dob mm;birth mth", "bm" },
	{ "birth day;day of birth;dob day;dob dd", "bd" },
};
enum { YEAR, MONTH, DAY, PART_COUNT };

static bool is_called(const char *words, const char *names)
{
	size_t length = strlen(words), n;

	for (; *names; names += n + (names[n] == ';')) {
		n = strcspn(names, ";");
		if (n == length && strncmp(names, words, n) == 0)
			return true;
	}
	return false;
}

static struct look_column *part_find(const struct draft *d, const char *names)
{
	for (size_t i = 0; i < d->look->n; i++) {
		struct look_column *c = &d->look->column[i];

		if (!c->claimed && c->filled && (is_called(c->words, names) || (*c->parts && is_called(c->parts, names))) &&
			look_is(c, LK_NUMBER))
			return c;
	}
	return NULL;
}

static void parts_find(const struct draft *d, struct look_column *part[static PART_COUNT])
{
	for (int i = 0; i < PART_COUNT; i++)
		part[i] = part_find(d, PARTS[i].name);
	if (part[YEAR])
		return;
	for (int i = 0; i < PART_COUNT; i++)
		part[i] = part_find(d, PARTS[i].brief);
	if (!part[MONTH] || !part[DAY])
		part[YEAR] = NULL;
}

void draft_birth(const struct draft *d)
{
	struct look_column *part[PART_COUNT];

	if (guesses_find(d->guesses, TABLE_PEOPLE, "date_of_birth"))
		return;
	parts_find(d, part);
	for (int i = 0; i < PART_COUNT && part[i] && part[YEAR]; i++) {
		fputs(i ? " + '-' + " : "  date_of_birth  ", d->out);
		draft_column(d, part[i]);
		part[i]->claimed = "date_of_birth";
	}
	if (part[YEAR])
		fputs("   # by their headers\n", d->out);
}
