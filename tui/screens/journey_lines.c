#include "screens/journey_lines.h"

#include <stdio.h>

#include "screens/show.h"
#include "screens/tags.h"
#include "widgets/words.h"

static int agencies_besides(const struct person *p, const struct finding *f, int64_t agency)
{
	int n = 0;

	for (size_t i = 0; i < f->evidence_n; i++) {
		const struct journey_row *r = person_row(p, f->evidence[i]);
		bool is_new = r && r->event.agency != agency;

		for (size_t j = 0; j < i && is_new; j++) {
			const struct journey_row *before = person_row(p, f->evidence[j]);

			is_new = !before || before->event.agency != r->event.agency;
		}
		n += is_new;
	}
	return n;
}

static const struct journey_row *newest_evidence(const struct person *p, const struct finding *f)
{
	const struct journey_row *newest = NULL;

	for (size_t i = 0; i < f->evidence_n; i++) {
		const struct journey_row *other = person_row(p, f->evidence[i]);

		if (other && (!newest || other->event.start.day > newest->event.start.day))
			newest = other;
	}
	return newest;
}

/* "= 4 of 5 known: Council +1, 2 Sep": the newest of its evidence is named, and
 * how many more agencies know. */
static const char *finding_text(struct session *s, const struct person *p, const struct journey_row *r, bool is_dated,
	struct arena *a)
{
	const struct finding *f = r->finding ? r->finding : r->together;
	const struct journey_row *newest = newest_evidence(p, f);
	const char *mark = LOOKS[LOOK_ASKED].mark;
	char day[12], more[16] = "";
	int others;

	if (r->state != VD_OPEN)
		return arena_printf(a, "%s %s", mark, verdict_shown(r->state));
	if (!newest)
		return arena_printf(a, "%s %d of %d known", mark, f->cover_num, f->cover_den);
	show_day_of(session_today(s), newest->event.start.day, day);
	others = agencies_besides(p, f, newest->event.agency);
	if (others)
		snprintf(more, sizeof more, " +%d", others);
	if (f->kind == FK_TOGETHER)
		return arena_printf(a, "%s %s%s asks too%s%s", mark, agency_called(s, newest->event.agency), more,
			is_dated ? ", " : "", is_dated ? day : "");
	return arena_printf(a, "%s %d of %d known: %s%s%s%s", mark, f->cover_num, f->cover_den,
		agency_called(s, newest->event.agency), more, is_dated ? ", " : "", is_dated ? day : "");
}

const char *journey_wait_text(const struct journey_row *r, struct arena *a)
{
	const char *plural = r->waiting == 1 ? "" : "s";

	if (r->is_overdue)
		return arena_printf(a, "%s no reply for %d day%s", LOOKS[LOOK_URGENT].mark, r->waiting, plural);
	return r->waiting ? arena_printf(a, "waits %d day%s for a reply", r->waiting, plural) : "sent today";
}

/* What was found on an event, or how long it waits for a reply; NULL: neither. */
static const char *journey_note(struct session *s, const struct person *p, const struct journey_row *r, bool is_dated,
	struct arena *a)
{
	if (r->finding || r->together)
		return finding_text(s, p, r, is_dated, a);
	return r->waiting >= 0 ? journey_wait_text(r, a) : NULL;
}

/* "41 days", "3 years" */
static const char *days_text(int days, struct arena *a)
{
	enum { YEARS_FROM = 731 };
	bool is_years = days >= YEARS_FROM;

	return arena_printf(a, "%d %s", is_years ? days * 100 / 36525 : days, is_years ? "years" : days == 1 ? "day" : "days");
}

/* "41 days nothing", "60 days nothing but Home care", "60 days nothing but Home care, then 41 days nothing", of a part
 * "41 days none of these"; NULL without memory. */
static const char *journey_gap_text(const struct journey_gap *gap, bool is_whole, struct arena *a)
{
	const char *first = days_text(is_whole && gap->but ? gap->but_days : gap->days, a);
	const char *rest = is_whole && gap->but && gap->but_days < gap->days ? days_text(gap->days - gap->but_days, a) : "";

	return !first || !rest ? NULL : arena_printf(a, "%s %s%s%s%s%s%s", first, is_whole ? "nothing" : "none of these",
		is_whole && gap->but ? " but " : "", is_whole && gap->but ? gap->but->title : "",
		*rest ? ", then " : "", rest, *rest ? " nothing" : "");
}

static const char *today_text(int32_t today, const struct journey_gap *gap, bool is_whole, struct arena *a)
{
	const char *nothing = gap->days ? journey_gap_text(gap, is_whole, a) : "";
	char day[7];

	civil_day_month(today, day);
	return nothing ? arena_printf(a, "today, %s%s%s", day, *nothing ? ": " : "", nothing) : NULL;
}

static bool is_ahead(const struct journey_row *r, int32_t today)
{
	return civil_is_set(r->event.start) && r->event.start.day > today;
}

static struct journey_line event_line(struct session *s, const struct person *p, const struct journey_row *r, struct arena *a)
{
	bool is_found = r->finding || r->together;

	return (struct journey_line){.row = r, .note = journey_note(s, p, r, false, a),
		.dated = is_found ? journey_note(s, p, r, true, a) : journey_note(s, p, r, false, a),
		.look = is_found ? LOOK_ASKED : r->is_overdue ? LOOK_URGENT : LOOK_PLAIN};
}

enum status journey_lines_make(struct session *s, const struct person *p, const struct journey_row *const *row, size_t n,
	struct arena *a, struct journey_line **out, size_t *out_n, struct err *e)
{
	struct journey_line *line = arena_alloc(a, (2 * n + 2) * sizeof *line);
	int32_t today = session_today(s);
	struct journey_gap *gap;
	size_t at = 0;
	enum status st = journey_gaps(row, n, today, a, &gap, e);

	if (st != ST_OK || !line)
		return st == ST_OK ? err_nomem(e) : st;
	for (size_t i = 0; i < n; i++) {
		bool is_first_past = !is_ahead(row[i], today) && (!i || is_ahead(row[i - 1], today));

		if (is_first_past)
			line[at++] = (struct journey_line){.kind = LINE_TODAY, .note = today_text(today, &gap[i], n == p->row_n, a),
				.look = LOOK_TODAY};
		else if (gap[i].days)
			line[at++] = (struct journey_line){.kind = LINE_GAP, .note = journey_gap_text(&gap[i], n == p->row_n, a)};
		line[at++] = event_line(s, p, row[i], a);
	}
	*out = line;
	*out_n = at;
	return ST_OK;
}

/* What is told of a day that is not shown whole ends with its month. */
static void row_day_tag(const struct journey_row *r, char *out, size_t room)
{
	char iso[11];

	civil_iso(r->event.start.day, iso);
	if (r->seen != SEE_FULL)
		iso[7] = '\0';
	words_tag(out, room, "day", iso);
}

void journey_row_text(struct session *s, const struct journey_row *r, char *out, size_t room)
{
	const struct event *e = &r->event;
	char day[12];

	*out = '\0';
	tag_agency(s, e->agency, out, room);
	words_tag(out, room, "kind", show_row_kind(r));
	row_day_tag(r, out, room);
	tag_domains(s, r->domains, out, room);
	journey_day(r, day);
	words_rest(out, room, "%s %s %s %s %s%s", day, r->title, show_status(e), e->practitioner ? e->practitioner : "",
		r->finding || r->together ? "asked again" : "", r->waiting >= 0 ? " no reply" : "");
}
