#include "office.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <sqlite3.h>

#include "access.h"
#include "asked.h"
#include "care/work.h"
#include "journey.h"
#include "lead.h"
#include "store_workers.h"
#include "workers.h"
#include "writing.h"

enum { TRIED = 1, TOLD = 2, FINDINGS = 200, LEADS = 3, OWN = 5000 /* of an agency's people */ };

/* What one worker did, in memory that the processes share: it outlives a kill. */
struct log {
	size_t writes, looks, errors;
	unsigned char write[OFFICE_DEEDS]; /* 0, TRIED, TOLD */
	float write_ms[OFFICE_DEEDS], look_ms[OFFICE_DEEDS];
	size_t looks_told;
	char error[400];
};
/* The day begins when everybody is there. */
struct house {
	_Atomic int seated;
	_Atomic bool is_open;
	double until;
	struct log log[OFFICE_MOST];
};
static struct house *the_house;

struct desk {
	const struct office *office;
	struct log *log;
	struct session *session;
	struct arena *arena;
	int64_t records, record, person; /* how many there are; who was opened last */
	const struct asked_row *finding;
	size_t finding_n;
	int64_t *own;                    /* a practitioner's: records of their agency */
	size_t own_n;
	uint64_t dice;
	char name[16];
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void nap(double seconds)
{
	struct timespec t = {.tv_sec = (time_t)seconds, .tv_nsec = (long)((seconds - (double)(time_t)seconds) * 1e9)};

	if (seconds > 0)
		nanosleep(&t, NULL);
}

static uint64_t throw_dice(uint64_t *dice, uint64_t sides)
{
	*dice ^= *dice << 13;
	*dice ^= *dice >> 7;
	*dice ^= *dice << 17;
	return *dice % sides;
}

static bool went(struct desk *d, enum status st, const struct err *err)
{
	if (st == ST_OK)
		return true;
	d->log->errors++;
	snprintf(d->log->error, sizeof d->log->error, "%s: %.300s", d->name, err->text);
	return false;
}

static bool is_practitioner(const struct desk *d)
{
	return d->session->viewer.role == ROLE_PRACTITIONER;
}

/* A practitioner opens those of their own agency. */
static bool own_read(struct desk *d)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *q = NULL;
	bool good = sqlite3_open_v2(d->office->store, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK && sqlite3_prepare_v2(db,
		"SELECT r.id FROM agency a CROSS JOIN record r CROSS JOIN holding h WHERE a.code = ?1 AND r.agency = a.id AND "
		"h.record = r.id AND h.person > 0 LIMIT ?2", -1, &q, NULL) == SQLITE_OK && (d->own = arena_alloc(d->arena, OWN * sizeof *d->own));

	if (good) {
		sqlite3_bind_text(q, 1, d->session->viewer.agency, -1, SQLITE_STATIC);
		sqlite3_bind_int64(q, 2, OWN);
		while (sqlite3_step(q) == SQLITE_ROW)
			d->own[d->own_n++] = sqlite3_column_int64(q, 0);
	}
	sqlite3_finalize(q);
	sqlite3_close(db);
	return good;
}

/* False: their agency has nobody. */
static bool somebody(struct desk *d, int64_t *record, int64_t *person)
{
	const bool is_own = is_practitioner(d);
	struct err err;

	if (is_own && !d->own_n)
		return false;
	*record = is_own ? d->own[throw_dice(&d->dice, d->own_n)] : 1 + (int64_t)throw_dice(&d->dice, (uint64_t)d->records);
	return went(d, store_person_of(d->session->store, *record, person, &err), &err);
}

/* As the dashboard asks: why, of whom it is asked. */
static bool why_said(struct desk *d, int64_t person)
{
	bool must = false;
	struct err err;
	enum status st = d->office->is_staffed ? access_must_say(d->session, person, &must, &err) : ST_OK;

	return went(d, st == ST_OK && must ? access_open(d->session, person, "referral", &err) : st, &err);
}

static void look(struct desk *d)
{
	struct arena *arena = arena_new();
	struct person *p;
	struct err err;
	double begun;

	if (!arena || d->log->looks == OFFICE_DEEDS || !somebody(d, &d->record, &d->person)) {
		arena_free(arena);
		return;
	}
	begun = now();
	if (why_said(d, d->person) && went(d, person_open(d->session, d->person, arena, &p, &err), &err)) {
		d->log->look_ms[d->log->looks++] = (float)((now() - begun) * 1e3);
		d->log->looks_told++;
	}
	arena_free(arena);
}

/* Whoever writes about somebody has opened them. */
static bool whom_note(struct desk *d)
{
	if (!d->office->is_staffed || !d->person)
		return somebody(d, &d->record, &d->person) && why_said(d, d->person);
	return true;
}

static enum status note(struct desk *d, const char *text, struct arena *arena, struct err *err)
{
	struct writing w = {.kind = EV_NOTE, .text = text, .record = d->record, .person = d->person};
	struct written out;

