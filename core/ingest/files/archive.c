#include "ingest/files/archive.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <zip.h>

#include "ingest/files/spool.h"

enum { PIECE = 1 << 16, LITTLE = 1 << 20, LEFT_MB = 64 /* for others who write where it is unpacked */,
	NAME_MOST = 255 };

/* Errors -------------------------------------------------------------------------- */

static enum status trouble(int code, const char *label, struct err *e)
{
	switch (code) {
	case ZIP_ER_MEMORY:
		return err_nomem(e);
	case ZIP_ER_NOPASSWD:
	case ZIP_ER_WRONGPASSWD:
	case ZIP_ER_ENCRNOTSUPP:
		return err_set(e, ST_FORMAT, "%s has a password: unpack it with that, and take in what is in it", label);
	case ZIP_ER_COMPNOTSUPP:
		return err_set(e, ST_FORMAT, "%s is packed in a way that cannot be read here: unpack it, and take in what is in it",
			label);
	default:
		return err_set(e, ST_FORMAT, "%s is packed and a part of it is missing or damaged: ask its sender for it again",
			label);
	}
}

static enum status opened(zip_t **out, const char *path, const char *label, struct err *e)
{
	int code = ZIP_ER_OK;

	*out = zip_open(path, ZIP_RDONLY, &code);
	return *out ? ST_OK : trouble(code, label, e);
}

/* Names --------------------------------------------------------------------------- */

/* Some write the slash of their own system. */
static bool is_between(char c)
{
	return c == '/' || c == '\\';
}

static bool is_named(const char *name, const char *sought)
{
	while (*name && (*name == *sought || (is_between(*name) && *sought == '/'))) {
		name++;
		sought++;
	}
	return *name == *sought;
}

/* Folders, and what a system keeps for itself. */
static bool is_left_out(const char *name)
{
	size_t n = strlen(name);

	if (n == 0 || is_between(name[n - 1]))
		return true;
	for (size_t i = 0; i < n; i++)
		if ((i == 0 || is_between(name[i - 1])) && (name[i] == '.' || strncmp(name + i, "__MACOSX", 8) == 0))
			return true;
	return false;
}

static int64_t index_of(zip_t *zip, const char *sought)
{
	zip_int64_t n = zip_get_num_entries(zip, 0);

	for (zip_int64_t i = 0; i < n; i++) {
		const char *name = zip_get_name(zip, (zip_uint64_t)i, 0);

		if (name && is_named(name, sought))
			return i;
	}
	return -1;
}

/* What is a spreadsheet or a document says so by one of these. */
static bool is_document(zip_t *zip)
{
	return index_of(zip, "[Content_Types].xml") >= 0 || index_of(zip, "mimetype") >= 0;
}

/* The archive that a path leads into, for the caller to free; *inner: the rest of the path. */
static char *archive_of(const char *path, const char **inner)
{
	char *archive = strdup(path), *slash;
	struct stat s;

	while (archive && (slash = strrchr(archive, '/')) && slash > archive) {
		*slash = '\0';
		if (stat(archive, &s) == 0) {
			*inner = path + (slash - archive) + 1;
			if (S_ISREG(s.st_mode))
				return archive;
			break;
		}
	}
	free(archive);
	return NULL;
}

/* What there is ------------------------------------------------------------------- */

bool archive_is(const char *path)
{
	char head[4] = "";
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC), code;
	ssize_t n = fd >= 0 ? pread(fd, head, sizeof head, 0) : 0;
	zip_t *zip;
	bool is;

	if (fd >= 0)
		close(fd);
	if (n != sizeof head || (memcmp(head, "PK\003\004", 4) != 0 && memcmp(head, "PK\005\006", 4) != 0))
		return false;
	zip = zip_open(path, ZIP_RDONLY, &code);
	is = zip && !is_document(zip);
	if (zip)
		zip_discard(zip);
	return is;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct archived *)a)->path, ((const struct archived *)b)->path);
}

/* Of two with one name the first is found by it. */
static size_t in_order(struct archived *file, size_t n)
{
	size_t kept = 0;

	if (n)
		qsort(file, n, sizeof *file, by_path);
	for (size_t i = 0; i < n; i++)
		if (!kept || strcmp(file[kept - 1].path, file[i].path) != 0)
			file[kept++] = file[i];
	return kept;
}

static enum status file_look(zip_t *zip, zip_uint64_t i, const char *path, const char *label, struct arena *arena,
	struct archived *out, struct err *e)
{
	struct zip_stat s;
	char *at;

	if (zip_stat_index(zip, i, 0, &s) != 0 || strlen(s.name) > NAME_MOST || !(s.valid & ZIP_STAT_SIZE) || s.size > INT64_MAX)
		return trouble(ZIP_ER_INCONS, label, e);
	if ((s.valid & ZIP_STAT_ENCRYPTION_METHOD) && s.encryption_method != ZIP_EM_NONE)
		return trouble(ZIP_ER_NOPASSWD, label, e);
	at = arena_printf(arena, "%s/%s", path, zip_get_name(zip, i, 0));
	if (!at)
		return err_nomem(e);
	*out = (struct archived){at, (int64_t)s.size};
	for (at += strlen(path); *at; at++)
		if (is_between(*at))
			*at = '/';
	return ST_OK;
}

