#include "settle.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>

struct settling {
	sqlite3 *db;
	pthread_t thread;
	bool is_begun; /* and not joined yet */
	atomic_bool is_over;
};

struct settling *settling_new(const struct store *s)
{
	struct settling *w = calloc(1, sizeof *w);

	if (w && db_open_beside(s, &w->db) != SQLITE_OK) {
		sqlite3_close(w->db);
		free(w);
		w = NULL;
	}
	return w;
}

void settling_wait(struct settling *w)
{
	if (w->is_begun)
		pthread_join(w->thread, NULL);
	w->is_begun = false;
}

void settling_free(struct settling *w)
{
	if (!w)
		return;
	settling_wait(w);
	sqlite3_close(w->db);
	free(w);
}

/* Where it fails, whoever began it finds the log as long as before. */
static void *log_move(void *arg)
{
	struct settling *w = arg;

	sqlite3_wal_checkpoint_v2(w->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
	atomic_store(&w->is_over, true);
	return NULL;
}

bool settling_start(struct settling *w)
{
	sigset_t all, before;

	settling_wait(w);
	atomic_store(&w->is_over, false);
	/* Signals are the first thread's. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	w->is_begun = pthread_create(&w->thread, NULL, log_move, w) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return w->is_begun;
}

bool settling_is_on(struct settling *w)
{
	if (w->is_begun && atomic_load(&w->is_over))
		settling_wait(w);
	return w->is_begun;
}
