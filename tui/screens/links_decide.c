#include "screens/links_decide.h"

#include <stdio.h>
#include <string.h>

#include "screens/decide.h"
#include "screens/links_many.h"
#include "screens/show.h"

static struct links_screen *self(struct screen *s)
{
	return (struct links_screen *)s;
}

static void say_done(struct links_screen *k)
{
	const struct pair_ruling *r = &k->ruling;
	struct civil by = CIVIL_ABSENT;
	char day[12];

	if (r->verdict == VD_LINK) {
		app_say(k->screen.app, "Linked: one person. u takes it back.");
	} else if (r->verdict == VD_SEPARATE) {
		app_say(k->screen.app, "Recorded: two different people. u takes it back.");
	} else {
		civil_parse(k->reply_by, &by);
		show_day(k->screen.app, by.day, day);
		app_say(k->screen.app, "Recorded: %s asked. The pair rests until %s; u takes it back.",
			show_agency(k->screen.app, r->agency), day);
	}
}

static void record_one(struct links_screen *k);

static void meant(struct screen *s, int picked, const char *text)
{
	(void)picked;
	(void)text;
	record_one(self(s));
}

/* Somebody else spoke first: where the pair still waits, what was typed is kept, and
 * recorded after theirs only when that is meant. */
static bool ask_again(struct links_screen *k)
{
	const struct queued_pair *pair;
	char text[200];

	list_select(&k->list, pair_number(k->ruling.a, k->ruling.b));
	links_explain(k);
	pair = links_pair_of(k);
	if (!pair || pair->a.record != k->ruling.a || pair->b.record != k->ruling.b)
		return false;
	k->ruling.seen = pair->seen;
	snprintf(text, sizeof text, "Not recorded. Enter: %s%s%.90s%s after theirs; Esc leaves theirs",
		k->ruling.verdict == VD_LINK ? "one person" : k->ruling.verdict == VD_SEPARATE ? "two people"
			: "ask", *k->reason ? " (" : "", k->reason, *k->reason ? ")" : "");
	app_confirm(k->screen.app, text, meant);
	return true;
}

static void record_one(struct links_screen *k)
{
	struct app *app = k->screen.app;
	struct err e = {0};
	enum status st;

	k->ruling.reason = k->reason;
	k->ruling.reply_by = k->reply_by;
	st = pair_decide(app->session, &k->ruling, &e);
	if (st != ST_OK)
		meanwhile_look(app);
	k->keeps_place = st == ST_OK;
	app_changed(app); /* also what stands there by now is shown */
	k->keeps_place = false;
	if (st == ST_CHANGED && ask_again(k))
		return;
	if (st != ST_OK) {
		app_fail(app, &e);
		return;
	}
	(void)vec_push(&k->decided, pair_number(k->ruling.a, k->ruling.b));
	if (!app->message_is_error)
		say_done(k);
}

static void record(struct links_screen *k)
{
	if (k->many.n)
		links_many_preview(k);
	else
		record_one(k);
}

static void reason_typed(struct screen *s, int picked, const char *text);

static void two_people_ask(struct links_screen *k)
{
	app_ask_words(k->screen.app, "reason for two people", k->about, "Why two people: ", reason_typed);
}

static void reason_typed(struct screen *s, int picked, const char *text)
{
	(void)picked;
	snprintf(self(s)->reason, sizeof self(s)->reason, "%s", text + strspn(text, " "));
	if (!self(s)->reason[0] && self(s)->ruling.verdict == VD_SEPARATE)
		two_people_ask(self(s));
	else
		record(self(s));
}

static void reason_picked(struct screen *s, int picked, const char *text)
{
	(void)text;
	if ((size_t)picked < SEPARATE_REASON_COUNT)
		reason_typed(s, 0, SEPARATE_REASONS[picked]);
	else
		two_people_ask(self(s));
}

static void reply_given(struct screen *s, int picked, const char *text)
{
	struct links_screen *k = self(s);
	int32_t today = session_today(s->app->session), by;

	(void)picked;
	if (!civil_typed_day(text, today, &by) || by < today) {
		app_ask(s->app, REPLY_NO_DAY, text, reply_given);
		return;
	}
	civil_iso(by, k->reply_by);
	record(k);
}

static void agency_picked(struct screen *s, int picked, const char *text)
{
	char day[12], question[120];

	(void)text;
	self(s)->ruling.agency = picked;
	civil_short(session_today(s->app->session) + PAIR_REPLY_DAYS, day);
	snprintf(question, sizeof question, "%.80s to reply by: ", show_agency(s->app, picked));
	app_ask(s->app, question, day, reply_given);
}

/* Those who hold records of either, with the number to ring. */
static void ask_whom(struct links_screen *k)
{
	struct app *app = k->screen.app;
	const struct pair_opened *o = &k->pair.opened;
	struct picker_item *item = app_items(app, o->agency_n);

	if (!item)
		return;
	for (size_t i = 0; i < o->agency_n; i++) {
		const struct agency *agency = session_agency(app->session, o->agency[i]);

		item[i] = (struct picker_item){.label = arena_dup(app->picker_arena, agency_shown(agency)),
			.about = agency->phone ? arena_dup(app->picker_arena, agency->phone) : "",
			.value = (int)o->agency[i]};
	}
	app_pick(app, "Ask", item, o->agency_n, agency_picked);
}

void links_decide(struct links_screen *k, enum verdict verdict)
{
	const struct queued_pair *pair = links_pair_of(k);

	links_explain(k);
	k->pair.focus = PAIR_NONE;
	k->reason[0] = k->reply_by[0] = '\0';
	meanwhile_begin(k->screen.app, pair->a.record, pair->b.record);
	k->about = pair->a.person;
	k->many.n = 0;
	if (k->list.marked.n && !links_many_begin(k, verdict))
		return;
	k->ruling = (struct pair_ruling){.verdict = verdict};
	if (!k->many.n)
		k->ruling = (struct pair_ruling){.a = pair->a.record, .b = pair->b.record,
			.verdict = verdict, .seen = pair->seen};
	if (verdict == VD_LINK)
		app_ask(k->screen.app, "Why one person (or Enter): ", "", reason_typed);
	else if (verdict == VD_SEPARATE)
		app_pick_text(k->screen.app, "Two different people because", SEPARATE_REASONS,
			SEPARATE_REASON_COUNT, "in your own words", reason_picked);
	else if (k->pair.line.n)
		ask_whom(k);
}
