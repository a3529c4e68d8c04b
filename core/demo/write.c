#include <csv.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "demo.h"
#include "demo/locality.h"

#define TODAY_YEAR 2025
#define TODAY_MONTH 11
#define TODAY_DAY 21

/* What one throw of the dice is for (see neighbour.c for the others). */
#define D_LIFE 3

int32_t demo_today(void)
{
	return civil_day(TODAY_YEAR, TODAY_MONTH, TODAY_DAY);
}

/* Columns ------------------------------------------------------------------------ */

static const char AGENCY_HEADER[] =
	"code,name,sector,ods_code,phone,email,cost_per_hour,area,shown_as\n";
static const char EVENT_HEADER[] =
	"source_ref,local_id,kind,status,starts_on,ends_on,title,code_system,code,instrument,"
	"domains,"
	"valid_until,reuses,joint_with,to_agency,responded_on,practitioner,role,minutes,resets,"
	"sensitivity,summary\n";

static bool needs_quotes(const char *text)
{
	size_t n = strlen(text);

	return text[strcspn(text, ",\"\r\n")] || text[0] == ' ' || (n > 0 && text[n - 1] == ' ');
}

static void row_write(FILE *f, const char *const *field, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			fputc(',', f);
		if (!field[i])
			continue;
		if (needs_quotes(field[i]))
			csv_fwrite(f, field[i], strlen(field[i]));
		else
			fputs(field[i], f);
	}
	fputc('\n', f);
}
#define ROW(f, ...)                                                                                \
	row_write(f, (const char *const[]){ __VA_ARGS__ },                                         \
		sizeof(const char *[]){ __VA_ARGS__ } / sizeof(char *))

static void people_header_write(FILE *f)
{
	const char *names[RF_COUNT + 1] = { "local_id" };

	for (size_t i = 0; i < RF_COUNT; i++)
		names[i + 1] = RECORD_FIELD_NAMES[i];
	row_write(f, names, RF_COUNT + 1);
}

static void person_write(FILE *f, const struct record *r)
{
	const char *fields[RF_COUNT + 1] = { r->local_id };

	memcpy(fields + 1, r->field, sizeof r->field);
	row_write(f, fields, RF_COUNT + 1);
}

static void event_write(FILE *f, const struct event *ev)
{
	ROW(f, ev->source_ref, ev->local_id, EVENT_KIND_NAMES[ev->kind],
		EVENT_STATUS_NAMES[ev->status], ev->starts_on, ev->ends_on, ev->title,
		ev->code_system, ev->code, ev->instrument, ev->domains, ev->valid_until, ev->reuses,
		ev->joint_with, ev->to_agency, ev->responded_on, ev->practitioner, ev->role,
		ev->minutes, ev->resets, ev->sensitivity, ev->summary);
}

/* The folder ------------------------------------------------------------------------ */

struct papers {
	FILE *people[P_COUNT], *events[P_COUNT];
};

static enum status write_failed(const char *dir, struct err *e)
{
	return err_set(e, errno == ENOSPC ? ST_FULL : ST_IO, "cannot write into %s: %s", dir,
		strerror(errno));
}

static bool is_ours(const char *name)
{
	for (size_t p = 0; p < P_COUNT; p++)
		if (strcmp(name, LOCALITY[p].code) == 0)
			return true;
	return strcmp(name, "agencies.csv") == 0 || strcmp(name, ".") == 0 ||
		strcmp(name, "..") == 0;
}

static enum status folder_take(const char *dir, struct err *e)
{
	DIR *d;
	const struct dirent *x;
	enum status st = ST_OK;

	if (mkdir(dir, 0777) != 0 && errno != EEXIST)
		return write_failed(dir, e);
	d = opendir(dir);
	if (!d)
		return write_failed(dir, e);
	while (st == ST_OK && (x = readdir(d)))
		if (!is_ours(x->d_name))
			st = err_set(e, ST_USAGE,
				"%s holds something else; give a folder that is new or empty", dir);
	closedir(d);
	return st;
}

static enum status file_open(FILE **out, struct arena *a, const char *dir, const char *folder,
	const char *name, struct err *e)
{
	char *path = arena_printf(a, "%s/%s", dir, folder);

	if (!path)
		return err_nomem(e);
	if (*folder && mkdir(path, 0777) != 0 && errno != EEXIST)
		return write_failed(dir, e);
	path = arena_printf(a, "%s/%s%s%s", dir, folder, *folder ? "/" : "", name);
	*out = path ? fopen(path, "wb") : NULL;
	if (!path)
		return err_nomem(e);
	return *out ? ST_OK : write_failed(dir, e);
}

