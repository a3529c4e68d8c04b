#include "unpack.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "store_events.h"
#include "store_people.h"

enum { PIECES = 16, PIECE_FULL = 1 << 18 /* bytes */ };

/* Rows as read: which person's, and where their gists begin. */
struct row { int64_t person; size_t at; };
struct piece { VEC(char) text; VEC(struct row) row; };

struct unpacking {
	struct agency *agency; /* by number */
	size_t agency_n;
	struct wordings *words;
	struct arena *arena;
	struct unpacked *out;
	struct piece piece[PIECES]; /* round and round: the reader fills one, the others wait */

	pthread_t thread;
	bool is_beside;        /* the thread is there */
	pthread_mutex_t lock;  /* of all that follows */
	pthread_cond_t turned;
	size_t read, done;     /* pieces so far */
	bool is_all;           /* no more will be read */
	enum status st;        /* of taking apart */
	struct err err;
};

/* Agencies ------------------------------------------------------------------ */

static int by_number(const void *a, const void *b)
{
	const struct agency *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static enum status agencies_read(struct unpacking *u, const struct store *store, struct arena *codes,
	struct err *err)
{
	enum status st = store_agency_all(store, codes, &u->agency, &u->agency_n, err);

	if (st == ST_OK && u->agency_n)
		qsort(u->agency, u->agency_n, sizeof *u->agency, by_number);
	return st;
}

static enum status code_of(void *arg, int64_t number, const char **code, struct err *err)
{
	const struct unpacking *u = arg;
	const struct agency wanted = {.id = number}, *found = u->agency_n
		? bsearch(&wanted, u->agency, u->agency_n, sizeof wanted, by_number) : NULL;

	if (!found)
		return err_set(err, ST_DAMAGED, "the store names an agency that it does not hold; "
			"keep a copy of it and restore the last backup");
	*code = found->code;
	return ST_OK;
}

/* Taking apart ---------------------------------------------------------------- */

static enum status gist_take(struct unpacking *u, const struct gist *g, struct err *err)
{
	struct told t = {.id = g->event, .start = g->start, .end = g->end,
		.source_ref = arena_dup_n(u->arena, g->source_ref, g->source_ref_n)};
	enum status st = wording_of_gist(u->words, g, code_of, u, &t.wording, err);

	if (st != ST_OK)
		return st;
	return t.source_ref && vec_push(&u->out->told, t) ? ST_OK : err_nomem(err);
}

static enum status piece_take(struct unpacking *u, struct piece *p, struct err *err)
{
	struct unpacked *out = u->out;
	enum status st = ST_OK;

	for (size_t i = 0; i < p->row.n && st == ST_OK; i++) {
		const char *text = p->text.v + p->row.v[i].at;
		struct run run = {p->row.v[i].person, out->told.n, 0};
		struct gist g;

		while (st == ST_OK && gist_next(&text, &g))
			st = gist_take(u, &g, err);
		run.n = out->told.n - run.from;
		if (st == ST_OK && run.n && !vec_push(&out->run, run))
			st = err_nomem(err);
	}
	p->text.n = p->row.n = 0;
	return st;
}

/* What is behind a failure is let go. */
static void *pieces_take(void *arg)
{
	struct unpacking *u = arg;

	pthread_mutex_lock(&u->lock);
	while (u->done < u->read || !u->is_all) {
		if (u->done == u->read) {
			pthread_cond_wait(&u->turned, &u->lock);
			continue;
		}
		if (u->st == ST_OK) {
			struct err err = {0};
			enum status st;

			pthread_mutex_unlock(&u->lock);
			st = piece_take(u, &u->piece[u->done % PIECES], &err);
			pthread_mutex_lock(&u->lock);
			u->st = st;
			u->err = err;
		}
		u->done++;
		pthread_cond_signal(&u->turned);
	}
	pthread_mutex_unlock(&u->lock);
	return NULL;
}

/* Reading ----------------------------------------------------------------------- */

/* To the other thread, which is begun with the first. */
static enum status piece_give(struct unpacking *u, struct err *err)
{
	enum status st;

	if (!u->is_beside && sysconf(_SC_NPROCESSORS_ONLN) > 1)
		u->is_beside = pthread_create(&u->thread, NULL, pieces_take, u) == 0;
	if (!u->is_beside)
		return piece_take(u, &u->piece[0], err);
	pthread_mutex_lock(&u->lock);
	u->read++;
	pthread_cond_signal(&u->turned);
	while (u->read - u->done == PIECES)
		pthread_cond_wait(&u->turned, &u->lock);
	st = u->st;
	pthread_mutex_unlock(&u->lock);
	return st;
}

static enum status row_take(void *arg, int64_t person, const char *text, size_t length, struct err *err)
{
	struct unpacking *u = arg;
	struct piece *p = &u->piece[u->read % PIECES];
	const size_t at = p->text.n;

	if (!vec_grow((void **)&p->text.v, &p->text.cap, at + length + 1, 1) ||
	    !vec_push(&p->row, (struct row){person, at}))
		return err_nomem(err);
	memcpy(p->text.v + at, text, length);
	p->text.v[at + length] = '\0';
	p->text.n += length + 1;
	return p->text.n < PIECE_FULL ? ST_OK : piece_give(u, err);
}

/* The other thread ends in any case. */
static enum status rest_take(struct unpacking *u, enum status st, struct err *err)
{
	if (u->is_beside) {
		pthread_mutex_lock(&u->lock);
		u->is_all = true;
		pthread_cond_signal(&u->turned);
		pthread_mutex_unlock(&u->lock);
		pthread_join(u->thread, NULL);
		if (u->st != ST_OK)
			return err_set(err, u->st, "%s", u->err.text);
	}
	return st == ST_OK ? piece_take(u, &u->piece[u->read % PIECES], err) : st;
}

enum status unpack_everyone(const struct store *store, struct wordings *words, struct arena *codes,
	struct arena *arena, struct unpacked *out, struct err *err)
{
	struct unpacking u = {.words = words, .arena = arena, .out = out,
		.lock = PTHREAD_MUTEX_INITIALIZER, .turned = PTHREAD_COND_INITIALIZER};
	enum status st = agencies_read(&u, store, codes, err);

	if (st == ST_OK)
		st = rest_take(&u, store_gists_sweep(store, row_take, &u, err), err);
	for (int i = 0; i < PIECES; i++) {
		vec_done(&u.piece[i].text);
		vec_done(&u.piece[i].row);
	}
	pthread_cond_destroy(&u.turned);
	pthread_mutex_destroy(&u.lock);
	return st;
}
