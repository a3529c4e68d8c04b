#include "ingest/files/archive.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ingest/files/workbook.h"

enum { NAME_MOST = 400 /* bytes: a sentence has room for it */ };

/* What there is ------------------------------------------------------------------- */

/* Folders, and what a system keeps for itself. */
static bool is_left_out(const char *name)
{
	size_t n = strlen(name);

	if (n == 0 || zipped_is_between(name[n - 1]))
		return true;
	for (size_t i = 0; i < n; i++)
		if ((i == 0 || zipped_is_between(name[i - 1])) && (name[i] == '.' || strncmp(name + i, "__MACOSX", 8) == 0))
			return true;
	return false;
}

/* What is a spreadsheet or a document says so by one of these. */
static bool is_document(zip_t *zip)
{
	return zipped_find(zip, "[Content_Types].xml") >= 0 || zipped_find(zip, "mimetype") >= 0;
}

bool archive_is(const char *path)
{
	char head[4] = "";
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	ssize_t n = fd >= 0 ? pread(fd, head, sizeof head, 0) : 0;
	struct err unread;
	zip_t *zip;

	if (fd >= 0)
		close(fd);
	if (n != sizeof head || (memcmp(head, "PK\003\004", 4) != 0 && memcmp(head, "PK\005\006", 4) != 0))
		return false;
	return zipped_open(&zip, path, "", &unread) == ST_OK && (workbook_is(zip) || !is_document(zip));
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

	if (zip_stat_index(zip, i, 0, &s) != 0 || !(s.valid & ZIP_STAT_SIZE) || s.size > INT64_MAX)
		return zipped_trouble(ZIP_ER_INCONS, label, e);
	if (strlen(s.name) > NAME_MOST)
		return err_set(e, ST_FORMAT, "%s holds a file of too long a name: unpack it, and take in what is in it", label);
	if ((s.valid & ZIP_STAT_ENCRYPTION_METHOD) && s.encryption_method != ZIP_EM_NONE)
		return zipped_trouble(ZIP_ER_NOPASSWD, label, e);
	at = arena_printf(arena, "%s/%s", path, zip_get_name(zip, i, 0));
	if (!at)
		return err_nomem(e);
	*out = (struct archived){at, (int64_t)s.size};
	for (at += strlen(path); *at; at++)
		if (zipped_is_between(*at))
			*at = '/';
	return ST_OK;
}

static enum status files_list(zip_t *zip, const char *path, const char *label, struct arena *arena, struct archived **out,
	size_t *n, struct err *e)
{
	const zip_int64_t all = zip_get_num_entries(zip, 0);
	enum status st = ST_OK;

	*n = 0;
	*out = arena_alloc(arena, ((size_t)all + 1) * sizeof **out);
	if (!*out)
		return err_nomem(e);
	for (zip_int64_t i = 0; i < all && st == ST_OK; i++) {
		const char *name = zip_get_name(zip, (zip_uint64_t)i, 0);

		if (name && !is_left_out(name))
			st = file_look(zip, (zip_uint64_t)i, path, label, arena, &(*out)[(*n)++], e);
	}
	if (st == ST_OK)
		*n = in_order(*out, *n);
	return st;
}

static int64_t part_size(zip_t *zip, int64_t part)
{
	struct zip_stat s;

	return part >= 0 && zip_stat_index(zip, (zip_uint64_t)part, 0, &s) == 0 ? (int64_t)s.size : -1;
}

static enum status sheets_list(zip_t *zip, const char *path, const char *label, struct arena *arena, struct archived **out,
	size_t *n, struct err *e)
{
	struct sheet *sheet;
	enum status st = workbook_sheets(zip, label, arena, &sheet, n, e);

	*out = st == ST_OK ? arena_alloc(arena, (*n + 1) * sizeof **out) : NULL;
	if (!*out)
		return st == ST_OK ? err_nomem(e) : st;
	for (size_t i = 0; i < *n; i++) {
		(*out)[i] = (struct archived){arena_printf(arena, "%s/%s", path, sheet[i].name), part_size(zip, sheet[i].part)};
		if (!(*out)[i].path)
			return err_nomem(e);
	}
	return ST_OK;
}

enum status archive_list(const char *path, const char *label, struct arena *arena, struct archived **out, size_t *n,
	struct err *e)
{
	zip_t *zip;
	enum status st = zipped_open(&zip, path, label, e);

	return st == ST_OK ? (workbook_is(zip) ? sheets_list : files_list)(zip, path, label, arena, out, n, e) : st;
}

/* What it holds -------------------------------------------------------------------- */

