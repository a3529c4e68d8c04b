/* lead: who coordinates a person's care, and handing that over. */
#include <string.h>

#include "command.h"
#include "journey.h"
#include "lead.h"

static void lead_say(struct cli *cli, const struct person *p)
{
	char since[12];

	civil_short(p->lead_since, since);
	if (!p->lead)
		cli_say(cli, "Nobody leads for %s yet.", cli_mask(cli, p->called));
	else if (!*p->lead)
		cli_say(cli, "Nobody leads for %s; somebody is wanted since %s.", cli_mask(cli, p->called), since);
	else
		cli_say(cli, "%s leads for %s since %s.", p->lead, cli_mask(cli, p->called), since);
}

enum status command_lead(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	const char *to = o->word_n > 1 ? o->word[1] : NULL;
	struct handover h = {.note = o->value[OPT_NOTE], .seen = -1};
	struct person *p;
	enum status st = cli_person(cli, o->word[0], &h.person, err);

	if (st == ST_OK && !to && h.note)
		return err_set(err, ST_USAGE, "a note goes with a handover; say who leads from now on");
	h.to = to && !strcmp(to, "nobody") ? "" : to && strcmp(to, "me") != 0 ? to : NULL;
	if (st == ST_OK)
		st = person_open(cli->session, h.person, cli->arena, &p, err);
	if (st == ST_OK && to)
		st = lead_hand(cli->session, &h, err);
	if (st == ST_OK && to)
		st = person_reread(cli->session, h.person, cli->arena, &p, err);
	if (st == ST_OK)
		lead_say(cli, p);
	return st;
}
