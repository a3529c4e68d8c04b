#include "ingest/files/spool.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { OUT_ROOM = 1 << 18, IN_FAR = 1 << 12, IN_NEAR = 1 << 17 };

int scratch_file(void)
{
	const char *folder = getenv("TMPDIR");
	char name[512];
	int fd;

	if (snprintf(name, sizeof name, "%s/throughline-XXXXXX", folder && *folder ? folder : "/tmp") >=
		(int)sizeof name)
		return -1;
	fd = mkstemp(name);
	if (fd >= 0)
		unlink(name);
	return fd;
}

static enum status write_failed(int why, struct err *err)
{
	if (why == ENOSPC || why == EDQUOT || why == EFBIG)
		return err_set(err, ST_FULL,
			"there is no room on the disk for the rows of this run; free some and try again");
	return err_set(err, ST_IO, "the rows of this run cannot be kept: %s", strerror(why));
}

enum status file_write(int fd, uint64_t at, const void *from, size_t n, struct err *err)
{
	const char *bytes = from;

	while (n > 0) {
		ssize_t put = pwrite(fd, bytes, n, (off_t)at);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return write_failed(put < 0 ? errno : ENOSPC, err);
		bytes += put;
		at += (uint64_t)put;
		n -= (size_t)put;
	}
	return ST_OK;
}

enum status file_empty(int fd, struct err *err)
{
	return ftruncate(fd, 0) == 0 ? ST_OK : write_failed(errno, err);
}

enum status file_read(int fd, uint64_t at, void *into, size_t room, size_t *got, struct err *err)
{
	char *bytes = into;

	*got = 0;
	while (*got < room) {
		ssize_t n = pread(fd, bytes + *got, room - *got, (off_t)(at + *got));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set(err, ST_IO, "the rows of this run cannot be read again: %s",
				strerror(errno));
		if (n == 0)
			break;
		*got += (size_t)n;
	}
	return ST_OK;
}

void spool_begin(struct spool *s)
{
	*s = (struct spool){.fd = -1};
}

void spool_on(struct spool *s, int fd, uint64_t size)
{
	*s = (struct spool){.fd = fd, .size = size};
}

void spool_done(struct spool *s)
{
	if (s->is_own)
		close(s->fd);
	free(s->out);
	for (size_t i = 0; i < SPOOL_WINDOWS; i++)
		free(s->in[i].bytes);
	spool_begin(s);
}

static enum status out_flush(struct spool *s, struct err *err)
{
	enum status st = ST_OK;

	if (!s->out_n)
		return ST_OK;
	if (s->fd < 0) {
		s->fd = scratch_file();
		if (s->fd < 0)
			return write_failed(errno, err);
		s->is_own = true;
	}
	st = file_write(s->fd, s->size - s->out_n, s->out, s->out_n, err);
	if (st == ST_OK)
		s->out_n = 0;
	return st;
}

enum status spool_append(struct spool *s, const void *bytes, size_t n, struct err *err)
{
	enum status st = ST_OK;

	if (!s->out)
		s->out = malloc(OUT_ROOM);
	if (!s->out)
		return err_nomem(err);
	if (s->out_n + n > OUT_ROOM)
		st = out_flush(s, err);
	if (st == ST_OK && n > OUT_ROOM) { /* out is empty, and a file is needed */
		memcpy(s->out, bytes, OUT_ROOM);
		s->out_n = OUT_ROOM;
		s->size += OUT_ROOM;
		return spool_append(s, (const char *)bytes + OUT_ROOM, n - OUT_ROOM, err);
	}
	if (st != ST_OK)
		return st;
	memcpy(s->out + s->out_n, bytes, n);
	s->out_n += n;
	s->size += n;
	return ST_OK;
}

/* From the file what is wanted, and where reading goes on, more of what follows. */
static enum status window_fill(struct spool *s, struct spool_window *w, uint64_t at, size_t n,
	struct err *err)
{
	uint64_t written = s->size - s->out_n;
	bool goes_on = at >= w->at && at <= w->at + w->n;
	size_t want = goes_on ? IN_NEAR : IN_FAR;
	enum status st;

	want = n > want ? n : want;
	if (at + want > written)
		want = (size_t)(written - at);
	if (want > w->cap) {
		char *more = realloc(w->bytes, want);

		if (!more)
			return err_nomem(err);
		w->bytes = more;
		w->cap = want;
	}
	w->at = at;
	st = file_read(s->fd, at, w->bytes, want, &w->n, err);
	return st == ST_OK && w->n < n
		? err_set(err, ST_DAMAGED, "the file of this run's rows has been cut short") : st;
}

/* The window that holds the place or comes up to it, else the one not read last. */
static struct spool_window *window_for(struct spool *s, uint64_t at)
{
	for (size_t i = 0; i < SPOOL_WINDOWS; i++) {
		size_t which = (s->last + i) % SPOOL_WINDOWS;
		const struct spool_window *w = &s->in[which];

		if (w->n && at >= w->at && at <= w->at + w->n) {
			s->last = which;
			return &s->in[which];
		}
	}
	s->last = (s->last + 1) % SPOOL_WINDOWS;
	return &s->in[s->last];
}

enum status spool_read(struct spool *s, uint64_t at, size_t n, const void **out, struct err *err)
{
	struct spool_window *w;
	enum status st = ST_OK;

	if (at + n > s->size || at + n < at)
		return err_set(err, ST_DAMAGED, "the file of this run's rows has been cut short");
	if (s->out_n && at >= s->size - s->out_n) {
		*out = s->out + (at - (s->size - s->out_n));
		return ST_OK;
	}
	if (at + n > s->size - s->out_n)
		st = out_flush(s, err);
	w = window_for(s, at);
	if (st == ST_OK && (at < w->at || at + n > w->at + w->n))
		st = window_fill(s, w, at, n, err);
	if (st == ST_OK)
		*out = w->bytes + (at - w->at);
	return st;
}

enum status spool_patch(struct spool *s, uint64_t at, const void *bytes, size_t n, struct err *err)
{
	uint64_t written = s->size - s->out_n;

	if (at >= written) {
		memcpy(s->out + (at - written), bytes, n);
		return ST_OK;
	}
	for (size_t i = 0; i < SPOOL_WINDOWS; i++)
		if (at < s->in[i].at + s->in[i].n && at + n > s->in[i].at)
			s->in[i].n = 0;
	return file_write(s->fd, at, bytes, n, err);
}

enum status spool_keep(struct spool *s, struct err *err)
{
	enum status st = out_flush(s, err);

	if (st == ST_OK && fdatasync(s->fd) != 0)
		return write_failed(errno, err);
	return st;
}
