/*
 * office_bench STORE WORKERS SECONDS EVERY KILL_EVERY - so many workers at once on a filled
 * store (office.h), each made known with a role, and saying why they open somebody; then the
 * store compared with what they were told.  EVERY and KILL_EVERY in seconds, 0: no pause, no
 * kill.  Prints one line of `name value` pairs, and in quotation marks what was wrong.
 */
#include <stdio.h>
#include <stdlib.h>

#include "office.h"

static void tell(const char *name, const struct office_times *t)
{
	printf("%s %zu %s_p50 %.3f %s_p99 %.3f %s_most %.3f ", name, t->n, name, t->p50, name, t->p99, name, t->most);
}

int main(int argc, char **argv)
{
	struct office_seen seen;
	char why[300] = "";
	struct office office;
	bool holds;

	if (argc != 6) {
		fprintf(stderr, "office_bench STORE WORKERS SECONDS EVERY KILL_EVERY\n");
		return 2;
	}
	office = (struct office){.store = argv[1], .workers = atoi(argv[2]), .seconds = atof(argv[3]),
		.every = atof(argv[4]), .kill_every = atof(argv[5]), .seed = 1,
		.is_staffed = true};
	if (!office_run(&office, &seen)) {
		fprintf(stderr, "office_bench: no store with records, or no room for so many processes %s\n", seen.error);
		return 1;
	}
	holds = office_holds(&office, why, sizeof why);
	tell("writes", &seen.writes);
	tell("looks", &seen.looks);
	printf("wal %.1f kills %zu errors %zu holds %d \"%s\"\n", (double)seen.log_most / 1e6, seen.kills,
		seen.errors, holds, holds ? seen.errors ? seen.error : "" : why);
	office_close();
	return 0;
}
