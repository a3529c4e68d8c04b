#include "place.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <unistd.h>

void place_done(struct place *p)
{
	free(p->file);
	free(p->folder);
	*p = (struct place){0};
}

/* Everything before the last slash, each folder made where it is missing. */
static enum status folders_make(char *folder, struct err *err)
{
	for (char *slash = folder; slash; ) {
		slash = strchr(slash + 1, '/');
		if (slash)
			*slash = '\0';
		if (mkdir(folder, 0700) != 0 && errno != EEXIST && errno != EISDIR)
			return err_set(err, errno == ENOSPC ? ST_FULL : errno == EROFS || errno == EACCES ?
				ST_READONLY : ST_IO, "the folder %s cannot be made: %s", folder,
				strerror(errno));
		if (slash)
			*slash = '/';
	}
	return ST_OK;
}

/* The folder part of a path, malloc'd; "." for a bare name. */
static char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder;

	if (!slash)
		return strdup(".");
	folder = strndup(path, slash == path ? 1 : (size_t)(slash - path));
	return folder;
}

static enum status folder_find(const char *path, enum store_mode mode, struct place *p,
	struct err *err)
{
	char *folder = folder_of(path);
	enum status status = ST_OK;
	struct stat st;

	if (!folder)
		return err_nomem(err);
	if (mode == STORE_MAKE && stat(folder, &st) != 0 && errno == ENOENT)
		status = folders_make(folder, err);
	if (status == ST_OK) {
		p->folder = realpath(folder, NULL);
		if (!p->folder && errno == EACCES)
			status = err_set(err, ST_READONLY, "the folder of %s is closed to this account; "
				"ask whoever looks after it", path);
		else if (!p->folder && errno == ENOMEM)
			status = err_nomem(err);
		else if (!p->folder)
			status = err_set(err, ST_MISSING, "there is no store at %s; make one with "
				"`throughline init`, or name another with --store", path);
	}
	free(folder);
	return status;
}

/* File systems whose files are another machine's, or shared with one: sessions of two machines
 * would not see each other's locks and log.  FUSE may be sshfs as well as a disk, and says no
 * more of itself.  What lies in memory (tmpfs) or over another folder (overlay) is this host's. */
static const struct { uint32_t type; const char *name; } NETWORKS[] = {
	{0x6969, "NFS"}, {0x517B, "SMB"}, {0xFF534D42, "SMB (CIFS)"}, {0xFE534D42, "SMB"}, {0x564C, "NCP"},
	{0x65735546, "FUSE"}, {0x01021997, "9P"}, {0x00C36400, "Ceph"}, {0x0BD00BD0, "Lustre"},
	{0x5346414F, "AFS"}, {0x6B414653, "AFS"}, {0x73757245, "Coda"}, {0x47504653, "GPFS"},
	{0x01161970, "GFS2"}, {0x7461636F, "OCFS2"}, {0x19830326, "BeeGFS"}, {0x20030528, "OrangeFS"},
	{0xAAD7AAEA, "PanFS"}, {0x786F4256, "a folder of another machine (vboxsf)"},
	{0xBACBACBC, "a folder of another machine (vmhgfs)"},
};

const char *place_elsewhere(const char *path)
{
	struct statfs fs;

	if (statfs(path, &fs) != 0)
		return NULL;
	for (size_t i = 0; i < sizeof NETWORKS / sizeof *NETWORKS; i++)
		if ((uint32_t)fs.f_type == NETWORKS[i].type)
			return NETWORKS[i].name;
	return NULL;
}

/* A store lives on a disk of this host: its log needs memory shared by all who use it.
 * Who knows that a disk is one, whatever it says, says so. */
static enum status kind_check(const char *path, const struct place *p, struct err *err)
{
	const char *said = getenv("THROUGHLINE_ANY_DISK"), *kind = place_elsewhere(p->folder);

