/* Imports in sentences: what came in and what was set aside, the feeds, taking in and taking back. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "ingest.h"
#include "job.h"
#include "loop.h"
#include "plain/lines.h"
#include "remote.h"
#include "screens/show.h"

/* What is under way --------------------------------------------------------- */

void import_left_finish(struct plain *p)
{
	const struct job_order order = {.deed = JOB_FINISH, .program = "/proc/self/exe", .store = session_store_path(p->session),
		.worker = session_worker(p->session), .today = session_today(p->session)};
	struct job job = {0};

	if (!ingest_is_left(p->session) || job_start(&job, &order, loop_ms(), NULL) != ST_OK)
		return;
	say("An import had been broken off before all of it was in; that is made good meanwhile.");
	job_done(&job);
}

void import_under_way_say(const struct plain *p)
{
	const char *told = ingest_under_way(p->session);

	if (told)
		say("%s", told);
}

static void file_take_in(struct plain *p)
{
	char path[2048], agency[80];
	struct job_order order = {.deed = JOB_TRY, .path = path, .agency = agency};

	if (!ask(p, "File or folder, Enter to go back:", path, sizeof path) || !*path)
		return;
	if (!ask(p, "Whose rows, by the agency's code; Enter for as the files say:", agency, sizeof agency))
		return;
	if (!taking_run(p, order) || !choose(p, "1 takes it in, Enter leaves it:", 1))
		return;
	order.deed = JOB_TAKE;
	(void)taking_run(p, order);
}

static void take_in(struct plain *p)
{
	if (p->is_remote)
		say("%s", REMOTE_FILES);
	else
		file_take_in(p);
}

static void take_back(struct plain *p, const struct import_line *l)
{
	if (taking_is_on(p)) {
		say("One at a time: another is under way.");
		return;
	}
	say("Of %" PRId64 " row%s that import %" PRId64 " brought new, those that no other import sent go out of force.",
		l->fresh, l->fresh == 1 ? "" : "s", l->import);
	if (l->changed)
		say("Of %" PRId64 " that it changed, what was known before is in force again, unless something newer came.",
		l->changed);
	say("Its files taken in again undo that.");
	if (!choose(p, "1 takes it back, Enter leaves it:", 1))
		return;
	p->is_stale = true;
	(void)taking_run(p, (struct job_order){.deed = JOB_WITHDRAW, .import = l->import});
}

/* What came in -------------------------------------------------------------- */

static const char *whose(const struct import_line *l)
{
	return l->agency ? l->agency : l->format && strcmp(l->format, "openreferral") == 0 ? "services of the community"
		: "agencies and what they are called";
}

/* NULL: no memory. */
static const char *import_sentence(const struct import_line *l, struct arena *a)
{
	if (l->read < 0) /* not told */
		return arena_printf(a, "Import %" PRId64 ", %s UTC, by %s: %s%s%s", l->import, show_moment(l->at, a),
			l->worker ? l->worker : "", whose(l), strcmp(l->state, "applied") ? "; " : "",
			strcmp(l->state, "applied") ? l->state : "");
	return arena_printf(a, "Import %" PRId64 ", %s UTC, by %s: %s. %" PRId64 " new, %" PRId64 " changed, %" PRId64
		" the same, %" PRId64 " set aside%s%s", l->import, show_moment(l->at, a),
		l->worker ? l->worker : "", whose(l), l->fresh,
		l->changed, l->same, l->rejected, strcmp(l->state, "applied") ? "; " : "",
		strcmp(l->state, "applied") ? l->state : "");
}

static void say_notes(const char *notes)
{
	while (*notes) {
		size_t length = strcspn(notes, "\n");

		say("Note: %.*s", (int)length, notes);
		notes += length + (notes[length] == '\n');
	}
}

static enum status import_menu(struct plain *p, const struct lines *lines, size_t at, struct err *err)
{
	const struct import_line *l = (const struct import_line *)lines->row + at;
	struct import_opened o;
	enum status st = import_open(p->session, l->import, LINES_AT_ONCE, p->arena, &o, err);

