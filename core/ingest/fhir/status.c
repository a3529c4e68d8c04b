#include <string.h>

#include "ingest/fhir/fhir.h"

static const struct { const char *word; enum event_status status; } STATUSES[] = {
	{"final", ES_COMPLETED}, {"amended", ES_COMPLETED}, {"corrected", ES_COMPLETED},
	{"appended", ES_COMPLETED}, {"completed", ES_COMPLETED}, {"finished", ES_COMPLETED},
	{"unknown", ES_COMPLETED}, {"inactive", ES_COMPLETED}, {"discharged", ES_COMPLETED},
	{"preliminary", ES_IN_PROGRESS}, {"in-progress", ES_IN_PROGRESS},
	{"on-hold", ES_IN_PROGRESS}, {"stopped", ES_IN_PROGRESS}, {"onhold", ES_IN_PROGRESS},
	{"active", ES_IN_PROGRESS}, {"arrived", ES_IN_PROGRESS}, {"triaged", ES_IN_PROGRESS},
	{"onleave", ES_IN_PROGRESS}, {"suspended", ES_IN_PROGRESS}, {"proposed", ES_PLANNED},
	{"discontinued", ES_CANCELLED},
	{"registered", ES_PLANNED}, {"preparation", ES_PLANNED}, {"planned", ES_PLANNED},
	{"requested", ES_PLANNED}, {"accepted", ES_PLANNED}, {"draft", ES_PLANNED},
	{"ready", ES_PLANNED}, {"received", ES_PLANNED}, {"waitlist", ES_PLANNED},
	{"not-done", ES_CANCELLED}, {"cancelled", ES_CANCELLED}, {"aborted", ES_CANCELLED},
	{"revoked", ES_CANCELLED}, {"failed", ES_CANCELLED},
	{"rejected", ES_DECLINED}, {"noshow", ES_NOT_ATTENDED},
	{"entered-in-error", ES_ENTERED_IN_ERROR},
};

enum event_status fhir_status(enum fhir_type type, const char *word, bool *known)
{
	size_t i;

	*known = true;
	/* A request that is active waits for its reply: it has not begun. */
	if (type == FHIR_REQUEST && word && (!strcmp(word, "active") || !strcmp(word, "on-hold") ||
		!strcmp(word, "suspended")))
		return ES_PLANNED;
	if (type == FHIR_REQUEST && word && !strcmp(word, "entered-in-error"))
		return ES_CANCELLED;
	for (i = 0; word && i < sizeof STATUSES / sizeof *STATUSES; i++)
		if (!strcmp(word, STATUSES[i].word))
			return STATUSES[i].status;
	*known = !word;
	return ES_COMPLETED;
}
