/* backup, restore: the store copied while others work, and put back. */
#include <inttypes.h>

#include "backup.h"
#include "command.h"
#include "erase.h"
#include "progress.h"

enum status command_backup(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	struct progress progress;
	struct backup_made made;
	struct backup_order order = {
		.file = o->word[0],
		.key_file = o->value[OPT_KEY_FILE],
		.replaces = option_given(o, OPT_REPLACE),
		.show = progress_show,
		.show_arg = &progress,
	};
	enum status st;

	progress_init(&progress, option_given(o, OPT_PROGRESS));
	st = backup_make(cli->session, &order, &made, err);
	progress_done(&progress);
	if (st != ST_OK)
		return st;
	cli_say(cli, "%s is whole and on the disk: %s, %" PRId64 " bytes of store.", order.file,
		order.key_file ? "encrypted" : "not encrypted", made.bytes);
	cli_say(cli, "audit %" PRId64 " %s", made.record.audit_rows, made.record.audit_head);
	cli_say(cli, "digest %s", made.record.digest);
	if (made.is_exposed)
		out_line(stderr, "Others may put another file in its place: let only this account write that folder, or keep "
			"the lines above elsewhere.");
	return ST_OK;
}

/* Whoever restores is held to the roles of the store that is there, as long as it can be
 * read; else to those that the backup brings. */
static enum status restoring_require(struct cli *cli, struct restore_order *order, struct err *err)
{
	struct err unread;
	enum status st = cli_open_session(cli, STORE_OPENS, &unread);

	order->is_allowed = st == ST_OK;
	if (st == ST_DENIED) {
		*err = unread;
		return ST_DENIED;
	}
	session_close(cli->session);
	cli->session = NULL;
	return ST_OK;
}

static void unknown_say(struct cli *cli, const struct restored *r)
{
	if (r->told == ERASED_ELSEWHERE)
		cli_say(cli, "What was there is another store, where the same numbers may be other people's: whoever was erased "
			"in it and is in this one is not erased.");
	else
		cli_say(cli, "Whoever was erased after the backup was made is in it again%s: erase them anew.",
			r->told == ERASED_UNREAD ? ", for what was there cannot be read" : "");
}

/* What putting it there would do about it. */
static void erased_foresay(struct cli *cli, const struct restored *r)
{
	if (r->told == ERASED_ELSEWHERE || r->told == ERASED_UNREAD)
		unknown_say(cli, r);
	else if (r->erased_here)
		cli_say(cli, "%zu record%s of it %s erased since, and would be erased anew but for what a hold keeps.", r->erased_here,
			r->erased_here == 1 ? "" : "s", r->erased_here == 1 ? "was" : "were");
}

/* The backup may be older than an erasure: whoever was erased in the store that was there goes again. */
static void erased_settle(struct cli *cli, const struct restored *r)
{
	struct erased_again done;
	struct err e = { 0 };
	enum status st;

	if (r->told != ERASED_KNOWN) {
		unknown_say(cli, r);
		return;
	}
	st = cli_open_session(cli, STORE_OPENS, &e);
	if (st == ST_OK)
		st = erasure_again(cli->session, cli->arena, &done, &e);
	if (st == ST_OK)
		erased_again_say(cli, &done);
	else if (st != ST_NONE)
		cli_say(cli, "Whoever was erased after the backup was made may be in it again: `throughline doctor` tells, and "
			"`throughline erase again` takes them away (%s).", e.text);
}

static void restored_say(struct cli *cli, const struct restore_order *order, const struct restored *r)
{
	cli_say(cli, "%s is sound: made %s UTC, %" PRId64 " %s, %" PRId64 " record%s, %" PRId64 " event%s, %" PRId64
		" row%s of audit.", order->file, cli_minute(cli, r->record.at), r->people, r->people == 1 ? "person" : "people",
		r->records, r->records == 1 ? "" : "s", r->events, r->events == 1 ? "" : "s", r->record.audit_rows,
		r->record.audit_rows == 1 ? "" : "s");
	if (r->unproven)
		cli_say(cli, "%" PRId64 " rows of its audit were chained with a key that is not here, and could "
			"not be proved: put the store's .key file back.", r->unproven);
	if (order->tries) {
		erased_foresay(cli, r);
		cli_say(cli, "Nothing was put anywhere.");
		return;
	}
	cli_say(cli, "It is the store %s now.", order->store);
	if (r->former)
		cli_say(cli, "What was there is kept: %s", r->former);
	erased_settle(cli, r);
}

enum status command_restore(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	struct progress progress;
	struct restored r;
	struct restore_order order = {
		.file = o->word[0],
		.key_file = o->value[OPT_KEY_FILE],
		.store = cli->store,
		.replaces = option_given(o, OPT_REPLACE),
		.tries = option_given(o, OPT_DRY_RUN),
		.worker = o->value[OPT_WORKER],
		.show = progress_show,
		.show_arg = &progress,
	};
	enum status st = restoring_require(cli, &order, err);

	if (st != ST_OK)
		return st;
	progress_init(&progress, option_given(o, OPT_PROGRESS));
	st = backup_restore(&order, cli->arena, &r, err);
	progress_done(&progress);
	if (st == ST_OK)
		restored_say(cli, &order, &r);
	return st;
}
