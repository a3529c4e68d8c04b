/*
 * take_view.c - taking in: a file or folder is chosen, tried, and then taken in;
 * or an import taken back.  What is under way belongs to the app, so that this
 * screen may be left and come back to.
 */
#include <stdio.h>
#include <string.h>

#include "ingest.h"
#include "screens/show.h"
#include "text.h"
#include "widgets/files.h"
#include "widgets/page.h"

enum { BODY_ROW = 3 };

struct take_screen {
	struct screen screen;
	bool is_choosing;
	struct files files;
	struct page page;
	const char **code; /* of the agencies that can be picked */
	size_t code_n;
};

static struct take_screen *self(struct screen *s)
{
	return (struct take_screen *)s;
}

static struct job *job_of(const struct take_screen *k)
{
	return &k->screen.app->taking.job;
}

/* Reading ------------------------------------------------------------------- */

static void take_start(struct screen *s, const struct target *target)
{
	struct take_screen *k = self(s);
	struct arena *a = arena_new();
	const char *folder = "";
	struct err e = {0};

	k->is_choosing = s->is_typing = target->event == 1;
	if (a && k->is_choosing)
		(void)import_folder_get(s->app->session, a, &folder, &e);
	if (k->is_choosing)
		files_init(&k->files, folder);
	arena_free(a);
}

/* A note, a row set aside (indented), or a sentence. */
static void line_add(struct take_screen *k, const char *line)
{
	static const char NOTE[] = "Note: ";

	if (strncmp(line, NOTE, sizeof NOTE - 1) == 0)
		page_add(&k->page, LOOK_PLAIN, "Note:", line + sizeof NOTE - 1);
	else
		page_add(&k->page, LOOK_PLAIN, NULL, line + strspn(line, " "));
}

static enum status take_read(struct screen *s, struct arena *a, bool is_first, struct err *e)
{
	struct take_screen *k = self(s);
	const struct job *j = job_of(k);
	char *report = arena_dup(a, job_report(j)), *said = arena_dup(a, j->said);

	(void)is_first;
	if (!report || !said)
		return err_nomem(e);
	page_clear(&k->page);
	if (k->is_choosing || j->state != JOB_OVER)
		return ST_OK;
	s->app->taking.is_seen = true;
	if (!job_went_well(j))
		page_add(&k->page, LOOK_ERROR, NULL, said);
	while (*report) {
		char *end = report + strcspn(report, "\n");
		bool is_last = !*end;

		*end = '\0';
		line_add(k, report);
		report = is_last ? end : end + 1;
	}
	return ST_OK;
}

static void take_stop(struct screen *s)
{
	struct take_screen *k = self(s);

	if (k->files.arena)
		files_done(&k->files);
	page_done(&k->page);
}

static void reread(struct take_screen *k)
{
	struct err e = {0};

	if (screen_reread(&k->screen, &e) != ST_OK)
		app_fail(k->screen.app, &e);
}

/* Drawing ------------------------------------------------------------------- */

/* A file's name; of a folder, which ends in `/`, its own. */
static const char *last_part(const char *path)
{
	size_t at = strlen(path);

	at -= at > 0;
	while (at && path[at - 1] != '/')
		at--;
	return path + at;
}

static void title_draw(const struct take_screen *k, struct canvas *c, struct area a)
{
	static const char *const WORDS[][2] = {
		[JOB_TRY] = {"Trying ", "Tried: "}, [JOB_TAKE] = {"Taking in ", "Taken in: "},
		[JOB_WITHDRAW] = {"Taking back import ", "Take back import "}};
	const struct taking *t = &k->screen.app->taking;
	const struct job *j = &t->job;
	char number[24];
	int x = a.x + 1;

	snprintf(number, sizeof number, "%lld", (long long)t->import);
	x += canvas_text(c, a.y, x, a.cols - 1, LOOK_HEADING, j->state == JOB_OVER && !job_went_well(j) &&
		j->deed != JOB_TRY ? "Not done: " : WORDS[j->deed][j->state == JOB_OVER]);
	x += canvas_text(c, a.y, x, a.x + a.cols - x, LOOK_HEADING,
		j->deed == JOB_WITHDRAW ? number : last_part(t->path));
	if (*t->agency && j->deed != JOB_WITHDRAW)
		canvas_textf(c, a.y, x, a.x + a.cols - x, LOOK_HEADING, ", as %s's", t->agency);
}

static const char *next_told(const struct taking *t)
{
	if (t->job.state != JOB_OVER)
		return "";
	if (t->job.deed != JOB_TRY)
		return job_went_well(&t->job) ? "Done." : "";
	return job_went_well(&t->job) ? "Nothing is taken in yet. I takes it in."
		: taking_lacks_agency(t) ? "A says which agency's rows these are, and tries again."
		: "";
}

static void take_draw(struct screen *s, struct canvas *c, struct area a)
{
	struct take_screen *k = self(s);
	const struct job *j = job_of(k);
	struct area body = {a.y + BODY_ROW, a.x + 1, a.rows - BODY_ROW, a.cols - 2};
	char line[200];

	if (k->is_choosing) {
		files_draw(&k->files, c, a);
		return;
	}
	title_draw(k, c, a);
	if (j->state == JOB_RUNNING) {
		job_line(j, s->app->now, a.cols - 2, line, sizeof line);
		canvas_text(c, a.y + 1, a.x + 1, a.cols - 1, LOOK_STRONG, line);
		canvas_text(c, body.y, body.x, body.cols, LOOK_PLAIN,
			"Go on elsewhere; its end is told.");
	} else {
		canvas_text(c, a.y + 1, a.x + 1, a.cols - 1, LOOK_STRONG, next_told(&s->app->taking));
		page_draw(&k->page, c, body);
	}
	canvas_focus(c, a.y + 1, a.x + 1);
}