	if (!kind && p->exists)
		kind = place_elsewhere(p->file); /* a file may be mounted alone */
	if (!kind || (said && !strcmp(said, "yes")))
		return ST_OK;
	return err_set(err, ST_IO, "%.200s is on %s, where sessions could write over each other: put the store "
		"on a disk of the host that people work on; if that is one, say so with THROUGHLINE_ANY_DISK=yes",
		path, kind);
}

/* Also for root, who may write what nobody is meant to: bits count. */
static bool can_write(const char *path, mode_t mode)
{
	return (mode & 0222) != 0 && faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0;
}

static enum status folder_check(const char *path, const struct place *p, struct err *err)
{
	struct stat st;

	if (stat(p->folder, &st) != 0 || !S_ISDIR(st.st_mode))
		return err_set(err, ST_MISSING, "there is no store at %s; make one with "
			"`throughline init`, or name another with --store", path);
	if (!can_write(p->folder, st.st_mode))
		return err_set(err, ST_READONLY, "the folder of %s cannot be written by this account, "
			"and the store needs it; ask whoever looks after it", path);
	return kind_check(path, p, err);
}

static enum status file_check(const char *path, const struct place *p, const struct stat *st,
	struct err *err)
{
	if (S_ISDIR(st->st_mode))
		return err_set(err, ST_DAMAGED, "%s is a folder, no Throughline store; name the file",
			path);
	if (S_ISLNK(st->st_mode))
		return err_set(err, ST_DAMAGED, "%s is a symbolic link; name the store itself", path);
	if (!S_ISREG(st->st_mode))
		return err_set(err, ST_DAMAGED, "%s is not a Throughline store", path);
	if (st->st_size == 0)
		return err_set(err, ST_DAMAGED, "%s is empty and so is not a Throughline store; remove "
			"it, or name another file", path);
	if (!can_write(p->file, st->st_mode))
		return err_set(err, ST_READONLY, "the store %s cannot be written by this account; ask "
			"whoever looks after it", path);
	return ST_OK;
}

static enum status name_find(const char *path, enum store_mode mode, struct place *p, struct err *err)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	enum status status;
	size_t room;

	if (!*name || !strcmp(name, ".") || !strcmp(name, ".."))
		return err_set(err, ST_DAMAGED, "%s is a folder, no Throughline store; name the file",
			path);
	status = folder_find(path, mode, p, err);
	if (status != ST_OK)
		return status;
	room = strlen(p->folder) + strlen(name) + 2;
	p->file = malloc(room);
	if (!p->file)
		return err_nomem(err);
	snprintf(p->file, room, "%s/%s", strcmp(p->folder, "/") ? p->folder : "", name);
	return ST_OK;
}

/* What was found so far is given where its folder is fit to keep a store in, else left. */
static enum status place_give(enum status status, const char *path, struct place *found, struct place *out, struct err *err)
{
	if (status == ST_OK)
		status = folder_check(path, found, err);
	if (status == ST_OK)
		*out = *found;
	else
		place_done(found);
	return status;
}

enum status place_anew(const char *path, struct place *p, struct err *err)
{
	struct place found = {0};
	enum status status = name_find(path, STORE_MAKE, &found, err);
	struct stat st;

	if (status == ST_OK) {
		found.exists = lstat(found.file, &st) == 0;
		if (found.exists && !S_ISREG(st.st_mode))
			status = file_check(path, &found, &st, err);
	}
	return place_give(status, path, &found, p, err);
}

enum status place_find(const char *path, enum store_mode mode, struct place *p, struct err *err)
{
	struct place found = {0};
	enum status status = name_find(path, mode, &found, err);
	struct stat st;

	if (status == ST_OK) {
		found.exists = lstat(found.file, &st) == 0;
		if (found.exists)
			status = file_check(path, &found, &st, err);
		else if (errno != ENOENT)
			status = err_set(err, ST_IO, "%s cannot be looked at: %s", path, strerror(errno));
		else if (mode == STORE_USE)
			status = err_set(err, ST_MISSING, "there is no store at %s; make one with "
				"`throughline init`, or name another with --store", path);
	}
	return place_give(status, path, &found, p, err);
}
