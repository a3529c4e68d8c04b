/* consents.c - which Consent what a record says of consent is from. */
#include "store_consents.h"

#include "rows.h"

enum status store_consent_by_put(struct txn *t, int64_t record, int64_t import, const char *ref, struct err *err)
{
	struct query q;

	if (!ref)
		return run_numbers(t, SQL_CONSENT_BY_REMOVE, record, import, err);
	query_begin(&q, t->store, SQL_CONSENT_BY_PUT);
	query_int(&q, record);
	query_int(&q, import);
	query_text(&q, ref);
	return query_run(&q, err);
}

enum status store_consent_by(const struct store *s, int64_t record, struct arena *arena, const char **ref,
	struct err *err)
{
	struct query q;

	*ref = NULL;
	query_begin(&q, s, SQL_CONSENT_BY);
	query_int(&q, record);
	if (query_next(&q))
		*ref = row_text(&q, 0, arena);
	return query_end(&q, err);
}
