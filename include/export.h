/*
 * export.h - what leaves the store.
 */
#ifndef THROUGHLINE_EXPORT_H
#define THROUGHLINE_EXPORT_H

#include "journey.h"
#include "writing.h"

/* agency,local_id,person_id for every record, sorted by agency code and
 * local_id; audited as one export. */
typedef enum status export_link_fn(void *arg, const char *agency, const char *local_id, const char *person_id, struct err *);
enum status export_links(struct session *, export_link_fn *give, void *arg, struct err *);

/* All that is held about one person, as far as the viewer may see it: oldest
 * event first.  Audited as an export before anything is given.  Lives in the arena. */
struct export_person {
	struct person *person;
	const struct event **event; size_t event_n; /* those that may be seen whole */
	size_t left_out;                            /* those that may not */
	const struct action_line *action; size_t action_n; /* those about what may be seen (writing.h) */
};
enum status export_person(struct session *, int64_t person, const char *as, struct arena *, struct export_person *out,
	struct err *);

/* A draft of what somebody is to be given who asks what is held about them: for a person to
 * review, not to send.  What may tell of somebody else, or whose agency decides, is withheld
 * and listed.  Audited as an export. */
struct sar_withheld { const char *agency, *what, *month /* YYYY-MM or "" */, *why; };
struct sar {
	const struct person *person;
	const struct record **record; size_t record_n;
	const struct event **event; size_t event_n;
	const struct action_line *action; size_t action_n;
	const struct sar_withheld *withheld; size_t withheld_n;
	const struct audit_line *access; size_t access_n; /* newest first */
	const struct agency **agency; size_t agency_n;    /* to consult, by code */
	bool is_partial; /* for this viewer more may be held than is told of */
};
/* What a draft leaves out of a record that is given. */
#define SAR_FIELD_WITHHELD RF_SAFE_CONTACT
enum status sar_draft(struct session *, int64_t person, struct arena *, struct sar *out, struct err *);

/* A FHIR R4 Bundle that another store takes in to the same journey and findings: a
 * Patient for each record, the agencies' Organizations, the events. */
enum status export_person_fhir(struct session *, const struct export_person *, struct arena *, const char **out, struct err *);
/* {"person_id", "agencies": […], "records": […], "events": […], "actions": […]}, by the interchange's names. */
enum status export_person_json(struct session *, const struct export_person *, struct arena *, const char **out, struct err *);

/* An event as a row of events.csv, its agency's code first. */
enum { EXPORT_EVENT_COLUMNS = 29 };
const char *export_event_column(size_t i);
void export_event_row(const struct event *, const char *value[static EXPORT_EVENT_COLUMNS]);
/* An action by the same columns: kind `action`, its day (written to `by`) in starts_on,
 * who does it in agency or practitioner, what in summary. */
void export_action_row(struct session *, const struct action_line *, char by[static 11],
	const char *value[static EXPORT_EVENT_COLUMNS]);

#endif
