/*
 * Whom an identifier names, where no file of the run holds the Patient: somebody
 * whom the agency has sent before.
 */
#include <string.h>

#include "care/work.h"
#include "ingest/fhir/fhir.h"
#include "search/keys.h"
#include "store_people.h"

#define CANDIDATES_MAX 64

/* The value, or the NHS number's digits, by which a record with it is found. */
static char *key_of(struct fhir_state *state, const struct fhir_ref *ref, bool *is_nhs,
	char digits[static 11])
{
	*is_nhs = fhir_is_nhs_number(ref->system) && nhs_number_valid(ref->value, digits);
	return *is_nhs ? key_make(state->arena, 'N', digits, false)
		: key_make(state->arena, 'v', ref->value, true);
}

static bool has_identifier(struct fhir_state *state, const struct record *record,
	const struct fhir_ref *ref, const char *digits)
{
	const char *ids = record->field[RF_OTHER_IDS], *pair;
	char own[11];

	if (digits)
		return record->field[RF_NHS_NUMBER] && nhs_number_valid(record->field[RF_NHS_NUMBER], own) &&
			strcmp(own, digits) == 0;
	pair = ref->system && ids ? fhir_identity(state, ref->system, ref->value) : NULL;
	return pair && text_list_has(ids, pair);
}

enum status fhir_known_as(struct fhir_state *state, const struct fhir_ref *ref, const char *agency,
	const char **local_id, struct err *err)
{
	const struct session *s = state->batch->session;
	struct arena *arena = state->arena;
	struct key_hit *hit = NULL;
	char digits[11], *key;
	bool is_nhs;
	enum status status;
	size_t n = 0, i;

	*local_id = NULL;
	if (!s)
		return ST_OK;
	key = key_of(state, ref, &is_nhs, digits);
	if (!key)
		return err_nomem(err);
	status = store_keys_find(s->store, key, false, CANDIDATES_MAX, arena, &hit, &n, err);
	for (i = 0; i < n && status == ST_OK; i++) {
		struct record record;

		status = store_record_get(s->store, hit[i].record, arena, &record, err);
		if (status == ST_NONE)
			status = ST_OK;
		else if (status != ST_OK || strcmp(record.agency_code, agency) != 0 ||
			 !has_identifier(state, &record, ref, is_nhs ? digits : NULL))
			continue;
		else if (*local_id && strcmp(*local_id, record.local_id) != 0)
			return *local_id = NULL, ST_OK;
		else
			*local_id = record.local_id;
	}
	return status;
}
