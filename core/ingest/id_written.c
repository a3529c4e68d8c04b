#include "ingest/id_written.h"

#include <stdio.h>
#include <string.h>

#include "care/work.h"
#include "store_erase.h"
#include "text.h"

/* Whoever was erased is looked for by a key that is read from its file: seldom, then. */
static enum status somebody_was_erased(struct batch *b, bool *was, struct err *e)
{
	enum status st = ST_OK;

	if (b->erased == ERASED_UNASKED) {
		st = store_erased_any(b->session->store, was, e);
		b->erased = st != ST_OK ? ERASED_UNASKED : *was ? ERASED_SOMEBODY : ERASED_NOBODY;
	}
	*was = b->erased == ERASED_SOMEBODY;
	return st;
}

/* As a record, or as one that was erased and is to stay so. */
static enum status is_known(struct batch *b, const char *agency, const char *id, bool *is, struct err *e)
{
	int64_t record;
	const char *at;
	bool was_erased = false;
	enum status st = b->session && agency ? store_record_find(b->session->store, agency, id, &record, e) : ST_NONE;

	*is = st == ST_OK;
	if (st != ST_NONE || !b->session || !agency)
		return st == ST_NONE ? ST_OK : st;
	st = somebody_was_erased(b, &was_erased, e);
	if (st == ST_OK && was_erased)
		st = store_erased_find(b->session->store, agency, id, b->arena, &at, e);
	*is = was_erased && st == ST_OK;
	return st == ST_NONE ? ST_OK : st;
}

enum status id_settle(struct batch *b, const char *agency, const char **id, char form[static 24], struct err *e)
{
	enum { PLAIN, BLANKS, HYPHENS, DECIMAL, FORMS };
	char number[24], nhs[11];
	bool is = false, is_nhs;
	enum status st;

	if (!id_number(*id, number))
		return ST_OK;
	is_nhs = nhs_number_valid(number, nhs);
	st = is_known(b, agency, *id, &is, e);
	for (int i = PLAIN; i < FORMS && st == ST_OK && !is; i++) {
		bool is_parted = i == BLANKS || i == HYPHENS;
		char gap = i == BLANKS ? ' ' : '-';

		if (is_parted && !is_nhs)
			continue;
		if (is_parted)
			snprintf(form, 24, "%.3s%c%.3s%c%.4s", number, gap, number + 3, gap, number + 6);
		else
			snprintf(form, 24, "%.20s%s", number, i == DECIMAL ? ".0" : "");
		st = is_known(b, agency, form, &is, e);
		if (is)
			*id = form;
	}
	if (st == ST_OK && !is && strcmp(*id, number) != 0) {
		memcpy(form, number, sizeof number);
		*id = form;
	}
	return st;
}
