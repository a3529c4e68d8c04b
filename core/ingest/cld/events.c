#include "ingest/cld/cld.h"

#include <stdio.h>
#include <string.h>

#include "ingest/cld/settle.h"
#include "ingest/interchange.h"
#include "ingest/stored.h"

struct telling {
	struct batch *batch;
	const char *agency;
	bool is_told; /* by a later quarter */
	const char *died; /* of whom it tells, wherever the files say so; NULL */
	const struct cld_row *row;
	struct arena *scratch;
	struct err *err;
};

static const char *sent(const struct telling *t, enum cld_column column)
{
	return t->row->value[column];
}

/* What the event's fields have no place for, a line each. */
static const char *summary_of(const struct telling *t)
{
	static const enum cld_column KEPT[] = {
		CLD_DESCRIPTION, CLD_ELIGIBLE, CLD_ASSESSMENT_METHOD, CLD_REVIEW_OUTCOMES,
		CLD_REVIEW_METHOD, CLD_MECHANISM, CLD_PROVIDER_ID, CLD_UNIT_COST, CLD_FREQUENCY,
		CLD_UNITS, CLD_HOURS_CARING, CLD_SUPPORT_REASON, CLD_REFERENCE,
	};
	const char *text = "";

	for (size_t i = 0; i < sizeof KEPT / sizeof *KEPT && text; i++)
		if (sent(t, KEPT[i]))
			text = arena_printf(t->scratch, "%s%s%s: %s", text, *text ? "\n" : "",
				CLD_COLUMN_NAMES[KEPT[i]], sent(t, KEPT[i]));
	return text;
}

static const char *titled(const struct telling *t, const char *what, const char *separator,
	const char *more)
{
	return more ? arena_printf(t->scratch, "%s%s%s", what, separator, more) : what;
}

/* Instruments by name: their codes stand in the catalogue's own table alone. */
static void assessment_fill(const struct telling *t, struct event *ev)
{
	bool is_carer = t->row->client == CLD_CARER;
	char type[160];

	cld_slug(sent(t, CLD_ASSESSMENT_TYPE), type, sizeof type);
	ev->code = sent(t, CLD_ASSESSMENT_TYPE);
	ev->code_system = ev->code ? "urn:cld:assessment-type" : NULL;
	if (strstr(type, "financial"))
		ev->instrument = "CA-FIN";
	else if (strstr(type, "long-term"))
		ev->instrument = is_carer ? "CA-CARER" : "CA-NEEDS";
	else if (strstr(type, "short-term"))
		ev->instrument = is_carer ? "CA-CARER" : "CA-SHORT";
	else
		ev->title = ev->code ? ev->code : "Assessment";
	if (is_carer && strstr(type, "short-term"))
		ev->depth = "overview";
}

static void review_fill(const struct telling *t, struct event *ev)
{
	ev->title = sent(t, CLD_REVIEW_REASON) ? arena_printf(t->scratch, CLD_REVIEW_TITLE "%s", sent(t, CLD_REVIEW_REASON))
		: "Review";
	ev->code_system = CLD_REVIEW_SYSTEM;
	ev->code = CLD_REVIEW_CODE;
	ev->instrument = t->row->client == CLD_CARER ? "CA-CARER" : "CA-REVIEW";
	ev->depth = t->row->client == CLD_CARER ? "overview" : NULL;
}

/* What the death of its person makes of it once the run is in (deaths.c). */
static enum status death_note(const struct telling *t)
{
	const struct cld_row *row = t->row;
	int32_t died;
	char iso[11];

	if (!t->died || !cld_date(t->died, CIVIL_NONE, &died, iso) || (row->end != CIVIL_NONE && row->end <= died) ||
		(died < row->start && row->end == row->start))
		return ST_OK;
	if (died < row->start)
		return batch_note(t->batch, t->err, "%s line %lld: this service begins after the death of its person; it "
			"ends on the day it begins: ask its sender", row->origin.file, (long long)row->origin.line);
	return batch_note(t->batch, t->err, "services of people who have died end with the day of their death (DHSC's rule)");
}

