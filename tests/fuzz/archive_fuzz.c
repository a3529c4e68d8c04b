/* An archive of any bytes: what is in it is listed, and the beginning of each file unpacked. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ingest/files/archive.h"
#include "ingest/files/packed.h"

enum { MOST = 1 << 20, FILES_MOST = 64 };

static void unpack(const char *path)
{
	char piece[4096];
	struct err err = {0};
	int64_t size;
	gzFile file;

	if (!path_is_file(path, &size))
		abort();
	if (packed_open(path, "fuzz", MOST, &file, &err) != ST_OK)
		return;
	while (gzread(file, piece, sizeof piece) > 0)
		;
	gzclose(file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char path[] = "/tmp/throughline-fuzz-XXXXXX";
	struct arena *arena = arena_new();
	struct archived *file;
	struct err err = {0};
	size_t n = 0;
	int fd = mkstemp(path);

	if (fd < 0 || !arena || write(fd, data, size) != (ssize_t)size)
		abort();
	close(fd);
	if (archive_is(path) && archive_list(path, "fuzz", arena, &file, &n, &err) != ST_OK)
		n = 0;
	for (size_t i = 0; i < n && i < FILES_MOST; i++)
		unpack(file[i].path);
	unlink(path);
	arena_free(arena);
	return 0;
}
