/* fitted.c - the model as it is shown. */
#include <math.h>

#include "case.h"
#include "care/work.h"
#include "linkage.h"
#include "linkage/pairs.h"

static size_t levels_list(const struct model *x, struct fitted_level *out)
{
	size_t n = 0;

	for (int f = 0; f < CF_COUNT; f++)
		for (int l = LV_EXACT; l < LV_COUNT; l++)
			if (x->m[f][l] > 0 && x->u[f][l] > 0)
				out[n++] = (struct fitted_level){COMPARED_NAMES[f], LEVEL_NAMES[l], x->m[f][l],
					x->u[f][l], log2(x->m[f][l] / x->u[f][l])};
	return n;
}

static enum status agencies_list(struct session *s, const struct model *x, struct arena *arena,
	struct fitted *out, struct err *err)
{
	struct agency *agency = NULL;
	size_t n = 0;
	enum status st = store_agency_all(s->store, arena, &agency, &n, err);

	out->agencies = st == ST_OK ? arena_alloc(arena, (n * (n + 1) / 2 + 1) * sizeof *out->agencies) : NULL;
	if (!out->agencies)
		return st == ST_OK ? err_nomem(err) : st;
	for (size_t i = 0; i < n; i++)
		for (size_t j = i; j < n; j++) {
			double bits = model_source(x, (uint32_t)agency[i].id, (uint32_t)agency[j].id);

			if (bits != 0)
				out->agencies[out->agencies_n++] =
					(struct fitted_agencies){agency[i].code, agency[j].code, bits};
		}
	return ST_OK;
}

enum status linking_fitted(struct session *s, struct arena *arena, struct fitted *out, struct err *err)
{
	struct fitted_level *level = arena_alloc(arena, CF_COUNT * LV_COUNT * sizeof *level);
	struct guide guide;
	enum status st = guide_read(&guide, s->store, err);

	if (st == ST_OK && !level)
		st = err_nomem(err);
	if (st == ST_OK)
		*out = (struct fitted){.level = level, .level_n = levels_list(&guide.model, level),
			.records = (int64_t)guide.model.records, .left_out = (int64_t)guide.model.left_out,
			.prior = guide.model.prior, .kin = guide.model.kin};
	if (st == ST_OK)
		st = agencies_list(s, &guide.model, arena, out, err);
	guide_done(&guide);
	return st;
}
