/*
 * doctor_form.c - are the store's tables, indexes and triggers those that this version makes?
 * Triggers hold the audit and decisions as they were written, indexes hold what is unique.
 */
#include <string.h>

#include "doctor.h"
#include "migrate.h"

enum { NAMED_MOST = 4 };
#define PARTS "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"
#define PART "SELECT sql FROM sqlite_schema WHERE type = $1 AND name = $2"

struct comparing {
	struct check *check;
	sqlite3 *there;      /* where each part is looked for */
	const char *wrong;   /* those that differ, named */
	size_t n;
	bool only_missing;   /* those that are otherwise were told */
};

static bool is_same(sqlite3 *db, const char *type, const char *name, const char *sql, bool only_missing, int *rc)
{
	sqlite3_stmt *st;
	bool same = false;

	*rc = sqlite3_prepare_v2(db, PART, -1, &st, NULL);
	if (*rc != SQLITE_OK)
		return false;
	sqlite3_bind_text(st, 1, type, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 2, name, -1, SQLITE_STATIC);
	if (sqlite3_step(st) == SQLITE_ROW) {
		const char *held = (const char *)sqlite3_column_text(st, 0);

		same = only_missing || (held && sql && !strcmp(held, sql));
	}
	*rc = sqlite3_finalize(st);
	return same;
}

/* Every part of one is in the other, made by the same words. */
static int parts_compare(struct comparing *c, sqlite3 *of)
{
	sqlite3_stmt *st;
	int found, rc = sqlite3_prepare_v2(of, PARTS, -1, &st, NULL);

	if (rc != SQLITE_OK)
		return rc;
	while (rc == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW) {
		const char *type = (const char *)sqlite3_column_text(st, 0), *name = (const char *)sqlite3_column_text(st, 1);

		if (!is_same(c->there, type, name, (const char *)sqlite3_column_text(st, 2), c->only_missing, &rc) && rc == SQLITE_OK &&
		    c->n++ < NAMED_MOST)
			c->wrong = arena_printf(c->check->arena, "%s%s%.20s %.40s", c->wrong, *c->wrong ? ", " : "", type, name);
		rc = !c->wrong ? SQLITE_NOMEM : rc;
	}
	found = sqlite3_finalize(st);
	return rc == SQLITE_OK ? found : rc;
}

enum status check_form(struct check *check, struct err *err)
{
	struct comparing c = {.check = check, .wrong = ""};
	sqlite3 *made = NULL;
	int rc = sqlite3_open_v2(":memory:", &made, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY, NULL);
	enum status st = rc == SQLITE_OK ? migrate(made, ":memory:", MIGRATIONS, MIGRATION_COUNT, false, err)
		: store_fail(check->store, rc, err);

	c.there = check->store->db;
	if (st == ST_OK)
		rc = parts_compare(&c, made);
	c.there = made;
	c.only_missing = true;
	if (st == ST_OK && rc == SQLITE_OK)
		rc = parts_compare(&c, check->store->db);
	if (st == ST_OK && rc != SQLITE_OK)
		st = store_fail(check->store, rc, err);
	sqlite3_close(made);
	if (st != ST_OK || !c.n)
		return st;
	return complain(check, "form", arena_printf(check->arena, "%zu part%s of the store %s gone, added, or not as this version "
		"makes %s (%s): somebody changed the file with another tool; keep a copy and restore the last backup",
		c.n, c.n == 1 ? "" : "s", c.n == 1 ? "is" : "are", c.n == 1 ? "it" : "them", c.wrong), err);
}