enum status archive_list(const char *path, const char *label, struct arena *arena, struct archived **out, size_t *n, struct err *e)
{
	zip_t *zip;
	zip_int64_t all;
	enum status st = opened(&zip, path, label, e);

	if (st != ST_OK)
		return st;
	*n = 0;
	all = zip_get_num_entries(zip, 0);
	*out = arena_alloc(arena, ((size_t)all + 1) * sizeof **out);
	if (!*out)
		st = err_nomem(e);
	for (zip_int64_t i = 0; i < all && st == ST_OK; i++) {
		const char *name = zip_get_name(zip, (zip_uint64_t)i, 0);

		if (name && !is_left_out(name))
			st = file_look(zip, (zip_uint64_t)i, path, label, arena, &(*out)[(*n)++], e);
	}
	zip_discard(zip);
	if (st == ST_OK)
		*n = in_order(*out, *n);
	return st;
}

/* What it holds -------------------------------------------------------------------- */

static enum status room_check(int fd, int64_t size, const char *label, struct err *e)
{
	struct statvfs fs;

	if (size < LITTLE || fstatvfs(fd, &fs) != 0 ||
		((uint64_t)size >> 20) + LEFT_MB < (uint64_t)fs.f_bavail * fs.f_frsize >> 20)
		return ST_OK;
	return err_set(e, ST_FULL, "%s holds %lld MB, for which there is no room where it is unpacked (TMPDIR): free some, or "
		"unpack it elsewhere", label, (long long)(size >> 20));
}

/* Of more than it is said to hold nothing can be relied on. */
static enum status pieces_copy(zip_file_t *from, int fd, int64_t size, int64_t most, const char *label, struct err *e)
{
	char *piece = malloc(PIECE);
	int64_t at = 0;
	zip_int64_t n = 1;
	enum status st = piece ? ST_OK : err_nomem(e);

	while (st == ST_OK && n > 0 && at < most) {
		n = zip_fread(from, piece, PIECE);
		if (n < 0 || at + n > size)
			st = trouble(n < 0 ? zip_error_code_zip(zip_file_get_error(from)) : ZIP_ER_INCONS, label, e);
		else if (n > 0)
			st = file_write(fd, (uint64_t)at, piece, (size_t)n, e);
		at += n > 0 ? n : 0;
	}
	free(piece);
	return st == ST_OK && at < most && at < size ? trouble(ZIP_ER_INCONS, label, e) : st;
}

static enum status file_unpack(zip_t *zip, int64_t i, const char *label, int64_t most, int *fd, struct err *e)
{
	struct zip_stat s;
	zip_file_t *from = i >= 0 && zip_stat_index(zip, (zip_uint64_t)i, 0, &s) == 0 ? zip_fopen_index(zip, (zip_uint64_t)i, 0) : NULL;
	enum status st = from ? ST_OK : trouble(i < 0 ? ZIP_ER_NOENT : zip_error_code_zip(zip_get_error(zip)), label, e);

	if (st != ST_OK)
		return st;
	*fd = scratch_file();
	if (*fd < 0)
		st = err_set(e, ST_IO, "%s cannot be unpacked: no file can be made in TMPDIR", label);
	if (st == ST_OK)
		st = room_check(*fd, (int64_t)s.size < most ? (int64_t)s.size : most, label, e);
	if (st == ST_OK)
		st = pieces_copy(from, *fd, (int64_t)s.size, most, label, e);
	if (st != ST_OK && *fd >= 0)
		close(*fd);
	zip_fclose(from);
	return st;
}

enum status archive_unpack(const char *path, const char *label, int64_t most, int *fd, struct err *e)
{
	const char *inner;
	char *archive = archive_of(path, &inner);
	zip_t *zip;
	enum status st = archive ? opened(&zip, archive, label, e) : trouble(ZIP_ER_NOENT, label, e);

	free(archive);
	if (st != ST_OK)
		return st;
	st = file_unpack(zip, index_of(zip, inner), label, most, fd, e);
	zip_discard(zip);
	return st;
}

int64_t archive_size(const char *path)
{
	const char *inner;
	char *archive = archive_of(path, &inner);
	int code;
	zip_t *zip = archive ? zip_open(archive, ZIP_RDONLY, &code) : NULL;
	int64_t i = zip ? index_of(zip, inner) : -1;
	struct zip_stat s;
	int64_t size = i >= 0 && zip_stat_index(zip, (zip_uint64_t)i, 0, &s) == 0 ? (int64_t)s.size : -1;

	if (zip)
		zip_discard(zip);
	free(archive);
	return size;
}
