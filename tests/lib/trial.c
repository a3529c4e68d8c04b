#define _GNU_SOURCE
#include "trial.h"

#include <dirent.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "doctor.h"
#include "ingest.h"
#include "inside.h"

static void file_copy(const char *from, const char *to)
{
	char room[65536];
	int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	ssize_t n;

	assert_true(in >= 0 && out >= 0);
	while ((n = read(in, room, sizeof room)) > 0)
		assert_int_equal(write(out, room, (size_t)n), n);
	assert_int_equal(n, 0);
	close(in);
	close(out);
}

void trial_clear(struct trial *t)
{
	struct dirent *entry;
	DIR *dir = opendir(t->town.folder);

	assert_non_null(dir);
	while ((entry = readdir(dir)))
		if (!strncmp(entry->d_name, "case.db", 7)) {
			char name[400];

			snprintf(name, sizeof name, "%s/%s", t->town.folder, entry->d_name);
			unlink(name);
		}
	closedir(dir);
}

static const char *const BESIDE[] = {".key", ".head"};
enum { BESIDES = sizeof BESIDE / sizeof *BESIDE };

/* The store, the key that its audit is chained with, and the note of its end. */
static void store_copy(const char *from, const char *to)
{
	char name_from[180], name_to[180];

	file_copy(from, to);
	for (int i = 0; i < BESIDES; i++) {
		snprintf(name_from, sizeof name_from, "%s%s", from, BESIDE[i]);
		snprintf(name_to, sizeof name_to, "%s%s", to, BESIDE[i]);
		if (access(name_from, F_OK) == 0)
			file_copy(name_from, name_to);
	}
}

void trial_restore(struct trial *t)
{
	trial_clear(t);
	store_copy(t->kept, t->town.path);
}

enum status trial_open(struct trial *t, struct err *err)
{
	struct session_options options = town_options(&t->town);

	t->town.session = NULL;
	return session_open(&t->town.session, &options, err);
}

void trial_close(struct trial *t)
{
	session_close(t->town.session);
	t->town.session = NULL;
}

/* Of the clock or of chance: no two tries have the same. */
static bool is_of_the_moment(sqlite3_stmt *q, int column)
{
	int type = sqlite3_column_type(q, column);
	long long n = sqlite3_column_int64(q, column);
	const char *text = type == SQLITE_TEXT ? (const char *)sqlite3_column_text(q, column) : "";

	if (type == SQLITE_INTEGER)
		return n / 200000000 == 8 || n / 200000000000 == 8;
	return strstr(text, MADE_HERE) || !strncmp(text, "erased:", 7) || (strlen(text) >= 19 && text[4] == '-' && text[10] == 'T' && text[13] == ':');
}

static const char *row_told(struct arena *a, sqlite3_stmt *q)
{
	const char *all = "";
	bool is_made = false; /* and its id with its reference */

	for (int i = 0; i < sqlite3_column_count(q); i++)
		is_made |= sqlite3_column_type(q, i) == SQLITE_TEXT && is_of_the_moment(q, i);
	for (int i = 0; i < sqlite3_column_count(q); i++) {
		int type = sqlite3_column_type(q, i), n = sqlite3_column_bytes(q, i);
		const unsigned char *blob = type == SQLITE_BLOB ? sqlite3_column_blob(q, i) : NULL;

		all = arena_printf(a, "%s|%s", all, type == SQLITE_NULL ? "-" : type == SQLITE_BLOB ? "" : is_of_the_moment(q, i)
			? "then" : (const char *)sqlite3_column_text(q, i));
		for (int b = 0; blob && !is_made && b < n; b++)
			all = arena_printf(a, "%s%02x", all, blob[b]);
	}
	return all;
}

/* Each row as a line, by the statement. */
static const char *rows_told(struct arena *a, sqlite3 *db, const char *sql)
{
	const char *all = "";
	sqlite3_stmt *q;

	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
	while (sqlite3_step(q) == SQLITE_ROW)
		all = arena_printf(a, "%s%s\n", all, row_told(a, q));
	assert_int_equal(sqlite3_finalize(q), SQLITE_OK);
	return all;
}

