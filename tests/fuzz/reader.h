/*
 * reader.h - one format's reader over texts, from begin to drain, for the fuzz
 * targets; everything but the catalogue is freed again.
 */
#ifndef THROUGHLINE_FUZZ_READER_H
#define THROUGHLINE_FUZZ_READER_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ingest/batch.h"
#include "ingest/staging.h"

#define READER_FILES_MAX 16
static int64_t reader_bytes; /* that the run's files are said to hold */
struct reader_text { const char *head; size_t head_n; const uint8_t *data; size_t n; };

static inline void reader_run(const struct format *format, struct batch *b, char (*path)[64], size_t n)
{
	void *state = NULL;
	struct err err = {0};
	enum status st = format->begin(b, &state, &err);

	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = format->read(b, state, path[i], &err);
	if (st == ST_OK)
		st = format->finish(b, state, &err);
	if (st == ST_OK)
		batch_drain(b, &err);
	format->end(state);
}

static inline void reader_write(const char *path, const struct reader_text *text)
{
	FILE *f = fopen(path, "wb");

	if (!f)
		abort();
	fwrite(text->head, 1, text->head_n, f);
	fwrite(text->data, 1, text->n, f);
	fclose(f);
}

/* Several files of one folder. */
static inline void reader_fuzz_files(const struct format *format, const struct reader_text *text, size_t n)
{
	char folder[] = "/tmp/throughline-fuzz-XXXXXX", path[READER_FILES_MAX][64];
	struct batch b = { .arena = arena_new(), .agency = "HOSP", .label = "fuzz", .staging = staging_new(),
		.bytes_within = reader_bytes };
	static struct catalogue *catalogue; /* one for all runs: it is only read, and slow to make */

	if (!mkdtemp(folder) || !b.arena || !b.staging ||
		(!catalogue && catalogue_new(&catalogue, NULL, NULL) != ST_OK))
		abort();
	b.catalogue = catalogue;
	for (size_t i = 0; i < n; i++) {
		snprintf(path[i], sizeof path[i], "%s/%zu", folder, i);
		reader_write(path[i], &text[i]);
	}
	reader_run(format, &b, path, n);
	for (size_t i = 0; i < n; i++)
		unlink(path[i]);
	rmdir(folder);
	batch_done(&b);
}

static inline void reader_fuzz(const struct format *format, const char *head, size_t head_n,
	const uint8_t *data, size_t size)
{
	reader_fuzz_files(format, &(struct reader_text){ head, head_n, data, size }, 1);
}

/* A folder of files that end with the byte 0x1e; the first byte of each chooses its header. */
static inline void reader_fuzz_folder(const struct format *format, const char *const *heads, size_t heads_n,
	const uint8_t *data, size_t size)
{
	struct reader_text text[READER_FILES_MAX];
	size_t n = 0;

	while (size > 0 && n < READER_FILES_MAX) {
		const uint8_t *end = memchr(data, 0x1e, size);
		size_t length = end ? (size_t)(end - data) : size;
		const char *head = heads[length ? data[0] % heads_n : 0];

		text[n++] = (struct reader_text){ head, strlen(head), data + (length > 0), length - (length > 0) };
		length += end ? 1 : 0;
		data += length;
		size -= length;
	}
	if (n > 0)
		reader_fuzz_files(format, text, n);
}

#endif
