#include "care/standing.h"

#include "care/today_lines.h"

struct judged {
	const struct event *event;
	size_t n;
	int64_t person;
	struct death died;
	int32_t today;
	struct standings *out;
};

static bool stand(struct judged *j, enum standing_kind kind, int32_t day, int64_t event)
{
	return vec_push(&j->out->v, (struct standing){kind, day, j->person, event});
}

static bool is_open_request(const struct event *e)
{
	return e->kind == EV_REQUEST && e->status <= ES_COMPLETED && !e->responded_on;
}

/* So it is said, whenever that is. */
static bool has_happened(const struct event *e)
{
	return e->status == ES_COMPLETED || e->status == ES_IN_PROGRESS;
}

static void sooner(int32_t *first, int32_t day, int32_t today)
{
	if (day > today && (*first == CIVIL_NONE || day < *first))
		*first = day;
}

/* Support without an end, or with one that is yet to come: then it turns the day after. */
static bool goes_on(const struct event *e, int32_t today, int32_t *turns)
{
	if (e->kind != EV_SERVICE || !has_happened(e))
		return false;
	if (!civil_is_set(e->end))
		return true;
	sooner(turns, e->end.day + 1, today);
	return e->end.day >= today;
}

static bool dead_judge(struct judged *j)
{
	int32_t turns = CIVIL_NONE;
	bool good = true;

	for (size_t i = 0; i < j->n && good; i++) {
		const struct event *e = &j->event[i];

		if (is_open_request(e))
			good = stand(j, SK_DEAD_ASKED, e->start.day, e->id);
		else if (e->status == ES_PLANNED)
			good = stand(j, SK_DEAD_PLANNED, e->start.day, e->id);
		else if (goes_on(e, j->today, &turns))
			good = stand(j, SK_DEAD_SERVED, e->start.day, e->id);
	}
	return good && (turns == CIVIL_NONE || stand(j, SK_TURNS, turns, 0));
}

static bool warnings_judge(struct judged *j)
{
	bool good = true;
	struct civil due;

	for (size_t i = 0; i < j->n && good; i++) {
		const struct event *e = &j->event[i];

		if (e->kind == EV_WARNING && e->status <= ES_COMPLETED && e->valid_until &&
			civil_parse(e->valid_until, &due))
			good = stand(j, SK_WARNING, due.day, e->id);
	}
	return good;
}

static bool stay_stand(struct judged *j)
{
	struct stay stay;

	if (!stay_judge(j->event, j->n, j->today, LEFT_DAYS, &stay) || stay.was_contacted)
		return true;
	return stand(j, stay.in_hospital ? SK_IN_HOSPITAL : SK_LEFT, stay.since, j->event[stay.at].id);
}

/* Whether it would end somebody's waiting to be rung. */
static bool is_awaited(const struct judged *j, const struct event *touch)
{
	for (size_t i = 0; i < j->n; i++) {
		const struct event *e = &j->event[i];
		int32_t left = e->kind == EV_DISCHARGE ? e->start.day : e->kind == EV_ADMISSION ? e->end.day : CIVIL_NONE;

		if (has_happened(e) && left != CIVIL_NONE && left <= touch->start.day &&
			left >= touch->start.day - LEFT_DAYS)
			return true;
	}
	return false;
}

/* What is dated ahead though it is said to have happened, and stays whose end is known:
 * people of whom there is any are among those of store_stayed_since(). */
static int32_t stay_turns(const struct judged *j)
{
	int32_t first = CIVIL_NONE;

	for (size_t i = 0; i < j->n; i++) {
		const struct event *e = &j->event[i];

		if (!has_happened(e))
			continue;
		if (e->kind == EV_ADMISSION || e->kind == EV_DISCHARGE ||
			(is_touch(e) && e->start.day > j->today && is_awaited(j, e)))
			sooner(&first, e->start.day, j->today);
		if (e->kind == EV_ADMISSION)
			sooner(&first, e->end.day, j->today);
	}
	return first;
}

static bool alive_judge(struct judged *j)
{
	int32_t turns = stay_turns(j);
	bool good = warnings_judge(j) && stay_stand(j);

	sooner(&turns, j->died.day, j->today);
	return good && (turns == CIVIL_NONE || stand(j, SK_TURNS, turns, 0));
}

bool standing_judge(int64_t person, const struct event *event, size_t n, struct death died, int32_t today,
	struct standings *out)
{
	struct judged j = {event, n, person, died, today, out};

	out->v.n = 0;
	return death_is_past(died, today) ? dead_judge(&j) : alive_judge(&j);
}
