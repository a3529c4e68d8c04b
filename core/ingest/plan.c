/*
 * plan.c - in what order the rows of a run are applied: each person followed by
 * what happened to them; and how they are kept and taken up again.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ingest/plan.h"

static const uint64_t OF_STORE = (uint64_t)1 << 62, OF_EVENT = (uint64_t)1 << 62;

/* What the file begins with. */
struct kept_head {
	char magic[8];
	char mark[STAGING_MARK - 1];
	uint64_t plan, plan_n, agencies, size;
};
_Static_assert(sizeof(struct kept_head) <= STAGING_FIRST, "the head comes before the rows");
static const char MAGIC[8] = "TLROWS2";

/* In what order ----------------------------------------------------------- */

struct ordering {
	struct staging *staging;
	const struct staging_people *people_of;
	struct sorter people, events; /* by the hash of agency and local_id */
	struct sorter order, orphans;
	struct standing standing;
};

static enum status row_whose(void *arg, const struct staged_row *row, struct err *e)
{
	struct ordering *o = arg;
	const char *local_id = row->is_event ? row->event.local_id : row->name;

	return sorter_add(row->is_event ? &o->events : &o->people,
		plan_hash(row->agency, local_id), row->at, e);
}

/* An event of whom only the store may know. */
static enum status stranger(struct ordering *o, uint64_t at, struct err *e)
{
	const struct staging_people *p = o->people_of;
	struct staged_row row;
	int64_t record = 0;
	enum status st = staging_row(o->staging, at, &row, e);

	if (st == ST_OK && p && p->find)
		st = p->find(p->arg, &row, &record, e);
	if (st != ST_OK)
		return st;
	if (record)
		return sorter_add(&o->order, OF_STORE | (uint64_t)record, OF_EVENT | at, e);
	st = row.is_told ? ST_OK : sorter_add(&o->orphans, at, at, e);
	return st == ST_OK ? staging_drop(o->staging, at, e) : st;
}

/* In the order in which they came. */
static enum status orphans_tell(struct ordering *o, struct err *e)
{
	const struct staging_people *p = o->people_of;
	struct staged_row row;
	struct sorted x;
	enum status more = ST_OK, st = sorter_sort(&o->orphans, e);

	while (st == ST_OK && p && p->orphan) {
		more = sorter_next(&o->orphans, &x, e);
		if (more != ST_OK)
			break;
		st = staging_row(o->staging, x.at, &row, e);
		if (st == ST_OK)
			st = p->orphan(p->arg, &row, e);
	}
	return st != ST_OK ? st : more == ST_NONE ? ST_OK : more;
}

/* People and events meet by their hashes; each event goes with its person. */
static enum status order_make(struct ordering *o, struct err *e)
{
	struct sorted person = {0}, event;
	uint64_t key, last = 0;
	enum status more, any, st = sorter_sort(&o->people, e);

	if (st == ST_OK)
		st = sorter_sort(&o->events, e);
	if (st != ST_OK)
		return st;
	more = sorter_next(&o->people, &person, e);
	any = sorter_next(&o->events, &event, e);
	while (st == ST_OK && (more == ST_OK || any == ST_OK)) {
		if (any == ST_OK && (more != ST_OK || event.key < person.key)) {
			st = stranger(o, event.at, e);
			any = sorter_next(&o->events, &event, e);
			continue;
		}
		/* Should two people have one hash, all of it comes after both. */
		for (key = person.key; st == ST_OK && more == ST_OK && person.key == key;) {
			last = person.at;
			st = sorter_add(&o->order, last, last, e);
			more = sorter_next(&o->people, &person, e);
		}
		while (st == ST_OK && any == ST_OK && event.key == key) {
			bool is_parted = false;

			st = standing_part(&o->standing, key, event.at, &is_parted, e);
			if (st == ST_OK && !is_parted)
				st = sorter_add(&o->order, last, OF_EVENT | event.at, e);
			any = sorter_next(&o->events, &event, e);
		}
	}
	if (st == ST_OK && more != ST_NONE && more != ST_OK)
		st = more;
	return st == ST_OK && any != ST_NONE && any != ST_OK ? any : st;
}

static enum status plan_write(struct staging *s, struct sorter *order, struct err *e)
{
	struct sorted x;
	enum status more = ST_OK, st = sorter_sort(order, e);

	s->plan = s->rows.size;
	s->plan_n = 0;
	while (st == ST_OK && more == ST_OK) {
		uint64_t at;

		more = sorter_next(order, &x, e);
		if (more != ST_OK)
			break;
		at = x.at & ~OF_EVENT;
		st = spool_append(&s->rows, &at, sizeof at, e);
		s->plan_n++;
	}
	return st != ST_OK ? st : more == ST_NONE ? ST_OK : more;
}

