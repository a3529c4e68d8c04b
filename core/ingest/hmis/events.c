#include "ingest/hmis/hmis.h"

#include <string.h>

#include "ingest/stored.h"

/* One row on its way to becoming an event. */
struct telling {
	struct hmis_set *set;
	enum hmis_file file;
	const char *id;          /* of the row */
	const char *person;      /* whom it says it is about */
	uint32_t enrollment;
	bool is_deleted;
	struct origin origin;
	struct arena *scratch;
	struct err *err;
	struct staged_event out;
	char start_iso[11], end_iso[11];
	bool is_done;            /* withheld, set aside or taken back: nothing to hand on */
};

static enum status set_aside(struct telling *t, size_t column, const char *reason)
{
	t->is_done = true;
	return batch_reject_of(t->set->batch, t->origin, hmis_column(t->file, column), reason, t->id, t->person, t->err);
}

/* Its person may be a victim service provider's, so it is told by its own id alone. */
static enum status not_theirs(struct telling *t)
{
	t->is_done = true;
	return batch_reject(t->set->batch, t->origin, "PersonalID", "is another than the enrollment's; ask the sender whose it is",
		t->id, t->err);
}

/* Whose the row is; withheld before anything is said of it, taken back where it
 * was deleted. */
static enum status row_place(struct telling *t, size_t enrollment_column, const char *called)
{
	const struct hmis_set *x = t->set;
	uint32_t organization;
	enum hmis_fate fate = hmis_whose(x, t->enrollment, &organization);
	struct hmis_enrollment en;
	enum status st;

	if (fate == HMIS_WITHHOLD) {
		t->set->batch->read--;
		t->is_done = true;
		return ST_OK;
	}
	if (t->enrollment == HMIS_NONE)
		return set_aside(t, enrollment_column, "is no enrollment of these files");
	if (fate == HMIS_NOBODYS)
		return set_aside(t, enrollment_column,
			"is of a project whose organization is not in these files; give --agency CODE");
	if (!t->id)
		return set_aside(t, 0, "is missing");
	en = x->enrollments.v[t->enrollment];
	if (strcmp(t->person, x->person_ids.id.v[en.person]) != 0)
		return not_theirs(t);
	t->out.event.source_ref = arena_printf(t->scratch, "%s/%s", called, t->id);
	t->out.event.local_id = x->person_ids.id.v[en.person];
	t->out.event.status = ES_COMPLETED;
	t->out.event.end = CIVIL_ABSENT;
	t->out.origin = t->origin;
	st = t->out.event.source_ref ? hmis_agency(t->set, organization, &t->out.agency, t->err)
				     : err_nomem(t->err);
	if (st != ST_OK || !(t->is_deleted || en.is_deleted || x->clients.v[en.person].is_deleted))
		return st;
	t->is_done = true;
	return stored_take_back(x->batch, t->out.agency, t->out.event.source_ref, t->out.event.local_id, t->origin,
		t->scratch, t->err);
}

static enum status row_start(struct telling *t, const char *sent, size_t column)
{
	struct event *ev = &t->out.event;

	if (t->is_done)
		return ST_OK;
	if (!sent)
		return set_aside(t, column, "is missing");
	if (!hmis_date(t->set, sent, &ev->start.day, t->start_iso))
		return set_aside(t, column, "is no date; write YYYY-MM-DD");
	ev->start.ms = CIVIL_NO_TIME;
	ev->starts_on = t->start_iso;
	return ST_OK;
}

/* Whom a row is about: as it says, else as its enrollment does. */
static const char *person_of(const struct hmis_set *x, const char *sent, uint32_t enrollment)
{
	if (sent || enrollment == HMIS_NONE)
		return sent;
	return x->person_ids.id.v[x->enrollments.v[enrollment].person];
}

static struct telling telling_of(struct hmis_set *x, enum hmis_file file, const char *id,
	const char *enrollment, const char *person, const char *deleted, struct origin origin, struct arena *scratch,
	struct err *e)
{
	uint32_t n = hmis_find(&x->enrollment_ids, enrollment);

	return (struct telling){
		.set = x, .file = file, .id = id, .origin = origin, .scratch = scratch, .err = e,
		.enrollment = n, .person = person_of(x, person, n), .is_deleted = deleted,
	};
}

static enum status hand_on(struct telling *t)
{
	return batch_event(t->set->batch, &t->out, t->err);
}

/* Enrollments ---------------------------------------------------------------------- */

static enum status stay_end(struct telling *t, const struct hmis_enrollment *en)
{
	struct event *ev = &t->out.event;

