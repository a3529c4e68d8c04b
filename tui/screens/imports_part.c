#include "screens/imports_part.h"
#include "screens/show.h"

#include <string.h>


enum { REJECTS_MOST = 200 };

void imports_part_init(struct imports_part *p, struct app *app)
{
	*p = (struct imports_part){.app = app};
}

void imports_part_done(struct imports_part *p)
{
	page_done(&p->page);
	arena_free(p->arena);
}

const char *imports_number(struct arena *a, int64_t n)
{
	const char *rest, *told;

	if (n < 1000)
		told = arena_printf(a, "%lld", (long long)n);
	else {
		rest = imports_number(a, n / 1000);
		told = arena_printf(a, "%s,%03d", rest, (int)(n % 1000));
	}
	return told ? told : "";
}

static const char *rows_told(struct arena *a, int64_t n, const char *one, const char *more)
{
	return arena_printf(a, "%s %s", imports_number(a, n), n == 1 ? one : more);
}

static const char *state_told(const struct import_line *l, int64_t stays, struct arena *a)
{
	if (strcmp(l->state, "withdrawn") == 0 && stays)
		return arena_printf(a, "Taken back; import %lld, of the same files, stays, and with it what these told.",
			(long long)stays);
	if (strcmp(l->state, "withdrawn") == 0)
		return "Taken back: what it brought is out of force.";
	if (strcmp(l->state, "taking in") == 0)
		return "It is being taken in. Where that was broken off, whatever comes next goes on with it; "
			"W takes it out.";
	if (strcmp(l->state, "taking back") == 0)
		return "It is being taken back. Where that was broken off, whatever comes next goes on with it.";
	return strcmp(l->state, "incomplete") == 0
		? "Not all of it is in: import its files again." : NULL;
}

/* "2 set aside"; of more than were read only how many there are. */
static const char *set_aside_told(const struct imports_part *p, const struct import_line *l, const struct import_opened *o)
{
	int64_t in_part = 0;

	for (size_t i = 0; i < o->reject_n; i++)
		in_part += reject_is_part(o->reject[i].reason);
	if (!in_part || l->rejected > (int64_t)o->reject_n)
		return arena_printf(p->arena, "%s set aside", imports_number(p->arena, l->rejected));
	return rejects_told(l->rejected, in_part, p->arena);
}

static void head_add(struct imports_part *p, const struct import_line *l, const struct import_opened *o)
{
	struct arena *a = p->arena;

	if (l->read < 0) {
		page_add(&p->page, LOOK_STRONG, NULL, arena_printf(a, "Import %lld, %s UTC, by %s: %s.", (long long)l->import,
			show_moment(l->at, a), l->worker ? l->worker : "", l->format ? l->format : ""));
		page_add(&p->page, LOOK_URGENT, NULL, state_told(l, o->stays, a));
		page_add(&p->page, LOOK_PLAIN, NULL, "How much it was, and what was set aside, is for who takes files in.");
		return;
	}
	page_add(&p->page, LOOK_STRONG, NULL, arena_printf(a, "Import %lld, %s UTC, by %s: %s, %s, %s",
		(long long)l->import, show_moment(l->at, a), l->worker ? l->worker : "",
		l->format ? l->format : "", rows_told(a, l->files, "file", "files"),
		rows_told(a, l->read, "row read.", "rows read.")));
	page_add(&p->page, LOOK_URGENT, NULL, state_told(l, o->stays, a));
	page_add(&p->page, LOOK_PLAIN, NULL, arena_printf(a, "%s new, %s changed, %s the same as before, %s.",
		imports_number(a, l->fresh), imports_number(a, l->changed), imports_number(a, l->same),
		set_aside_told(p, l, o)));
}

/* What stands in brackets is the agencies' own ids. */
static const char *note_told(const struct imports_part *p, const char *note, size_t length)
{
	const char *from = memchr(note, '(', length), *to = from;

	for (const char *at = from; at && at < note + length; at++)
		to = *at == ')' ? at : to;
	if (!p->app->mask || !from || to == from)
		return arena_printf(p->arena, "%.*s", (int)length, note);
	return arena_printf(p->arena, "%.*s(masked%.*s", (int)(from - note), note,
		(int)(note + length - to), to);
}

static void notes_add(struct imports_part *p, const char *notes)
{
	while (*notes) {
		size_t length = strcspn(notes, "\n");

		page_add(&p->page, LOOK_PLAIN, "Note:", note_told(p, notes, length));
		notes += length + (notes[length] == '\n');
	}
}

static void reject_add(struct imports_part *p, const struct reject_line *r)
{
	bool has_text = r->text && *r->text;
	const char *where = r->line ? arena_printf(p->arena, "%s:%lld", r->file ? r->file : "", (long long)r->line)
		: r->file;

	page_add(&p->page, LOOK_PLAIN, NULL, arena_printf(p->arena, "%s: %s%s%s%s", where ? where : "",
		reject_sentence(r->field, r->reason, p->arena), has_text ? " (" : "",
		!has_text ? "" : p->app->mask ? "masked" : r->text, has_text ? ")" : ""));
}

/* The same agency for all of them, or NULL. */
static const char *only_agency(const struct import_opened *o)
{
	for (size_t i = 0; i < o->reject_n; i++)
		if (!*o->reject[i].agency || strcmp(o->reject[i].agency, o->reject[0].agency) != 0)
			return NULL;
	return o->reject_n ? o->reject[0].agency : NULL;
}

static void rejects_add(struct imports_part *p, const struct import_line *l, const struct import_opened *o)
{
	const char *agency = only_agency(o);

	if (!o->reject_n)
		return;
	page_add(&p->page, LOOK_HEADING, NULL, "Set aside");
	for (size_t i = 0; i < o->reject_n; i++)
		reject_add(p, &o->reject[i]);
	if (l->rejected > (int64_t)o->reject_n)
		page_add(&p->page, LOOK_PLAIN, NULL, arena_printf(p->arena, "and %s more; throughline rejects %lld lists them all",
			imports_number(p->arena, l->rejected - (int64_t)o->reject_n), (long long)l->import));
	page_add(&p->page, LOOK_PLAIN, NULL, arena_printf(p->arena,
		"To send them back: throughline rejects %lld --agency %s --format csv", (long long)l->import,
		agency ? agency : "CODE"));
}

static bool is_same(const struct import_line *a, const struct import_line *b)
{
	return a->import == b->import && a->fresh == b->fresh && a->changed == b->changed &&
		a->same == b->same && a->rejected == b->rejected && strcmp(a->state, b->state) == 0;
}

void imports_part_show(struct imports_part *p, const struct import_line *l)
{
	struct arena *before = p->arena;
	struct import_opened opened = {.notes = ""};
	int top = l && p->shown.import == l->import ? p->page.top : 0;
	struct err e = {0};
	enum status st = ST_OK;

	if (l && p->shown.import && is_same(l, &p->shown))
		return;
	page_clear(&p->page);
	p->shown = (struct import_line){0};
	p->arena = arena_new();
	if (!p->arena)
		st = err_nomem(&e);
	else if (l)
		st = import_open(p->app->session, l->import, REJECTS_MOST, p->arena, &opened, &e);
	if (st == ST_OK && l) {
		p->shown = *l;
		p->shown.state = arena_dup(p->arena, l->state);
		if (!p->shown.state)
			p->shown.import = 0;
		head_add(p, l, &opened);
		notes_add(p, opened.notes);
		rejects_add(p, l, &opened);
		p->page.top = top;
	}
	if (st != ST_OK)
		app_fail(p->app, &e);
	arena_free(before);
}