/* Services in force, with all that belongs to each: what was begun beside them, or is out of force, is nobody's. */
static const char SERVICES[] = "SELECT f.name, s.ref, s.mark, (SELECT count(*) FROM service_place p WHERE p.service = s.id), "
	"(SELECT count(*) FROM service_contact c WHERE c.service = s.id), (SELECT count(*) FROM service_line l WHERE l.service = s.id), "
	"(SELECT count(*) FROM service_key k WHERE k.service = s.id) FROM service s "
	"JOIN service_source f ON f.id = s.source AND f.generation = s.generation ORDER BY f.name, s.ref";
/* What the linker compares by, in whichever rows it is packed. */
static const char BLOCKS[] = "WITH RECURSIVE entry (page, at) AS (SELECT page, 0 FROM block_page UNION ALL SELECT e.page, e.at + 1 "
	"FROM entry e JOIN block_page b ON b.page = e.page WHERE (e.at + 2) * 8 <= length(b.entries)) "
	"SELECT DISTINCT hex(substr(b.entries, e.at * 8 + 1, 8)) AS one FROM entry e JOIN block_page b ON b.page = e.page WHERE length(b.entries) "
	"ORDER BY one";
/* Of which the rows were lost before they were in. */
static const char LOST[] = "SELECT 'incomplete', count(*) FROM import WHERE state = 'incomplete'";
/* Which records are found by their uuid, which is of the moment where the record is. */
static const char UUIDS[] = "SELECT u.record, u.uuid = r.uuid FROM record_uuid u LEFT JOIN record r ON r.id = u.record ORDER BY 1, 2";
/* What was done, and to whom. */
static const char AUDIT[] = "SELECT worker, deed, person, detail FROM audit WHERE deed NOT IN ('look', 'list', 'search') ORDER BY id";

/* Of which the digest says nothing, and not every row counts. */
static const char *apart_told(struct arena *a, sqlite3 *db)
{
	return arena_printf(a, "%s%s%s", rows_told(a, db, LOST), rows_told(a, db, BLOCKS), rows_told(a, db, SERVICES));
}

/* Every table but the audit, whose looks are many, and those of which not every row counts. */
static const char *store_told(struct arena *a, sqlite3 *db)
{
	const char *all = "";
	sqlite3_stmt *tables;

	assert_int_equal(sqlite3_prepare_v2(db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
		" AND name NOT IN ('audit', 'meta', 'change') AND name NOT LIKE 'service%' AND name NOT IN ('block_page', 'record_uuid') AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name", -1, &tables, NULL), SQLITE_OK);
	while (sqlite3_step(tables) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(tables, 0);

		all = arena_printf(a, "%s%s\n%s", all, name, rows_told(a, db, arena_printf(a, "SELECT * FROM \"%s\" ORDER BY 1, 2", name)));
	}
	sqlite3_finalize(tables);
	return arena_printf(a, "%s%s%s%s", all, rows_told(a, db, UUIDS), rows_told(a, db, AUDIT), apart_told(a, db));
}

/* The doctor makes a store in memory to compare with, which takes longer than all else of a try.  Here
 * parts that were found to be sound are sound when they are met again. */
enum status __real_check_form(struct check *, struct err *);
enum status __wrap_check_form(struct check *, struct err *);
enum status __wrap_check_form(struct check *check, struct err *err)
{
	static uint64_t sound;
	const size_t before = check->complaints.n;
	uint64_t parts = 14695981039346656037u;
	enum status st = ST_OK;
	sqlite3_stmt *q;

	assert_int_equal(sqlite3_prepare_v2(check->store->db, "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name", -1, &q, NULL), SQLITE_OK);
	while (sqlite3_step(q) == SQLITE_ROW)
		for (int i = 0; i < 3; i++)
			for (const unsigned char *c = sqlite3_column_text(q, i); c && *c; c++)
				parts = (parts ^ *c) * 1099511628211u;
	assert_int_equal(sqlite3_finalize(q), SQLITE_OK);
	if (parts != sound)
		st = __real_check_form(check, err);
	if (st == ST_OK && check->complaints.n == before)
		sound = parts;
	return st;
}

