#include <string.h>

#include "command.h"

#define O(name) OPTION_BIT(OPT_##name)
enum { NAME_WIDTH = 21 }; /* of a command with its words in the help */

const struct command COMMANDS[] = {
	{ "init", "", "make the store, and its first worker", 0, 0,
		O(PROGRESS) | O(ROLE) | O(AGENCY) | O(NAME) | O(PHONE) | O(MARKS), STORE_MAKES, command_init, MAY_COME_IN },
	{ "demo", "", "open a made-up locality", 0, 0, O(PEOPLE) | O(SEED) | O(NO_OPEN) | O(WRITE),
		STORE_NONE, command_demo, MAY_COME_IN },
	{ "import", "PATH...", "take in what agencies sent", 1, 4096,
		O(AGENCY) | O(FORMAT) | O(PROFILE) | O(DRY_RUN) | O(STRICT) | O(AS_NEW) | O(PROGRESS), STORE_NONE,
		command_import, MAY_IMPORT },
	{ "imports", "", "what came in, and when", 0, 0, O(FORMAT), STORE_OPENS, command_imports, MAY_FEEDS },
	{ "rejects", "[IMPORT]", "rows that were set aside, and why", 0, 1, O(FORMAT) | O(AGENCY),
		STORE_OPENS, command_rejects, MAY_IMPORT },
	{ "feeds", "", "what each agency sent last, and who has gone quiet", 0, 0, O(FORMAT),
		STORE_OPENS, command_feeds, MAY_FEEDS },
	{ "moves", "[AGENCY:local_id moved|correction]", "who may have moved home", 0, 2,
		O(FORMAT) | O(ON), STORE_OPENS, command_moves, MAY_TODAY },
	{ "withdraw", "IMPORT", "take an import back", 1, 1, O(PROGRESS) | O(DRY_RUN),
		STORE_OPENS, command_withdraw, MAY_IMPORT },
	{ "profile", "[new|check|add|show|remove ...]",
		"how any table is read", 0, 3, O(AGENCY) | O(FORMAT) | O(SHOW), STORE_NONE,
		command_profile, MAY_IMPORT },
	{ "directory", "[QUERY]", "services of the community, for a need", 0, 64,
		O(FORMAT) | O(DOMAIN) | O(NEAR) | O(AGE), STORE_OPENS, command_directory, MAY_COME_IN },
	{ "since", "[DATE]", "what is new of your people since you were here", 0, 1, O(FORMAT), STORE_OPENS,
		command_since, MAY_PEOPLE },
	{ "people", "[QUERY]", "find by name, number, birth date, postcode or phone", 0, 64,
		O(FORMAT) | O(IN_HOSPITAL) | O(DISCHARGED_SINCE), STORE_OPENS, command_people, MAY_PEOPLE },
	{ "journey", "PERSON", "everything that happened, across agencies", 1, 1,
		O(FORMAT) | O(FROM) | O(TO) | O(AGENCY) | O(KIND) | O(DOMAIN), STORE_OPENS, command_journey, MAY_PEOPLE },
	{ "known", "PERSON", "what is known already, per need", 1, 1,
		O(FORMAT) | O(INSTRUMENT) | O(DOMAINS) | O(AGENCY), STORE_OPENS, command_known, MAY_PEOPLE },
	{ "brief", "PERSON", "one page for a meeting", 1, 1, O(FORMAT), STORE_OPENS, command_brief, MAY_PEOPLE },
	{ "actions", "[keep PERSON TEXT | done N]", "who does what by when", 0, 4096,
		O(FORMAT) | O(PERSON) | O(ON) | O(AGENCY),
		STORE_OPENS, command_actions, MAY_PEOPLE },
	{ "lead", "PERSON [WORKER|me|nobody]", "who coordinates, or hand it over", 1, 2, O(NOTE), STORE_OPENS,
		command_lead, MAY_PEOPLE },
	{ "plan", "PERSON [TEXT]", "plan an assessment, told what is known", 1, 64,
		O(INSTRUMENT) | O(ON) | O(AGENCY) | O(YES) | O(DRY_RUN), STORE_OPENS, command_plan, MAY_WRITE },
	{ "note", "PERSON [TEXT]", "write a note, contact, concern, words", 1,
		4096, O(KIND) | O(ON) | O(AGENCY) | O(DOMAINS) | O(DRY_RUN), STORE_OPENS, command_note, MAY_WRITE },
	{ "change", "PERSON [TEXT]", "write down a change of circumstances", 1, 4096,
		O(CODE) | O(DOMAINS) | O(ON) | O(AGENCY) | O(DRY_RUN), STORE_OPENS, command_change, MAY_WRITE },
	{ "duplicates", "", "assessments that ask again what is known", 0, 0,
		O(FORMAT) | O(PERSON) | O(STAGE) | O(STATE) | O(AGENCY) | O(SAME_AGENCY),
		STORE_OPENS, command_duplicates, MAY_PEOPLE },
	{ "board", "", "the partnership in figures", 0, 0, O(FORMAT) | O(DAYS), STORE_OPENS,
		command_board, MAY_FIGURES },
	{ "decide", "AGENCY:source_ref DECISION", "say what you make of one", 2, 2,
		O(REASON) | O(NOTE) | O(REPLY_BY), STORE_OPENS, command_decide, MAY_WRITE },
	{ "undo", "[A B]", "take back what you did last, or anybody's on a pair", 0, 2, 0, STORE_OPENS, command_undo, MAY_WRITE },
	{ "redo", "", "bring back what was undone last", 0, 0, 0, STORE_OPENS, command_redo, MAY_WRITE },
	{ "links", "", "which records were linked, and why", 0, 0, O(FORMAT), STORE_OPENS,
		command_links, MAY_LINK },
	{ "link", "A B", "two records (AGENCY:local_id) are one person", 2, 2,
		O(REASON) | O(DRY_RUN), STORE_OPENS, command_link, MAY_LINK },
	{ "separate", "A B", "two records are different people, and stay so", 2, 2,
		O(REASON) | O(WITH_A) | O(WITH_B) | O(DRY_RUN), STORE_OPENS, command_separate, MAY_LINK },
	{ "ask", "A B", "ask an agency whether two records are one person", 2, 2,
		O(AGENCY) | O(REPLY_BY), STORE_OPENS, command_ask, MAY_LINK },
	{ "explain", "A B", "what speaks for and against one person", 2, 2, O(FORMAT), STORE_OPENS,
		command_explain, MAY_LINK },
	{ "export", "links|person PERSON", "every record, or all of one person", 1, 2,
		O(FORMAT) | O(AS) | O(SAR), STORE_OPENS, command_export, MAY_EXPORT },
	{ "agency", "[add|set CODE ...]", "who sends, and on which terms", 0, 4, O(FORMAT), STORE_MAKES,
		command_agency, MAY_SET },
	{ "setting", "[KEY [VALUE]]", "show or change a setting", 0, 2, O(FORMAT), STORE_OPENS,
		command_setting, MAY_SET },
	{ "erase", "PERSON|again|lift RECORD WHY", "take away what is held of them", 1, 64, O(CONFIRM), STORE_OPENS,
		command_erase, MAY_SET },
	{ "hold", "[PERSON REASON|release]", "keep a person's records from erasing", 0, 2, O(FORMAT), STORE_OPENS,
		command_hold, MAY_SET },
	{ "sharing", "[WHO WHOSE CELL | WHAT CODE HOW]",
		"who sees what of whose", 0, 3, O(FORMAT), STORE_OPENS, command_sharing, MAY_SET },
	{ "consent", "PERSON [given|refused|override|end N]", "what they agreed to", 1, 3,
		O(FORMAT) | O(AGENCY) | O(ON) | O(TO) | O(PURPOSE) | O(NOTE) | O(BY) | O(HOW) | O(FOR) | O(REVIEW), STORE_OPENS,
		command_consent, MAY_PEOPLE },
	{ "why", "PERSON REASON", "say why you need what asks for a reason", 2, 4, 0, STORE_OPENS, command_why, MAY_PEOPLE },
	{ "break-glass", "[PERSON WORDS...]", "see in an emergency; who did so", 0, 64, O(FORMAT),
		STORE_OPENS, command_glass, MAY_PEOPLE },
	{ "retention", "[due | set SCOPE YEARS]", "how long people are kept", 0, 4,
		O(FORMAT), STORE_OPENS, command_retention, MAY_SET },
	{ "backup", "FILE", "copy the store while others work", 1, 1,
		O(KEY_FILE) | O(REPLACE) | O(PROGRESS), STORE_OPENS, command_backup, MAY_SET },
	{ "restore", "FILE", "prove a backup and make it the store", 1, 1,
		O(KEY_FILE) | O(REPLACE) | O(DRY_RUN) | O(PROGRESS), STORE_NONE, command_restore, MAY_SET },
	{ "worker", "[add|set|close|key ...]", "who works here, as what", 0, 4,
		O(FORMAT) | O(ROLE) | O(AGENCY) | O(NAME) | O(PHONE) | O(MARKS), STORE_OPENS, command_worker,
		MAY_WORKERS },
	{ "doctor", "", "check everything and say what to do", 0, 0, O(DIGEST) | O(FORMAT),
		STORE_OPENS, command_doctor, MAY_CHECK },
	{ "audit", "[N HASH]", "who looked, and who changed what", 0, 3,
		O(FORMAT) | O(PERSON) | O(VERIFY) | O(HEAD) | O(REPLACE),
		STORE_OPENS, command_audit, MAY_AUDIT },
	{ "help", "[COMMAND]", "this help, or a command's", 0, 1, 0, STORE_NONE,
		command_help_words, MAY_COME_IN },
};
const size_t COMMAND_COUNT = sizeof COMMANDS / sizeof *COMMANDS;

