/* actions.c - a person's actions, in each form in which they leave. */
#include <inttypes.h>
#include <string.h>

#include "export/actions.h"
#include "export/veil.h"

static const char *status_of(const struct action_line *a)
{
	return a->is_done ? EVENT_STATUS_NAMES[ES_COMPLETED] : EVENT_STATUS_NAMES[ES_PLANNED];
}

void export_action_row(struct session *s, const struct action_line *a, char by[static 11],
	const char *value[static EXPORT_EVENT_COLUMNS])
{
	const struct { const char *column, *value; } said[] = {
		{"agency", a->agency ? agency_code_given(s, session_agency(s, a->agency)) : NULL}, {"kind", "action"},
		{"status", status_of(a)}, {"starts_on", by}, {"practitioner", a->agency ? NULL : a->worker}, {"summary", a->what},
	};

	civil_iso(a->by, by);
	for (size_t i = 0; i < EXPORT_EVENT_COLUMNS; i++) {
		value[i] = NULL;
		for (size_t k = 0; k < sizeof said / sizeof *said; k++)
			if (strcmp(export_event_column(i), said[k].column) == 0)
				value[i] = said[k].value;
	}
}

void action_json_put(struct json_making *m, json_t *list, struct session *s, const struct action_line *a)
{
	json_t *to = json_item(m, list);
	char by[11];

	civil_iso(a->by, by);
	json_say(m, to, "by", by);
	json_say(m, to, "agency", a->agency ? agency_code_given(s, session_agency(s, a->agency)) : NULL);
	json_say(m, to, "worker", a->worker);
	json_say(m, to, "what", a->what);
	json_say(m, to, "status", status_of(a));
}

void fhir_action_put(struct bundle *b, const struct person *p, const struct action_line *a, const char *patient_urn)
{
	const struct journey_row *about = a->event ? person_row(p, a->event) : NULL;
	const char *ref = arena_printf(b->arena, "action-%" PRId64, a->id), *agency;
	json_t *to = bundle_entry(b, "Task", bundle_urn(b, "", ref ? ref : "")), *period;
	char by[11];

	civil_iso(a->by, by);
	b->making.is_short |= !ref;
	json_say(&b->making, to, "status", a->is_done ? "completed" : "requested");
	json_say(&b->making, to, "intent", "plan");
	json_say(&b->making, to, "description", a->what);
	if (about)
		bundle_refer(b, to, "focus", bundle_urn(b, session_agency(b->session, about->event.agency)->code,
			about->event.source_ref));
	bundle_refer(b, to, "for", patient_urn);
	agency = a->agency ? bundle_agency(b, session_agency(b->session, a->agency)) : NULL;
	if (agency)
		bundle_refer(b, to, "owner", agency);
	else
		json_say(&b->making, json_within(&b->making, to, "owner", false), "display", a->worker);
	period = json_within(&b->making, json_within(&b->making, to, "restriction", false), "period", false);
	json_say(&b->making, period, "end", by);
}