static enum status file_unpack(zip_t *zip, int64_t part, const char *label, struct unpacking *to, struct err *e)
{
	const int64_t size = part_size(zip, part);
	enum status st = unpacking_room(to, size < to->most ? size : to->most);

	if (st == ST_OK)
		st = zipped_read(zip, part, label, unpacking_give, to, e);
	return st;
}

/* The one of this name, or ST_FORMAT. */
static enum status sheet_find(zip_t *zip, const char *name, const char *label, struct arena *arena, const struct sheet **out,
	struct err *e)
{
	struct sheet *sheet;
	size_t n = 0;
	enum status st = workbook_sheets(zip, label, arena, &sheet, &n, e);

	for (size_t i = 0; i < n && st == ST_OK; i++) {
		if (strcmp(sheet[i].name, name) == 0) {
			*out = &sheet[i];
			return ST_OK;
		}
	}
	return st == ST_OK ? err_set(e, ST_FORMAT, "%s has no such sheet", label) : st;
}

static enum status sheet_unpack(zip_t *zip, const char *name, const char *label, struct unpacking *to, struct err *e)
{
	struct arena *arena = arena_new();
	const struct sheet *sheet = NULL;
	enum status st = arena ? sheet_find(zip, name, label, arena, &sheet, e) : err_nomem(e);

	if (st == ST_OK)
		st = workbook_unpack(zip, sheet, label, to, e);
	arena_free(arena);
	return st;
}

/* The last one that was unpacked whole: who tells what it is, and who reads it, open it one after the other. */
static _Thread_local struct { char *path; int64_t opening; int fd; } whole;

static void whole_forget(void)
{
	if (whole.path)
		close(whole.fd);
	free(whole.path);
	whole.path = NULL;
}

static void whole_keep(const char *path, int fd)
{
	whole_forget();
	whole.fd = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	whole.path = whole.fd >= 0 ? strdup(path) : NULL;
	whole.opening = zipped_opening();
	if (whole.fd >= 0 && !whole.path)
		close(whole.fd);
}

/* From its start, whoever else reads it; -1: it is not kept. */
static int whole_open(const char *path)
{
	char at[32];

	if (!whole.path || whole.opening != zipped_opening() || strcmp(whole.path, path) != 0)
		return -1;
	snprintf(at, sizeof at, "/proc/self/fd/%d", whole.fd);
	return open(at, O_RDONLY | O_CLOEXEC);
}

static enum status within_unpack(zip_t *zip, const char *inner, const char *label, int64_t most, const char *path, int *fd,
	struct err *e)
{
	struct unpacking to;
	enum status st = unpacking_begin(&to, most, label, e);

	if (st != ST_OK)
		return st;
	st = workbook_is(zip) ? sheet_unpack(zip, inner, label, &to, e) : file_unpack(zip, zipped_find(zip, inner), label, &to, e);
	if (st == ST_OK)
		st = to.status;
	if (st == ST_OK && to.n < most)
		whole_keep(path, to.fd);
	if (st == ST_OK)
		*fd = to.fd;
	else
		close(to.fd);
	return st;
}

enum status archive_unpack(const char *path, const char *label, int64_t most, int *fd, struct err *e)
{
	const char *inner;
	char *archive = zipped_of(path, &inner);
	zip_t *zip;
	enum status st = archive ? zipped_open(&zip, archive, label, e) : zipped_trouble(ZIP_ER_NOENT, label, e);

	free(archive);
	if (st != ST_OK || (*fd = whole_open(path)) >= 0)
		return st;
	whole_forget();
	return within_unpack(zip, inner, label, workbook_is(zip) ? INT64_MAX : most, path, fd, e);
}

static int64_t within_size(zip_t *zip, const char *inner)
{
	struct arena *arena = arena_new();
	const struct sheet *sheet = NULL;
	struct err unread;
	int64_t size = -1;

	if (!workbook_is(zip))
		size = part_size(zip, zipped_find(zip, inner));
	else if (arena && sheet_find(zip, inner, "", arena, &sheet, &unread) == ST_OK)
		size = part_size(zip, sheet->part);
	arena_free(arena);
	return size;
}

int64_t archive_size(const char *path)
{
	const char *inner;
	char *archive = zipped_of(path, &inner);
	struct err unread;
	zip_t *zip;
	int64_t size = archive && zipped_open(&zip, archive, "", &unread) == ST_OK ? within_size(zip, inner) : -1;

	free(archive);
	return size;
}

void archive_forget(void)
{
	whole_forget();
	zipped_forget();
}
