#include "screens/screen.h"

#include <stdlib.h>

#include "app.h"

enum status screen_open(struct screen **out, const struct screen_class *class, struct app *app,
	const struct target *target, struct err *e)
{
	struct screen *s = calloc(1, class->size);
	enum status st;

	if (!s)
		return err_nomem(e);
	s->class = class;
	s->app = app;
	s->person = target->person;
	s->seq = session_change_seq(app->session);
	s->said = others_newest(app->session);
	class->start(s, target);
	s->arena = arena_new();
	st = s->arena ? class->read(s, s->arena, true, e) : err_nomem(e);
	if (st != ST_OK) {
		screen_close(s);
		return st;
	}
	*out = s;
	return ST_OK;
}

enum status screen_reread(struct screen *s, struct err *e)
{
	struct arena *fresh = arena_new(), *before = s->arena;
	int64_t seq = session_change_seq(s->app->session), said = others_newest(s->app->session);
	enum status st;

	if (!fresh)
		return err_nomem(e);
	st = s->class->read(s, fresh, false, e);
	if (st != ST_OK) {
		arena_free(fresh);
		return st;
	}
	s->arena = fresh;
	s->seq = seq;
	s->said = said;
	arena_free(before);
	return ST_OK;
}

void screen_close(struct screen *s)
{
	if (!s)
		return;
	s->class->stop(s);
	arena_free(s->arena);
	free(s);
}

struct list *screen_list(struct screen *s)
{
	return s->class->list ? s->class->list(s) : NULL;
}
