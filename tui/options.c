#include "options.h"

#include <stdlib.h>
#include <string.h>

const struct option_info OPTIONS[OPT_COUNT] = {
	[OPT_STORE] = { "store", "FILE", "the case store", true },
	[OPT_TODAY] = { "today", "DATE", "take this day (YYYY-MM-DD) for today", true },
	[OPT_WORKER] = { "worker", "NAME", "who is looking, for the audit", true },
	[OPT_WHY] = { "why", "REASON", "why you open who is not on your list: call, meeting", true },
	[OPT_PLAIN] = { "plain", NULL, "numbered prompts, line by line, for screen readers", true },
	[OPT_ONCE] = { "once", NULL, "print the first screen and end", true },
	[OPT_MASK] = { "mask", NULL, "hide identifying details, on the screen and in lists", true },
	[OPT_VIEW] = { "view", "NAME", "begin with asked, board, ...; with --person theirs", true },
	[OPT_SLOW] = { "slow", NULL, "draw less at a time, for a slow line", true },
	[OPT_COLOR] = { "color", "WHEN", "auto, always or never", true },
	[OPT_THEME] = { "theme", "NAME", "auto, dark, light, contrast or mono", true },
	[OPT_MOUSE] = { "mouse", NULL, "let the mouse select, open and move", true },
	[OPT_ASCII] = { "ascii", NULL, "draw with ASCII only", true },
	[OPT_HELP] = { "help", NULL, "show help, of a command where one is named", true },
	[OPT_VERSION] = { "version", NULL, "show the version", true },
	[OPT_FORMAT] = { "format", "FORM", "table, csv or json; import: its name; brief: text", false },
	[OPT_AGENCY] = { "agency", "CODE", "the agency", false },
	[OPT_DRY_RUN] = { "dry-run", NULL, "say what would happen, change nothing", false },
	[OPT_PROGRESS] = { "progress", NULL, "tell how far it is in lines, for programs", false },
	[OPT_STRICT] = { "strict", NULL, "status 3 when rows were set aside", false },
	[OPT_PEOPLE] = { "people", "N", "how many people", false },
	[OPT_SEED] = { "seed", "S", "which locality", false },
	[OPT_NO_OPEN] = { "no-open", NULL, "make it, do not open it", false },
	[OPT_WRITE] = { "write", "DIR", "only write the interchange files", false },
	[OPT_INSTRUMENT] = { "instrument", "CODE", "the assessment type that is meant", false },
	[OPT_DOMAINS] = { "domains", "D,D", "only these domains", false },
	[OPT_PERSON] = { "person", "PERSON", "only this person", false },
	[OPT_STAGE] = { "stage", "STAGE", "requested, planned, under-way, done or passed", false },
	[OPT_STATE] = { "state", "STATE", "open, or what was decided: avoidable, justified, ...",
		false },
	[OPT_SAME_AGENCY] = { "same-agency", NULL, "repeats within one agency instead", false },
	[OPT_REASON] = { "reason", "TEXT", "why", false },
	[OPT_NOTE] = { "note", "TEXT", "a note", false },
	[OPT_REPLY_BY] = { "reply-by", "DATE", "when the agency's answer is expected", false },
	[OPT_WITH_A] = { "with-a", "R,R", "these records go with A, whatever the evidence", false },
	[OPT_WITH_B] = { "with-b", "R,R", "these records go with B", false },
	[OPT_DIGEST] = { "digest", NULL, "one hash per kind of content", false },
	[OPT_DOMAIN] = { "domain", "D,D", "for any of these needs", false },
	[OPT_NEAR] = { "near", "PLACE", "the start of a postcode, or words of a place", false },
	[OPT_AGE] = { "age", "YEARS", "open to somebody of this age", false },
	[OPT_DAYS] = { "days", "N", "of the last N days and the N before; 90 unless told", false },
	[OPT_AS] = { "as", "FORM", "text, json, fhir or csv", false },
	[OPT_ON] = { "on", "DATE", "the day (14 Nov); for today it need not be given", false },
	[OPT_CODE] = { "code", "CODE", "what has changed: fall, bereavement, move, ...", false },
	[OPT_KIND] = { "kind", "KIND", "of what kind; a note: note, contact, concern or view", false },
	[OPT_IN_HOSPITAL] = { "in-hospital", NULL, "who is in hospital now", false },
	[OPT_DISCHARGED_SINCE] = { "discharged-since", "DATE", "who came out of hospital on that day or later", false },
	[OPT_FROM] = { "from", "DATE", "from this day, month or year on", false },
	[OPT_TO] = { "to", "DATE", "up to this day, month or year", false },
	[OPT_ROLE] = { "role", "ROLE", "what the worker does; `worker roles` lists them", false },
	[OPT_MARKS] = { "marks", "M,M", "safeguarding, governance, or none", false },
	[OPT_NAME] = { "name", "TEXT", "the worker's name as people know it", false },
	[OPT_PHONE] = { "phone", "TEXT", "where to reach the worker", false },
	[OPT_YES] = { "yes", NULL, "do it without asking", false },
	[OPT_PROFILE] = { "profile", "P", "how a table is read: a kept profile, or its file", false },
	[OPT_SHOW] = { "show", NULL, "names and numbers as they are, not masked", false },
	[OPT_KEY_FILE] = { "key-file", "FILE", "32 bytes or a passphrase, to encrypt a backup with", false },
	[OPT_REPLACE] = { "replace", NULL, "in place of what is there; a store is kept beside", false },
	[OPT_PURPOSE] = { "purpose", "WORD", "what for: care, housing, ...; else any", false },
	[OPT_BY] = { "by", "WHO", "person, attorney, deputy or parent; who signed", false },
	[OPT_HOW] = { "how", "HOW", "spoken, written or form", false },
	[OPT_FOR] = { "for", "CODE", "the agency that may see it, or may not; else any", false },
	[OPT_REVIEW] = { "review", "DATE", "the day to ask again", false },
	[OPT_HEAD] = { "head", NULL, "where the audit ends, to be kept elsewhere", false },
	[OPT_CONFIRM] = { "confirm", "CODE", "the code that the first step gave", false },
	[OPT_SAR] = { "sar", NULL, "a draft of what somebody who asks may be given", false },
	[OPT_AS_NEW] = { "as-new", NULL, "files that came before count as sent now", false },
	[OPT_VERIFY] = { "verify", NULL, "check the chain of the audit, and that it went to N", false },
};

