#include "ingest/files/packed.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/files/archive.h"
#include "text.h"

/* Names in an archive may be longer than the system's. */
static bool is_within_file(int why)
{
	return why == ENOTDIR || why == ENAMETOOLONG;
}

enum status packed_open(const char *path, const char *label, int64_t most, gzFile *out, struct err *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	enum status st = ST_OK;

	if (fd < 0 && is_within_file(errno))
		st = archive_unpack(path, label, most, &fd, e);
	else if (fd < 0)
		st = err_set(e, ST_FORMAT, "%s cannot be opened: %s", label, strerror(errno));
	if (st != ST_OK)
		return st;
	*out = gzdopen(fd, "rb");
	if (*out)
		return ST_OK;
	close(fd);
	return err_nomem(e);
}

enum status packed_trouble(gzFile file, const char *label, struct err *e)
{
	int code = Z_OK;

	gzerror(file, &code);
	switch (code) {
	case Z_OK:
	case Z_STREAM_END:
		return ST_OK;
	case Z_BUF_ERROR:
	case Z_DATA_ERROR:
		return err_set(e, ST_FORMAT,
			"%s is packed and its end is missing or damaged: ask its sender for the whole file",
			label);
	case Z_MEM_ERROR:
		return err_nomem(e);
	default:
		return err_set(e, ST_IO, "%s cannot be read to its end: %s", label, strerror(errno));
	}
}

bool path_is_packed(const char *path)
{
	size_t length = strlen(path);

	return length > 3 && strcasecmp(path + length - 3, ".gz") == 0;
}

bool path_has_ending(const char *path, const char *ending)
{
	size_t length = strlen(path), tail = strlen(ending);

	if (path_is_packed(path))
		length -= 3;
	return length > tail && strncasecmp(path + length - tail, ending, tail) == 0;
}

bool path_is_file(const char *path, int64_t *size)
{
	struct stat s;

	if (stat(path, &s) == 0) {
		*size = (int64_t)s.st_size;
		return S_ISREG(s.st_mode);
	}
	*size = is_within_file(errno) ? archive_size(path) : -1;
	return *size >= 0;
}

bool path_folder_code(const char *path, char code[static 65])
{
	const char *slash = strrchr(path, '/'), *from = slash;
	char name[65];
	size_t n;

	while (from && from > path && from[-1] != '/')
		from--;
	n = from ? (size_t)(slash - from) : 0;
	if (n > 4 && strncasecmp(slash - 4, ".zip", 4) == 0)
		n -= 4;
	if (!n || n >= sizeof name)
		return false;
	memcpy(name, from, n);
	name[n] = '\0';
	return code_fold(name, code);
}