const struct command *command_find(const char *name)
{
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (!strcmp(COMMANDS[i].name, name))
			return &COMMANDS[i];
	return NULL;
}

/* By the first word after it; NULL: alone. */
static const struct { const char *command, *word; enum may needs; } PARTS[] = {
	{ "export", "links", MAY_NUMBERS }, { "worker", "roles", MAY_COME_IN },
	{ "break-glass", NULL, MAY_COME_IN }, /* who did so: the deed asks */
};

enum may command_needs(const struct command *c, const struct options *o)
{
	for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
		const char *word = o->word_n ? o->word[0] : NULL;

		if (!strcmp(PARTS[i].command, c->name) && (word && PARTS[i].word ? !strcmp(PARTS[i].word, word) : word == PARTS[i].word))
			return PARTS[i].needs;
	}
	return c->needs;
}

static void help_option(FILE *f, enum option o)
{
	char shown[40];

	snprintf(shown, sizeof shown, "--%s%s%s", OPTIONS[o].name, OPTIONS[o].value ? " " : "",
		OPTIONS[o].value ? OPTIONS[o].value : "");
	fprintf(f, "  %-24s %s\n", shown, OPTIONS[o].help);
}

void command_help(const struct command *c, FILE *f)
{
	fprintf(f, "throughline %s%s%s - %s\n", c->name, *c->words ? " " : "", c->words, c->help);
	for (int o = 0; o < OPT_COUNT; o++)
		if (c->options & OPTION_BIT(o))
			help_option(f, (enum option)o);
}

