/* person_json.c - one person as JSON, by the names of the interchange's columns. */
#include "export.h"

#include <string.h>

#include "export/actions.h"
#include "export/veil.h"

static void agency_put(struct json_making *m, json_t *list, struct session *s, const struct person *p,
	const struct agency *a)
{
	json_t *to = json_item(m, list);
	const char *code = agency_is_veiled(s, a) ? a->shown_as : person_agency_code(p, a);
	bool is_veiled = code != a->code;

	json_say(m, to, "code", code);
	json_say(m, to, "name", is_veiled ? code : a->name);
	json_say(m, to, "sector", a->sector);
	json_say(m, to, "ods_code", is_veiled ? NULL : a->ods_code);
	json_say(m, to, "phone", a->phone);
	json_say(m, to, "email", is_veiled ? NULL : a->email);
}

static void record_put(struct json_making *m, json_t *list, const struct record *r)
{
	json_t *to = json_item(m, list);

	json_say(m, to, "agency", r->agency_code);
	json_say(m, to, "local_id", r->local_id);
	for (size_t f = 0; f < RF_COUNT; f++)
		json_say(m, to, RECORD_FIELD_NAMES[f], r->field[f]);
	json_say(m, to, "received", r->received);
}

static void event_put(struct json_making *m, json_t *list, const struct event *event)
{
	const char *value[EXPORT_EVENT_COLUMNS];
	json_t *to = json_item(m, list);

	export_event_row(event, value);
	for (size_t i = 0; i < EXPORT_EVENT_COLUMNS; i++)
		json_say(m, to, export_event_column(i), value[i]);
	json_say(m, to, "received", event->received);
}

enum status export_person_json(struct session *s, const struct export_person *x, struct arena *arena,
	const char **out, struct err *err)
{
	struct json_making m = { false };
	const struct person *p = x->person;
	json_t *whole = json_make(&m, false), *list;

	json_say(&m, whole, "person_id", p->uuid);
	list = json_within(&m, whole, "agencies", true);
	for (size_t i = 0; i < p->involved_n; i++)
		agency_put(&m, list, s, p, session_agency(s, p->involved[i].agency));
	list = json_within(&m, whole, "records", true);
	for (size_t i = 0; i < p->record_n; i++)
		record_put(&m, list, &p->record[i]);
	list = json_within(&m, whole, "events", true);
	for (size_t i = 0; i < x->event_n; i++)
		event_put(&m, list, x->event[i]);
	list = json_within(&m, whole, "actions", true);
	for (size_t i = 0; i < x->action_n; i++)
		action_json_put(&m, list, s, &x->action[i]);
	return json_finish(&m, whole, arena, out, err);
}