	ev->status = en->exit == CIVIL_NONE ? ES_IN_PROGRESS : ES_COMPLETED;
	ev->outcome = en->destination;
	if (en->exit == CIVIL_NONE)
		return ST_OK;
	if (en->exit < ev->start.day)
		return batch_note(t->set->batch, t->err,
			"%s line %lld: the ExitDate lies before the EntryDate and was left out",
			t->origin.file, (long long)t->origin.line);
	civil_iso(en->exit, t->end_iso);
	ev->ends_on = t->end_iso;
	ev->end = (struct civil){ en->exit, CIVIL_NO_TIME };
	return ST_OK;
}

enum status hmis_enrollment_row(void *arg, const char *const *v, struct origin origin,
	struct arena *scratch, struct err *e)
{
	struct hmis_set *x = arg;
	struct telling t = telling_of(x, HF_ENROLLMENT, v[HE_ID], v[HE_ID], v[HE_PERSON], v[HE_DELETED], origin, scratch, e);
	const struct hmis_enrollment *en;
	const struct hmis_project *p;
	const char *type;
	struct event *ev = &t.out.event;
	enum status st;

	if (!v[HE_ID] || !v[HE_PERSON])
		return set_aside(&t, v[HE_ID] ? HE_PERSON : HE_ID, "is missing");
	st = row_place(&t, HE_PROJECT, "Enrollment");
	if (st == ST_OK)
		st = row_start(&t, v[HE_ENTRY], HE_ENTRY);
	if (st != ST_OK || t.is_done)
		return st;
	en = &x->enrollments.v[t.enrollment];
	st = stay_end(&t, en);
	if (st != ST_OK)
		return st;
	p = en->project == HMIS_NONE ? NULL : &x->projects.v[en->project];
	type = p ? hmis_word(HL_PROJECT_TYPE, p->type) : NULL;
	ev->kind = EV_SERVICE;
	ev->code_system = p && p->type ? "urn:hud:hmis:ProjectType" : NULL;
	ev->code = p ? p->type : NULL;
	ev->title = p && p->name && type ? arena_printf(scratch, "%s (%s)", p->name, type)
		: p && p->name ? p->name : type ? type : "Enrollment";
	return ev->title ? hand_on(&t) : err_nomem(e);
}

/* Assessments ---------------------------------------------------------------------- */

enum status hmis_assessment_row(void *arg, const char *const *v, struct origin origin,
	struct arena *scratch, struct err *e)
{
	struct hmis_set *x = arg;
	struct telling t = telling_of(
		x, HF_ASSESSMENT, v[HA_ID], v[HA_ENROLLMENT], v[HA_PERSON], v[HA_DELETED], origin, scratch, e);
	const char *how = hmis_word(HL_ASSESSMENT_TYPE, v[HA_TYPE]), *level = v[HA_LEVEL], *at;
	struct event *ev = &t.out.event;
	uint32_t project;
	enum status st = row_place(&t, HA_ENROLLMENT, "Assessment");

	if (st == ST_OK)
		st = row_start(&t, v[HA_DATE], HA_DATE);
	if (st != ST_OK || t.is_done)
		return st;
	ev->kind = EV_ASSESSMENT;
	ev->code_system = level ? "urn:hud:hmis:AssessmentLevel" : NULL;
	ev->code = level;
	/* By name: the codes stand in the catalogue's own table of instruments alone. */
	ev->instrument = !level ? NULL : strcmp(level, "1") == 0 ? "HMIS-CRISIS"
		: strcmp(level, "2") == 0 ? "HMIS-HOUSING" : NULL;
	ev->title = ev->instrument ? NULL : "Coordinated entry assessment";
	ev->outcome = hmis_word(HL_PRIORITY, v[HA_PRIORITY]);
	if (hmis_location(x, v[HA_LOCATION], &project, &at) == HMIS_WITHHOLD)
		at = NULL;
	if (how || at) {
		ev->summary = arena_printf(scratch, "%s%s%s", how ? how : "",
			at ? how ? ", at: " : "At: " : "", at ? at : "");
		if (!ev->summary)
			return err_nomem(e);
	}
	return hand_on(&t);
}

/* Referrals ------------------------------------------------------------------------ */

static enum status reply_fill(struct telling *t, const char *const *v)
{
	struct event *ev = &t->out.event;
	int32_t day;

	ev->outcome = hmis_word(HL_RESULT, v[HV_RESULT]);
	if (!v[HV_RESULT] && !v[HV_RESULT_DATE])
		return ST_OK;
	if (!v[HV_RESULT_DATE]) { /* answered, on a day that was not sent: at the latest known */
		ev->responded_on = ev->starts_on;
		return ST_OK;
	}
	if (!hmis_date(t->set, v[HV_RESULT_DATE], &day, t->end_iso))
		return batch_reject_of(t->set->batch, t->origin, hmis_column(HF_EVENT, HV_RESULT_DATE),
			"is no date; write YYYY-MM-DD (the rest of the row goes in)", t->id, t->person, t->err);
	ev->responded_on = t->end_iso;
	return ST_OK;
}