/* Doing --------------------------------------------------------------------- */

static void begin(struct take_screen *k, enum job_deed deed)
{
	k->is_choosing = k->screen.is_typing = false;
	if (app_take(k->screen.app, deed))
		reread(k);
}

/* Where the next time begins: beside what was chosen.  A folder of another name
 * than it is shown by is not kept. */
static void folder_keep(struct app *app)
{
	const char *path = app->taking.path;
	char folder[FILES_PATH], clean[FILES_PATH];
	struct err e = {0};

	snprintf(folder, sizeof folder, "%.*s", (int)(last_part(path) - path), path);
	text_clean(folder, strlen(folder), TEXT_LINE, clean, sizeof clean);
	if (strcmp(clean, folder) == 0 && import_folder_set(app->session, folder, &e) != ST_OK)
		app_fail(app, &e);
}

static void chosen(struct take_screen *k)
{
	struct app *app = k->screen.app;

	app->taking.agency[0] = '\0';
	app->taking.import = 0;
	folder_keep(app);
	begin(k, JOB_TRY);
}

static void take_type(struct screen *s, uint32_t key)
{
	struct take_screen *k = self(s);

	switch (files_key(&k->files, key, s->app->taking.path)) {
	case FILES_CHOSEN:
		chosen(k);
		break;
	case FILES_LEFT:
		s->is_typing = false;
		app_back(s->app);
		break;
	case FILES_NOT_YET:
		break;
	}
}

static void code_typed(struct screen *s, int picked, const char *text)
{
	struct taking *t = &s->app->taking;

	(void)picked;
	if (!code_fold(text, t->agency)) {
		t->agency[0] = '\0';
		app_ask(s->app, "Letters, digits and - only. The agency's code: ", text, code_typed);
		return;
	}
	begin(self(s), JOB_TRY);
}

static void agency_picked(struct screen *s, int picked, const char *text)
{
	struct take_screen *k = self(s);

	(void)text;
	if (picked == (int)k->code_n + 1) {
		app_ask(s->app, "The agency's code: ", "", code_typed);
		return;
	}
	snprintf(s->app->taking.agency, sizeof s->app->taking.agency, "%s",
		picked == (int)k->code_n ? "" : k->code[picked]);
	begin(k, JOB_TRY);
}

static void ask_whose(struct take_screen *k)
{
	struct app *app = k->screen.app;
	struct arena *a = arena_new();
	struct feed_line *feed = NULL;
	struct picker_item *item = NULL;
	struct err e = {0};
	size_t n = 0;
	enum status st = a ? feeds_list(app->session, false, a, &feed, &n, &e) : err_nomem(&e);

	if (st == ST_OK) {
		item = arena_alloc(a, (n + 2) * sizeof *item);
		k->code = arena_alloc(k->screen.arena, (n + 1) * sizeof *k->code);
		st = item && k->code ? ST_OK : err_nomem(&e);
	}
	k->code_n = n;
	for (size_t i = 0; i < n && st == ST_OK; i++) {
		item[i] = (struct picker_item){.label = feed[i].name, .about = feed[i].code, .value = (int)i};
		k->code[i] = arena_dup(k->screen.arena, feed[i].code);
		st = k->code[i] ? ST_OK : err_nomem(&e);
	}
	if (st != ST_OK) {
		arena_free(a);
		app_fail(app, &e);
		return;
	}
	item[n] = (struct picker_item){.label = "as the files say", .value = (int)n};
	item[n + 1] = (struct picker_item){.label = "another, by its code", .value = (int)n + 1};
	app->picker_arena = a;
	app_pick(app, "Whose rows are these?", item, n + 2, agency_picked);
}

static void choose_again(struct take_screen *k)
{
	struct target target = {0, 1};

	if (k->files.arena)
		files_done(&k->files);
	take_start(&k->screen, &target);
	reread(k);
}

static void take_act(struct screen *s, enum act act)
{
	struct take_screen *k = self(s);

	switch (act) {
	case ACT_TAKE_IN: begin(k, JOB_TAKE); break;
	case ACT_WHOSE:   ask_whose(k); break;
	case ACT_CHOOSE:  choose_again(k); break;
	case ACT_STOP:    job_stop(job_of(k)); break;
	default:          page_act(&k->page, act); break;
	}
}

static const char *take_why_not(const struct screen *s, enum act act)
{
	const struct job *j = &s->app->taking.job;

	switch (act) {
	case ACT_STOP:
		return j->state != JOB_RUNNING ? "Nothing is under way." : NULL;
	case ACT_TAKE_IN:
		return j->deed != JOB_TRY || !job_went_well(j) ? "There is nothing tried that could be taken in." : NULL;
	case ACT_WHOSE:
		return j->deed != JOB_TRY || j->state != JOB_OVER ? "Only what was tried can be tried again." : NULL;
	case ACT_CHOOSE:
		return j->state == JOB_RUNNING ? "One at a time: S stops what is under way." : NULL;
	case ACT_FILTER: case ACT_NEXT_HIT: case ACT_PREV_HIT:
		return "Nothing to filter here.";
	default:
		return page_why_not(&((const struct take_screen *)s)->page, act);
	}
}

static const struct verb_set *take_verbs(const struct screen *s)
{
	(void)s;
	return &VERBS_OF_TAKE;
}

const struct screen_class SCREEN_TAKE = {
	.name = "Taking in", .needs = MAY_IMPORT, .is_form = true, .size = sizeof(struct take_screen),
	.start = take_start, .read = take_read, .stop = take_stop, .draw = take_draw,
	.verbs = take_verbs, .act = take_act, .why_not = take_why_not,
	.type = take_type,
};
