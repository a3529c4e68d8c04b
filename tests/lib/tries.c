#include "tries.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "failing.h"

/* Which of the table is tried. */
static const struct deed_way *way;

int tries_each(void)
{
	const char *each = getenv("TRIES_EACH");

	if (each && atoi(each) > 0)
		return atoi(each);
#ifdef __SANITIZE_ADDRESS__
	return 2;
#else
	return 1;
#endif
}

/* The store as it was, on a disk that is watched, or fails, from the deed on. */
static void try_begin(struct trial *t)
{
	trial_restore(t);
	if (t->by_rows)
		works(trial_open(t, &the_err));
}

static void try_failing(struct trial *t, const char *name, long n, enum failing_how how, enum failing_fault fault)
{
	struct err err = {0};
	enum status status;
	bool has_failed;
	char what[120];

	snprintf(what, sizeof what, "%.50s, operation %ld, %s, fault %d", name, n, how == FAIL_ONCE ? "once" : "on", (int)fault);
	try_begin(t);
	failing_begin(n, how, fault);
	status = t->deed(t, &err);
	trial_close(t);
	failing_end(&has_failed);
	assert_true(has_failed || status == ST_OK);
	trial_judge(t, status, &err, what);
}

/* How many operations there are; all deeds are closed alike. */
static long operations(struct trial *t, enum failing_fault fault, long part)
{
	struct err err = {0};
	bool has_failed;

	try_begin(t);
	failing_watch(fault);
	failing_part(part);
	works(t->deed(t, &err));
	failing_part(0);
	trial_close(t);
	return failing_end(&has_failed);
}

void tries_make(struct trial *t, const char *what)
{
	static long turn, met;
	const int each = tries_each() * (t->each ? t->each : 1);

	turn++;
	for (int fault = FAULT_IO; fault <= FAULT_FULL; fault++) {
		long count = operations(t, (enum failing_fault)fault, turn);

		assert_true(count > 0);
		for (int how = FAIL_ONCE; how <= FAIL_ON; how++)
			for (long n = 1; n <= count; n++)
				if (failing_is_new(n, (enum failing_how)how) && met++ % each == 0) {
					try_failing(t, what, n, (enum failing_how)how, (enum failing_fault)fault);
					arena_reset(t->town.arena);
				}
	}
}

void tries_places(struct trial *t, const char *what)
{
	static long met;
	long count = operations(t, FAULT_ANY, 0);

	assert_true(count > 0);
	for (long n = 1; n <= count; n++)
		if (failing_is_new_place(n) && met++ % tries_each() == 0) {
			try_failing(t, what, n, FAIL_ONCE, FAULT_ANY);
			arena_reset(t->town.arena);
		}
}

static enum status way_deed(struct trial *t, struct err *err)
{
	enum status status = t->town.session ? ST_OK : trial_open(t, err);

	return status == ST_OK ? way->make(t->town.session, t->town.arena, err) : status;
}

static void each_way(const struct deed_way *ways, size_t n, bool must_change, void (*make)(struct trial *, const char *))
{
	for (size_t i = 0; i < n; i++) {
		struct trial t = {.by_rows = !ways[i].takes_files};

		way = &ways[i];
		deed_town(&t.town, way);
		trial_begin(&t, way_deed);
		if (must_change && !strcmp(t.before, t.after))
			fail_msg("%s changes nothing", way->name);
		make(&t, way->name);
		trial_end(&t);
	}
}

void tries_of(const struct deed_way *ways, size_t n)
{
	each_way(ways, n, true, tries_make);
}

void tries_places_of(const struct deed_way *ways, size_t n)
{
	each_way(ways, n, false, tries_places);
}
