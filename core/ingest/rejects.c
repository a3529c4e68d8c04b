#include "ingest/rejects.h"

#include <stdlib.h>
#include <string.h>

#include "ingest.h"
#include "ingest/files/spool.h"

enum { TEXTS = 4 };

/* Before a reject's texts, one after another, each ended by a zero byte. */
struct head {
	int64_t line;
	uint32_t size[TEXTS]; /* with its zero; 0: NULL */
};

void rejects_done(struct rejects *r)
{
	if (r->spool)
		spool_done(r->spool);
	free(r->spool);
	*r = (struct rejects){ 0 };
}

enum status rejects_add(struct rejects *r, const struct staged_reject *j, struct err *e)
{
	const char *text[TEXTS] = { j->origin.file, j->field, j->reason, j->text };
	struct head head = { .line = j->origin.line };
	enum status st;

	if (!r->spool) {
		r->spool = malloc(sizeof *r->spool);
		if (!r->spool)
			return err_nomem(e);
		spool_begin(r->spool);
	}
	for (int i = 0; i < TEXTS; i++)
		head.size[i] = text[i] ? (uint32_t)strlen(text[i]) + 1 : 0;
	st = spool_append(r->spool, &head, sizeof head, e);
	for (int i = 0; i < TEXTS && st == ST_OK; i++)
		if (text[i])
			st = spool_append(r->spool, text[i], head.size[i], e);
	r->n += st == ST_OK;
	r->part_n += st == ST_OK && reject_is_part(j->reason);
	return st;
}

enum status rejects_next(struct rejects *r, uint64_t *at, struct staged_reject *out, struct err *e)
{
	const char *text[TEXTS] = { NULL }, *from;
	struct head head;
	const void *bytes;
	size_t all = 0;
	enum status st;

	if (!r->spool || *at >= r->spool->size)
		return ST_NONE;
	st = spool_read(r->spool, *at, sizeof head, &bytes, e);
	if (st != ST_OK)
		return st;
	memcpy(&head, bytes, sizeof head);
	for (int i = 0; i < TEXTS; i++)
		all += head.size[i];
	st = spool_read(r->spool, *at + sizeof head, all, &bytes, e);
	if (st != ST_OK)
		return st;
	from = bytes;
	for (int i = 0; i < TEXTS; i++) {
		text[i] = head.size[i] ? from : NULL;
		from += head.size[i];
	}
	*out = (struct staged_reject){ { text[0], head.line }, text[1], text[2], text[3] };
	*at += sizeof head + all;
	return ST_OK;
}
