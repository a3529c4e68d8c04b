#include "ingest/unsaid.h"

#include <string.h>

#include "ingest/batch.h"
#include "store_imports.h"
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

/* Ids are given again. */
static bool is_another(const char *const *field, const char *const *before)
{
	return text_contradicts(field[RF_FAMILY_NAME], before[RF_FAMILY_NAME]) ||
		text_contradicts(field[RF_GIVEN_NAME], before[RF_GIVEN_NAME]) ||
		text_contradicts(field[RF_DATE_OF_BIRTH], before[RF_DATE_OF_BIRTH]);
}

void unsaid_fill(const char *field[static RF_COUNT], const char *const before[static RF_COUNT], uint32_t *lacks)
{
	const bool is_other = is_another(field, before);
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

/* Deaths -------------------------------------------------------------------------- */

struct deaths {
	const struct store *store;
	struct arena *arena;
	const char *other; /* what was said of one last, but by returns */
};

static enum status is_return(const struct deaths *d, int64_t import, bool *is, struct err *e)
{
	struct import_row row = {0};
	enum status st = import ? store_import_get(d->store, import, d->arena, &row, e) : ST_NONE;

	*is = st == ST_OK && row.format && strcmp(row.format, FORMAT_CLD.name) == 0;
	return st == ST_NONE ? ST_OK : st;
}

/* After what one import told by itself; `before`: what was told until then, or NULL. */
static enum status deaths_add(struct deaths *d, const struct record_sent *own, const struct record_sent *before, struct err *e)
{
	bool is = false;
	enum status st;

	if (before && is_another(own->field, before->field))
		d->other = NULL;
	if (own->lacks & BIT(RF_DATE_OF_DEATH) || text_same(own->field[RF_DATE_OF_DEATH], d->other))
		return ST_OK;
	st = is_return(d, own->import, &is, e);
	if (st == ST_OK && !is)
		d->other = own->field[RF_DATE_OF_DEATH];
	return st;
}

/* What a row that takes back a return's word of a death finds before it. */
static void lives_before(uint32_t lacks, const char *other, const char *const from[static RF_COUNT],
	const char *before[static RF_COUNT])
{
	for (size_t i = 0; i < RF_COUNT; i++)
		before[i] = from[i];
	if (lacks & UNSAID_LIVES)
		before[RF_DATE_OF_DEATH] = other;
}

enum status unsaid_fill_as_sent(const struct store *s, int64_t id, const char *field[static RF_COUNT],
	const char *const from[static RF_COUNT], uint32_t lacks, struct arena *a, struct err *e)
{
	struct deaths d = {.store = s, .arena = a};
	struct record_sent *sent = NULL;
	const char *before[RF_COUNT];
	size_t n = 0;
	enum status st = ST_OK;

	if ((lacks & UNSAID_LIVES) && from[RF_DATE_OF_DEATH])
		st = store_record_sendings(s, id, 0, a, &sent, &n, e);
	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = deaths_add(&d, &sent[i], i ? &sent[i - 1] : NULL, e);
	lives_before(lacks, d.other, from, before);
	unsaid_fill(field, before, &lacks);
	return st;
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
		st = unsaid_fill_as_sent(s, id, r->field, before, lacks, a, e);
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
	const struct store *s = txn_store(w->txn);
	struct deaths d = {.store = s, .arena = a};
	struct record_sent *sent = NULL, was;
	bool changes = false;
	size_t n = 0;
	enum status st = store_record_sendings(s, record, gone, a, &sent, &n, e);

	*is_other = false;
	for (size_t i = 0; st == ST_OK && i < n; i++) {
		const char *before[RF_COUNT];
		uint32_t lacks = sent[i].lacks;
		struct record_sent own;

		was = sent[i];
		own_only(&sent[i]);
		own = sent[i];
		if (i) {
			lives_before(lacks, d.other, sent[i - 1].field, before);
			unsaid_fill(sent[i].field, before, &lacks);
		}
		st = deaths_add(&d, &own, i ? &sent[i - 1] : NULL, e);
		*is_other = !record_says_same(&was, &sent[i]);
		changes = changes || *is_other;
	}
	return st == ST_OK && changes ? store_record_tell(w->txn, record, sent, n, *is_other, e) : st;
}
