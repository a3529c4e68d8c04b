/*
 * plan.c - which rows of a run stand, and in what order they are applied: each
 * person followed by what happened to them.
 *
 * Rows are many and lie in the spool, so what is compared is hashes of their
 * names, sorted; two rows are one when their names are, read again.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ingest/sorter.h"
#include "ingest/staging.h"
#include "text.h"

enum { SORTED_AT_ONCE = 1 << 20 };
static const uint64_t OF_STORE = (uint64_t)1 << 62, OF_EVENT = (uint64_t)1 << 62;

/* What the file begins with. */
struct kept_head {
	char magic[8];
	char mark[STAGING_MARK - 1];
	uint64_t plan, plan_n, agencies, size;
};
_Static_assert(sizeof(struct kept_head) <= STAGING_FIRST, "the head comes before the rows");
static const char MAGIC[8] = "TLROWS1";

static uint64_t name_hash(uint32_t agency, const char *name)
{
	uint64_t h = (0xcbf29ce484222325u ^ agency) * 0x100000001b3u;

	for (; *name; name++)
		h = (h ^ (unsigned char)*name) * 0x100000001b3u;
	h ^= h >> 32;
	h *= 0xd6e8feb86659fd93u;
	h ^= h >> 32;
	h *= 0xd6e8feb86659fd93u;
	return h ^ h >> 32;
}

/* Rows after rows -------------------------------------------------------- */

typedef enum status row_fn(void *arg, const struct staged_row *, struct err *);

static enum status rows_each(struct staging *s, row_fn *give, void *arg, struct err *e)
{
	enum status st = ST_OK;
	struct staged_row row;

	for (uint64_t at = STAGING_FIRST; at < s->rows_end && st == ST_OK; at = row.next) {
		st = staging_row(s, at, &row, e);
		if (st == ST_OK && !row.is_gone)
			st = give(arg, &row, e);
	}
	return st;
}

/* Which stand ------------------------------------------------------------- */

struct naming { struct sorter *people, *events; };

static enum status row_name(void *arg, const struct staged_row *row, struct err *e)
{
	struct naming *n = arg;

	if (row->is_told)
		return ST_OK;
	return sorter_add(row->is_event ? n->events : n->people, name_hash(row->agency, row->name),
		row->at, e);
}

struct name { uint32_t agency; char *text, *family, *born; /* of a person, where sent */ };
struct names { VEC(struct name) all; };

static const struct name *name_find(const struct names *names, const struct staged_row *row)
{
	for (size_t i = 0; i < names->all.n; i++)
		if (names->all.v[i].agency == row->agency && !strcmp(names->all.v[i].text, row->name))
			return &names->all.v[i];
	return NULL;
}

static bool copy_make(char **out, const char *text)
{
	*out = text ? strdup(text) : NULL;
	return *out || !text;
}

static bool name_add(struct names *names, const struct staged_row *row)
{
	struct name n = {.agency = row->agency};
	bool ok = copy_make(&n.text, row->name) &&
		(row->is_event || (copy_make(&n.family, row->record.field[RF_FAMILY_NAME]) &&
			copy_make(&n.born, row->record.field[RF_DATE_OF_BIRTH])));

	if (ok && vec_push(&names->all, n))
		return true;
	free(n.text);
	free(n.family);
	free(n.born);
	return false;
}

static void names_clear(struct names *names)
{
	for (size_t i = 0; i < names->all.n; i++) {
		free(names->all.v[i].text);
		free(names->all.v[i].family);
		free(names->all.v[i].born);
	}
	names->all.n = 0;
}

static bool differ(const char *a, const char *b)
{
	char x[128], y[128];

	if (!a || !b)
		return false;
	text_fold(a, x, sizeof x);
	text_fold(b, y, sizeof y);
	return strcmp(x, y) != 0;
}