	return writing_put(d->session, &w, arena, &out, err);
}

static enum status rule(struct desk *d, const struct asked_row *row, const char *text, struct err *err)
{
	const int64_t event = row->finding.event;

	return asked_decide(d->session, &event, 1, &(struct ruling){.verdict = VD_AVOIDABLE, .note = text}, err);
}

/* Every third write is a decision. */
static void put(struct desk *d)
{
	struct arena *arena = arena_new();
	size_t nth = d->log->writes;
	const struct asked_row *row = d->finding_n && nth % 3 == 2 ? &d->finding[throw_dice(&d->dice, d->finding_n)] : NULL;
	char text[48];
	struct err err;
	enum status st;
	double begun;

	if (!arena || nth == OFFICE_DEEDS || !(row || whom_note(d))) {
		arena_free(arena);
		return;
	}
	begun = now();
	snprintf(text, sizeof text, "%s %zu", d->name, nth);
	d->log->write[nth] = TRIED;
	d->log->writes = nth + 1;
	st = row ? rule(d, row, text, &err) : note(d, text, arena, &err);
	if (went(d, st, &err)) {
		d->log->write_ms[nth] = (float)((now() - begun) * 1e3);
		d->log->write[nth] = TOLD;
	}
	arena_free(arena);
}

/* Somebody of whom they lead already is left. */
static bool leads_take(struct desk *d)
{
	for (int i = 0; i < LEADS; i++) {
		struct handover over = {.seen = -1};
		struct err err;
		enum status st;
		int64_t record;

		if (!somebody(d, &record, &over.person) || !why_said(d, over.person))
			return false;
		st = lead_hand(d->session, &over, &err);
		if (st != ST_USAGE && !went(d, st, &err))
			return false;
	}
	return true;
}

static bool sit_down(struct desk *d)
{
	struct asked_query query = {.stage = -1, .state = -1, .limit = FINDINGS};
	struct session_options o = {.store = d->office->store, .worker = d->name, .today = civil_day(2025, 11, 21)};
	struct asked_row *row;
	struct err err;

	d->arena = arena_new();
	if (!d->arena || !went(d, session_open(&d->session, &o, &err), &err) ||
		!went(d, asked_list(d->session, &query, d->arena, &row, &d->finding_n, &err), &err))
		return false;
	d->finding = row;
	if (is_practitioner(d) && !own_read(d))
		return false;
	return !d->office->is_staffed || leads_take(d);
}

/* One worker's day; the process ends with it. */
static void work(const struct office *o, int who, int64_t records, uint64_t dice)
{
	struct desk d = {.office = o, .log = &the_house->log[who], .records = records, .dice = dice};
	double look_at, write_at, until;
	bool can;

	snprintf(d.name, sizeof d.name, "w%03d", who);
	can = sit_down(&d);
	the_house->seated++;
	if (!can)
		_exit(1);
	while (!the_house->is_open)
		nap(0.01);
	until = the_house->until;
	look_at = now() + o->every * (double)throw_dice(&d.dice, 1000) / 1000;
	write_at = now() + o->every * (double)throw_dice(&d.dice, 1000) / 1000;
	while (now() < until) {
		bool looks = look_at <= write_at;
		double next = looks ? look_at : write_at;

		if (next >= until)
			break;
		nap(next - now());
		if (looks)
			look(&d);
		else
			put(&d);
		*(looks ? &look_at : &write_at) = o->every > 0 ? next + o->every : now();
	}
	arena_free(d.arena);
	session_close(d.session);
	_exit(0);
}

static int64_t asked_number(const char *store, const char *sql)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *q = NULL;
	int64_t n = -1;

