#include "place.h"

#include <errno.h>
#include <fcntl.h>
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

/* Some of them say of themselves only that they are FUSE, which may be sshfs. */
bool place_is_elsewhere(const char *folder)
{
	static const long NETWORKS[] = {
		0x6969, 0x517B, 0xFF534D42, 0xFE534D42, 0x65735546, /* NFS, SMB, CIFS, SMB 2, FUSE */
		0x01021997, 0x00C36400, 0x0BD00BD0, 0x5346414F, 0x6B414653, 0x73757245, /* 9P, Ceph, Lustre, AFS twice, Coda */
	};
	struct statfs fs;

	if (statfs(folder, &fs) != 0)
		return false;
	for (size_t i = 0; i < sizeof NETWORKS / sizeof *NETWORKS; i++)
		if ((fs.f_type & 0xFFFFFFFF) == NETWORKS[i])
			return true;
	return false;
}

/* A store lives on a disk of this host: its log needs memory shared by all who use it.
 * Who knows that a disk is one, whatever it says, says so. */
static bool is_refused(const char *folder)
{
	const char *said = getenv("THROUGHLINE_ANY_DISK");

	return place_is_elsewhere(folder) && !(said && !strcmp(said, "yes"));
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
	if (is_refused(p->folder))
		return err_set(err, ST_IO, "%s is on a network file system; a store must be on a disk "
			"of the host that people work on", path);
	return ST_OK;
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
	if (status == ST_OK)
		status = folder_check(path, &found, err);
	if (status == ST_OK)
		*p = found;
	else
		place_done(&found);
	return status;
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
	if (status == ST_OK)
		status = folder_check(path, &found, err);
	if (status == ST_OK)
		*p = found;
	else
		place_done(&found);
	return status;
}