enum status staging_settle(struct staging *s, const struct staging_people *people, struct err *e)
{
	struct ordering o = {.staging = s, .people_of = people};
	enum status st;

	sorter_begin(&o.people, PLAN_SORTED_AT_ONCE);
	sorter_begin(&o.events, PLAN_SORTED_AT_ONCE);
	sorter_begin(&o.order, PLAN_SORTED_AT_ONCE);
	sorter_begin(&o.orphans, PLAN_SORTED_AT_ONCE);
	st = standing_find(&o.standing, s, e);
	if (st == ST_OK)
		st = plan_rows(s, row_whose, &o, e);
	if (st == ST_OK)
		st = order_make(&o, e);
	sorter_done(&o.people);
	sorter_done(&o.events);
	if (st == ST_OK)
		st = standing_tell(&o.standing, people, e);
	if (st == ST_OK)
		st = orphans_tell(&o, e);
	if (st == ST_OK)
		st = plan_write(s, &o.order, e);
	sorter_done(&o.order);
	sorter_done(&o.orphans);
	standing_done(&o.standing);
	return st;
}

/* Where the i-th row of the plan begins. */
static enum status staging_plan_at(struct staging *s, uint64_t i, uint64_t *at, struct err *e)
{
	const void *bytes;
	enum status st;

	if (i < s->step_from || i >= s->step_from + s->step_n) {
		s->step_n = s->plan_n - i < STAGING_STEPS ? (size_t)(s->plan_n - i) : STAGING_STEPS;
		s->step_from = i;
		st = spool_read(&s->rows, s->plan + i * sizeof *at, s->step_n * sizeof *at, &bytes, e);
		if (st != ST_OK) {
			s->step_n = 0;
			return st;
		}
		memcpy(s->step, bytes, s->step_n * sizeof *at);
	}
	*at = s->step[i - s->step_from];
	return ST_OK;
}

enum status staging_planned(struct staging *s, uint64_t i, struct staged_row *out, struct err *e)
{
	uint64_t at = 0;
	enum status st = staging_plan_at(s, i, &at, e);

	return st == ST_OK ? staging_row(s, at, out, e) : st;
}

/* Kept ------------------------------------------------------------------ */

enum status staging_keep(struct staging *s, const char mark[static STAGING_MARK], struct err *e)
{
	struct kept_head head = {.plan = s->plan, .plan_n = s->plan_n, .agencies = s->rows.size};
	enum status st = ST_OK;

	memcpy(head.magic, MAGIC, sizeof head.magic);
	memcpy(head.mark, mark, sizeof head.mark);
	for (size_t i = 0; i < s->agencies.n && st == ST_OK; i++)
		st = spool_append(&s->rows, s->agencies.v[i].code, strlen(s->agencies.v[i].code) + 1, e);
	if (st == ST_OK)
		st = spool_append(&s->rows, &s->only, sizeof s->only, e);
	head.size = s->rows.size;
	if (st == ST_OK)
		st = spool_patch(&s->rows, 0, &head, sizeof head, e);
	return st == ST_OK ? spool_keep(&s->rows, e) : st;
}

static enum status agencies_resume(struct staging *s, uint64_t from, struct err *e)
{
	size_t n = (size_t)(s->rows.size - from - sizeof s->only);
	const void *bytes;
	char *codes;
	uint32_t index;
	bool ok = true;
	enum status st = spool_read(&s->rows, from, n + sizeof s->only, &bytes, e);

	if (st != ST_OK)
		return st;
	memcpy(&s->only, (const char *)bytes + n, sizeof s->only);
	codes = malloc(n + 1);
	if (!codes)
		return err_nomem(e);
	memcpy(codes, bytes, n);
	codes[n] = '\0';
	for (char *code = codes; code < codes + n && ok; code += strlen(code) + 1)
		ok = staging_agency(s, code, &index);
	free(codes);
	return ok ? ST_OK : err_nomem(e);
}

enum status staging_resume(struct staging *s, int fd, const char *mark, struct err *e)
{
	struct kept_head head;
	off_t size = lseek(fd, 0, SEEK_END);
	size_t got = 0;
	enum status st = file_read(fd, 0, &head, sizeof head, &got, e);

	if (st != ST_OK)
		return st;
	if (got != sizeof head || memcmp(head.magic, MAGIC, sizeof head.magic) || !mark ||
		strlen(mark) != sizeof head.mark || memcmp(head.mark, mark, sizeof head.mark) ||
		head.size != (uint64_t)size)
		return ST_NONE;
	spool_done(&s->rows);
	spool_on(&s->rows, fd, (uint64_t)size);
	s->rows_end = head.plan;
	s->plan = head.plan;
	s->plan_n = head.plan_n;
	return agencies_resume(s, head.agencies, e);
}
