#include "ingest/unsaid.h"

#include <string.h>

#include "store_people.h"
#include "store_unsaid.h"
#include "text.h"

#define BIT(field) ((uint32_t)1 << (field))

/* What is taken together, or where the rest is as it was, or not at all. */
static const uint32_t TOGETHER[] = {
	BIT(RF_ADDRESS) | BIT(RF_TOWN) | BIT(RF_POSTCODE),
	BIT(RF_NHS_NUMBER) | BIT(RF_NHS_NUMBER_STATUS),
	BIT(RF_FAMILY_NAME) | BIT(RF_GIVEN_NAME),
};
/* Whoever it is. */
static const uint32_t AGREED = BIT(RF_CONSENT) | BIT(RF_SENSITIVITY);
/* When a row was brought up to date goes for that row, but for one that is only about what was agreed. */
static const uint32_t NEVER = BIT(RF_UPDATED_AT), ALL = BIT(RF_COUNT) - 1;

/* What is said of those is as it was before. */
static bool are_as_before(uint32_t said, const char *const *field, const char *const *before)
{
	for (size_t i = 0; i < RF_COUNT; i++)
		if ((said & BIT(i)) && !text_same(field[i], before[i]))
			return false;
	return true;
}

static uint32_t alone_out(uint32_t fields, const char *const *field, const char *const *before)
{
	for (size_t i = 0; i < sizeof TOGETHER / sizeof *TOGETHER; i++)
		if (!are_as_before(TOGETHER[i] & ~fields, field, before))
			fields &= ~TOGETHER[i];
	return fields;
}

void unsaid_fill(const char *field[static RF_COUNT], const char *const before[static RF_COUNT], uint32_t *lacks)
{
	bool is_other = text_contradicts(field[RF_FAMILY_NAME], before[RF_FAMILY_NAME]) ||
		text_contradicts(field[RF_GIVEN_NAME], before[RF_GIVEN_NAME]) ||
		text_contradicts(field[RF_DATE_OF_BIRTH], before[RF_DATE_OF_BIRTH]);
	uint32_t taken = alone_out((*lacks | AGREED) == ALL ? *lacks : *lacks & ~NEVER, field, before);

	if (is_other)
		taken &= AGREED;
	for (size_t i = 0; i < RF_COUNT; i++) {
		if (!(taken & BIT(i)) || !before[i])
			continue;
		field[i] = before[i];
		*lacks &= ~BIT(i);
	}
}

static enum status said_by(const struct store *s, int64_t id, int64_t import, struct arena *a, const char *const **out,
	struct err *e)
{
	struct record_version *version = NULL;
	size_t n = 0;
	enum status st = store_record_versions(s, id, a, &version, &n, e);

	for (size_t i = 0; st == ST_OK && i < n; i++)
		if (i == 0 || version[i].import == import)
			*out = version[i].field;
	return st;
}

enum status unsaid_keep(const struct store *s, struct record *r, uint32_t lacks, int64_t import, struct arena *a, struct err *e)
{
	const char *const *before = NULL;
	int64_t id;
	enum status st = lacks && r->agency ? store_record_find(s, r->agency_code, r->local_id, &id, e) : ST_NONE;

	if (st == ST_OK)
		st = said_by(s, id, import, a, &before, e);
	if (before)
		unsaid_fill(r->field, before, &lacks);
	return st == ST_NONE ? ST_OK : st;
}

/* Told anew ----------------------------------------------------------------------- */

static void own_only(struct record_sent *sent)
{
	for (size_t i = 0; i < RF_COUNT; i++)
		if (sent->lacks & BIT(i))
			sent->field[i] = NULL;
}

enum status unsaid_settle(struct work *w, int64_t record, int64_t gone, struct arena *a, bool *is_other, struct err *e)
{
	struct record_sent *sent = NULL, was;
	bool changes = false;
	size_t n = 0;
	enum status st = store_record_sendings(txn_store(w->txn), record, gone, a, &sent, &n, e);

	*is_other = false;
	for (size_t i = 0; st == ST_OK && i < n; i++) {
		uint32_t lacks = sent[i].lacks;

		was = sent[i];
		own_only(&sent[i]);
		if (i)
			unsaid_fill(sent[i].field, sent[i - 1].field, &lacks);
		*is_other = !record_says_same(&was, &sent[i]);
		changes = changes || *is_other;
	}
	return st == ST_OK && changes ? store_record_tell(w->txn, record, sent, n, *is_other, e) : st;
}