static enum status file_close(FILE *f, const char *dir, enum status st, struct err *e)
{
	bool is_bad = f && ferror(f) != 0;

	if (f && fclose(f) != 0)
		is_bad = true;
	return is_bad && st == ST_OK ? write_failed(dir, e) : st;
}

static enum status agencies_write(const char *dir, struct arena *a, struct err *e)
{
	FILE *f = NULL;
	enum status st = file_open(&f, a, dir, "", "agencies.csv", e);

	if (st != ST_OK)
		return st;
	fputs(AGENCY_HEADER, f);
	for (size_t p = 0; p < P_COUNT; p++) {
		const struct agency *x = &LOCALITY[p];

		ROW(f, x->code, x->name, x->sector, x->ods_code, x->phone, x->email,
			x->cost_per_hour, x->area, x->shown_as);
	}
	return file_close(f, dir, ST_OK, e);
}

static enum status papers_open(struct papers *x, const char *dir, struct arena *a, struct err *e)
{
	enum status st = ST_OK;

	for (size_t p = 0; p < P_COUNT && st == ST_OK; p++) {
		st = file_open(&x->people[p], a, dir, LOCALITY[p].code, "people.csv", e);
		if (st == ST_OK)
			st = file_open(&x->events[p], a, dir, LOCALITY[p].code, "events.csv", e);
		if (st != ST_OK)
			break;
		people_header_write(x->people[p]);
		fputs(EVENT_HEADER, x->events[p]);
	}
	return st;
}

static enum status papers_close(struct papers *x, const char *dir, enum status st, struct err *e)
{
	for (size_t p = 0; p < P_COUNT; p++) {
		st = file_close(x->people[p], dir, st, e);
		st = file_close(x->events[p], dir, st, e);
	}
	return st;
}

/* People ------------------------------------------------------------------------------- */

static bool person_make(struct making *m, uint64_t seed, uint32_t number)
{
	struct arena *a = m->arena;

	arena_reset(a);
	*m = (struct making){ .arena = a, .today = demo_today() };
	m->dice = dice_for(number == OKAFOR ? 0 : seed, D_LIFE, number);
	for (size_t p = 0; p < P_COUNT; p++)
		m->last[p] = m->today - 700;
	if (!neighbour_make(&m->who, seed, number, m->today, a))
		return false;
	m->may_plan = number == OKAFOR;
	if (number == OKAFOR) {
		okafor_live(m);
		return !m->no_memory;
	}
	life_live(m);
	m->may_plan = true;
	present_live(m);
	return !m->no_memory;
}

static bool happened(const struct making *m, const struct happening *h)
{
	return m->who.died == CIVIL_NONE || h->day <= m->who.died || h->day > m->today;
}

static void person_file(struct making *m, struct papers *papers)
{
	for (enum place p = 0; p < P_COUNT; p++) {
		struct record r;

		if (!m->is_known[p])
			continue;
		view_make(m, p, &r);
		person_write(papers->people[p], &r);
	}
	for (size_t i = 0; i < m->n; i++)
		if (happened(m, &m->list[i]))
			event_write(papers->events[m->list[i].by], &m->list[i].event);
	if (m->who.number == OKAFOR) {
		struct record tenancy;
		struct event visit;

		okafor_tenancy(&tenancy, &visit);
		person_write(papers->people[P_HSG], &tenancy);
		event_write(papers->events[P_HSG], &visit);
	}
}

enum status demo_write(const char *dir, const struct demo_options *o, struct err *e)
{
	struct making *m = calloc(1, sizeof *m);
	struct papers papers = { 0 };
	enum status st;

	if (!m || !(m->arena = arena_new())) {
		free(m);
		return err_nomem(e);
	}
	if (o->people < 1 || o->people > LOCALITY_PEOPLE_MAX)
		st = err_set(
			e, ST_USAGE, "the locality can have 1 to %d people", LOCALITY_PEOPLE_MAX);
	else
		st = folder_take(dir, e);
	if (st == ST_OK)
		st = agencies_write(dir, m->arena, e);
	if (st == ST_OK)
		st = papers_open(&papers, dir, m->arena, e);
	for (int i = 0; i < o->people && st == ST_OK; i++) {
		if (!person_make(m, o->seed, (uint32_t)i))
			st = err_nomem(e);
		else
			person_file(m, &papers);
	}
	st = papers_close(&papers, dir, st, e);
	arena_free(m->arena);
	free(m);
	return st;
}
