/* How much is seen of whom the screen shows, kept as a question opens over it: what an import does
 * meanwhile is held against it. */
#include "app_inside.h"

#include "access.h"

struct shown { VEC(int64_t) of; };

static bool person_add(struct shown *people, int64_t person)
{
	for (size_t i = 0; i < people->of.n; i++)
		if (people->of.v[i] == person)
			return true;
	return !person || vec_push(&people->of, person);
}

static bool rows_add(struct shown *people, struct screen *s)
{
	const struct list *list = s->class->row_people ? screen_list(s) : NULL;
	size_t end = list ? list->top + (size_t)list->height : 0;
	bool is_whole = true;

	for (size_t i = list ? list->top : 0; i < end && i < list->shown.n && is_whole; i++) {
		int64_t person[ROW_PEOPLE] = {0};

		if (list_is_heading(list, list->shown.v[i]))
			continue;
		s->class->row_people(s, list->shown.v[i], person);
		for (int k = 0; k < ROW_PEOPLE && is_whole; k++)
			is_whole = person_add(people, person[k]);
	}
	return is_whole;
}

void sight_forget(struct app *app)
{
	access_sight_free(app->sight);
	app->sight = NULL;
	app->sight_of = NULL;
}

/* Where others changed something since the screen was read, it is not known how much was seen. */
void sight_keep(struct app *app)
{
	struct screen *s = nav_top(&app->nav);
	struct shown people = {0};

	if (app->mode != APP_VERBS && app->sight_of == s && app->sight_seq == s->seq)
		return;
	sight_forget(app);
	if (app->mode == APP_VERBS || s->seq != session_change_seq(app->session))
		return;
	if (person_add(&people, s->person) && rows_add(&people, s)) {
		app->sight = access_sight(app->session, people.of.v, people.of.n);
		app->sight_of = s;
		app->sight_seq = s->seq;
	}
	vec_done(&people.of);
	if (s->seq != session_change_seq(app->session)) /* as it was read */
		sight_forget(app);
}