/* A number of a household, or of a tenancy, is not one person's. */
static void mixed_count(struct staging *s, const struct name *stands, const struct staged_row *row)
{
	if (row->is_event || !differ(stands->family, row->record.field[RF_FAMILY_NAME]) ||
		!differ(stands->born, row->record.field[RF_DATE_OF_BIRTH]))
		return;
	s->mixed_at = (struct origin){row->file, row->line};
	s->people_mixed++;
}

/* Rows of one hash, from the last: those whose name came already go. */
static enum status alike_thin(struct staging *s, const uint64_t *at, size_t n, int64_t *replaced,
	struct err *e)
{
	struct names seen = {0};
	const struct name *stands;
	enum status st = ST_OK;

	for (size_t i = n; i-- > 0 && st == ST_OK;) {
		struct staged_row row;

		st = staging_row(s, at[i], &row, e);
		if (st != ST_OK)
			break;
		stands = name_find(&seen, &row);
		if (stands) {
			++*replaced;
			mixed_count(s, stands, &row);
			st = staging_drop(s, at[i], e);
			continue;
		}
		if (!name_add(&seen, &row))
			st = err_nomem(e);
	}
	names_clear(&seen);
	vec_done(&seen.all);
	return st;
}

static enum status later_stand(struct staging *s, struct sorter *names, int64_t *replaced,
	struct err *e)
{
	VEC(uint64_t) alike = {0};
	uint64_t key = 0;
	enum status st = sorter_sort(names, e), more = ST_OK;

	while (st == ST_OK && more == ST_OK) {
		struct sorted x = {0};

		more = sorter_next(names, &x, e);
		if (alike.n > 1 && (more != ST_OK || x.key != key))
			st = alike_thin(s, alike.v, alike.n, replaced, e);
		if (alike.n && x.key != key)
			alike.n = 0;
		key = x.key;
		if (st == ST_OK && more == ST_OK && !vec_push(&alike, x.at))
			st = err_nomem(e);
	}
	vec_done(&alike);
	return st != ST_OK ? st : more == ST_NONE ? ST_OK : more;
}

/* In what order ----------------------------------------------------------- */

struct ordering {
	struct staging *staging;
	const struct staging_people *people_of;
	struct sorter people, events; /* by the hash of agency and local_id */
	struct sorter order, orphans;
};

static enum status row_whose(void *arg, const struct staged_row *row, struct err *e)
{
	struct ordering *o = arg;
	const char *local_id = row->is_event ? row->event.local_id : row->name;

	return sorter_add(row->is_event ? &o->events : &o->people,
		name_hash(row->agency, local_id), row->at, e);
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

	sorter_begin(&o.people, SORTED_AT_ONCE);
	sorter_begin(&o.events, SORTED_AT_ONCE);
	sorter_begin(&o.order, SORTED_AT_ONCE);
	sorter_begin(&o.orphans, SORTED_AT_ONCE);
	st = rows_each(s, row_name, &(struct naming){&o.people, &o.events}, e);
	if (st == ST_OK)
		st = later_stand(s, &o.people, &s->people_replaced, e);
	if (st == ST_OK)
		st = later_stand(s, &o.events, &s->events_replaced, e);
	sorter_done(&o.people);
	sorter_done(&o.events);
	sorter_begin(&o.people, SORTED_AT_ONCE);
	sorter_begin(&o.events, SORTED_AT_ONCE);
	if (st == ST_OK)
		st = rows_each(s, row_whose, &o, e);
	if (st == ST_OK)
		st = order_make(&o, e);
	sorter_done(&o.people);
	sorter_done(&o.events);
	if (st == ST_OK)
		st = orphans_tell(&o, e);
	if (st == ST_OK)
		st = plan_write(s, &o.order, e);
	sorter_done(&o.order);
	sorter_done(&o.orphans);
	return st;
}

enum status staging_plan_at(struct staging *s, uint64_t i, uint64_t *at, struct err *e)
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
