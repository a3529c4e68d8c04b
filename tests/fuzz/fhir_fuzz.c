/* Any bytes through the fhir reader: rows, rejects or one refusal, never a crash. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ingest/batch.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_file(struct batch *b, const char *path)
{
	void *state = NULL;
	struct err err = {0};
	enum status st = FORMAT_FHIR.begin(b, &state, &err);

	if (st == ST_OK)
		st = FORMAT_FHIR.read(b, state, path, &err);
	if (st == ST_OK)
		FORMAT_FHIR.finish(b, state, &err);
	FORMAT_FHIR.end(state);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char path[] = "/tmp/throughline-fuzz-XXXXXX";
	int fd = mkstemp(path);
	struct batch b = { .arena = arena_new(), .agency = "HOSP" };
	struct catalogue *catalogue = NULL;

	if (fd < 0 || !b.arena || catalogue_new(&catalogue, NULL, NULL) != ST_OK)
		abort();
	b.catalogue = catalogue;
	if (write(fd, data, size) == (ssize_t)size)
		read_file(&b, path);
	close(fd);
	unlink(path);
	vec_done(&b.agencies);
	vec_done(&b.people);
	vec_done(&b.events);
	vec_done(&b.rejects);
	vec_done(&b.notes);
	catalogue_free(catalogue);
	arena_free(b.arena);
	return 0;
}
