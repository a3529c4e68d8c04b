/* Consent, refusals and overrides of a person, kept and ended line by line; who has looked at them, and
 * who changed what, a page at a time. */
#include "access.h"

#include <string.h>

#include "governance.h"
#include "journey.h"
#include "plain/part.h"
#include "screens/access_tab.h"
#include "screens/show.h"

static void say_access(const struct plain *p, const struct audit_line *l)
{
	bool has_more = !p->mask && l->detail && *l->detail;

	say("%s, %s %s%s%s.", show_moment(l->at, p->arena), l->worker, access_deed_shown(l),
		has_more ? ": " : "", has_more ? l->detail : "");
}

static enum status log_say(struct plain *p, const struct person *who, struct err *err)
{
	struct audit_line *line;
	size_t n, at = 0;
	enum status st = audit_read(p->session, who->id, NULL, ACCESS_ROWS, p->arena, &line, &n, err);

	if (st != ST_OK)
		return st;
	say("Who looked, and who changed what; newest first, times in UTC%s.",
		session_is_demo(p->session) ? ", by the clock: the made-up locality's own day stands still" : "");
	do {
		for (size_t end = at + LINES_AT_ONCE; at < n && at < end; at++)
			say_access(p, &line[at]);
	} while (at < n && menu(p, "1 shows more, Enter to go back:", 1));
	return ST_OK;
}

/* Consent and refusal -------------------------------------------------------- */

struct telling {
	struct plain *plain;
	const struct person *who;
	struct saying w;
	char until[11], why[400], by[100];
};

static enum status words_say(struct plain *p, const struct person *who, struct said **said, size_t *n, struct err *err)
{
	enum status st = access_said(p->session, who->id, p->arena, said, n, err);

	for (size_t i = 0; st == ST_OK && i < *n; i++) {
		const struct said *x = &(*said)[i];
		const char *about = said_about(p->session, x, p->arena), *terms = said_terms(x, p->arena);

		if (!about || !terms)
			return err_nomem(err);
		say("%zu. %s, %s%s%s%s%s%s", i + 1, said_kind(x), SAID_STATES[x->state], x->is_due ? ", due to be asked again" : "",
			p->mask ? "." : ": ", p->mask ? "" : about, p->mask ? "" : ". ", p->mask ? "" : terms);
	}
	if (st == ST_OK && !*n)
		say("Nothing was said here of what may be seen.");
	return st;
}

static bool whose_ask(struct telling *t)
{
	const struct person *who = t->who;
	struct session *s = t->plain->session;
	size_t chosen;

	for (size_t i = 0; i < who->record_n; i++)
		say("%zu. %s", i + 1, agency_called(s, who->record[i].agency));
	say("%zu. Any agency.", who->record_n + 1);
	chosen = choose(t->plain, "Of whose events? Enter to leave it:", who->record_n + 1);
	t->w.agency = chosen && chosen <= who->record_n ? session_agency(s, who->record[chosen - 1].agency)->code : NULL;
	return chosen != 0;
}

static enum status to_ask(struct telling *t, struct err *err)
{
	const struct agency *agency = NULL;
	enum status st = agency_choose(t->plain, t->who->id, session_viewer(t->plain->session)->role == ROLE_PRACTITIONER
		? "To which agency? Enter for ours, or any for our own events:" : "To which agency? Enter for any:", &agency, err);

	t->w.receiver = agency ? agency->code : NULL;
	return st;
}

static enum status for_ask(struct telling *t, struct err *err)
{
	const char **purpose;
	size_t n, chosen;
	enum status st = consent_purposes(t->plain->session, t->plain->arena, &purpose, &n, err);

	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++)
		say("%zu. %s", i + 1, purpose[i]);
	chosen = choose(t->plain, "For which purpose? Enter for any:", n);
	t->w.purpose = chosen ? purpose[chosen - 1] : NULL;
	return ST_OK;
}

