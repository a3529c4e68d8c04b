#include "left.h"

#include "ingest.h"

enum {
	LOOK_MS = 5000,
	LATER_MS = 300000, /* after one that failed, or was stopped */
	DRAW_MS = 1000,
};

static void left_begin(struct left *l, struct session *s, const char *program, int64_t now)
{
	const struct job_order order = {.deed = JOB_FINISH, .program = program,
		.store = session_store_path(s), .worker = session_worker(s), .today = session_today(s)};

	job_done(&l->job);
	if (job_start(&l->job, &order, now, NULL) != ST_OK)
		l->due = now + LATER_MS;
}

static void left_end(struct left *l, int64_t now)
{
	l->is_untold = true;
	l->due = now + (job_went_well(&l->job) ? LOOK_MS : LATER_MS);
}

bool left_tick(struct left *l, struct session *s, const char *program, int64_t now)
{
	bool is_news;

	if (l->job.state != JOB_RUNNING) {
		if (!program || now < l->due)
			return false;
		l->due = now + LOOK_MS;
		if (ingest_is_left(s))
			left_begin(l, s, program, now);
		return l->job.state == JOB_RUNNING;
	}
	is_news = job_read(&l->job, now);
	if (l->job.state == JOB_OVER) {
		left_end(l, now);
		return true;
	}
	if (!is_news || now - l->drawn < DRAW_MS)
		return false;
	l->drawn = now;
	return true;
}

void left_put_off(struct left *l, int64_t now)
{
	l->due = now + LATER_MS;
}

const char *left_told(struct left *l, bool *is_error)
{
	if (!l->is_untold)
		return NULL;
	l->is_untold = false;
	*is_error = !job_went_well(&l->job);
	return l->job.said;
}

void left_done(struct left *l)
{
	job_done(&l->job);
}
