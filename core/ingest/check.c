#include "ingest/apply.h"

#include <string.h>

#include "store_people.h"

/* Whose rows are those that do not say: the agency that the run names, else the
 * only one whose rows it holds, else the only one of the store. */
static const char *only_agency(const struct batch *b)
{
	const struct staging *s = b->staging;
	const char *sent = NULL, *used = NULL;
	size_t sent_n = 0, used_n = 0;

	for (size_t i = 0; i < s->agencies.n; i++) {
		const struct held_agency *a = &s->agencies.v[i];

		if (a->sent.code) {
			sent = a->code;
			sent_n++;
		}
		if (a->is_used) {
			used = a->code;
			used_n++;
		}
	}
	if (sent_n > 0)
		return sent_n == 1 ? sent : NULL;
	if (used_n > 0)
		return used_n == 1 ? used : NULL;
	return b->session && b->session->agency_n == 1 ? b->session->agency[0].code : NULL;
}

static enum status no_agency(const char *file, uint32_t line, struct err *e)
{
	return err_set(e, ST_FORMAT,
		"%s line %u does not say whose it is: add a column agency, give --agency CODE, or put "
		"the file into a folder named by the code of a known agency (`throughline agency add` "
		"makes one known)",
		file, line);
}

static enum status agency_settle(struct batch *b, uint32_t *agency, const char *file, uint32_t line,
	uint32_t *only, struct err *e)
{
	const char *code;

	if (*agency != STAGING_NO_AGENCY)
		return ST_OK;
	if (*only == STAGING_NO_AGENCY) {
		code = only_agency(b);
		if (!code)
			return no_agency(file, line, e);
		if (!staging_agency(b->staging, code, only))
			return err_nomem(e);
		if (!b->staging->agencies.v[*only].is_used) {
			b->staging->agencies.v[*only].is_used = true;
			b->staging->agencies.v[*only].used_at = (struct origin){file, line};
		}
	}
	*agency = *only;
	return ST_OK;
}

static enum status agencies_settle(struct batch *b, struct err *e)
{
	struct staging *s = b->staging;
	uint32_t only = STAGING_NO_AGENCY;
	enum status st = ST_OK;

	for (size_t i = 0; i < s->people.n && st == ST_OK; i++)
		st = agency_settle(b, &s->people.v[i].agency, s->people.v[i].file,
			s->people.v[i].line, &only, e);
	for (size_t i = 0; i < s->events.n && st == ST_OK; i++)
		st = agency_settle(b, &s->events.v[i].agency, s->events.v[i].file,
			s->events.v[i].line, &only, e);
	return st;
}

static enum status agencies_know(struct batch *b, struct err *e)
{
	struct staging *s = b->staging;

	for (size_t i = 0; i < s->agencies.n; i++) {
		struct held_agency *a = &s->agencies.v[i];
		const struct agency *known = b->session
			? session_agency_by_code(b->session, a->code)
			: NULL;

		a->id = known ? known->id : 0;
		if (known || a->sent.code || !a->is_used)
			continue;
		return err_set(e, ST_FORMAT,
			"%s line %lld is of agency %s, which is not known: add it with "
			"`throughline agency add %s`, or list it in agencies.csv",
			a->used_at.file ? a->used_at.file : "a file", (long long)a->used_at.line,
			a->code, a->code);
	}
	return ST_OK;
}

/* Also when every row of the run was set aside, or says another. */
static enum status option_know(const struct batch *b, struct err *e)
{
	if (!b->agency || batch_has_agency(b, b->agency) ||
		(b->session && session_agency_by_code(b->session, b->agency)))
		return ST_OK;
	return err_set(e, ST_FORMAT,
		"--agency %s is not known: add it with `throughline agency add %s`, or list it in agencies.csv",
		b->agency, b->agency);
}

struct last_found {
	uint32_t agency;
	const char *local_id;
	int64_t record;
};

static enum status person_find(struct batch *b, const struct event *ev, uint32_t agency,
	struct last_found *last, struct err *e)
{
	enum status st;

	if (last->local_id && last->agency == agency && strcmp(last->local_id, ev->local_id) == 0)
		return ST_OK;
	*last = (struct last_found){agency, ev->local_id, 0};
	if (!b->session || ev->agency == 0)
		return ST_OK;
	st = store_record_find(b->session->store, ev->agency_code, ev->local_id, &last->record, e);
	return st == ST_NONE ? ST_OK : st;
}

static enum status events_find_people(struct batch *b, struct err *e)
{
	struct staging *s = b->staging;
	struct last_found last = {0};

	for (size_t i = 0; i < s->events.n; i++) {
		struct held_event *held = &s->events.v[i];
		struct event ev;
		enum status st;

		if (!held->packed || held->record != 0)
			continue;
		staging_event(s, held, &ev);
		st = person_find(b, &ev, held->agency, &last, e);
		if (st == ST_OK && last.record == 0) {
			st = batch_reject(b, (struct origin){held->file, held->line}, "local_id",
				"is no person of this agency, neither in this run nor in the store",
				ev.source_ref, e);
			held->packed = NULL;
		}
		held->record = last.record;
		if (st != ST_OK)
			return st;
	}
	return ST_OK;
}

static enum status replaced_note(struct batch *b, const char *what, int64_t n, struct err *e)
{
	if (n == 0)
		return ST_OK;
	return batch_note(
		b, e, "%lld %s came twice in this run; the later row stands", (long long)n, what);
}

enum status run_check(struct batch *b, struct err *e)
{
	enum status st = agencies_settle(b, e);

	if (st == ST_OK)
		st = agencies_know(b, e);
	if (st == ST_OK)
		st = option_know(b, e);
	if (st == ST_OK)
		st = staging_settle(b->staging, e);
	if (st == ST_OK)
		st = replaced_note(b, "people", b->staging->people_replaced, e);
	if (st == ST_OK)
		st = replaced_note(b, "events", b->staging->events_replaced, e);
	return st == ST_OK ? events_find_people(b, e) : st;
}