	if (sqlite3_open_v2(store, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
		sqlite3_prepare_v2(db, sql, -1, &q, NULL) == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW)
		n = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	sqlite3_close(db);
	return n;
}

static enum status staff_add(struct session *s, const struct office *o, struct err *err)
{
	enum status st = worker_add(s, &(struct worker_said){.name = "steward", .role = "steward"}, err);

	for (int w = 0; w < o->workers && st == ST_OK; w++) {
		const struct agency *of = session_agency_nth(s, (size_t)w % session_agency_count(s));
		char name[16];

		snprintf(name, sizeof name, "w%03d", w);
		st = worker_add(s, &(struct worker_said){.name = name, .role = w % 3 == 2 ? "practitioner" : "coordinator",
			.agency = of->code}, err);
	}
	return st;
}

/* Before anybody comes in; the processes come after. */
static bool staff(const struct office *o, struct office_seen *seen)
{
	const struct session_options who = {.store = o->store, .worker = "steward", .today = civil_day(2025, 11, 21)};
	struct session *s = NULL;
	struct err err;
	enum status st = session_open(&s, &who, &err);

	if (st == ST_OK)
		st = staff_add(s, o, &err);
	session_close(s);
	if (st != ST_OK)
		snprintf(seen->error, sizeof seen->error, "%.300s", err.text);
	return st == ST_OK;
}

static pid_t hire(const struct office *o, int who, int64_t records, uint64_t *dice)
{
	uint64_t own = throw_dice(dice, UINT64_MAX) | 1;
	pid_t pid = fork();

	if (pid == 0)
		work(o, who, records, own);
	return pid;
}

static void log_look(const struct office *o, struct office_seen *seen)
{
	char path[512];
	struct stat st;

	snprintf(path, sizeof path, "%s-wal", o->store);
	if (stat(path, &st) == 0 && st.st_size > seen->log_most)
		seen->log_most = st.st_size;
}

/* Until the end of the day: watches the write-ahead log, and kills where that is asked for. */
static bool watch(const struct office *o, pid_t *pid, int64_t records, uint64_t *dice,
	struct office_seen *seen)
{
	double until, kill_at;

