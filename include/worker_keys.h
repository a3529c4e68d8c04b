/*
 * worker_keys.h - the SSH keys by which workers come in: public keys alone, each one
 * worker's, and the lines of authorized_keys that bind them to their worker.
 */
#ifndef THROUGHLINE_WORKER_KEYS_H
#define THROUGHLINE_WORKER_KEYS_H

#include "case.h"

enum { KEY_PRINT_ROOM = 51 };

struct worker_key {
	const char *worker;
	const char *type, *blob;     /* "ssh-ed25519", base64 */
	const char *since;           /* day */
	bool is_open;                /* its worker works here */
	char print[KEY_PRINT_ROOM];  /* SHA256:…, as ssh-keygen -l tells it */
};
/* By worker. */
enum status worker_keys(struct session *, struct arena *, struct worker_key **out, size_t *n, struct err *);

/* The text of a .pub file: one line, a type that OpenSSH takes for logging in, its key,
 * and a comment, which is not kept.  ST_USAGE: anything else, options among it, a weak
 * key, or a key that is somebody's already.  print: what was added. */
enum status worker_key_add(struct session *, const char *worker, const char *text, char print[static KEY_PRINT_ROOM],
	struct err *);
/* By its print, or the beginning of it, 8 characters of the hash or more.  ST_NONE. */
enum status worker_key_remove(struct session *, const char *worker, const char *print, struct err *);

/* `command="PROGRAM --worker NAME --store FILE",restrict,pty TYPE KEY NAME`.  ST_USAGE: a
 * path that a line of authorized_keys cannot hold. */
enum status worker_key_line(const struct worker_key *, const char *program, const char *store, struct arena *, const char **out,
	struct err *);

#endif
