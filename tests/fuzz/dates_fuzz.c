/* Any text as a date, in every form that files and people write one: what is taken for a date
 * is one, whatever it was written as. */
#include <stdlib.h>
#include <string.h>

#include "civil.h"
#include "ingest/cld/cld.h"
#include "ingest/files/loosedate.h"
#include "ingest/profile/mapping.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void in_tables(const char *text, int32_t latest)
{
	char iso[11], out[32];
	struct civil when;
	int32_t day;

	for (int order = 0; order < 2; order++)
		if (loosedate_read(text, (enum date_order)order, &day, iso))
			must(civil_parse(iso, &when) && when.day == day);
	if (cld_date(text, latest, &day, iso))
		must(civil_parse(iso, &when) && when.day == day);
	for (unsigned forms = 1; forms < 16; forms++)
		if (profile_date(text, forms, latest, out))
			must(civil_parse(out, &when));
}

/* As the name of a column of a register, whatever stands above it and before. */
static void as_heading(const char *text, int32_t today)
{
	struct day_hint hints[] = { {.year = 0}, {.year = 2025, .month = 11, .is_told = true}, {.year = 2024} }, seen = {.year = 0};
	struct civil when;
	char iso[11];

	day_hint_take(&seen, text);
	must(seen.month >= 0 && seen.month <= 12 && seen.year >= 0 && seen.year <= 9999);
	for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
		for (unsigned forms = DATES_DMY; forms <= DATES_EXCEL; forms <<= 1)
			for (int32_t after = CIVIL_NONE, n = 0; n < 2; n++, after = today)
				if (profile_day(text, forms, &hints[i], n ? today : CIVIL_NONE, after, iso) == DAY_YES)
					must(civil_parse(iso, &when) && strlen(iso) == 10);
}

static void as_typed(const char *text, int32_t today)
{
	struct civil when;
	struct death death = DEATH_NONE;
	int32_t first, last;
	char iso[11], said[12];

	if (civil_typed(text, today, &first, &last))
		must(first <= last && first != CIVIL_NONE);
	if (civil_parse(text, &when)) {
		must(!civil_is_part(text) && death_add(&death, text) && death.day == when.day);
		civil_iso(when.day, iso);
		civil_short(when.day, said);
		must(strlen(iso) == 10 && *said && civil_age(when.day, today) >= -1);
	} else if (death_add(&death, text)) {
		must(death.has_died && death.day == CIVIL_NONE && death_is_past(death, today));
	}
}

/* The first byte says how old the newest date may be. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const int32_t today = civil_day(2025, 11, 21);
	char *text = malloc(size + 1);

	must(text != NULL);
	if (size) {
		memcpy(text, data + 1, size - 1);
		text[size - 1] = 0;
		in_tables(text, data[0] ? today - data[0] * 100 : CIVIL_NONE);
		as_typed(text, today);
		as_heading(text, today);
	}
	free(text);
	return 0;
}
