/* pairs.c - the link row that two records make. */
#include "linkage/pairs.h"

#include <math.h>
#include <string.h>

#include "linkage/compare.h"

enum status link_auto_read(
	const struct store *store, struct arena *arena, enum link_auto *out, struct err *err)
{
	const char *value = NULL;
	enum status st = store_setting_get(store, "link.auto", arena, &value, err);

	if (st != ST_OK && st != ST_NONE)
		return st;
	*out = LINK_CERTAIN;
	if (value && strcmp(value, "off") == 0)
		*out = LINK_OFF;
	else if (value && strcmp(value, "likely") == 0)
		*out = LINK_LIKELY;
	return ST_OK;
}

const char *link_state(const char *band, enum link_auto reach)
{
	bool is_linked = (strcmp(band, BAND_NAMES[BAND_CERTAIN]) == 0 && reach >= LINK_CERTAIN) ||
		(strcmp(band, BAND_NAMES[BAND_LIKELY]) == 0 && reach >= LINK_LIKELY);

	return is_linked ? "linked" : "to-decide";
}

void pair_row(
	const struct normal *x, const struct normal *y, enum link_auto reach, struct link_row *out)
{
	const struct normal *a = x->id < y->id ? x : y, *b = x->id < y->id ? y : x;
	struct comparison c;
	struct judgement j;

	records_compare(a, b, &c);
	j = pair_judge(a, b, &c);
	*out = (struct link_row){a->id, b->id, BAND_NAMES[j.band], c.total,
		link_state(BAND_NAMES[j.band], reach), j.reason};
}

bool pair_rows_equal(const struct link_row *x, const struct link_row *y)
{
	return strcmp(x->band, y->band) == 0 && fabs(x->weight - y->weight) < 1e-9 &&
		strcmp(x->state, y->state) == 0 && strcmp(x->reason, y->reason) == 0;
}
