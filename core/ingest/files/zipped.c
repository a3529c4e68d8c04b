#include "ingest/files/zipped.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "ingest/files/spool.h"

enum { PIECE = 1 << 16, LITTLE = 1 << 20, LEFT_MB = 64 };

enum status zipped_trouble(int code, const char *label, struct err *e)
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

/* The one opened last.  Who reads a file knows it by its path alone: were it opened anew for each, an archive
 * of thousands would be looked through thousands of times. */
static _Thread_local struct {
	zip_t *zip;
	struct stat file;
	int64_t opening;
	bool is_plain; /* every name in it is ASCII, and has no slashes but its own */
} open_one;

static bool is_open(const struct stat *s)
{
	const struct stat *o = &open_one.file;

	return open_one.zip && o->st_dev == s->st_dev && o->st_ino == s->st_ino && o->st_size == s->st_size &&
		o->st_mtim.tv_sec == s->st_mtim.tv_sec && o->st_mtim.tv_nsec == s->st_mtim.tv_nsec;
}

static bool has_plain_names(zip_t *zip)
{
	const zip_int64_t n = zip_get_num_entries(zip, 0);

	for (zip_int64_t i = 0; i < n; i++) {
		const char *name = zip_get_name(zip, (zip_uint64_t)i, 0);

		for (; name && *name; name++)
			if (*name == '\\' || (unsigned char)*name > '~')
				return false;
	}
	return true;
}

enum status zipped_open(zip_t **out, const char *path, const char *label, struct err *e)
{
	int code = ZIP_ER_OK;
	struct stat s;

	if (stat(path, &s) != 0)
		return zipped_trouble(ZIP_ER_NOENT, label, e);
	if (!is_open(&s)) {
		zipped_forget();
		open_one.zip = zip_open(path, ZIP_RDONLY, &code);
		if (!open_one.zip)
			return zipped_trouble(code, label, e);
		open_one.file = s;
		open_one.opening++;
		open_one.is_plain = has_plain_names(open_one.zip);
	}
	*out = open_one.zip;
	return ST_OK;
}

int64_t zipped_opening(void)
{
	return open_one.opening;
}

void zipped_forget(void)
{
	if (open_one.zip)
		zip_discard(open_one.zip);
	open_one.zip = NULL;
}

/* Names --------------------------------------------------------------------------- */

static bool is_named(const char *name, const char *sought)
{
	while (*name && (*name == *sought || (zipped_is_between(*name) && *sought == '/'))) {
		name++;
		sought++;
	}
	return *name == *sought;
}

int64_t zipped_find(zip_t *zip, const char *sought)
{
	const zip_int64_t n = zip_get_num_entries(zip, 0), at = zip_name_locate(zip, sought, 0);

	if (at >= 0 || open_one.is_plain)
		return at;
	for (zip_int64_t i = 0; i < n; i++) {
		const char *name = zip_get_name(zip, (zip_uint64_t)i, 0);

		if (name && is_named(name, sought))
			return i;
	}
	return -1;
}

char *zipped_of(const char *path, const char **inner)
{
	char *file = strdup(path), *slash;
	struct stat s;

	while (file && (slash = strrchr(file, '/')) && slash > file) {
		*slash = '\0';
		if (stat(file, &s) == 0) {
			*inner = path + (slash - file) + 1;
			if (S_ISREG(s.st_mode))
				return file;
			break;
		}
	}
	free(file);
	return NULL;
}

/* Parts ----------------------------------------------------------------------------- */

static enum status pieces_read(zip_file_t *from, int64_t size, const char *label, zipped_give_fn *give, void *arg, struct err *e)
{
	char *piece = malloc(PIECE);
	int64_t at = 0;
	zip_int64_t n = 1;
	enum status st = piece ? ST_OK : err_nomem(e);

	while (st == ST_OK && n > 0) {
		n = zip_fread(from, piece, PIECE);
		at += n > 0 ? n : 0;
		if (n < 0 || at > size || (n == 0 && at < size))
			st = zipped_trouble(n < 0 ? zip_error_code_zip(zip_file_get_error(from)) : ZIP_ER_INCONS, label, e);
		else if (n > 0 && !give(arg, piece, (size_t)n))
			break;
	}
	free(piece);
	return st;
}

enum status zipped_read(zip_t *zip, int64_t part, const char *label, zipped_give_fn *give, void *arg, struct err *e)
{
	struct zip_stat s;
	zip_file_t *from = NULL;
	enum status st;

	if (part < 0 || zip_stat_index(zip, (zip_uint64_t)part, 0, &s) != 0)
		return zipped_trouble(ZIP_ER_NOENT, label, e);
	from = zip_fopen_index(zip, (zip_uint64_t)part, 0);
	if (!from)
		return zipped_trouble(zip_error_code_zip(zip_get_error(zip)), label, e);
	st = pieces_read(from, (int64_t)s.size, label, give, arg, e);
	zip_fclose(from);
	return st;
}

/* Unpacked -------------------------------------------------------------------------- */

enum status unpacking_begin(struct unpacking *u, int64_t most, const char *label, struct err *e)
{
	*u = (struct unpacking){.fd = scratch_file(), .most = most, .label = label, .err = e};
	return u->fd >= 0 ? ST_OK : err_set(e, ST_IO, "%s cannot be unpacked: no file can be made in TMPDIR", label);
}

enum status unpacking_room(const struct unpacking *u, int64_t more)
{
	struct statvfs fs;

	if (more < LITTLE || fstatvfs(u->fd, &fs) != 0 ||
		((uint64_t)more >> 20) + LEFT_MB < (uint64_t)fs.f_bavail * fs.f_frsize >> 20)
		return ST_OK;
	return err_set(u->err, ST_FULL, "%s unpacks to %lld MB or more, for which there is no room where that is done (TMPDIR): "
		"free some, or unpack it elsewhere", u->label, (long long)((u->n + more) >> 20));
}

/* What says little of how long it becomes is looked after as it grows. */
bool unpacking_give(void *arg, const char *piece, size_t n)
{
	struct unpacking *u = arg;

	if ((u->n >> 20) != ((u->n + (int64_t)n) >> 20))
		u->status = unpacking_room(u, LITTLE);
	if (u->status == ST_OK)
		u->status = file_write(u->fd, (uint64_t)u->n, piece, n, u->err);
	u->n += (int64_t)n;
	return u->status == ST_OK && u->n < u->most;
}
