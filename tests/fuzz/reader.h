/*
 * reader.h - one format's reader over a text, from begin to drain, for the fuzz
 * targets; everything is freed again.
 */
#ifndef THROUGHLINE_FUZZ_READER_H
#define THROUGHLINE_FUZZ_READER_H

#include <stdlib.h>
#include <unistd.h>

#include "ingest/batch.h"
#include "ingest/staging.h"

static inline void reader_run(const struct format *format, struct batch *b, const char *path)
{
	void *state = NULL;
	struct err err = {0};
	enum status st = format->begin(b, &state, &err);

	if (st == ST_OK)
		st = format->read(b, state, path, &err);
	if (st == ST_OK)
		st = format->finish(b, state, &err);
	if (st == ST_OK)
		batch_drain(b, &err);
	format->end(state);
}

static inline void reader_fuzz(const struct format *format, const char *head, size_t head_n,
	const uint8_t *data, size_t size)
{
	char path[] = "/tmp/throughline-fuzz-XXXXXX";
	int fd = mkstemp(path);
	struct batch b = { .arena = arena_new(), .agency = "HOSP", .label = "fuzz", .staging = staging_new() };
	struct catalogue *catalogue = NULL;

	if (fd < 0 || !b.arena || !b.staging || catalogue_new(&catalogue, NULL, NULL) != ST_OK)
		abort();
	b.catalogue = catalogue;
	if (write(fd, head, head_n) == (ssize_t)head_n && write(fd, data, size) == (ssize_t)size)
		reader_run(format, &b, path);
	close(fd);
	unlink(path);
	vec_done(&b.agencies);
	vec_done(&b.people);
	vec_done(&b.events);
	vec_done(&b.refs);
	vec_done(&b.rejects);
	vec_done(&b.notes);
	staging_free(b.staging);
	catalogue_free(catalogue);
	arena_free(b.arena);
}

#endif
