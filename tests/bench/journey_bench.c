/*
 * journey_bench FOLDER - a person's journey of 10, 500 and 2,000 events: what the store
 * takes to give it and to note that it was opened, what it takes to open it and to draw the first screen, and what a key
 * takes then, in milliseconds of processor time (median and 95th of a hundred).  Prints one
 * line of `name value` pairs for each, for bench.py.  The folder must be there; a store
 * is made in it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "app.h"
#include "canvas_grid.h"
#include "care/work.h"
#include "ingest.h"
#include "input.h"
#include "journey.h"
#include "store_events.h"

enum { ROUNDS = 100, ROWS = 24, COLS = 80 };
static const int SIZES[] = {10, 500, 2000};
static const char *const NUMBERS[] = {"9990000018", "9990000026", "9990000034"};
enum { SIZE_COUNT = sizeof SIZES / sizeof *SIZES };

static const struct { const char *kind, *instrument; int every; } HAPPENS[] = {
	{"assessment", "CA-NEEDS", 7}, {"assessment", "OT-FUNC", 11}, {"assessment", "HDA", 13}, {"request", "", 17},
	{"admission", "", 19}, {"service", "", 23}, {"change", "", 29}, {"contact", "", 1},
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void tell(const char *name, double *ms)
{
	qsort(ms, ROUNDS, sizeof *ms, by_size);
	printf(" %s_p50 %.3f %s_p95 %.3f", name, ms[ROUNDS / 2], name, ms[ROUNDS * 95 / 100]);
}

static FILE *file(const char *folder, const char *name)
{
	char path[512];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	f = fopen(path, "w");
	if (!f) {
		fprintf(stderr, "journey_bench: %s cannot be written\n", path);
		exit(1);
	}
	return f;
}

/* Eight agencies take turns, the newest event yesterday. */
static void person_write(FILE *people, FILE *events, int size, const char *number)
{
	int32_t day = civil_day(2025, 11, 20);

	for (int a = 0; a < 8; a++)
		fprintf(people, "AG%d,P%d,Okafor,Grace,1943-07-%02d,%s,01\n", a, size, 1 + size % 27, number);
	for (int i = 0; i < size; i++) {
		size_t k = 0;
		char iso[11];

		while (i % HAPPENS[k].every)
			k++;
		civil_iso(day - (int32_t)((int64_t)i * 3650 / size), iso);
		fprintf(events, "AG%d,%d-%d,P%d,%s,%s,Something that happened,%s,%s\n", i * 7 % 8, size, i, size,
			HAPPENS[k].kind, iso, HAPPENS[k].instrument, HAPPENS[k].kind[0] == 'r' ? "AG1" : "");
	}
}

static void files_write(const char *folder)
{
	FILE *agencies = file(folder, "agencies.csv"), *people = file(folder, "people.csv"), *events = file(folder, "events.csv");

	fputs("code,name,sector\n", agencies);
	for (int a = 0; a < 8; a++)
		fprintf(agencies, "AG%d,Agency %d,nhs\n", a, a);
	fputs("agency,local_id,family_name,given_name,date_of_birth,nhs_number,nhs_number_status\n", people);
	fputs("agency,source_ref,local_id,kind,starts_on,title,instrument,to_agency\n", events);
	for (int i = 0; i < SIZE_COUNT; i++)
		person_write(people, events, SIZES[i], NUMBERS[i]);
	fclose(agencies);
	fclose(people);
	fclose(events);
}

static void must(enum status st, const struct err *e)
{
	if (st == ST_OK)
		return;
	fprintf(stderr, "journey_bench: %s\n", e->text);
	exit(1);
}

static void take_in(struct session *s, const char *folder)
{
	const struct ingest_options what = {.paths = &folder, .path_n = 1};
	struct arena *a = arena_new();
	struct ingest_report report;
	struct err e = {0};

	must(ingest_run(s, &what, a, &report, &e), &e);
	arena_free(a);
}

/* What the store takes to give all that happened to the person. */
static void store_measure(struct session *s, int64_t person)
{
	double ms[ROUNDS];

	for (int i = 0; i < ROUNDS; i++) {
		struct arena *a = arena_new();
		struct event *event;
		struct err e = {0};
		double start = now();
		size_t n;

		must(store_person_events(s->store, person, a, &event, &n, &e), &e);
		ms[i] = now() - start;
		arena_free(a);
	}
	tell("store", ms);
}

/* The row that says who opened them, in a transaction of its own. */
static void audit_measure(struct session *s, int64_t person)
{
	double ms[ROUNDS];

	for (int i = 0; i < ROUNDS; i++) {
		struct err e = {0};
		double start = now();

		must(case_look(s, &(struct deed){.deed = "open", .person = person}, &e), &e);
		ms[i] = now() - start;
	}
	tell("audit", ms);
}

/* From the key that opens the person to the last cell drawn. */
static void open_measure(struct app *app, int64_t person)
{
	double ms[ROUNDS];

	for (int i = 0; i < ROUNDS; i++) {
		double start = now();

		app_go(app, &SCREEN_PERSON, &(struct target){person, 0});
		app_draw(app);
		ms[i] = now() - start;
		app_back(app);
	}
	tell("open", ms);
}

static void keys_measure(struct app *app, int64_t person, const char *name, const uint32_t *key, int n)
{
	double ms[ROUNDS];

	app_go(app, &SCREEN_PERSON, &(struct target){person, 0});
	app_draw(app);
	for (int i = 0; i < ROUNDS; i++) {
		double start = now();

		app_key(app, key[i % n]);
		app_draw(app);
		ms[i] = now() - start;
	}
	tell(name, ms);
	app_key(app, K_ESC);
	app_back(app);
}

static void one_measure(struct session *s, int size)
{
	static const uint32_t DOWN[] = {'j'}, PAN[] = {'h'}, ZOOM[] = {'-', '+'}, FILTER[] = {'/', 'o', 'n', 'e', K_ESC};
	struct canvas *canvas = canvas_grid_new(ROWS, COLS, false);
	struct arena *a = arena_new();
	struct app app;
	struct err e = {0};
	char address[32], **fits;
	int64_t person;
	size_t fits_n;

	snprintf(address, sizeof address, "AG0:P%d", size);
	must(person_resolve(s, address, &person, a, &fits, &fits_n, &e), &e);
	must(app_open(&app, s, canvas, false, &e), &e);
	printf("events %d", size);
	store_measure(s, person);
	audit_measure(s, person);
	open_measure(&app, person);
	keys_measure(&app, person, "down", DOWN, 1);
	keys_measure(&app, person, "column", PAN, 1);
	keys_measure(&app, person, "zoom", ZOOM, 2);
	keys_measure(&app, person, "filter", FILTER, 5);
	putchar('\n');
	app_done(&app);
	canvas_close(canvas);
	arena_free(a);
}

int main(int argc, char **argv)
{
	struct session *s = NULL;
	struct err e = {0};
	char store[512];

	if (argc != 2) {
		fputs("usage: journey_bench FOLDER\n", stderr);
		return 2;
	}
	snprintf(store, sizeof store, "%s/case.db", argv[1]);
	const struct session_options how = {.store = store, .today = civil_day(2025, 11, 21), .make = true};

	files_write(argv[1]);
	must(session_open(&s, &how, &e), &e);
	take_in(s, argv[1]);
	for (int i = 0; i < SIZE_COUNT; i++)
		one_measure(s, SIZES[i]);
	session_close(s);
	return 0;
}