	while (the_house->seated < o->workers)
		nap(0.01);
	until = the_house->until = now() + o->seconds;
	the_house->is_open = true;
	kill_at = o->kill_every > 0 ? now() + o->kill_every : until + 1;
	while (now() < until) {
		nap(0.02);
		log_look(o, seen);
		if (now() >= kill_at && now() < until) {
			int who = (int)throw_dice(dice, (uint64_t)o->workers);

			kill(pid[who], SIGKILL);
			waitpid(pid[who], NULL, 0);
			seen->kills++;
			pid[who] = hire(o, who, records, dice);
			kill_at += o->kill_every;
			if (pid[who] < 0)
				return false;
		}
	}
	return true;
}

static int by_size(const void *a, const void *b)
{
	const float *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static bool sum_up(const struct office *o, bool of_writes, struct office_times *out)
{
	float *all = malloc((size_t)o->workers * OFFICE_DEEDS * sizeof *all);
	size_t n = 0;

	if (!all)
		return false;
	for (int w = 0; w < o->workers; w++)
		for (size_t i = 0; i < (of_writes ? the_house->log[w].writes : the_house->log[w].looks); i++)
			if (!of_writes || the_house->log[w].write[i] == TOLD)
				all[n++] = of_writes ? the_house->log[w].write_ms[i] : the_house->log[w].look_ms[i];
	qsort(all, n, sizeof *all, by_size);
	*out = (struct office_times){.n = n};
	if (n) {
		out->p50 = (double)all[n / 2];
		out->p99 = (double)all[n * 99 / 100];
		out->most = (double)all[n - 1];
	}
	free(all);
	return true;
}

bool office_run(const struct office *o, struct office_seen *seen)
{
	int64_t records = asked_number(o->store, "SELECT max(id) FROM record");
	uint64_t dice = o->seed * 2654435761u + 88172645463325252u;
	pid_t pid[OFFICE_MOST];
	bool fine = true;

	memset(seen, 0, sizeof *seen);
	office_close();
	if (records < 1 || o->workers > OFFICE_MOST)
		return false;
	if (o->is_staffed && !staff(o, seen))
		return false;
	the_house = mmap(NULL, sizeof *the_house, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (the_house == MAP_FAILED) {
		the_house = NULL;
		return false;
	}
	for (int w = 0; w < o->workers; w++)
		fine &= (pid[w] = hire(o, w, records, &dice)) > 0;
	fine = fine && watch(o, pid, records, &dice, seen);
	for (int w = 0; w < o->workers; w++)
		if (pid[w] > 0)
			waitpid(pid[w], NULL, 0);
	log_look(o, seen);
	for (int w = 0; w < o->workers; w++) {
		seen->errors += the_house->log[w].errors;
		if (the_house->log[w].errors)
			memcpy(seen->error, the_house->log[w].error, sizeof seen->error);
	}
	return fine && sum_up(o, true, &seen->writes) && sum_up(o, false, &seen->looks);
}

void office_close(void)
{
	if (the_house)
		munmap(the_house, sizeof *the_house);
	the_house = NULL;
}

/* Counts each text "wNNN i" that the query gives; a worker's own sum in rows[]. */
static bool tell_apart(sqlite3 *db, const char *sql, unsigned char (*times)[OFFICE_DEEDS], size_t *rows)
{
	sqlite3_stmt *q = NULL;
	bool fine = sqlite3_prepare_v2(db, sql, -1, &q, NULL) == SQLITE_OK;
	int rc = SQLITE_DONE;

	while (fine && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		int who;
		size_t nth;

		if (sscanf((const char *)sqlite3_column_text(q, 0), "w%3d %zu", &who, &nth) == 2 && nth < OFFICE_DEEDS) {
			times[who][nth]++;
			rows[who]++;
		}
	}
	sqlite3_finalize(q);
	return fine && rc == SQLITE_DONE;
}

/* Whom they lead is settled before the day begins. */
static bool audit_rows(sqlite3 *db, int who, const char *deeds, size_t *out)
{
	sqlite3_stmt *q = NULL;
	char sql[200];
	bool fine;

	snprintf(sql, sizeof sql, "SELECT count(*) FROM audit WHERE worker = 'w%03d' AND deed IN (%s) "
		"AND coalesce(detail, '') NOT LIKE 'lead%%'", who, deeds);
	fine = sqlite3_prepare_v2(db, sql, -1, &q, NULL) == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW;
	*out = fine ? (size_t)sqlite3_column_int64(q, 0) : 0;
	sqlite3_finalize(q);
	return fine;
}

static bool worker_holds(sqlite3 *db, int who, const unsigned char *times, size_t rows, char *why, size_t room)
{
	const struct log *log = &the_house->log[who];
	size_t audited, looked;

	for (size_t i = 0; i < OFFICE_DEEDS; i++)
		if ((log->write[i] == TOLD && times[i] != 1) || (log->write[i] == TRIED && times[i] > 1) ||
			(!log->write[i] && times[i])) {
			snprintf(why, room, "write %zu of w%03d, %s, is there %d times", i, who,
				log->write[i] == TOLD ? "told done" : log->write[i] ? "tried" : "never tried", times[i]);
			return false;
		}
	if (!audit_rows(db, who, "'write', 'decide'", &audited) || !audit_rows(db, who, "'look'", &looked)) {
		snprintf(why, room, "the audit cannot be read");
		return false;
	}
	if (audited != rows || looked < log->looks_told) {
		snprintf(why, room, "w%03d: %zu writes with %zu rows of the audit, %zu looks with %zu",
			who, rows, audited, log->looks_told, looked);
		return false;
	}
	return true;
}

bool office_holds(const struct office *o, char *why, size_t room)
{
	unsigned char (*times)[OFFICE_DEEDS] = calloc(OFFICE_MOST, sizeof *times);
	size_t rows[OFFICE_MOST] = {0};
	sqlite3 *db = NULL;
	bool fine = times && sqlite3_open_v2(o->store, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
		tell_apart(db, "SELECT summary FROM event WHERE source_ref LIKE 'made-here%' AND summary IS NOT NULL", times, rows) &&
		tell_apart(db, "SELECT note FROM decision WHERE event IS NOT NULL AND note IS NOT NULL", times, rows);

	if (!fine)
		snprintf(why, room, "the store cannot be read: %s", db ? sqlite3_errmsg(db) : "no memory");
	for (int w = 0; fine && w < o->workers; w++)
		fine = worker_holds(db, w, times[w], rows[w], why, room);
	sqlite3_close(db);
	free(times);
	return fine;
}
