#include "remote.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS_MOST = 64, LENGTH_MOST = 2000 };

/* What may be asked for, and by which words alone; "": by none.  An auditor, whom no view of the
 * dashboard is for, reads the log: it is all that they come for. */
static const struct { const char *command, *word; } ALLOWED[] = {
	{ "brief", NULL }, { "export", NULL }, { "import", "-" }, { "audit", NULL }, { "break-glass", "" },
};

/* Neither who one is, nor which store, nor a file of this machine. */
static const bool TAKEN[OPT_COUNT] = {
	[OPT_FORMAT] = true, [OPT_AGENCY] = true, [OPT_DRY_RUN] = true, [OPT_STRICT] = true, [OPT_AS_NEW] = true, [OPT_WHY] = true,
	[OPT_AS] = true, [OPT_PERSON] = true, [OPT_PLAIN] = true, [OPT_ONCE] = true, [OPT_MASK] = true, [OPT_VIEW] = true,
	[OPT_SLOW] = true, [OPT_COLOR] = true, [OPT_ASCII] = true,
	[OPT_VERIFY] = true, [OPT_HEAD] = true, [OPT_SAR] = true,
};

static enum status refuse(struct err *err)
{
	return err_set(err, ST_DENIED, "over ssh only brief, export, import -, audit and the dashboard itself are run, "
		"without files of this machine; nothing was done");
}

/* Blanks part words; what means something to a shell means that more was hoped for. */
static bool words_part(char *text, const char **argv, int *argc)
{
	*argc = 1;
	for (char *at = text; *at; at++)
		if ((unsigned char)*at < 0x20 || *at == 0x7f || strchr("'\"\\$`;&|<>(){}[]*?~#!", *at))
			return false;
	for (char *at = strtok(text, " "); at; at = strtok(NULL, " ")) {
		if (*argc == WORDS_MOST)
			return false;
		argv[(*argc)++] = at;
	}
	return true;
}

static bool is_allowed(const struct options *o)
{
	for (int i = 0; i < OPT_COUNT; i++)
		if (o->value[i] && !TAKEN[i])
			return false;
	if (!o->command)
		return true;
	for (size_t i = 0; i < sizeof ALLOWED / sizeof *ALLOWED; i++)
		if (!strcmp(ALLOWED[i].command, o->command))
			return !ALLOWED[i].word || (*ALLOWED[i].word ? o->word_n == 1 && !strcmp(o->word[0], ALLOWED[i].word) : !o->word_n);
	return false;
}

/* The words of the one take the place of the other's, which has none. */
static void take_over(struct options *o, struct options *asked)
{
	const char **none = o->word;

	for (int i = 0; i < OPT_COUNT; i++)
		o->value[i] = asked->value[i] ? asked->value[i] : o->value[i];
	o->audited = asked->audited; /* whose rows are read, not who reads */
	o->command = asked->command;
	o->word = asked->word;
	o->word_n = asked->word_n;
	asked->word = none;
}

enum status remote_add(struct options *o, struct arena *arena, struct err *err)
{
	const char *text = getenv("SSH_ORIGINAL_COMMAND");
	const char *argv[WORDS_MOST + 1] = { "throughline" };
	struct options asked = { 0 };
	char *words;
	int argc;
	enum status st;

	if (!text || !*text)
		return ST_OK;
	if (!o->value[OPT_WORKER] || o->command || strlen(text) > LENGTH_MOST)
		return refuse(err);
	words = arena_dup(arena, text);
	if (!words)
		return err_nomem(err);
	if (!words_part(words, argv, &argc))
		return refuse(err);
	st = options_parse(&asked, argc, (char **)argv, err);
	if (st == ST_USAGE || (st == ST_OK && !is_allowed(&asked)))
		st = refuse(err);
	if (st == ST_OK)
		take_over(o, &asked);
	options_done(&asked);
	return st;
}

bool remote_is(void)
{
	const char *line = getenv("SSH_CONNECTION");

	return line && *line;
}
