/*
 * desk.c - drafts, stars, lists as their readers want them, and actions.
 */
#include "store_desk.h"

#include "inside.h"
#include "rows.h"
#include "sqlite/query.h"

/* Drafts ------------------------------------------------------------------- */

enum status store_draft_put(struct txn *t, const char *worker, const char *form, int64_t record,
	const char *text, struct err *err)
{
	char now[21];
	struct query q;

	time_text(time_now(), now);
	query_begin(&q, t->store, SQL_DRAFT_PUT);
	query_text(&q, worker);
	query_text(&q, form);
	query_int(&q, record);
	query_text(&q, now);
	query_text(&q, text);
	return query_run(&q, err);
}

enum status store_draft_remove(struct txn *t, const char *worker, const char *form, int64_t person,
	struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_DRAFT_REMOVE);
	query_text(&q, worker);
	query_text(&q, form);
	query_int(&q, person);
	return query_run(&q, err);
}

enum status store_drafts(const struct store *s, const char *worker, struct arena *arena,
	struct draft_row **out, size_t *n, struct err *err)
{
	VEC(struct draft_row) rows = {0};
	struct query q;

	query_begin(&q, s, SQL_DRAFTS);
	query_text(&q, worker);
	while (query_next(&q)) {
		struct draft_row row = {.form = row_text(&q, 0, arena), .person = row_int(&q, 1),
			.at = row_text(&q, 2, arena), .text = row_text(&q, 3, arena)};

		if (!vec_push(&rows, row))
			query_fail(&q, SQLITE_NOMEM);
	}
	return rows_give(&q, &rows, arena, out, n, err);
}

/* Stars -------------------------------------------------------------------- */

static enum status star_run(struct txn *t, enum statement what, const char *worker, int64_t id,
	struct err *err)
{
	struct query q;

	query_begin(&q, t->store, what);
	query_text(&q, worker);
	query_int(&q, id);
	return query_run(&q, err);
}

enum status store_star_put(struct txn *t, const char *worker, int64_t record, struct err *err)
{
	return star_run(t, SQL_STAR_PUT, worker, record, err);
}

enum status store_star_remove(struct txn *t, const char *worker, int64_t person, struct err *err)
{
	return star_run(t, SQL_STAR_REMOVE, worker, person, err);
}

enum status store_stars(const struct store *s, const char *worker, struct arena *arena,
	int64_t **out, size_t *n, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_STARS);
	query_text(&q, worker);
	return rows_numbers(&q, arena, out, n, err);
}

/* Leads -------------------------------------------------------------------- */

enum status store_lead_put(struct txn *t, int64_t record, const char *worker, int64_t decision,
	struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_LEAD_PUT);
	query_int(&q, record);
	query_text(&q, worker);
	query_int(&q, decision);
	return query_run(&q, err);
}

enum status store_lead_remove(struct txn *t, int64_t record, struct err *err)
{
	return run_number(t, SQL_LEAD_REMOVE, record, err);
}

static struct lead_row lead_read(struct query *q, struct arena *arena)
{
	return (struct lead_row){
		.person = row_int(q, 0), .worker = row_text(q, 1, arena), .decision = row_int(q, 2),
		.at = row_text(q, 3, arena), .by = row_text(q, 4, arena), .note = row_text(q, 5, arena),
	};
}

enum status store_lead_of(const struct store *s, int64_t person, struct arena *arena,
	struct lead_row *out, struct err *err)
{
	struct query q;
	bool found;
	enum status status;

	query_begin(&q, s, SQL_LEAD_OF);
	query_int(&q, person);
	found = query_next(&q);
	if (found)
		*out = lead_read(&q, arena);
	status = query_end(&q, err);
	return status != ST_OK || found ? status : err_set(err, ST_NONE, "nobody leads yet");
}

enum status store_leads_of(const struct store *s, const char *worker, struct arena *arena,
	struct lead_row **out, size_t *n, struct err *err)
{
	VEC(struct lead_row) rows = {0};
	struct query q;

	query_begin(&q, s, SQL_LEADS_OF_WORKER);
	query_text(&q, worker);
	while (query_next(&q))
		if (!vec_push(&rows, lead_read(&q, arena)))
			query_fail(&q, SQLITE_NOMEM);
	return rows_give(&q, &rows, arena, out, n, err);
}

enum status store_leads_named(const struct store *s, struct arena *arena, const char ***out,
	size_t *n, struct err *err)
{
	VEC(const char *) rows = {0};
	struct query q;

	query_begin(&q, s, SQL_LEADS_NAMED);
	while (query_next(&q))
		if (!vec_push(&rows, row_text(&q, 0, arena)))
			query_fail(&q, SQLITE_NOMEM);
	return rows_give(&q, &rows, arena, out, n, err);
}

