/* Any bytes as a directory of services in JSON, and what each is found by: taken,
 * set aside or refused, never a crash. */
#include "directory/keys.h"
#include "reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum status finish(struct batch *b, void *state, struct err *e)
{
	enum status st = FORMAT_OPENREFERRAL.finish(b, state, e);
	struct service_keys keys = { .key = { .v = NULL } };
	char mark[SERVICE_MARK_ROOM];

	for (size_t i = 0; i < b->services.n && st == ST_OK; i++) {
		service_mark_make(&b->services.v[i], mark);
		if (!service_keys_make(&keys, &b->services.v[i], b->catalogue, b->arena))
			st = ST_NOMEM;
		service_where(&b->services.v[i], b->arena);
	}
	service_keys_done(&keys);
	vec_done(&b->services);
	return st;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct format format = FORMAT_OPENREFERRAL;

	format.finish = finish;
	reader_fuzz(&format, "", 0, data, size);
	return 0;
}
