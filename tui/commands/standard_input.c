/* What comes by standard input, as a file: formats read a file more than once. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "command.h"

enum { PIECE = 1 << 16, SMALL = 1 << 20, LEFT_MB = 64 /* what the log of those who work may take */ };

static enum status all_write(int fd, const char *text, size_t n, struct err *err)
{
	while (n > 0) {
		ssize_t put = write(fd, text, n);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return err_set(err, errno == ENOSPC ? ST_FULL : ST_IO, "what comes by standard input cannot be kept "
				"beside the store: %s", strerror(errno));
		text += put;
		n -= (size_t)put;
	}
	return ST_OK;
}

/* Whoever sends without end fills no disk on which others write. */
static enum status room_check(int fd, int64_t sent, struct err *err)
{
	struct statvfs fs;

	if (sent < SMALL || fstatvfs(fd, &fs) != 0 || (uint64_t)fs.f_bavail * fs.f_frsize / (1 << 20) >= LEFT_MB)
		return ST_OK;
	return err_set(err, ST_FULL, "what comes by standard input would leave less than %d MB on the store's disk, where others "
		"write; nothing was taken in: make room there, or send less", LEFT_MB);
}

static enum status all_copy(int fd, struct err *err)
{
	char *piece = malloc(PIECE);
	enum status st = piece ? ST_OK : err_nomem(err);
	ssize_t n = 1;
	int64_t sent = 0;

	while (st == ST_OK && n > 0) {
		n = read(STDIN_FILENO, piece, PIECE);
		if (n < 0 && errno != EINTR)
			st = err_set(err, ST_IO, "standard input cannot be read: %s", strerror(errno));
		else if (n > 0)
			st = all_write(fd, piece, (size_t)n, err);
		sent += n > 0 ? n : 0;
		if (st == ST_OK && n > 0)
			st = room_check(fd, sent, err);
		n = n < 0 ? 1 : n;
	}
	free(piece);
	return st;
}

enum status standard_input_keep(struct cli *cli, int *fd, const char **path, struct err *err)
{
	const char *name = cli_text(cli, "%s.in-XXXXXX", cli->store);
	char *made = strdup(name);
	enum status st;

	*fd = -1;
	if (isatty(STDIN_FILENO)) {
		free(made);
		return err_set(err, ST_USAGE, "- is what comes by standard input, as in: throughline import - < FILE");
	}
	if (!made)
		return err_nomem(err);
	*fd = mkstemp(made);
	if (*fd < 0)
		st = err_set(err, ST_IO, "nothing can be kept beside the store: %s", strerror(errno));
	else /* nobody else can open it, and whatever happens it is gone */
		st = unlink(made) == 0 ? all_copy(*fd, err) : err_set(err, ST_IO, "%s cannot be removed", made);
	free(made);
	*path = cli_text(cli, "/proc/self/fd/%d", *fd);
	return st == ST_OK && cli->is_short ? err_nomem(err) : st;
}
