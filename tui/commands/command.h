/*
 * command.h - the commands of the command line: one table, from which dispatch,
 * help and the manual's synopsis come.
 */
#ifndef THROUGHLINE_TUI_COMMAND_H
#define THROUGHLINE_TUI_COMMAND_H

#include <stdint.h>

#include "arena.h"
#include "case.h"
#include "governance.h"
#include "dashboard.h"
#include "options.h"
#include "out/out.h"

/* What a command runs with; lives as long as the command. */
struct cli {
	const struct options *options;
	const char *store;        /* its path */
	struct session *session;  /* NULL for a command that needs none */
	struct arena *arena;
	struct out_style style;   /* of lists */
	enum color_when color;
	int32_t today;            /* CIVIL_NONE: not given */
	bool is_short;            /* there was no memory for something that was to be said */
};

enum store_need { STORE_NONE, STORE_OPENS, STORE_MAKES };

struct command {
	const char *name, *words, *help;
	unsigned min_words, max_words;
	uint64_t options;         /* those it takes beside the global ones */
	enum store_need store;
	enum status (*run)(struct cli *, struct err *);
	enum may needs;           /* what the worker's role must let them do; command_needs() asks */
};
extern const struct command COMMANDS[];
extern const size_t COMMAND_COUNT;

const struct command *command_find(const char *name); /* NULL: there is none */
/* With these words after it: a part of it may be for another role than the rest. */
enum may command_needs(const struct command *, const struct options *);
void commands_help(FILE *);                           /* the whole usage */
void command_help(const struct command *, FILE *);

/* Opens the session that the options ask for; ST_DENIED, audited, where the command is
 * not for the worker's role. */
enum status cli_open_session(struct cli *, enum store_need, struct err *);
/* What an import left behind that was broken off is taken in first, and said. */
enum status cli_finish_import(struct cli *, struct err *);
/* The dashboard on the open session, as the options ask for it. */
enum status dashboard_open(struct cli *, struct err *);
bool color_parse(const char *text, enum color_when *); /* NULL: auto */
/* A text in the command's arena; without memory "", remembered in is_short. */
const char *cli_text(struct cli *, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* As much of a person's id as a table shows: enough to be used as PERSON. */
/* With --mask the initials of a name, and nothing of what else tells somebody apart. */
bool cli_is_masked(const struct cli *);
const char *cli_mask(struct cli *, const char *name);
const char *cli_hide(struct cli *, const char *text);
const char *cli_short_id(struct cli *, const char *uuid);
/* 2025-11-21T23:12:14.7Z as a table shows it. */
const char *cli_minute(struct cli *, const char *at);
/* One line of clean text on standard output. */
void cli_say(struct cli *, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The person whom the words mean; those that fit several are listed on stderr. */
enum status cli_person_named(struct cli *, const char *text, int64_t *person, struct err *);
/* The same, opening them: what --why gives is kept, where it is asked for. */
enum status cli_person(struct cli *, const char *text, int64_t *person, struct err *);
/* The same without opening them, by numbers alone for who finds nobody: keepers of the store and of the log. */
enum status cli_numbered(struct cli *, const char *text, int64_t *person, struct err *);
/* Of a list that all see: what --why gives is kept for all of it, and opens nobody. */
enum status cli_queue(struct cli *, struct err *);
/* Under a table of such a list: some of it is told once it is said why. */
void cli_veil_say(struct cli *);
/* The code of the agency that was typed, NULL where none was. */
enum status cli_agency(struct cli *, const char *typed, int64_t person, const char **code, struct err *);
/* Of whom two records are, AGENCY:local_id, what --why gives is kept. */
enum status cli_pair(struct cli *, const char *const word[static 2], struct err *);
/* A list on stdout; err_nomem() where it can't be. */
enum status cli_list(struct cli *, const struct out_column *, size_t n, struct out **, struct err *);
/* Where the person was not found, the list all the same, with nothing in it:
 * gives `found` back. */
enum status cli_empty_list(struct cli *, const struct out_column *, size_t n, enum status found);

/* Codes as the option `name` has them: MOBIL,NUTRI. */
enum status cli_domains(struct cli *, const char *name, const char *text, domains_t *out, struct err *);

/* What is known, as `known` prints it. */
struct known_query;
struct person;
enum status cli_known(struct cli *, const struct person *, const struct known_query *, struct err *);

/* `init --worker NAME --role ROLE`: the first worker, where there is none yet. */
enum status worker_first(struct cli *, struct err *);

enum status command_init(struct cli *, struct err *);
enum status command_demo(struct cli *, struct err *);
enum status command_import(struct cli *, struct err *);
/* What comes by standard input, kept beside the store as a file without a name: by its path it can
 * be opened until the caller closes *fd. */
enum status standard_input_keep(struct cli *, int *fd, const char **path, struct err *);
enum status command_directory(struct cli *, struct err *);
enum status command_profile(struct cli *, struct err *);
enum status command_imports(struct cli *, struct err *);
enum status command_rejects(struct cli *, struct err *);
enum status command_moves(struct cli *, struct err *);
enum status command_feeds(struct cli *, struct err *);
enum status command_withdraw(struct cli *, struct err *);
enum status command_since(struct cli *, struct err *);
enum status command_people(struct cli *, struct err *);
enum status command_journey(struct cli *, struct err *);
enum status command_known(struct cli *, struct err *);
enum status command_brief(struct cli *, struct err *);
enum status command_actions(struct cli *, struct err *);
enum status command_lead(struct cli *, struct err *);
enum status command_plan(struct cli *, struct err *);
enum status command_note(struct cli *, struct err *);
enum status command_change(struct cli *, struct err *);
enum status command_duplicates(struct cli *, struct err *);
enum status command_board(struct cli *, struct err *);
enum status command_decide(struct cli *, struct err *);
enum status command_undo(struct cli *, struct err *);
enum status command_redo(struct cli *, struct err *);
enum status command_links(struct cli *, struct err *);
enum status command_link(struct cli *, struct err *);
enum status command_separate(struct cli *, struct err *);
enum status command_ask(struct cli *, struct err *);
enum status command_explain(struct cli *, struct err *);
enum status command_agency(struct cli *, struct err *);
enum status command_export(struct cli *, struct err *);
enum status command_setting(struct cli *, struct err *);
enum status command_erase(struct cli *, struct err *);
struct erased_again;
void erased_again_say(struct cli *, const struct erased_again *);
enum status command_hold(struct cli *, struct err *);
enum status command_retention(struct cli *, struct err *);
enum status command_backup(struct cli *, struct err *);
enum status command_restore(struct cli *, struct err *);
enum status command_sharing(struct cli *, struct err *);
enum status command_consent(struct cli *, struct err *);
enum status command_why(struct cli *, struct err *);
enum status command_glass(struct cli *, struct err *);
enum status command_worker(struct cli *, struct err *);
enum status command_doctor(struct cli *, struct err *);
enum status command_audit(struct cli *, struct err *);
enum status command_help_words(struct cli *, struct err *);

#endif
