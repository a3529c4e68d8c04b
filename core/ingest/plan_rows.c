/* Rows of a run one after another, and what they are compared by. */
#include "ingest/plan.h"

uint64_t plan_hash(uint32_t agency, const char *name)
{
	uint64_t h = (0xcbf29ce484222325u ^ agency) * 0x100000001b3u;

	for (; *name; name++)
		h = (h ^ (unsigned char)*name) * 0x100000001b3u;
	h ^= h >> 32;
	h *= 0xd6e8feb86659fd93u;
	h ^= h >> 32;
	h *= 0xd6e8feb86659fd93u;
	return h ^ h >> 32;
}

enum status plan_rows(struct staging *s, plan_row_fn *give, void *arg, struct err *e)
{
	enum status st = ST_OK;
	struct staged_row row;

	for (uint64_t at = STAGING_FIRST; at < s->rows_end && st == ST_OK; at = row.next) {
		st = staging_row(s, at, &row, e);
		if (st == ST_OK && !row.is_gone)
			st = give(arg, &row, e);
	}
	return st;
}