	if (st != ST_OK)
		return st;
	say_notes(o.notes);
	for (size_t i = 0; i < o.reject_n; i++)
		say("%s: %s, line %" PRId64 ", %s. Their id: %s.", reject_is_part(o.reject[i].reason) ? "Left out" : "Set aside",
			o.reject[i].file ? o.reject[i].file : "",
			o.reject[i].line, reject_sentence(o.reject[i].field, o.reject[i].reason, p->arena),
			p->mask ? "masked" : o.reject[i].text && *o.reject[i].text ? o.reject[i].text : "not stated");
	if (l->rejected > (int64_t)o.reject_n)
		say("And %" PRId64 " more; throughline rejects %" PRId64 " lists them all.",
			l->rejected - (int64_t)o.reject_n, l->import);
	if (l->read < 0)
		say("How much it was, and what was set aside, is for who takes files in.");
	else if (strcmp(l->state, "withdrawn") != 0 && strcmp(l->state, "taking back") != 0 &&
		menu(p, "1 takes it back, Enter goes back:", 1))
		take_back(p, l);
	return ST_OK;
}

static enum status import_lines(struct plain *p, struct lines *l, bool all, struct err *err)
{
	struct import_line *line;
	enum status st = imports_list(p->session, true, p->arena, &line, &l->n, err);

	(void)all;
	l->line = st == ST_OK ? arena_alloc(p->arena, (l->n + 1) * sizeof *l->line) : NULL;
	if (!l->line)
		return st == ST_OK ? err_nomem(err) : st;
	for (size_t i = 0; i < l->n; i++) {
		struct civil at;

		l->line[i] = (struct plain_line){.sentence = import_sentence(&line[i], p->arena), .who = line[i].agency,
			.day = civil_parse(line[i].at, &at) ? at.day : CIVIL_NONE};
		if (!l->line[i].sentence)
			return err_nomem(err);
	}
	l->row = line;
	return ST_OK;
}

static enum status list_menu(struct plain *p, struct err *err)
{
	struct lines l = {.read = import_lines, .open = import_menu, .none = "Nothing has come in yet."};

	return lines_menu(p, &l, err);
}

static enum status say_feeds(struct plain *p, struct err *err)
{
	struct feed_line *line;
	size_t n;
	enum status st = feeds_list(p->session, true, p->arena, &line, &n, err);

	for (size_t i = 0; st == ST_OK && i < n; i++) {
		char came[12] = "", newest[12] = "";

		civil_short(line[i].received, came);
		civil_short(line[i].happened, newest);
		say("%s: %s%s%s%s%s%s%s%s", line[i].name, *came ? "file came " : "no file up to today", came,
			*newest ? ", newest event " : "", newest, *line[i].told ? "; " : "", line[i].told,
			line[i].state == FEED_QUIET ? "; ask for their extract" : "",
			line[i].state != FEED_QUIET && strchr(line[i].told, '?') ? "" : ".");
	}
	return st;
}

/* While one is under way: how far it is, instead of another. */
static void under_way(struct plain *p)
{
	taking_say(p);
	if (choose(p, "1 stops it, Enter goes on:", 1) && taking_is_on(p))
		taking_stop(p);
}

enum status imports_menu(struct plain *p, struct err *err)
{
	size_t what = 1;
	enum status st = ST_OK;

	while (what && st == ST_OK && plain_stays(p)) {
		what = menu(p, taking_is_on(p) ? "1 what came in, 2 the feeds, 3 what is under way, Enter to go back:"
			: "1 what came in, 2 the feeds, 3 take a file or folder in, Enter to go back:", 3);
		if (what == 3 && taking_is_on(p))
			under_way(p);
		else if (what == 3)
			take_in(p);
		else if (what)
			st = what == 1 ? list_menu(p, err) : say_feeds(p, err);
	}
	return st;
}
