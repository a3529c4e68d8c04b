#include "screens/withheld.h"

#include "access.h"
#include "screens/opening.h"

const char WITHHELD_REASON_KEPT[] = "Kept. What asks for a reason is shown for 28 days; the audit has it.";
const char WITHHELD_KEY[] = "-> Say why you need it, and it is shown: Y";
const char WITHHELD_GLASS_BROKEN[] = "For one hour you see what is else only said to exist. It is kept with why, and reviewed.";

static bool say(struct screen *s, enum sharing_kind kind, const char *why, struct err *e)
{
	const struct saying said = {.kind = kind, .person = s->app->withheld_of, .why = why};

	return access_say(s->app->session, &said, e) == ST_OK;
}

static void told(struct app *app, const char *text)
{
	app_changed(app);
	if (!app->message_is_error)
		app_say(app, "%s", text);
}

static void reason_picked(struct screen *s, int picked, const char *text)
{
	struct err e = {0};

	(void)text;
	if (say(s, SAID_REASON, ACCESS_REASONS[picked], &e))
		told(s->app, WITHHELD_REASON_KEPT);
	else
		app_fail(s->app, &e);
}

/* What is too short is asked for again, with what was typed. */
static void sentence_typed(struct screen *s, int picked, const char *text)
{
	struct err e = {0};

	(void)picked;
	if (say(s, SAID_BROKEN, text, &e))
		told(s->app, WITHHELD_GLASS_BROKEN);
	else if (e.code == ST_USAGE)
		app_ask(s->app, "Why, in a sentence, which is kept and read: ", text, sentence_typed);
	else
		app_fail(s->app, &e);
}

bool withheld_act(struct app *app, enum act act, int64_t person)
{
	if (act != ACT_SAY_WHY && act != ACT_BREAK_GLASS)
		return false;
	app->withheld_of = person;
	if (act == ACT_SAY_WHY)
		opening_reasons(app, "You need what is withheld because of", reason_picked);
	else
		app_ask_words(app, "reason to break the glass", person, "Break the glass for one hour; why, in a sentence: ",
			sentence_typed);
	return true;
}

const char *withheld_why_not(const struct person *p, enum act act)
{
	enum seen seen = act == ACT_SAY_WHY ? SEE_REASON : SEE_EXISTS;

	if (act != ACT_SAY_WHY && act != ACT_BREAK_GLASS)
		return NULL;
	if (act == ACT_BREAK_GLASS && p->broken_minutes)
		return "The glass is broken already.";
	for (size_t i = 0; i < p->row_n; i++)
		if (p->row[i].seen == seen)
			return NULL;
	return act == ACT_SAY_WHY ? "Nothing of this person waits for you to say why."
		: "Nothing of this person is behind the glass for you.";
}

const char *withheld_told(enum seen seen)
{
	return seen == SEE_REASON ? "You may see what it was once you have said why you need it."
		: "You may know that this happened, not what it was. Ask the agency.";
}

void withheld_offer(struct page *page, enum seen seen)
{
	if (seen == SEE_REASON)
		page_add(page, LOOK_STRONG, NULL, WITHHELD_KEY);
}