static enum status referred_to(struct telling *t, uint32_t project, const char *shown)
{
	struct event *ev = &t->out.event;

	if (shown) {
		ev->summary = arena_printf(t->scratch, "To: %s", shown);
		if (!ev->summary)
			return err_nomem(t->err);
	}
	return project == HMIS_NONE || t->set->projects.v[project].organization == HMIS_NONE ? ST_OK
		: hmis_agency(t->set, t->set->projects.v[project].organization, &ev->to_agency, t->err);
}

/* Problem solving is talked through; everything else refers to somebody. */
static void event_kind_fill(struct event *ev, const char *const *v)
{
	const char *code = v[HV_EVENT], *words = hmis_word(HL_EVENT, code);

	ev->kind = strcmp(code, "2") == 0 ? EV_CONTACT : EV_REQUEST;
	ev->title = words ? words : "Coordinated entry event";
	ev->code_system = "urn:hud:hmis:Event";
	ev->code = code;
	if (strcmp(code, "3") == 0)
		ev->instrument = "HMIS-CRISIS";
	else if (strcmp(code, "4") == 0)
		ev->instrument = "HMIS-HOUSING";
}

enum status hmis_event_row(void *arg, const char *const *v, struct origin origin,
	struct arena *scratch, struct err *e)
{
	struct hmis_set *x = arg;
	struct telling t = telling_of(x, HF_EVENT, v[HV_ID], v[HV_ENROLLMENT], v[HV_PERSON], v[HV_DELETED], origin, scratch, e);
	struct event *ev = &t.out.event;
	const char *shown;
	uint32_t project;
	enum status st;

	/* A referral to a victim service provider tells as much as its own rows. */
	if (hmis_location(x, v[HV_LOCATION], &project, &shown) == HMIS_WITHHOLD) {
		x->batch->read--;
		return ST_OK;
	}
	st = row_place(&t, HV_ENROLLMENT, "Event");
	if (st == ST_OK)
		st = row_start(&t, v[HV_DATE], HV_DATE);
	if (st == ST_OK && !t.is_done && !v[HV_EVENT])
		st = set_aside(&t, HV_EVENT, "is missing");
	if (st != ST_OK || t.is_done)
		return st;
	event_kind_fill(ev, v);
	if (ev->kind == EV_CONTACT)
		ev->outcome = v[HV_SOLVED] && strcmp(v[HV_SOLVED], "1") == 0
			? "Housed or re-housed in a safe alternative" : NULL;
	else
		st = reply_fill(&t, v);
	if (st == ST_OK)
		st = referred_to(&t, project, shown);
	return st == ST_OK ? hand_on(&t) : st;
}

/* Services ------------------------------------------------------------------------- */

static const char *service_title(
	const struct hmis_set *x, const char *const *v, struct arena *scratch)
{
	const char *record = hmis_word(HL_RECORD_TYPE, v[HS_RECORD]);
	bool is_ssvf = v[HS_RECORD] && strcmp(v[HS_RECORD], "144") == 0;
	bool is_aid = v[HS_RECORD] && strcmp(v[HS_RECORD], "152") == 0;
	const char *type = v[HS_OTHER] && !hmis_tells(x, v[HS_OTHER]) ? v[HS_OTHER]
		: is_ssvf ? hmis_word(HL_SSVF_SERVICE, v[HS_TYPE])
		: is_aid ? hmis_word(HL_SSVF_AID, v[HS_TYPE]) : NULL;

	if (!record)
		record = "Service";
	return type ? arena_printf(scratch, "%s: %s", record, type) : record;
}

enum status hmis_service_row(void *arg, const char *const *v, struct origin origin,
	struct arena *scratch, struct err *e)
{
	struct hmis_set *x = arg;
	struct telling t = telling_of(
		x, HF_SERVICES, v[HS_ID], v[HS_ENROLLMENT], v[HS_PERSON], v[HS_DELETED], origin, scratch, e);
	struct event *ev = &t.out.event;
	enum status st = row_place(&t, HS_ENROLLMENT, "Services");

	if (st == ST_OK)
		st = row_start(&t, v[HS_DATE], HS_DATE);
	if (st != ST_OK || t.is_done)
		return st;
	ev->kind = EV_CONTACT;
	ev->title = service_title(x, v, scratch);
	ev->code_system = v[HS_RECORD] ? "urn:hud:hmis:RecordType" : NULL;
	ev->code = v[HS_RECORD];
	if (v[HS_AMOUNT])
		ev->summary = arena_printf(scratch, "Amount: %s", v[HS_AMOUNT]);
	return ev->title && (ev->summary || !v[HS_AMOUNT]) ? hand_on(&t) : err_nomem(e);
}
