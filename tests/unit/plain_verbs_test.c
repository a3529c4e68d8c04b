/*
 * plain_verbs_test.c - plain mode does what the dashboard does: for every verb, where plain
 * mode offers it in words, or why it is only about a screen.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "verbs.h"

/* A part of plain mode's source, and the words that it prints there; no file: a verb of the
 * screen alone, which lines of text need not have. */
static const struct { enum act act; const char *file, *says; } OFFERED[] = {
	{ACT_TODAY, "plain", "\"today\""}, {ACT_PEOPLE, "plain", "\"people\""}, {ACT_ASKED, "plain", "\"asked again\""},
	{ACT_LINKS, "plain", "\"links\""}, {ACT_BOARD, "plain", "\"the board\""}, {ACT_IMPORTS, "plain", "\"imports\""},
	{ACT_LEVEL_UP, "plain", "q to leave"}, {ACT_LAST_PERSON, "plain", "\"the last person\""}, {ACT_UNDO, "plain", "\"undo\""},
	{ACT_REDO, "plain", "\"redo\""}, {ACT_LOCK, "plain", "\"put away\""}, {ACT_LEAVE, "plain", "q to leave"},
	{ACT_BACK, "person", "Enter to go back"}, {ACT_FORWARD, NULL, NULL}, {ACT_PALETTE, NULL, NULL}, {ACT_HELP, NULL, NULL},
	{ACT_REREAD, NULL, NULL}, {ACT_REPAINT, NULL, NULL}, {ACT_THEME, NULL, NULL}, {ACT_MOUSE, NULL, NULL}, {ACT_SUSPEND, NULL, NULL},

	{ACT_DOWN, NULL, NULL}, {ACT_UP, NULL, NULL}, {ACT_PAGE_DOWN, "lines", "m shows more"}, {ACT_PAGE_UP, NULL, NULL},
	{ACT_FIRST, NULL, NULL}, {ACT_LAST, NULL, NULL}, {ACT_FILTER, "lines", "/ and words filters"},
	{ACT_NEXT_HIT, NULL, NULL}, {ACT_PREV_HIT, NULL, NULL}, {ACT_ORDER, "lines", "s sorts"}, {ACT_USUAL, "lines", "Enter as usual"},
	{ACT_MARK, "asked", "several to decide at once"}, {ACT_MARK_TO, "asked", "as 1,3"}, {ACT_MARK_ALL, "asked", "several to decide at once"},
	{ACT_PANE, NULL, NULL}, {ACT_LEFT, NULL, NULL}, {ACT_RIGHT, NULL, NULL}, {ACT_EARLIER, "journey", "Older ones"}, {ACT_LATER, NULL, NULL},
	{ACT_ONLY, "journey", "Only a part of it"}, {ACT_DATE, "journey", "To a date"}, {ACT_EVIDENCE, "journey", "Which one's evidence?"},
	{ACT_ZOOM_IN, "board", "5 of more or fewer days"}, {ACT_ZOOM_OUT, "board", "5 of more or fewer days"},

	{ACT_OPEN, "lists", "Which one? Enter to go back"}, {ACT_SEARCH, "lists", "Name, number, birth date"},
	{ACT_IN_HOSPITAL, "lists", "1 who is in hospital"}, {ACT_DISCHARGED, "lists", "2 who was discharged"},
	{ACT_PREV_TAB, "person", "2 what is known"}, {ACT_NEXT_TAB, "person", "6 consent and who has looked"}, {ACT_STATES, "asked", "Those decided, too."},
	{ACT_AVOIDABLE, "asked", "1 avoidable"}, {ACT_JUSTIFIED, "asked", "2 justified"}, {ACT_REUSED, "asked", "3 reused"},
	{ACT_JOINT, "asked", "4 joint"}, {ACT_ASK_AGENCY, "asked", "5 ask the agency"}, {ACT_WRONG_LINK, "asked", "6 wrong link"},
	{ACT_DATA_ERROR, "asked", "7 data error"}, {ACT_LINK, "links", "1 link"}, {ACT_DIFFERENT, "links", "2 different people"},
	{ACT_TAKE_IN, "imports", "1 takes it in"}, {ACT_WITHDRAW, "imports", "1 takes it back"}, {ACT_WHOSE, "imports", "Whose rows"},
	{ACT_CHOOSE, "imports", "File or folder"}, {ACT_STOP, "taking", "s stops it"},
	{ACT_NOTE, "writing", "1 note"}, {ACT_CHANGE, "writing", "5 change"}, {ACT_PLAN, "writing", "6 plan an assessment"},
	{ACT_TELL, "asked", "8 tell the assessor"}, {ACT_STAR, "writing", "7 star or no longer"}, {ACT_DONE, "lists", "1 it has been done"},
	{ACT_KEEP, "writing", "Keep another."}, {ACT_LEAD, "writing", "8 who leads"},
	{ACT_SEPARATE, "records", "1 separate this record"}, {ACT_AGAINST, "records", "3 separate from another record"},
	{ACT_OTHER_SIDE, "records", "2 put a record on the other side"}, {ACT_BY_EVIDENCE, "records", "4 all by the evidence"},
	{ACT_SINCE, "plain", "\"what is new\""}, {ACT_MINE, "plain", "\"today of my list\""},
	{ACT_SERVICES, "person", "8 services nearby"}, {ACT_NEED, "services", "For another need."}, {ACT_BRIEF, "person", "9 a brief"},
	{ACT_CONSENT, "access", "1 keep consent"}, {ACT_REFUSE, "access", "2 a refusal"}, {ACT_OVERRIDE, "access", "3 sign an override"},
	{ACT_END_SAID, "access", "4 end one"},
	{ACT_SAY_WHY, "withheld", "1 say why"}, {ACT_BREAK_GLASS, "withheld", "2 break the glass"},
	{ACT_MOVED, "moves", "1 they moved"}, {ACT_CORRECTED, "moves", "2 only the address was put right"},
};

static bool is_said(const char *file, const char *words)
{
	static char text[65536];
	char path[128];
	FILE *f;
	size_t n;

	snprintf(path, sizeof path, "tui/plain/%s.c", file);
	f = fopen(path, "r");
	if (!f)
		return false;
	n = fread(text, 1, sizeof text - 1, f);
	text[n] = '\0';
	fclose(f);
	return strstr(text, words) != NULL;
}

static void every_verb_is_offered_or_is_the_screens_alone(void **state)
{
	const struct verb *v;

	(void)state;
	for (size_t i = 0; i < VERB_SET_COUNT; i++)
		for (size_t j = 0; (v = verb_at(VERB_SETS[i], j, NULL)); j++) {
			size_t at = 0;

			while (at < sizeof OFFERED / sizeof *OFFERED && OFFERED[at].act != v->act)
				at++;
			if (at == sizeof OFFERED / sizeof *OFFERED)
				fail_msg("%s (%s) is not offered in plain mode", v->word, VERB_SETS[i]->name);
			if (!OFFERED[at].file && v->flags & VERB_WRITES && v->act != ACT_STOP)
				fail_msg("%s writes, and is not offered in plain mode", v->word);
		}
}

static void what_is_offered_is_said(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof OFFERED / sizeof *OFFERED; i++)
		if (OFFERED[i].file && !is_said(OFFERED[i].file, OFFERED[i].says))
			fail_msg("plain mode's %s says nowhere: %s", OFFERED[i].file, OFFERED[i].says);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_verb_is_offered_or_is_the_screens_alone),
		cmocka_unit_test(what_is_offered_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
