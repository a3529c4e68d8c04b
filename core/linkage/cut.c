/* cut.c - pairs and their people without what does not exist for the viewer. */
#include "linkage/cut.h"

#include <math.h>

#include "governance/gate.h"
#include "linkage/address.h"
#include "linkage/judge.h"

static enum status addresses_cut(const struct session *s, const char **list, size_t *n, bool *is_cut,
	struct arena *arena, struct err *err)
{
	size_t kept = 0;

	for (size_t i = 0; i < *n; i++) {
		struct record r;
		enum status st = address_seen(s, list[i], arena, &r, err);

		if (st != ST_OK && st != ST_NONE)
			return st;
		if (st == ST_OK)
			list[kept++] = list[i];
	}
	*is_cut |= kept < *n;
	*n = kept;
	return ST_OK;
}

static enum status side_cut(const struct session *s, struct link_side *side, bool *is_cut, struct arena *arena,
	struct err *err)
{
	size_t kept = 0;

	for (size_t i = 0; i < side->n; i++) {
		struct record r;
		enum status st = seen_record(s, side->record[i].record, arena, &r, err);

		if (st != ST_OK && st != ST_NONE)
			return st;
		if (st == ST_OK)
			side->record[kept++] = side->record[i];
	}
	*is_cut |= kept < side->n;
	side->n = kept;
	return ST_OK;
}

enum status preview_cut(const struct session *s, struct link_preview *p, struct arena *arena, struct err *err)
{
	bool is_cut = false;
	enum status st;

	if (sees_all(s))
		return ST_OK;
	st = addresses_cut(s, p->left, &p->left_n, &is_cut, arena, err);
	if (st == ST_OK)
		st = addresses_cut(s, p->right, &p->right_n, &is_cut, arena, err);
	for (int i = 0; i < 2 && st == ST_OK; i++)
		st = side_cut(s, &p->side[i], &is_cut, arena, err);
	if (st != ST_OK || !is_cut)
		return st;
	p->earlier_n = 0;
	p->caution = NULL;
	for (int i = 0; i < 2; i++)
		for (size_t k = 0; k < p->side[i].n; k++)
			p->side[i].record[k].why = p->side[i].record[k].with = p->side[i].record[k].against = "";
	return ST_OK;
}

enum status link_cut(const struct session *s, int64_t a, int64_t b, double *weight, const char **reason, struct arena *arena,
	struct err *err)
{
	bool is = false;
	enum status st = record_is_whole(s, a, &is, err);

	if (st == ST_OK && is)
		st = record_is_whole(s, b, &is, err);
	if (st != ST_OK || is)
		return st;
	*weight = NAN;
	*reason = reason_of_names(*reason, arena);
	return *reason ? ST_OK : err_nomem(err);
}

enum status pair_is_seen(const struct session *s, int64_t a, int64_t b, bool *is, struct err *err)
{
	enum status st = record_is_placed(s, a, is, err);

	return st == ST_OK && *is ? record_is_placed(s, b, is, err) : st;
}
