#include "migrate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inside.h"
#include "sqlite/whole.h"

extern const char schema_001_sql[], schema_002_sql[], schema_003_sql[], schema_004_sql[],
	schema_005_sql[], schema_006_sql[], schema_007_sql[], schema_008_sql[], schema_009_sql[],
	schema_010_sql[], schema_011_sql[], schema_012_sql[], schema_013_sql[], schema_014_sql[],
	schema_015_sql[], schema_016_sql[],
	schema_017_sql[], schema_018_sql[], schema_019_sql[], schema_020_sql[], schema_021_sql[],
	schema_023_sql[], schema_025_sql[], schema_027_sql[], schema_028_sql[], schema_029_sql[],
	schema_030_sql[], schema_031_sql[], schema_032_sql[], schema_033_sql[], schema_034_sql[];

const struct migration MIGRATIONS[] = {
	{1, schema_001_sql},
	{2, schema_002_sql},
	{3, schema_003_sql},
	{4, schema_004_sql},
	{5, schema_005_sql},
	{6, schema_006_sql},
	{7, schema_007_sql},
	{8, schema_008_sql},
	{9, schema_009_sql},
	{10, schema_010_sql},
	{11, schema_011_sql},
	{12, schema_012_sql},
	{13, schema_013_sql},
	{14, schema_014_sql},
	{15, schema_015_sql},
	{16, schema_016_sql},
	{17, schema_017_sql},
	{18, schema_018_sql},
	{19, schema_019_sql},
	{20, schema_020_sql},
	{21, schema_021_sql},
	{23, schema_023_sql},
	{25, schema_025_sql},
	{27, schema_027_sql},
	{28, schema_028_sql},
	{29, schema_029_sql},
	{30, schema_030_sql},
	{31, schema_031_sql},
	{32, schema_032_sql},
	{33, schema_033_sql},
	{34, schema_034_sql},
};
const size_t MIGRATION_COUNT = sizeof MIGRATIONS / sizeof *MIGRATIONS;

int schema_version(sqlite3 *db, int *rc)
{
	sqlite3_stmt *st;
	int version = -1;

	*rc = sqlite3_prepare_v2(db, "PRAGMA user_version", -1, &st, NULL);
	if (*rc != SQLITE_OK)
		return -1;
	*rc = sqlite3_step(st);
	if (*rc == SQLITE_ROW) {
		version = sqlite3_column_int(st, 0);
		*rc = SQLITE_OK;
	}
	sqlite3_finalize(st);
	return version;
}

/* Online copy of a database to a file that appears only when it is whole. */
static enum status copy_online(sqlite3 *db, const char *place, const char *to, struct err *err)
{
	struct part part;
	enum status status = part_begin(&part, to, err);

	if (status == ST_OK) {
		int rc = whole_copy(db, part.name, NULL, err);

		status = rc == SQLITE_OK ? part_appear(&part, true, err) : path_fail(place, rc, err);
	}
	part_done(&part);
	return status;
}

static enum status copy_before(sqlite3 *db, const char *place, int version, struct err *err)
{
	size_t room = strlen(place) + 32;
	char *to = malloc(room);
	enum status status;

	if (!to)
		return err_nomem(err);
	snprintf(to, room, "%s.before-v%d", place, version);
	status = copy_online(db, place, to, err);
	free(to);
	return status;
}

static int set_version(sqlite3 *db, int version)
{
	char text[48];

	snprintf(text, sizeof text, "PRAGMA user_version = %d", version);
	return db_run(db, text);
}

/* Rows that point nowhere after a migration mean that it was wrong. */
static int keys_hold(sqlite3 *db)
{
	sqlite3_stmt *st;
	int rc = sqlite3_prepare_v2(db, "PRAGMA foreign_key_check", -1, &st, NULL);

	if (rc != SQLITE_OK)
		return rc;
	rc = sqlite3_step(st);
	sqlite3_finalize(st);
	if (rc == SQLITE_ROW)
		return SQLITE_CONSTRAINT_FOREIGNKEY;
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static int apply_held(sqlite3 *db, const struct migration *list, size_t n)
{
	int rc = db_run(db, "BEGIN IMMEDIATE");
	int version;

	if (rc != SQLITE_OK)
		return rc;
	version = schema_version(db, &rc);
	for (size_t i = 0; rc == SQLITE_OK && i < n; i++)
		if (list[i].version > version)
			rc = db_run(db, list[i].sql);
	if (rc == SQLITE_OK && version > 0)
		rc = keys_hold(db);
	if (rc == SQLITE_OK && version < list[n - 1].version)
		rc = set_version(db, list[n - 1].version);
	if (rc == SQLITE_OK)
		rc = db_run(db, "COMMIT");
	if (rc != SQLITE_OK)
		db_run(db, "ROLLBACK");
	return rc;
}

/* While a table is made anew others point at none; whether they point somewhere is asked at the end. */
static int apply(sqlite3 *db, const struct migration *list, size_t n)
{
	int was, now, rc = sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, -1, &was);

	if (rc == SQLITE_OK)
		rc = sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
	if (rc != SQLITE_OK)
		return rc;
	rc = apply_held(db, list, n);
	now = sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, was, NULL);
	return rc == SQLITE_OK ? now : rc;
}

enum status migrate(sqlite3 *db, const char *place, const struct migration *list, size_t n,
	bool copies, struct err *err)
{
	int last = list[n - 1].version;
	int rc, version = schema_version(db, &rc);

	if (rc != SQLITE_OK)
		return path_fail(place, rc, err);
	if (version > last)
		return err_set(err, ST_NEWER, "the store %s was made by a newer Throughline (version %d, "
			"this program knows up to %d); use the newer program", place, version, last);
	if (version == last)
		return ST_OK;
	if (version > 0 && copies) {
		enum status status = copy_before(db, place, last, err);

		if (status != ST_OK)
			return status;
	}
	rc = apply(db, list, n);
	if ((rc & 0xff) == SQLITE_ERROR || (rc & 0xff) == SQLITE_CONSTRAINT)
		return err_set(err, ST_DAMAGED, "the store %s could not be brought from version %d to "
			"%d and stays as it was; keep it and ask for help", place, version, last);
	return rc == SQLITE_OK ? ST_OK : path_fail(place, rc, err);
}
