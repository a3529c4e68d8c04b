/*
 * The agreement in force, in sentences.
 */
#include "governance/agreement.h"

#include <string.h>

#include "access.h"
#include "store_sharing.h"

/* "sharing by the matrix as it began", or which cells are otherwise. */
static enum status matrix_told(struct session *s, struct arena *arena, const char **out, struct err *err)
{
	struct sharing_cell *cell;
	const char *told = "";
	size_t n, changed = 0;
	enum status st = sharing_cells(s, arena, &cell, &n, err);

	for (size_t i = 0; st == ST_OK && told && i < n; i++)
		if (cell[i].is_changed)
			told = arena_printf(arena, "%s%s %s of %s %s", told, changed++ ? "," : "", PARTY_NAMES[cell[i].who],
				PARTY_NAMES[cell[i].whose], cell[i].now);
	if (st != ST_OK)
		return st;
	*out = !told ? NULL : !changed ? "sharing by the matrix as it began; `sharing` shows it"
		: arena_printf(arena, "sharing by the matrix, of which %zu cell%s not as it began:%s", changed,
			changed == 1 ? " is" : "s are", told);
	return *out ? ST_OK : err_nomem(err);
}

/* "taken for more than standard: agency REF hidden"; NULL: nothing is. */
static enum status defaults_told(struct session *s, struct arena *arena, const char **out, struct err *err)
{
	struct sharing_default *more;
	const char *told = "";
	size_t n, some = 0;
	enum status st = sharing_defaults(s, arena, &more, &n, err);

	*out = NULL;
	if (st != ST_OK)
		return st;
	for (size_t i = 0; told && i < n; i++)
		if (strcmp(more[i].sensitivity, SENSITIVITY_NAMES[SN_STANDARD]) != 0)
			told = arena_printf(arena, "%s%s %s %s %s", told, some++ ? "," : "", more[i].of, more[i].code, more[i].sensitivity);
	if (told && some)
		*out = arena_printf(arena, "taken for more than standard:%s", told);
	return told && (!some || *out) ? ST_OK : err_nomem(err);
}

/* Where in `who` a worker stands; `n`: nowhere yet. */
static size_t place_of(const struct sharing_said *const *who, size_t n, const char *worker)
{
	size_t at = 0;

	while (at < n && strcmp(who[at]->worker, worker) != 0)
		at++;
	return at;
}

/* "named workers: kim of 2 records"; NULL: there is none. */
static enum status named_told(struct session *s, struct arena *arena, const char **out, struct err *err)
{
	struct sharing_said *row;
	const char *told = "";
	size_t n = 0, who_n = 0;
	enum status st = store_sharing_of_kind(s->store, SAID_NAMED, INT32_MAX, arena, &row, &n, err);
	const struct sharing_said **who = st == ST_OK ? arena_alloc(arena, (n + 1) * sizeof *who) : NULL;
	size_t *of = st == ST_OK ? arena_alloc(arena, (n + 1) * sizeof *of) : NULL;

	*out = NULL;
	if (!who || !of)
		return st == ST_OK ? err_nomem(err) : st;
	for (size_t i = n; i-- > 0;) {
		size_t at = row[i].is_in_force ? place_of(who, who_n, row[i].worker) : n;

		if (at == n)
			continue;
		if (at == who_n) {
			who[who_n] = &row[i];
			of[who_n++] = 0;
		}
		of[at]++;
	}
	for (size_t i = 0; told && i < who_n; i++)
		told = arena_printf(arena, "%s%s %s of %zu record%s", told, i ? "," : "", who[i]->worker, of[i], of[i] == 1 ? "" : "s");
	if (told && who_n)
		*out = arena_printf(arena, "named workers, for what is restricted or hidden:%s", told);
	return told && (!who_n || *out) ? ST_OK : err_nomem(err);
}

enum status agreement_told(struct session *s, struct arena *arena, const char *out[static AGREEMENT_TOLD], size_t *n,
	struct err *err)
{
	static enum status (*const TELL[AGREEMENT_TOLD])(struct session *, struct arena *, const char **, struct err *) = {
		matrix_told, defaults_told, named_told};
	enum status st = ST_OK;

	*n = 0;
	for (size_t i = 0; i < AGREEMENT_TOLD && st == ST_OK; i++) {
		st = TELL[i](s, arena, &out[*n], err);
		*n += st == ST_OK && out[*n];
	}
	return st;
}
