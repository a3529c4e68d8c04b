#include "asked.h"

#include <string.h>

#include "gists.h"
#include "lent.h"
#include "rows.h"
#include "store_requests.h"
#include "text.h"

enum { NAME_ROOM = 256 };
static const char OUTSIDE[] = " (outside)", CODE_LETTERS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";

static bool is_code(const char *text)
{
	return text[strspn(text, CODE_LETTERS)] == '\0';
}

/* Without what marks it as nobody's; false where it is too long to be a name. */
static bool name_of(const char *text, char name[static NAME_ROOM])
{
	const size_t length = strlen(text), mark = sizeof OUTSIDE - 1;
	size_t n = length > mark && strcmp(text + length - mark, OUTSIDE) == 0 ? length - mark : length;

	if (n >= NAME_ROOM)
		return false;
	memcpy(name, text, n);
	name[n] = '\0';
	return true;
}

/* The letters of ASCII, as the store compares names. */
static void name_fold(char *name)
{
	for (; *name; name++)
		if (*name >= 'A' && *name <= 'Z')
			*name = (char)(*name - 'A' + 'a');
}

/* 0: nobody, or more than one. */
static int64_t agency_called(struct query *reading, const char *name)
{
	int64_t agency = 0;
	bool is_code = false;
	struct query q;
	int rc;

	query_begin(&q, reading->store, SQL_ASKED_AGENCY);
	query_text(&q, name);
	while (query_next(&q) && !is_code) {
		is_code = row_int(&q, 1) != 0;
		agency = agency && !is_code ? -1 : row_int(&q, 0);
	}
	rc = q.rc;
	if (query_end(&q, NULL) == ST_OK)
		return agency > 0 ? agency : 0;
	query_fail(reading, rc);
	return 0;
}

const char *asked_agency(struct query *q, const char *text)
{
	char name[NAME_ROOM];
	const char *code = NULL;
	int64_t agency;
	enum status status;

	if (!text || is_code(text) || !name_of(text, name))
		return text;
	agency = agency_called(q, name);
	status = agency ? agency_code_of(q->store, agency, &code, NULL) : ST_NONE;
	if (status != ST_OK && status != ST_NONE)
		query_fail(q, status == ST_NOMEM ? SQLITE_NOMEM : SQLITE_IOERR);
	return status == ST_OK ? code : text;
}

bool asks_same(struct query *q, const char *held, const char *sent)
{
	return text_same(held, sent) || text_same(asked_agency(q, held), sent);
}

enum status asked_put(struct txn *t, const struct event *e, int64_t id, struct err *err)
{
	char name[NAME_ROOM];
	struct query q;

	if (e->kind != EV_REQUEST || !e->to_agency || is_code(e->to_agency) || !name_of(e->to_agency, name))
		return ST_OK;
	name_fold(name);
	query_begin(&q, t->store, SQL_ASKED_PUT);
	query_text(&q, name);
	query_int(&q, id);
	return query_run(&q, err);
}

static enum status asking_read(struct txn *t, const char *text, struct arena *arena, int64_t **event, size_t *n,
	struct err *err)
{
	char name[NAME_ROOM];
	struct query q;

	if (!name_of(text, name)) {
		*n = 0;
		return ST_OK;
	}
	name_fold(name);
	query_begin(&q, t->store, SQL_ASKED_BY);
	query_text(&q, name);
	return rows_numbers(&q, arena, event, n, err);
}

enum status store_requests_asking(struct txn *t, const char *name, struct arena *arena, int64_t **record, size_t *n,
	struct err *err)
{
	struct query q;
	enum status status = asking_read(t, name, arena, record, n, err);

	for (size_t i = 0; i < *n && status == ST_OK; i++) {
		const int64_t event = (*record)[i];

		status = gists_anew(t, event, err);
		if (status != ST_OK)
			break;
		query_begin(&q, t->store, SQL_EVENT_HELD_BY);
		query_int(&q, event);
		status = query_number(&q, &(*record)[i], err);
	}
	return status;
}