/* Lists -------------------------------------------------------------------- */

enum status store_list_setting_put(struct txn *t, const char *worker, const char *list, const char *text,
	struct err *err)
{
	struct query q;

	query_begin(&q, t->store, *text ? SQL_LIST_SETTING_PUT : SQL_LIST_SETTING_REMOVE);
	query_text(&q, worker);
	query_text(&q, list);
	if (*text)
		query_text(&q, text);
	return query_run(&q, err);
}

enum status store_list_setting_get(const struct store *s, const char *worker, const char *list,
	struct arena *arena, const char **text, struct err *err)
{
	struct query q;
	bool found;
	enum status status;

	query_begin(&q, s, SQL_LIST_SETTING_GET);
	query_text(&q, worker);
	query_text(&q, list);
	found = query_next(&q);
	if (found)
		*text = row_text(&q, 0, arena);
	status = query_end(&q, err);
	return status == ST_OK && !found ? err_set(err, ST_NONE, "nothing was chosen for this list") : status;
}

/* Actions ------------------------------------------------------------------ */

enum status store_action_add(struct txn *t, const struct action_row *a, int64_t *id, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_ACTION_ADD);
	query_text(&q, a->at);
	query_text(&q, a->worker);
	query_int(&q, a->record);
	query_int_or_null(&q, a->agency);
	query_int_or_null(&q, a->event);
	query_text(&q, a->what);
	query_int(&q, a->by_day);
	query_int(&q, (int64_t)a->state);
	return query_number(&q, id, err);
}

enum status store_action_state(struct txn *t, int64_t id, enum action_state state, struct err *err)
{
	return run_numbers(t, SQL_ACTION_STATE, (int64_t)state, id, err);
}

static bool action_read(struct query *q, struct arena *arena, struct action_row *out)
{
	int64_t state = row_int(q, 9);

	if (state < AC_TO_DO || state > AC_TAKEN_BACK) {
		query_fail(q, SQLITE_CORRUPT);
		return false;
	}
	*out = (struct action_row){.id = row_int(q, 0), .at = row_text(q, 1, arena),
		.worker = row_text(q, 2, arena), .record = row_int(q, 3), .person = row_int(q, 4),
		.agency = row_int(q, 5), .event = row_int(q, 6), .what = row_text(q, 7, arena),
		.by_day = (int32_t)row_int(q, 8), .state = (enum action_state)state};
	return true;
}

enum status store_action_get(const struct store *s, int64_t id, struct arena *arena,
	struct action_row *out, struct err *err)
{
	struct query q;
	bool found;
	enum status status;

	query_begin(&q, s, SQL_ACTION_GET);
	query_int(&q, id);
	found = query_next(&q) && action_read(&q, arena, out);
	status = query_end(&q, err);
	return status == ST_OK && !found ? err_set(err, ST_NONE, "there is no such action") : status;
}

enum status store_actions_due_count(const struct store *s, int32_t until, int64_t *out, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_ACTIONS_DUE_COUNT);
	query_int(&q, until);
	return query_number(&q, out, err);
}

enum status store_actions(const struct store *s, int64_t person, int32_t until, size_t limit,
	struct arena *arena, struct action_row **out, size_t *n, struct err *err)
{
	VEC(struct action_row) rows = {0};
	struct action_row row;
	struct query q;

	query_begin(&q, s, person ? SQL_ACTIONS_OF : SQL_ACTIONS_DUE);
	query_int(&q, person ? person : until);
	query_int(&q, limit ? (int64_t)limit : INT64_MAX);
	while (query_next(&q))
		if (action_read(&q, arena, &row) && !vec_push(&rows, row))
			query_fail(&q, SQLITE_NOMEM);
	return rows_give(&q, &rows, arena, out, n, err);
}

enum status store_people_written_of(const struct store *s, const char *worker, size_t most,
	struct arena *arena, int64_t **out, size_t *n, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_PEOPLE_WRITTEN_OF);
	query_text(&q, worker);
	query_int(&q, (int64_t)most);
	return rows_numbers(&q, arena, out, n, err);
}

enum status store_people_kept_of(const struct store *s, const char *worker, struct arena *arena,
	int64_t **out, size_t *n, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_PEOPLE_KEPT_OF);
	query_text(&q, worker);
	return rows_numbers(&q, arena, out, n, err);
}