static int option_find(const char *name, size_t length)
{
	for (int i = 0; i < OPT_COUNT; i++)
		if (strlen(OPTIONS[i].name) == length && !memcmp(OPTIONS[i].name, name, length))
			return i;
	return -1;
}

/* One `--name[=value]`; takes the next word as its value where it needs one. */
static enum status take_option(struct options *o, char **argv, int *i, struct err *err)
{
	const char *name = argv[*i] + 2, *equals = strchr(name, '='), *value;
	size_t length = equals ? (size_t)(equals - name) : strlen(name);
	int which = option_find(name, length);

	if (which < 0)
		return err_set(err, ST_USAGE, "there is no option --%.*s; see throughline --help",
			(int)length, name);
	if (!OPTIONS[which].value) {
		if (equals)
			return err_set(err, ST_USAGE, "--%s takes no value", OPTIONS[which].name);
		o->value[which] = "";
		return ST_OK;
	}
	value = equals ? equals + 1 : argv[*i + 1] ? argv[++*i] : "";
	if (!*value)
		return err_set(err, ST_USAGE, "--%s needs a value: --%s %s", OPTIONS[which].name,
			OPTIONS[which].name, OPTIONS[which].value);
	if (which == OPT_WORKER && o->command && !strcmp(o->command, "audit"))
		o->audited = value;
	else
		o->value[which] = value;
	return ST_OK;
}

/* -1 is a value, not an option. */
static bool is_number(const char *word)
{
	return word[1] >= '0' && word[1] <= '9';
}

enum status options_parse(struct options *o, int argc, char **argv, struct err *err)
{
	bool ended = false;

	*o = (struct options){ 0 };
	o->word = calloc((size_t)argc + 1, sizeof *o->word);
	if (!o->word)
		return err_nomem(err);
	for (int i = 1; i < argc; i++) {
		enum status st = ST_OK;

		if (!ended && !strcmp(argv[i], "--"))
			ended = true;
		else if (!ended && !strncmp(argv[i], "--", 2))
			st = take_option(o, argv, &i, err);
		else if (!ended && !strcmp(argv[i], "-h"))
			o->value[OPT_HELP] = "";
		else if (!ended && argv[i][0] == '-' && argv[i][1] && !is_number(argv[i]))
			st = err_set(err, ST_USAGE, "there is no option %s; see throughline --help",
				argv[i]);
		else if (!o->command)
			o->command = argv[i];
		else
			o->word[o->word_n++] = argv[i];
		if (st != ST_OK)
			return st;
	}
	return ST_OK;
}

void options_done(struct options *o)
{
	free(o->word);
	o->word = NULL;
}
