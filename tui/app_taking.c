/* Taking in while the rest goes on. */
#include "app_inside.h"

#include <stdio.h>
#include <string.h>

enum { PROGRESS_DRAW_MS = 1000 };

bool app_take(struct app *app, enum job_deed deed)
{
	struct taking *t = &app->taking;
	const struct job_order order = {.deed = deed, .program = app->program,
		.store = session_store_path(app->session), .worker = session_worker(app->session),
		.today = session_today(app->session), .path = t->path, .agency = t->agency,
		.import = t->import, .mask = app->mask};
	struct err e = {0};

	if (!app->program) {
		app_say(app, "Not possible here; leave and use: throughline import");
		return false;
	}
	job_done(&t->job);
	t->is_untold = t->is_seen = false;
	app_outdate(app, &SCREEN_TAKE);
	if (job_start(&t->job, &order, app->now, &e) == ST_OK)
		return true;
	app_fail(app, &e);
	return false;
}

bool taking_lacks_agency(const struct taking *t)
{
	return t->job.state == JOB_OVER && strstr(t->job.said, "--agency");
}

/* The line of the report that has the counts. */
static void counts_copy(const struct job *j, char *out, size_t room)
{
	const char *line = job_report(j);

	if (j->deed != JOB_WITHDRAW) {
		line += strcspn(line, "\n");
		line += *line == '\n';
	}
	snprintf(out, room, "%.*s", (int)strcspn(line, "\n"), line);
}

static void tell_end(struct app *app)
{
	const struct job *j = &app->taking.job;
	char counts[300];

	counts_copy(j, counts, sizeof counts);
	if (!job_went_well(j)) {
		app_say(app, "%s: %s", j->deed == JOB_TRY ? "Tried" : j->deed == JOB_TAKE ? "Not taken in"
			: "Not taken back", j->said);
		app->message_is_error = true;
	} else if (j->deed == JOB_WITHDRAW) {
		app_say(app, "%s", counts);
	} else {
		app_say(app, "%s %s", j->deed == JOB_TRY ? "Tried; I in Imports shows it." : "Taken in.", counts);
	}
}

bool app_is_answering(const struct app *app)
{
	const struct list *list = app_list(app);

	return app->mode != APP_VERBS || nav_top(&app->nav)->is_typing || (list && list->is_typing);
}

const struct job *app_job(const struct app *app)
{
	const struct job *taken = &app->taking.job, *left = &app->left.job;

	return taken->state == JOB_RUNNING ? taken : left->state == JOB_RUNNING ? left : NULL;
}

void app_job_stop(struct app *app)
{
	job_stop(app->taking.job.state == JOB_RUNNING ? &app->taking.job : &app->left.job);
}

const char *app_job_left(const struct app *app)
{
	const struct job *j = app_job(app);

	if (!j)
		return NULL;
	if (j->deed == JOB_TRY)
		return "The try that was under way is stopped; nothing was taken in.";
	if (j->is_stopping)
		return "The import was told to stop; throughline imports tells whether it is in.";
	return j->deed == JOB_WITHDRAW
		? "Taking the import back goes on by itself; throughline imports tells when it is done."
		: "The import goes on by itself, to its end; throughline imports tells when it is in.";
}

static bool left_see_to(struct app *app, int64_t now)
{
	bool is_news = left_tick(&app->left, app->session, app->program, now), is_error;
	const char *told = app_is_answering(app) ? NULL : left_told(&app->left, &is_error);

	if (!told || !*told)
		return is_news;
	app_say(app, "%s", told);
	app->message_is_error = is_error;
	return true;
}

static bool taking_see_to(struct app *app, int64_t now)
{
	struct taking *t = &app->taking;
	bool was_running = t->job.state == JOB_RUNNING, is_news = job_read(&t->job, now);
	bool is_over = was_running && t->job.state == JOB_OVER, is_there;

	t->is_untold = t->is_untold || is_over;
	is_there = nav_top(&app->nav)->class == &SCREEN_TAKE;
	if (is_over)
		app_outdate(app, &SCREEN_TAKE);
	if (is_over && t->job.is_stopping)
		left_put_off(&app->left, now);
	if (is_over && app->mode == APP_VERBS)
		app_changed(app);
	if (t->is_untold && !app_is_answering(app)) {
		t->is_untold = false;
		if (!is_there)
			tell_end(app);
		return true;
	}
	if (!is_news || (!is_over && now - t->drawn < PROGRESS_DRAW_MS))
		return false;
	t->drawn = now;
	return true;
}

bool taking_tick(struct app *app, int64_t now)
{
	bool is_news = left_see_to(app, now);

	return taking_see_to(app, now) || is_news;
}
