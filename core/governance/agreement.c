/*
 * The partnership's matrix as it is in force, told and changed.
 */
#include "access.h"

#include <stdio.h>

#include "governance/facts.h"
#include "governance/gate.h"
#include "text.h"

const char SHARING_STARTS[] =
	"The matrix is where a partnership starts from; what holds is its own agreement.";

static void cell_write(const struct sharing_matrix *m, enum party who, enum party whose, char out[static 4])
{
	snprintf(out, 4, "%c/%c", m->cell[who][whose][0], m->cell[who][whose][1]);
}

enum status sharing_cells(struct session *s, struct arena *arena, struct sharing_cell **out, size_t *n, struct err *err)
{
	const struct sharing_rules *rules;
	struct sharing_cell *cell = arena_alloc(arena, PARTY_COUNT * PARTY_COUNT * sizeof *cell);
	enum status st = cell ? sharing_rules_of(s, &rules, err) : err_nomem(err);

	if (st != ST_OK)
		return st;
	*n = 0;
	for (int who = 0; who < PARTY_COUNT; who++)
		for (int whose = 0; whose < PARTY_COUNT; whose++) {
			struct sharing_cell *c = &cell[(*n)++];

			c->who = (enum party)who;
			c->whose = (enum party)whose;
			cell_write(&rules->matrix, c->who, c->whose, c->now);
			cell_write(&SHARING_DEFAULT, c->who, c->whose, c->usual);
			c->is_changed = strcmp(c->now, c->usual) != 0;
		}
	*out = cell;
	return ST_OK;
}

enum status sharing_defaults(struct session *s, struct arena *arena, struct sharing_default **out, size_t *n,
	struct err *err)
{
	struct sharing_default *list;
	struct setting_row *row;
	size_t row_n;
	enum status st = store_setting_list(s->store, SETTING_SHARING, arena, &row, &row_n, err);

	list = st == ST_OK ? arena_alloc(arena, (row_n + 1) * sizeof *list) : NULL;
	if (!list)
		return st == ST_OK ? err_nomem(err) : st;
	*n = 0;
	for (size_t i = 0; i < row_n; i++) {
		const char *agency = SETTING_SHARING_AGENCY, *instrument = SETTING_SHARING_INSTRUMENT;

		if (strncmp(row[i].key, agency, strlen(agency)) == 0)
			list[(*n)++] = (struct sharing_default){"agency", row[i].key + strlen(agency), row[i].value};
		else if (strncmp(row[i].key, instrument, strlen(instrument)) == 0)
			list[(*n)++] = (struct sharing_default){"instrument", row[i].key + strlen(instrument), row[i].value};
	}
	*out = list;
	return ST_OK;
}

struct putting { const char *key, *value; };

static enum status put_fn(struct work *work, void *arg, struct err *err)
{
	const struct putting *p = arg;

	return store_setting_put(work->txn, p->key, p->value, err);
}

static enum status put(struct session *s, const char *key, const char *value, struct err *err)
{
	struct putting p = {key, value};
	char detail[160];
	enum status st;

	snprintf(detail, sizeof detail, "%s %s", key, value ? value : "as usual");
	st = case_write(s, &(struct deed){.deed = "setting", .detail = detail}, put_fn, &p, err);
	gate_forget(s);
	return st;
}

enum status sharing_cell_set(struct session *s, const char *who, const char *whose, const char *cell, struct err *err)
{
	enum party row, column;
	char letters[2], usual[4], key[96];

	if (!party_parse(who, &row) || !party_parse(whose, &column))
		return err_set(err, ST_USAGE, "%.40s is no row of the matrix: nhs, adult_care, children_care, care, housing, "
			"community, police, education", party_parse(who, &row) ? whose : who);
	if (!sharing_cell_parse(cell, letters))
		return err_set(err, ST_USAGE, "a cell is two of F R C c E N with / between, standard before sensitive: F/R");
	cell_write(&SHARING_DEFAULT, row, column, usual);
	snprintf(key, sizeof key, SETTING_SHARING "%s.%s", PARTY_NAMES[row], PARTY_NAMES[column]);
	return put(s, key, strcmp(cell, usual) == 0 ? NULL : cell, err);
}

enum status sharing_default_set(struct session *s, const char *of, const char *code, const char *sensitivity,
	struct err *err)
{
	bool is_agency = strcmp(of, "agency") == 0;
	enum sensitivity least;
	char folded[65], key[128];
	int instrument;

	if (!is_agency && strcmp(of, "instrument") != 0)
		return err_set(err, ST_USAGE, "say agency CODE or instrument CODE, and what it is taken for");
	if (!sensitivity_parse(sensitivity, &least))
		return err_set(err, ST_USAGE, "it is taken for standard, sensitive, restricted or hidden");
	if (!code_fold(code, folded) || (is_agency && !session_agency_by_code(s, folded)))
		return err_set(err, ST_USAGE, "%.64s is no %s that is known here", code, of);
	instrument = catalogue_instrument_find(s->catalogue, folded);
	if (!is_agency && instrument < 0)
		return err_set(err, ST_USAGE, "%.64s is no kind of assessment that is known here", code);
	snprintf(key, sizeof key, "%s%s", is_agency ? SETTING_SHARING_AGENCY : SETTING_SHARING_INSTRUMENT, folded);
	return put(s, key, least == SN_STANDARD ? NULL : SENSITIVITY_NAMES[least], err);
}
