#include "ingest/apply.h"
#include "ingest/fold_rows.h"
#include "ingest/files/dates.h"
#include "ingest/erased.h"

#include <stdio.h>
#include <stdlib.h>
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

static enum status no_agency(struct origin o, struct err *e)
{
	return err_set(e, ST_FORMAT,
		"%s line %lld does not say whose it is: add a column agency, give --agency CODE, or put "
		"the file into a folder named by the code of a known agency (`throughline agency add` "
		"makes one known)",
		o.file, (long long)o.line);
}

static enum status agencies_settle(struct batch *b, struct err *e)
{
	struct staging *s = b->staging;
	struct held_agency *only;
	const char *code;

	if (!s->has_unsaid)
		return ST_OK;
	code = only_agency(b);
	if (!code)
		return no_agency(s->unsaid_at, e);
	if (!staging_agency(s, code, &s->only))
		return err_nomem(e);
	only = &s->agencies.v[s->only];
	only->rows += s->unsaid;
	if (!only->is_used) {
		only->is_used = true;
		only->used_at = s->unsaid_at;
	}
	return ST_OK;
}

static enum status agencies_know(struct batch *b, struct err *e)
{
	struct staging *s = b->staging;
	char line[32] = ""; /* what is no table has none */

	for (size_t i = 0; i < s->agencies.n; i++) {
		struct held_agency *a = &s->agencies.v[i];
		const struct agency *known = b->session
			? session_agency_by_code(b->session, a->code)
			: NULL;

		a->id = known ? known->id : 0;
		if (known || a->sent.code || !a->is_used)
			continue;
		if (a->used_at.line)
			snprintf(line, sizeof line, " line %lld", (long long)a->used_at.line);
		return err_set(e, ST_FORMAT,
			"%s%s is of agency %s, which is not known: add it with "
			"`throughline agency add %s`, or list it in agencies.csv",
			a->used_at.file ? a->used_at.file : "a file", line, a->code, a->code);
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

struct finding_people {
	struct batch *batch;
	uint32_t agency;
	char *local_id; /* of the one found last: events of one follow one another */
	int64_t record;
};

static enum status person_find(void *arg, const struct staged_row *row, int64_t *record, struct err *e)
{
	struct finding_people *f = arg;
	const struct event *ev = &row->event;
	enum status st = ST_NONE;

	*record = 0;
	if (f->batch->session && row_retracts(ev)) { /* whoever it is of may have been taken back with it */
		st = store_event_ever(f->batch->session->store, ev->agency_code, ev->source_ref, record, e);
		return st == ST_NONE ? ST_OK : st;
	}
	if (!f->batch->session || ev->agency == 0)
		return ST_OK;
	if (!f->local_id || f->agency != row->agency || strcmp(f->local_id, ev->local_id) != 0) {
		f->record = 0;
		st = store_record_find(
			f->batch->session->store, ev->agency_code, ev->local_id, &f->record, e);
		if (st != ST_OK && st != ST_NONE)
			return st;
		free(f->local_id);
		f->local_id = strdup(ev->local_id);
		f->agency = row->agency;
		if (!f->local_id)
			return err_nomem(e);
	}
	*record = f->record;
	return ST_OK;
}

static enum status person_missing(void *arg, const struct staged_row *row, struct err *e)
{
	struct finding_people *f = arg;

	return batch_reject_of(f->batch, (struct origin){row->file, row->line}, "local_id",
		PERSON_MISSING, row->name, row->event.local_id, e);
}

static enum status person_parted(void *arg, const struct staged_row *row, const struct origin *by, bool by_event, struct err *e)
{
	struct finding_people *f = arg;
	bool is_here = row->file && by->file && strcmp(row->file, by->file) == 0;
	char reason[400];

	snprintf(reason, sizeof reason, "is that of line %lld%s%.200s in another spelling, %s", (long long)by->line,
		is_here ? "" : " of ", is_here || !by->file ? "" : by->file,
		by_event ? "with another person or day: are they one event or two?"
			 : "with another name or birth date: are they one person or two?");
	return batch_reject_of(f->batch, (struct origin){row->file, row->line}, by_event ? "source_ref" : "local_id",
		reason, row->name, row->is_event ? row->event.local_id : NULL, e);
}

static enum status rows_settle(struct batch *b, struct err *e)
{
	struct finding_people f = { .batch = b };
	enum status st = staging_settle(b->staging, &(struct staging_people){ .find = person_find,
		.orphan = person_missing, .parted = person_parted, .arg = &f }, e);

	free(f.local_id);
	return st;
}

static enum status replaced_note(struct batch *b, int64_t n, const char *one, const char *many, struct err *e)
{
	if (n == 0)
		return ST_OK;
	return batch_note(
		b, e, "%lld %s came twice in this run; the later row stands", (long long)n, n == 1 ? one : many);
}

static enum status mixed_note(struct batch *b, struct err *e)
{
	const struct staging *s = b->staging;

	if (!s->people_mixed)
		return ST_OK;
	return batch_note(b, e, "%lld of them had another family name and another birth date (one in %s, line %lld): is what "
		"numbers them one person's, or a household's?", (long long)s->people_mixed,
		s->mixed_at.file ? s->mixed_at.file : "", (long long)s->mixed_at.line);
}

enum status run_check(struct batch *b, struct err *e)
{
	enum status st = agencies_settle(b, e);

	if (st == ST_OK)
		st = agencies_know(b, e);
	if (st == ST_OK)
		st = option_know(b, e);
	if (st == ST_OK)
		st = erased_set_aside(b, e);
	if (st == ST_OK)
		st = rows_settle(b, e);
	if (st == ST_OK)
		st = replaced_note(b, b->staging->people_replaced, "person", "people", e);
	if (st == ST_OK)
		st = mixed_note(b, e);
	if (st == ST_OK)
		st = replaced_note(b, b->staging->events_replaced, "event", "events", e);
	if (st == ST_OK)
		st = dates_note(b, e);
	return st;
}