/* What is in the store once the disk is well again, with what is left to do done. */
static const char *content(struct trial *t)
{
	struct doctor_report report;
	struct digest_line *line;
	const char *all = "", *sentence;
	int64_t import;
	sqlite3 *db;
	size_t n;

	works(trial_open(t, &the_err));
	works(ingest_finish(t->town.session, &(struct ingest_options){0}, &import, &the_err));
	works(doctor_run(t->town.session, t->town.arena, &report, &the_err));
	for (size_t i = 0; i < report.complaint_n; i++)
		print_error("%s: %s\n", report.complaint[i].check, report.complaint[i].text);
	assert_int_equal(report.complaint_n, 0);
	works(audit_verify(t->town.session, NULL, t->town.arena, &sentence, &the_err));
	works(doctor_digest(t->town.session, t->town.arena, &line, &n, &the_err));
	for (size_t i = 0; i < n; i++) /* decisions by their number: each says when it was made */
		all = arena_printf(t->town.arena, "%s%s %lld %s\n", all, line[i].kind, (long long)line[i].rows,
			strcmp(line[i].kind, "decisions") ? line[i].hash : "");
	db = t->town.session->store->db; /* which has read the schema: another connection takes longer over that than over all else */
	all = t->by_rows ? store_told(t->town.arena, db) : arena_printf(t->town.arena, "%s%s", all, apart_told(t->town.arena, db));
	trial_close(t);
	return all;
}

/* The first line that is another, of each. */
static void difference_show(const char *found, const char *meant)
{
	while (*found && *found == *meant) {
		size_t n = strcspn(found, "\n") + 1;

		if (strncmp(found, meant, n))
			break;
		found += n;
		meant += n;
	}
	print_error("found %.*s\nmeant %.*s\n", (int)strcspn(found, "\n"), found, (int)strcspn(meant, "\n"), meant);
}

void trial_judge(struct trial *t, enum status status, const struct err *err, const char *what_failed)
{
	const char *found = content(t);

	if (strcmp(found, t->after) && (status == ST_OK || strcmp(found, t->before))) {
		difference_show(found, t->after);
		if (status != ST_OK)
			difference_show(found, t->before);
		fail_msg("%s: status %d (%s)", what_failed, (int)status, err->text);
	}
	assert_true(status == ST_OK || (strlen(err->text) >= 13 && strlen(err->text) < sizeof err->text - 1));
}

void trial_begin(struct trial *t, enum status (*deed)(struct trial *, struct err *))
{
	trial_close(t);
	snprintf(t->kept, sizeof t->kept, "%s/kept.db", t->town.folder);
	store_copy(t->town.path, t->kept);
	t->deed = deed;
	t->before = strdup(content(t));
	works(t->deed(t, &the_err));
	trial_close(t);
	t->after = strdup(content(t));
	assert_non_null(t->before);
	assert_non_null(t->after);
}

static void folder_remove(const char *folder)
{
	struct dirent *entry;
	DIR *dir = opendir(folder);

	while (dir && (entry = readdir(dir))) {
		char name[600];

		snprintf(name, sizeof name, "%s/%s", folder, entry->d_name);
		unlink(name);
	}
	if (dir)
		closedir(dir);
	rmdir(folder);
}

void trial_end(struct trial *t)
{
	free((char *)t->before);
	free((char *)t->after);
	trial_clear(t);
	folder_remove(t->inbox);
	unlink(t->kept);
	for (int i = 0; i < BESIDES; i++) {
		char name[180];

		snprintf(name, sizeof name, "%s%s", t->kept, BESIDE[i]);
		unlink(name);
	}
	town_close(&t->town);
}

enum status trial_import(struct trial *t, struct err *err)
{
	const char *paths[] = {t->inbox};
	struct ingest_options options = {.paths = paths, .path_n = 1, .agency = "ASC"};
	struct ingest_report report;
	enum status status = trial_open(t, err);

	if (status == ST_OK)
		status = ingest_run(t->town.session, &options, t->town.arena, &report, err);
	return status;
}

void trial_put(struct trial *t, const char *name, const char *text)
{
	char path[320];
	FILE *f;

	snprintf(t->inbox, sizeof t->inbox, "%s/in", t->town.folder);
	mkdir(t->inbox, 0700);
	snprintf(path, sizeof path, "%s/%s", t->inbox, name);
	f = fopen(path, "wb");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}