static const char *word_ask(struct telling *t, const char *prompt, const struct consent_word *word, size_t n)
{
	size_t chosen;

	for (size_t i = 0; i < n; i++)
		say("%zu. %s", i + 1, word[i].told);
	chosen = choose(t->plain, prompt, n);
	return chosen ? word[chosen - 1].word : NULL;
}

static bool how_ask(struct telling *t)
{
	t->w.giver = word_ask(t, "Who said so? Enter to leave it:", CONSENT_GIVERS, CONSENT_GIVER_COUNT);
	if (t->w.giver)
		t->w.how = word_ask(t, "How? Enter to leave it:", CONSENT_WAYS, CONSENT_WAY_COUNT);
	return t->w.giver && t->w.how;
}

static bool rest_ask(struct telling *t)
{
	bool ok = t->w.kind == SAID_REFUSED || ask_day(t->plain,
		t->w.kind == SAID_SIGNED ? "Until which day? (31 Mar 2026, 2026-03-31, +7)"
		: "Until which day? (31 Mar 2026, 2026-03-31; Enter for as long as the settings say)", t->until);

	ok = ok && ask(t->plain, t->w.kind == SAID_SIGNED ? "Why? It is kept, and reviewed:" : "A note? Enter for none:",
		t->why, sizeof t->why);
	if (ok && t->w.kind == SAID_SIGNED)
		ok = ask(t->plain, "Who signed it? Enter for yourself:", t->by, sizeof t->by);
	t->w.until = t->until;
	t->w.why = t->why;
	if (t->w.kind == SAID_SIGNED)
		t->w.giver = t->by;
	return ok;
}

static enum status word_keep(struct plain *p, const struct person *who, enum sharing_kind kind, struct err *err)
{
	struct telling t = {.plain = p, .who = who, .w = {.kind = kind, .person = who->id}};
	const char *why_not = kind == SAID_SIGNED ? consent_why_not_sign(p->session) : NULL;
	enum status st = ST_OK;

	if (why_not) {
		say("%s", why_not);
		return ST_OK;
	}
	if (!whose_ask(&t) || (kind != SAID_SIGNED && !how_ask(&t)))
		return ST_OK;
	st = to_ask(&t, err);
	if (st == ST_OK && kind != SAID_SIGNED)
		st = for_ask(&t, err);
	if (st != ST_OK || !rest_ask(&t))
		return st;
	st = access_say(p->session, &t.w, err);
	p->is_stale = true;
	if (st == ST_OK)
		say("Kept. u takes it back.");
	return st;
}

static enum status word_end(struct plain *p, const struct person *who, const struct said *said, size_t n, struct err *err)
{
	size_t chosen = n ? choose(p, "Which one ends? Enter to leave it:", n) : 0;
	const char *why_not = chosen ? said_why_not_end(p->session, &said[chosen - 1]) : NULL;
	char why[400];
	enum status st;

	if (why_not)
		say("%s", why_not);
	if (!chosen || why_not || !ask_words(p, who->id, "Why? It is kept, and read; Enter to leave it:", why, sizeof why) || !*why)
		return ST_OK;
	st = words_taken(p, access_end(p->session, who->id, said[chosen - 1].number, why, err));
	p->is_stale = true;
	if (st == ST_OK)
		say("Ended. u takes that back.");
	return st;
}

enum status access_menu(struct plain *p, const struct person *who, struct err *err)
{
	struct said *said;
	size_t n, what;
	enum status st = words_say(p, who, &said, &n, err);

	if (st != ST_OK)
		return st;
	what = menu(p, "1 keep consent, 2 a refusal, 3 sign an override, 4 end one, 5 who has looked, Enter to go back:", 5);
	switch (what) {
	case 0:  return ST_OK;
	case 1: case 2: case 3: return word_keep(p, who, (enum sharing_kind)(SAID_GIVEN + what - 1), err);
	case 4:  return word_end(p, who, said, n, err);
	default: return log_say(p, who, err);
	}
}
