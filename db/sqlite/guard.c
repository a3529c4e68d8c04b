#include "guard.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

int guard_switches(sqlite3 *db)
{
	static const struct { int op, on; } SWITCHES[] = {
		{SQLITE_DBCONFIG_DEFENSIVE, 1},
		{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
		{SQLITE_DBCONFIG_DQS_DDL, 0},
		{SQLITE_DBCONFIG_DQS_DML, 0},
		{SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
		{SQLITE_DBCONFIG_ENABLE_FKEY, 1},
		{SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0},
		{SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0},
		{SQLITE_DBCONFIG_ENABLE_QPSG, 1}, /* a plan is not made anew for what is bound */
	};

	for (size_t i = 0; i < sizeof SWITCHES / sizeof *SWITCHES; i++) {
		int rc = sqlite3_db_config(db, SWITCHES[i].op, SWITCHES[i].on, NULL);

		if (rc != SQLITE_OK)
			return rc;
	}
	return sqlite3_extended_result_codes(db, 1);
}

static bool is_append_only(const char *table)
{
	return table && (!strcmp(table, "audit") || !strcmp(table, "audit_key") || !strcmp(table, "decision") ||
		!strcmp(table, "decision_evidence"));
}

/* What was said of a decision may be taken away, no more: a trigger holds it to that. */
static bool is_words_of_decision(const char *table, const char *column)
{
	return table && column && !strcmp(table, "decision") &&
		(!strcmp(column, "note") || !strcmp(column, "reason"));
}

static bool is_pragma_of_ours(const char *name)
{
	static const char *const PRAGMAS[] = {
		"data_version", "synchronous", "cache_size", "quick_check", "integrity_check",
		"foreign_key_check", "wal_checkpoint", "user_version", "page_count", "page_size",
	};

	for (size_t i = 0; name && i < sizeof PRAGMAS / sizeof *PRAGMAS; i++)
		if (!strcmp(name, PRAGMAS[i]))
			return true;
	return false;
}

static int may(void *unused, int deed, const char *one, const char *two, const char *base,
	const char *trigger)
{
	(void)unused;
	(void)base;
	(void)trigger;
	switch (deed) {
	case SQLITE_SELECT:
	case SQLITE_READ:
	case SQLITE_FUNCTION:
	case SQLITE_RECURSIVE:
	case SQLITE_TRANSACTION:
	case SQLITE_INSERT:
		return SQLITE_OK;
	case SQLITE_UPDATE:
		if (is_words_of_decision(one, two))
			return SQLITE_OK;
		/* fall through */
	case SQLITE_DELETE:
		return is_append_only(one) ? SQLITE_DENY : SQLITE_OK;
	case SQLITE_PRAGMA:
		return is_pragma_of_ours(one) ? SQLITE_OK : SQLITE_DENY;
	default:
		return SQLITE_DENY;
	}
}

int guard_close(sqlite3 *db)
{
	static const struct { int limit, value; } LIMITS[] = {
		{SQLITE_LIMIT_LENGTH, 1000000},
		{SQLITE_LIMIT_SQL_LENGTH, 64000},
		{SQLITE_LIMIT_COLUMN, 100},
		{SQLITE_LIMIT_EXPR_DEPTH, 50},
		{SQLITE_LIMIT_COMPOUND_SELECT, 5},
		{SQLITE_LIMIT_VDBE_OP, 25000},
		{SQLITE_LIMIT_FUNCTION_ARG, 8},
		{SQLITE_LIMIT_ATTACHED, 0},
		{SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50},
		{SQLITE_LIMIT_VARIABLE_NUMBER, 50},
		{SQLITE_LIMIT_TRIGGER_DEPTH, 5},
		{SQLITE_LIMIT_WORKER_THREADS, 0},
	};

	for (size_t i = 0; i < sizeof LIMITS / sizeof *LIMITS; i++)
		sqlite3_limit(db, LIMITS[i].limit, LIMITS[i].value);
	return sqlite3_set_authorizer(db, may, NULL);
}
