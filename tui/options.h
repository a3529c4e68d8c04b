/*
 * options.h - the command line taken apart: options in any place, before or
 * after the command, as `--name value` or `--name=value`; `--` ends them.
 * `-h` is `--help`, a lone `-` is a word.
 *
 * Everything points into argv.
 */
#ifndef THROUGHLINE_TUI_OPTIONS_H
#define THROUGHLINE_TUI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "status.h"

enum option {
	OPT_STORE, OPT_TODAY, OPT_WORKER, OPT_PLAIN, OPT_ONCE, OPT_MASK, OPT_VIEW, OPT_SLOW, OPT_COLOR, OPT_THEME,
	OPT_MOUSE, OPT_ASCII,
	OPT_HELP, OPT_VERSION, OPT_WHY, /* of every command; what follows is some commands' own */
	OPT_FORMAT, OPT_AGENCY, OPT_DRY_RUN, OPT_PROGRESS, OPT_STRICT, OPT_PEOPLE, OPT_SEED, OPT_NO_OPEN, OPT_WRITE,
	OPT_INSTRUMENT, OPT_DOMAINS, OPT_PERSON, OPT_STAGE, OPT_STATE, OPT_SAME_AGENCY, OPT_REASON,
	OPT_NOTE, OPT_REPLY_BY, OPT_WITH_A, OPT_WITH_B, OPT_DIGEST, OPT_VERIFY, OPT_PROFILE, OPT_SHOW,
	OPT_DOMAIN, OPT_NEAR, OPT_AGE, OPT_AS, OPT_DAYS, OPT_ON, OPT_CODE, OPT_KIND, OPT_YES, OPT_IN_HOSPITAL, OPT_DISCHARGED_SINCE,
	OPT_FROM, OPT_TO,
	OPT_KEY_FILE, OPT_REPLACE, OPT_HEAD, OPT_SAR, OPT_CONFIRM, OPT_PURPOSE, OPT_BY, OPT_HOW, OPT_FOR, OPT_REVIEW,
	OPT_ROLE, OPT_MARKS, OPT_NAME, OPT_PHONE, OPT_AS_NEW,
	OPT_COUNT
};

/* Of what is some commands' own; 0 of what every command has. */
#define OPTION_BIT(o) ((o) < OPT_FORMAT ? 0 : UINT64_C(1) << (((o) - OPT_FORMAT) & 63))

struct option_info {
	const char *name;  /* without the dashes */
	const char *value; /* what follows it, NULL for a switch */
	const char *help;
	bool is_global;
};
extern const struct option_info OPTIONS[OPT_COUNT];

struct options {
	const char *value[OPT_COUNT]; /* NULL: not given; "" for a given switch */
	const char *audited;          /* `audit --worker W`: whose rows are asked for, not who asks */
	const char *command;          /* NULL: none */
	const char **word;            /* what follows the command; NULL-ended */
	size_t word_n;
};

/* Splits argv; ST_USAGE names what doesn't fit, an empty value among it.
 * options_done() frees the words. */
enum status options_parse(struct options *, int argc, char **argv, struct err *);
void options_done(struct options *);

static inline bool option_given(const struct options *o, enum option which)
{
	return o->value[which] != NULL;
}

#endif
