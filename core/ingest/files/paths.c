#include "ingest/files/paths.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/files/archive.h"
#include "ingest/files/packed.h"
#include "ingest/files/rowindex.h"

#define DEPTH_MAX 16

struct seen {
	dev_t device;
	ino_t inode;
};
struct walk {
	struct inputs *out;
	struct arena *arena;
	VEC(struct seen) seen;
	struct rowindex by_inode; /* of seen */
};

static const char OPEN[] = "/proc/self/fd/";
#define STANDARD_INPUT "standard input"

static const char *base_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (strncmp(path, OPEN, sizeof OPEN - 1) == 0 && slash < path + sizeof OPEN - 1)
		return STANDARD_INPUT;
	return slash && slash[1] ? slash + 1 : path;
}

/* The last two parts of a path. */
static const char *with_folder(struct arena *arena, const char *path)
{
	const char *base = base_of(path), *at = base;

	if (base == path)
		return path;
	for (at--; at > path && at[-1] != '/'; at--)
		;
	if (strncmp(path, OPEN, sizeof OPEN - 1) == 0 && at == path + sizeof OPEN - 1)
		return arena_printf(arena, STANDARD_INPUT "/%s", base);
	return at;
}

struct sought {
	const struct seen *seen;
	struct seen one;
};

static bool same_file(const void *arg, uint32_t row)
{
	const struct sought *w = arg;

	return w->seen[row].device == w->one.device && w->seen[row].inode == w->one.inode;
}

static bool seen_before(struct walk *w, const struct stat *s, bool *nomem)
{
	struct sought sought = { w->seen.v, { s->st_dev, s->st_ino } };
	uint32_t hash = (uint32_t)((uint64_t)s->st_ino * 0x9e3779b97f4a7c15u >> 32);

	if (rowindex_find(&w->by_inode, hash, same_file, &sought))
		return true;
	*nomem = !rowindex_add(&w->by_inode, hash, (uint32_t)w->seen.n) ||
		!vec_push(&w->seen, sought.one);
	return false;
}

static enum status input_add(struct walk *w, const struct input *in, struct err *e)
{
	if (!vec_push(&w->out->list, *in))
		return err_nomem(e);
	w->out->bytes += in->size;
	w->out->bytes_within += path_is_packed(in->path) ? in->size * 10 : in->size;
	return ST_OK;
}

static enum status archive_add(struct walk *w, const char *path, struct err *e)
{
	struct archived *file = NULL;
	size_t n = 0;
	enum status st = archive_list(path, base_of(path), w->arena, &file, &n, e);

	for (size_t i = 0; i < n && st == ST_OK; i++) {
		const struct input in = {.path = file[i].path, .label = with_folder(w->arena, file[i].path), .is_found = true,
			.size = file[i].size};

		st = in.label ? input_add(w, &in, e) : err_nomem(e);
	}
	return st;
}

static enum status file_add(
	struct walk *w, const char *path, const struct stat *s, bool found, struct err *e)
{
	bool nomem = false;
	struct input in = {
		.path = path,
		.label = found ? with_folder(w->arena, path) : base_of(path),
		.is_found = found,
		.size = (int64_t)s->st_size,
	};

	if (seen_before(w, s, &nomem))
		return ST_OK;
	if (nomem || !in.label)
		return err_nomem(e);
	if (access(path, R_OK) != 0)
		return err_set(e, ST_FORMAT, "%s cannot be read; check its permissions", in.label);
	return archive_is(path) ? archive_add(w, path, e) : input_add(w, &in, e);
}

struct entry {
	const char *path;
	struct stat stat;
};
struct entries {
	VEC(struct entry) list;
};

static int by_files_then_name(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int folders = (S_ISDIR(x->stat.st_mode) ? 1 : 0) - (S_ISDIR(y->stat.st_mode) ? 1 : 0);

	return folders ? folders : strcmp(x->path, y->path);
}

static enum status folder_read(struct walk *w, const char *path, struct entries *out, struct err *e)
{
	DIR *folder = opendir(path);
	const struct dirent *d;
	size_t n = strlen(path);
	const char *between = n > 0 && path[n - 1] == '/' ? "" : "/";
	enum status st = ST_OK;

	if (!folder)
		return err_set(e, ST_FORMAT, "the folder %s cannot be read; check its permissions",
			base_of(path));
	while (st == ST_OK && (d = readdir(folder))) {
		struct entry x = { .path = NULL };

		if (d->d_name[0] == '.')
			continue;
		x.path = arena_printf(w->arena, "%s%s%s", path, between, d->d_name);
		if (!x.path)
			st = err_nomem(e);
		else if (stat(x.path, &x.stat) != 0 ||
			(!S_ISDIR(x.stat.st_mode) && !S_ISREG(x.stat.st_mode)))
			continue;
		else if (!vec_push(&out->list, x))
			st = err_nomem(e);
	}
	closedir(folder);
	return st;
}

static enum status folder_walk(struct walk *w, const char *path, int depth, struct err *e)
{
	struct entries entries = { 0 };
	enum status st;

	if (depth > DEPTH_MAX)
		return err_set(e, ST_FORMAT,
			"%s lies more than %d folders deep; give a folder nearer to the files",
			base_of(path), DEPTH_MAX);
	st = folder_read(w, path, &entries, e);
	if (st == ST_OK && entries.list.n > 0)
		qsort(entries.list.v, entries.list.n, sizeof *entries.list.v, by_files_then_name);
	for (size_t i = 0; i < entries.list.n && st == ST_OK; i++) {
		const struct entry *x = &entries.list.v[i];

		if (S_ISDIR(x->stat.st_mode))
			st = folder_walk(w, x->path, depth + 1, e);
		else
			st = file_add(w, x->path, &x->stat, true, e);
	}
	vec_done(&entries.list);
	return st;
}

/* Nothing of the system's: there may be an archive that has it. */
static enum status within_add(struct walk *w, const char *path, int why, struct err *e)
{
	struct input in = {.path = arena_dup(w->arena, path), .label = base_of(path), .size = archive_size(path)};

	if (in.size >= 0)
		return in.path ? input_add(w, &in, e) : err_nomem(e);
	if (why == ENOENT || why == ENOTDIR)
		return err_set(e, ST_FORMAT, "there is no file or folder %s", path);
	if (why == ELOOP)
		return err_set(e, ST_FORMAT, "%s is a link that leads round in a circle; give the file itself", path);
	return err_set(e, ST_FORMAT, "%s cannot be read; check its permissions", path);
}

static enum status path_walk(struct walk *w, const char *path, struct err *e)
{
	struct stat s;

	if (stat(path, &s) != 0)
		return within_add(w, path, errno, e);
	if (S_ISDIR(s.st_mode))
		return folder_walk(w, path, 0, e);
	if (S_ISREG(s.st_mode))
		return file_add(w, arena_dup(w->arena, path), &s, false, e);
	return err_set(e, ST_FORMAT, "%s is neither a file nor a folder", path);
}

enum status paths_walk(
	struct inputs *out, const char *const *paths, size_t n, struct arena *a, struct err *e)
{
	struct walk w = { .out = out, .arena = a };
	enum status st = rowindex_init(&w.by_inode, 64) ? ST_OK : err_nomem(e);

	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = path_walk(&w, paths[i], e);
	vec_done(&w.seen);
	rowindex_done(&w.by_inode);
	if (st == ST_OK && out->list.n == 0)
		st = err_set(e, ST_FORMAT,
			"there is no file to take in; give a file, or a folder that holds some");
	return st;
}
