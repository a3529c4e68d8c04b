/*
 * The parts of a spill as blocks of one file: what comes for a part is gathered until
 * a block is full, and read again block after block.
 */
#include "ingest/fhir/spilled.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK = 1 << 15 };

static enum status block_write(struct fhir_spill *s, struct part *p, struct err *err)
{
	uint64_t at = s->file.size;
	uint32_t n = (uint32_t)p->n;
	enum status st;

	if (!n)
		return ST_OK;
	st = spool_append(&s->file, &n, sizeof n, err);
	if (st == ST_OK)
		st = spool_append(&s->file, p->block, p->n, err);
	if (st == ST_OK && !vec_push(&p->at, at))
		st = err_nomem(err);
	p->n = 0;
	return st;
}

static enum status bytes_put(struct fhir_spill *s, struct part *p, const void *bytes, size_t n,
	struct err *err)
{
	const char *from = bytes;
	enum status st = ST_OK;

	if (!p->block && !(p->block = malloc(BLOCK)))
		return err_nomem(err);
	while (n && st == ST_OK) {
		size_t some = n < BLOCK - p->n ? n : BLOCK - p->n;

		memcpy(p->block + p->n, from, some);
		p->n += some;
		from += some;
		n -= some;
		if (p->n == BLOCK)
			st = block_write(s, p, err);
	}
	return st;
}

enum status spill_row_put(struct fhir_spill *s, size_t part, const struct head *head,
	const char *url, const char *text, struct err *err)
{
	struct part *p = &s->part[part];
	enum status st = bytes_put(s, p, head, sizeof *head, err);

	if (st == ST_OK)
		st = bytes_put(s, p, url, head->url_n, err);
	return st == ST_OK ? bytes_put(s, p, text, head->text_n, err) : st;
}

/* A part's bytes one after another. */
struct bytes {
	struct fhir_spill *spill;
	const struct part *part;
	size_t next;                 /* block */
	char block[BLOCK];
	size_t n, at;
};

static enum status block_next(struct bytes *b, struct err *err)
{
	const void *read;
	uint64_t at;
	uint32_t n = 0;
	enum status st;

	if (b->next == b->part->at.n)
		return ST_NONE;
	at = b->part->at.v[b->next++];
	st = spool_read(&b->spill->file, at, sizeof n, &read, err);
	if (st == ST_OK)
		memcpy(&n, read, sizeof n);
	if (st == ST_OK)
		st = spool_read(&b->spill->file, at + sizeof n, n, &read, err);
	if (st != ST_OK)
		return st;
	memcpy(b->block, read, n);
	b->n = n;
	b->at = 0;
	return ST_OK;
}

static enum status bytes_get(struct bytes *b, void *into, size_t n, struct err *err)
{
	char *to = into;
	enum status st = ST_OK;

	while (n && st == ST_OK) {
		size_t some = n < b->n - b->at ? n : b->n - b->at;

		memcpy(to, b->block + b->at, some);
		b->at += some;
		to += some;
		n -= some;
		if (n)
			st = block_next(b, err);
	}
	return st;
}

enum status spill_rows_each(struct fhir_spill *s, size_t part, spill_row_fn *give, void *arg,
	struct err *err)
{
	struct bytes *b = calloc(1, sizeof *b);
	struct head head;
	char *row = NULL;
	size_t room = 0;
	enum status st = b ? block_write(s, &s->part[part], err) : err_nomem(err);

	if (b)
		*b = (struct bytes){.spill = s, .part = &s->part[part]};
	while (st == ST_OK && (st = bytes_get(b, &head, sizeof head, err)) == ST_OK) {
		size_t n = (size_t)head.url_n + head.text_n;

		if (!vec_grow((void **)&row, &room, n + 1, 1))
			st = err_nomem(err);
		if (st == ST_OK)
			st = bytes_get(b, row, n, err);
		if (st == ST_OK)
			st = give(arg, &head, head.url_n ? row : NULL, row + head.url_n, err);
	}
	free(row);
	free(b);
	return st == ST_NONE ? ST_OK : st;
}