static enum status service_fill(const struct telling *t, struct event *ev)
{
	const char *what = sent(t, CLD_COMPONENT) ? sent(t, CLD_COMPONENT) : sent(t, CLD_SERVICE_TYPE);
	enum status st = death_note(t);
	bool is_open = !ev->ends_on || (t->row->period != CIVIL_NONE && ev->end.day > t->row->period);

	ev->title = titled(t, what ? what : "Service", ", ", sent(t, CLD_PROVIDER));
	ev->code = sent(t, CLD_SERVICE_TYPE);
	ev->code_system = ev->code ? "urn:cld:service-type" : NULL;
	ev->status = is_open ? ES_IN_PROGRESS : ES_COMPLETED;
	return st;
}

static enum status event_fill(const struct telling *t, struct event *ev)
{
	static const enum event_kind KINDS[] = {
		[CLD_REQUEST] = EV_REQUEST, [CLD_ASSESSMENT] = EV_ASSESSMENT,
		[CLD_SERVICE] = EV_SERVICE, [CLD_REVIEW] = EV_REVIEW,
	};
	const struct cld_row *row = t->row;
	enum status st = ST_OK;

	*ev = (struct event){
		.kind = KINDS[row->event], .status = ES_COMPLETED,
		.source_ref = row->ref, .local_id = row->local_id,
		.starts_on = row->start_iso, .start = { row->start, CIVIL_NO_TIME },
		.ends_on = row->end == CIVIL_NONE ? NULL : row->end_iso,
		.end = { row->end, CIVIL_NO_TIME },
		.outcome = sent(t, CLD_OUTCOME), .summary = summary_of(t),
		.subject = row->client == CLD_CARER &&
				(row->event == CLD_ASSESSMENT || row->event == CLD_REVIEW)
			? "carer" : NULL,
	};
	if (row->event == CLD_REQUEST)
		ev->title = titled(t, "Request for support", ": ", sent(t, CLD_ROUTE));
	else if (row->event == CLD_ASSESSMENT)
		assessment_fill(t, ev);
	else if (row->event == CLD_SERVICE)
		st = service_fill(t, ev);
	else
		review_fill(t, ev);
	if (!ev->summary || (!ev->title && !ev->instrument))
		return err_nomem(t->err);
	return st;
}

/* Within what an event is known by stands whose it is. */
static void ref_made(const struct event *ev, struct id_made *out)
{
	const char *slash = strchr(ev->source_ref, '/');
	size_t from = slash ? (size_t)(slash + 1 - ev->source_ref) : 0, length = strlen(ev->local_id);

	if (!slash || strncmp(slash + 1, ev->local_id, length) != 0)
		return;
	out->sent = ev->source_ref;
	out->n = 1;
	out->cell[0].from = from;
	out->cell[0].to = from + length;
}

static int32_t day_of(const struct telling *t)
{
	return t->row->period == CIVIL_NONE ? 0 : t->row->period;
}

static enum status hand_on(const struct telling *t, const struct event *ev)
{
	struct id_made ids[ID_KINDS] = { 0 };
	struct staged_event staged = { .agency = t->agency, .event = *ev, .origin = t->row->origin, .ids = ids,
		.day = day_of(t) };
	enum status st = event_notes(t->batch, ev, t->err);

	ref_made(ev, &ids[ID_EVENT]);
	return st == ST_OK ? batch_event(t->batch, &staged, t->err) : st;
}

/* Unplanned reviews --------------------------------------------------------------- */

/* What the store has of another reason is settled once the run is in (reasons.c). */
static enum status review_stage(const struct telling *t, struct event *review)
{
	const char *ref = arena_printf(t->scratch, "%s/reason", review->source_ref);
	struct event ev;
	bool has_happened = ref && cld_reason_of(sent(t, CLD_REVIEW_REASON), review, ref, &ev);
	enum status st = ref ? hand_on(t, review) : err_nomem(t->err);

	return st == ST_OK && has_happened && !t->is_told ? hand_on(t, &ev) : st;
}

/* Requests ------------------------------------------------------------------------ */

