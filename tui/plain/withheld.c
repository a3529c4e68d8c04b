/* What is withheld of a person: why it is needed, and the glass, broken. */
#include "access.h"
#include "plain/part.h"
#include "screens/opening.h"
#include "screens/withheld.h"

/* NULL: left. */
static const char *reason_choose(struct plain *p, const char *prompt)
{
	size_t n;

	for (size_t i = 0; i < ACCESS_REASON_COUNT; i++)
		say("%zu. %s", i + 1, ACCESS_REASONS[i]);
	n = choose(p, prompt, ACCESS_REASON_COUNT);
	return n ? ACCESS_REASONS[n - 1] : NULL;
}

static enum status reason_ask(struct plain *p, struct saying *said, bool *has_said, struct err *err)
{
	said->why = reason_choose(p, "You need it because of which? Enter to leave it:");
	*has_said = said->why;
	return said->why ? access_say(p->session, said, err) : ST_OK;
}

enum status opening_menu(struct plain *p, int64_t person, bool *is_open, struct err *err)
{
	const char *why;
	bool must = false;
	enum status st = access_must_say(p->session, person, &must, err);

	*is_open = st == ST_OK && !must;
	if (st != ST_OK || !must)
		return st;
	say("This person is not on your list.");
	why = reason_choose(p, "You open them because of which? Enter to leave it:");
	if (why)
		st = access_open(p->session, person, why, err);
	*is_open = why && st == ST_OK;
	p->changes += *is_open; /* a list that led here may tell more of them now */
	if (*is_open)
		say("%s", OPENING_KEPT);
	return st;
}

enum status queue_menu(struct plain *p, int64_t person, int64_t other, bool *is_said, struct err *err)
{
	const int64_t of[] = {person, other};
	const char *why;
	bool must = false;
	enum status st = ST_OK;

	for (int i = 0; i < 2 && !must && st == ST_OK; i++)
		st = of[i] ? access_queue_must_say(p->session, of[i], &must, err) : ST_OK;
	*is_said = st == ST_OK && !must;
	if (st != ST_OK || !must)
		return st;
	say("Not on your list.");
	why = reason_choose(p, "You look at this queue because of which? Enter to leave it:");
	if (why)
		st = access_queue_say(p->session, why, err);
	*is_said = why && st == ST_OK;
	p->changes += *is_said;
	return st;
}

static enum status glass_ask(struct plain *p, struct saying *said, bool *has_said, struct err *err)
{
	char why[PROMPT_ROOM];
	enum status st = ST_OK;

	*has_said = ask_words(p, said->person, "Why, in a sentence, which is kept and read? Enter to leave it:",
		why, sizeof why) && *why;
	said->why = why;
	if (*has_said)
		st = words_taken(p, access_say(p->session, said, err));
	said->why = NULL; /* the sentence is gone with us */
	return st;
}

enum status withheld_menu(struct plain *p, const struct person *who, struct err *err)
{
	static const struct { enum act act; enum sharing_kind kind; const char *kept; } WAYS[] = {
		{ACT_SAY_WHY, SAID_REASON, WITHHELD_REASON_KEPT}, {ACT_BREAK_GLASS, SAID_BROKEN, WITHHELD_GLASS_BROKEN},
	};
	size_t n = menu(p, "1 say why you need what asks for it, 2 break the glass for an hour, Enter to go back:", 2);
	struct saying said = {.person = who->id};
	bool has_said = false;
	enum status st;

	if (!n)
		return ST_OK;
	if (withheld_why_not(who, WAYS[n - 1].act)) {
		say("%s", withheld_why_not(who, WAYS[n - 1].act));
		return ST_OK;
	}
	said.kind = WAYS[n - 1].kind;
	st = said.kind == SAID_REASON ? reason_ask(p, &said, &has_said, err) : glass_ask(p, &said, &has_said, err);
	p->is_stale |= has_said;
	if (has_said && st == ST_OK)
		say("%s", WAYS[n - 1].kept);
	return st;
}