void commands_help(FILE *f)
{
	fputs("Throughline: nobody has to tell their story twice,\nand nobody falls between two agencies.\n\n"
	      "throughline [options]            open the dashboard\n"
	      "throughline [options] COMMAND    do one thing\n\n",
		f);
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		const struct command *c = &COMMANDS[i];
		char shown[48];
		int used = snprintf(
			shown, sizeof shown, "%s%s%s", c->name, *c->words ? " " : "", c->words);

		if (used > NAME_WIDTH)
			fprintf(f, "  %s\n  %*s  %s\n", shown, NAME_WIDTH, "", c->help);
		else
			fprintf(f, "  %-*s  %s\n", NAME_WIDTH, shown, c->help);
	}
	fputs("\nOptions for all of them:\n", f);
	for (int o = 0; o < OPT_COUNT; o++)
		if (OPTIONS[o].is_global)
			help_option(f, (enum option)o);
	fputs("\nPERSON is AGENCY:local_id, an NHS number, or the beginning of a person id.\n"
	      "`throughline help COMMAND` shows its options; the manual is throughline(1).\n",
		f);
}

enum status command_help_words(struct cli *cli, struct err *err)
{
	const struct command *c;

	if (!cli->options->word_n) {
		commands_help(stdout);
		return ST_OK;
	}
	c = command_find(cli->options->word[0]);
	if (!c)
		return err_set(err, ST_USAGE, "there is no command %s; see throughline --help",
			cli->options->word[0]);
	command_help(c, stdout);
	return ST_OK;
}