/* The last request speaks for all of it: where only the store has that one, what it said. */
static enum status cluster_content(const struct telling *t, const struct cld_choices *x,
	const struct cld_choice *first, struct event *ev)
{
	const struct cld_choice *last = first;
	const struct event *held = NULL;
	enum status st = ST_OK;

	for (const struct cld_choice *c = cld_cluster_next(x, first); c; c = cld_cluster_next(x, c))
		last = c;
	if (last->file == CLD_NONE)
		st = stored_event(t->batch, t->agency, last->held, t->scratch, &held, t->err);
	if (held)
		*ev = *held;
	ev->source_ref = first->ref; /* whichever import brought which of them */
	ev->parts = NULL;
	return st;
}

static enum status cluster_dates(const struct telling *t, const struct cld_choices *x,
	const struct cld_choice *first, struct event *ev)
{
	char iso[11];

	ev->start = (struct civil){ first->start, CIVIL_NO_TIME };
	ev->end = CIVIL_ABSENT;
	for (const struct cld_choice *c = first; c; c = cld_cluster_next(x, c))
		if (c->end != INT32_MAX && c->end > ev->end.day)
			ev->end.day = c->end;
	civil_iso(first->start, iso);
	ev->starts_on = arena_dup(t->scratch, iso);
	civil_iso(ev->end.day, iso);
	ev->ends_on = civil_is_set(ev->end) ? arena_dup(t->scratch, iso) : NULL;
	ev->responded_on = ev->ends_on;
	return ev->starts_on && (ev->ends_on || !civil_is_set(ev->end)) ? ST_OK : err_nomem(t->err);
}

/* What the store has of it under another name is settled once the run is in (settle.c). */
static enum status cluster_gather(const struct telling *t, const struct cld_choices *x,
	const struct cld_choice *first, struct event *ev)
{
	for (const struct cld_choice *c = first; c; c = cld_cluster_next(x, c)) {
		ev->parts = ev->parts ? arena_printf(t->scratch, "%s;%s", ev->parts, c->ref) : c->ref;
		if (!ev->parts)
			return err_nomem(t->err);
	}
	return ST_OK;
}

/* A cluster is told with the last of it that the files have. */
static enum status request_stage(const struct telling *t, const struct cld_choices *x,
	const struct cld_choice *c, struct event *ev)
{
	const struct cld_choice *first = &x->list.v[c->cluster];
	struct id_made ids[ID_KINDS] = { 0 };
	const struct staged_event told = { .agency = t->agency, .event = *ev, .origin = t->row->origin, .ids = ids,
		.day = day_of(t) };
	enum status st;

	ref_made(ev, &ids[ID_EVENT]);
	st = t->batch->session ? batch_told(t->batch, &told, t->err) : ST_OK;
	if (st != ST_OK || t->is_told)
		return st;
	for (const struct cld_choice *later = cld_cluster_next(x, c); later; later = cld_cluster_next(x, later))
		if (later->file != CLD_NONE)
			return ST_OK;
	st = cluster_content(t, x, first, ev);
	if (st == ST_OK)
		st = cluster_dates(t, x, first, ev);
	if (st == ST_OK && first->next != CLD_NONE)
		st = cluster_gather(t, x, first, ev);
	return st == ST_OK ? hand_on(t, ev) : st;
}

enum status cld_event_stage(struct batch *b, const char *agency, bool is_told, const char *died, const struct cld_choices *x,
	const struct cld_choice *c, const struct cld_row *row, struct arena *scratch, struct err *e)
{
	const struct telling t = { b, agency, is_told, died, row, scratch, e };
	struct event ev;
	enum status st = event_fill(&t, &ev);

	if (st == ST_OK && row->end_is_dropped)
		st = batch_note(b, e, "%s line %lld: %s lies before the start and was left out",
			row->origin.file, (long long)row->origin.line, CLD_COLUMN_NAMES[CLD_END]);
	if (st != ST_OK)
		return st;
	if (row->event == CLD_REQUEST)
		return request_stage(&t, x, c, &ev);
	return row->event == CLD_REVIEW ? review_stage(&t, &ev) : hand_on(&t, &ev);
}
