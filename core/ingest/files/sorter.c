#include "ingest/files/sorter.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ingest/files/spool.h"

enum { PART_ITEMS = 4096 }; /* of each part in memory while they are merged */

void sorter_begin(struct sorter *s, size_t most)
{
	*s = (struct sorter){.most = most, .fd = -1};
}

void sorter_done(struct sorter *s)
{
	for (size_t i = 0; i < s->parts.n; i++)
		free(s->parts.v[i].item);
	vec_done(&s->parts);
	free(s->item);
	if (s->fd >= 0)
		close(s->fd);
	*s = (struct sorter){.fd = -1};
}

static int by_key(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

static void items_sort(struct sorter *s)
{
	for (size_t i = 1; i < s->n; i++)
		if (by_key(&s->item[i - 1], &s->item[i]) > 0) {
			qsort(s->item, s->n, sizeof *s->item, by_key);
			return;
		}
}

static enum status part_write(struct sorter *s, struct err *err)
{
	size_t bytes = s->n * sizeof *s->item;
	struct sorter_part part = {.at = s->written, .end = s->written + bytes};
	enum status st;

	if (s->fd < 0)
		s->fd = scratch_file();
	if (s->fd < 0)
		return err_set(err, ST_IO, "no file can be made to sort in: %s", strerror(errno));
	items_sort(s);
	st = file_write(s->fd, s->written, s->item, bytes, err);
	if (st == ST_OK && !vec_push(&s->parts, part))
		st = err_nomem(err);
	s->written += bytes;
	s->n = 0;
	return st;
}

/* Doubles up to the most; false: it is full. */
static bool item_room(struct sorter *s, size_t *cap)
{
	*cap = s->n < 1024 ? 1024 : s->n * 2;
	*cap = *cap > s->most ? s->most : *cap;
	return s->n < *cap;
}

enum status sorter_add(struct sorter *s, uint64_t key, uint64_t at, struct err *err)
{
	bool is_power = s->n == 0 || (s->n >= 1024 && (s->n & (s->n - 1)) == 0);
	size_t cap;
	enum status st = ST_OK;

	if (s->n == s->most)
		st = part_write(s, err);
	if (st == ST_OK && !s->parts.n && is_power && item_room(s, &cap)) {
		struct sorted *more = realloc(s->item, cap * sizeof *more);

		if (!more)
			return err_nomem(err);
		s->item = more;
	}
	if (st == ST_OK)
		s->item[s->n++] = (struct sorted){key, at};
	return st;
}

static enum status part_fill(struct sorter *s, struct sorter_part *p, struct err *err)
{
	uint64_t left = (p->end - p->at) / sizeof *p->item;
	size_t n = left < PART_ITEMS ? (size_t)left : PART_ITEMS, got;
	enum status st;

	if (!p->item)
		p->item = malloc(PART_ITEMS * sizeof *p->item);
	if (!p->item)
		return err_nomem(err);
	st = file_read(s->fd, p->at, p->item, n * sizeof *p->item, &got, err);
	if (st == ST_OK && got != n * sizeof *p->item)
		st = err_set(err, ST_IO, "what was being sorted has been cut short");
	p->at += got;
	p->n = n;
	p->next = 0;
	return st;
}

enum status sorter_sort(struct sorter *s, struct err *err)
{
	enum status st = ST_OK;

	if (!s->parts.n) {
		items_sort(s);
		return ST_OK;
	}
	if (s->n)
		st = part_write(s, err);
	free(s->item);
	s->item = NULL;
	for (size_t i = 0; i < s->parts.n && st == ST_OK; i++)
		st = part_fill(s, &s->parts.v[i], err);
	return st;
}

enum status sorter_next(struct sorter *s, struct sorted *out, struct err *err)
{
	struct sorter_part *least = NULL;

	if (!s->parts.n) {
		if (s->next == s->n)
			return ST_NONE;
		*out = s->item[s->next++];
		return ST_OK;
	}
	for (size_t i = 0; i < s->parts.n; i++) {
		struct sorter_part *p = &s->parts.v[i];

		if (p->next < p->n && (!least || by_key(&p->item[p->next], &least->item[least->next]) < 0))
			least = p;
	}
	if (!least)
		return ST_NONE;
	*out = least->item[least->next++];
	return least->next == least->n && least->at < least->end ? part_fill(s, least, err) : ST_OK;
}
