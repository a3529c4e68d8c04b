/*
 * Who is in hospital, and who came out with nobody in touch: worked out from one
 * person's events.
 */
#include "care/today_lines.h"

static bool has_happened(const struct event *event, int32_t today)
{
	return (event->status == ES_COMPLETED || event->status == ES_IN_PROGRESS) &&
		civil_is_set(event->start) && event->start.day <= today;
}

/* A discharge that this agency sent on its own, on or after the day. */
static bool was_discharged(const struct event *event, size_t n, const struct event *admission,
	int32_t today)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (event[i].kind == EV_DISCHARGE && event[i].agency == admission->agency &&
			has_happened(&event[i], today) && event[i].start.day >= admission->start.day)
			return true;
	return false;
}

/* Out on the day of coming in: nobody waits at home for a call. */
static bool is_day_case(const struct event *event, size_t n, const struct event *discharge)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (event[i].kind == EV_ADMISSION && event[i].agency == discharge->agency &&
			civil_is_set(event[i].end) && event[i].end.day == discharge->start.day &&
			event[i].start.day == event[i].end.day)
			return true;
	return false;
}

bool is_touch(const struct event *event)
{
	return event->kind == EV_CONTACT || event->kind == EV_ASSESSMENT ||
		event->kind == EV_SERVICE || event->kind == EV_REVIEW;
}

static bool was_contacted(const struct event *event, size_t n, const struct event *out,
	int32_t since, int32_t today)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (is_touch(&event[i]) && event[i].agency != out->agency &&
			has_happened(&event[i], today) && event[i].start.day >= since &&
			!civil_before(event[i].start, out->kind == EV_DISCHARGE ? out->start : out->end))
			return true;
	return false;
}

bool discharge_judge(const struct event *event, size_t n, int32_t today, int32_t since, struct stay *out)
{
	*out = (struct stay){.since = CIVIL_NONE};
	for (size_t i = 0; i < n; i++) {
		const struct event *e = &event[i];
		int32_t day = e->kind == EV_DISCHARGE ? e->start.day : e->end.day;

		if (!has_happened(e, today) || day == CIVIL_NONE || day > today || day < since || day <= out->since)
			continue;
		if (e->kind == EV_DISCHARGE ? is_day_case(event, n, e) : e->kind != EV_ADMISSION || day <= e->start.day)
			continue;
		*out = (struct stay){.at = i, .since = day};
	}
	if (out->since != CIVIL_NONE)
		out->was_contacted = was_contacted(event, n, &event[out->at], out->since, today);
	return out->since != CIVIL_NONE;
}

bool stay_judge(const struct event *event, size_t n, int32_t today, int days, struct stay *out)
{
	struct stay found = {.since = CIVIL_NONE};
	size_t i;

	for (i = 0; i < n; i++) {
		const struct event *e = &event[i];
		bool has_ended = civil_is_set(e->end) && e->end.day <= today;
		int32_t since;

		if (!has_happened(e, today))
			continue;
		if (e->kind == EV_ADMISSION && !has_ended && !was_discharged(event, n, e, today))
			since = e->start.day;
		else if (e->kind == EV_ADMISSION && has_ended && e->end.day > e->start.day)
			since = e->end.day;
		else if (e->kind == EV_DISCHARGE && !is_day_case(event, n, e))
			since = e->start.day;
		else
			continue;
		/* Of one day the admission speaks: in again means in hospital. */
		if (since < found.since || (since == found.since && found.in_hospital))
			continue;
		found.in_hospital = e->kind == EV_ADMISSION && !has_ended;
		found.at = i;
		found.since = since;
	}
	if (found.since == CIVIL_NONE || (!found.in_hospital && found.since < today - days))
		return false;
	if (!found.in_hospital)
		found.was_contacted = was_contacted(event, n, &event[found.at], found.since, today);
	*out = found;
	return true;
}
