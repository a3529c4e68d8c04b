#include "scratch.h"

#include <errno.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>

enum status scratch_make(struct cli *cli, const char **folder, struct err *err)
{
	const char *tmp = getenv("TMPDIR");
	char *name;

	if (!tmp || !*tmp)
		tmp = "/tmp";
	name = arena_printf(cli->arena, "%s/throughline-XXXXXX", tmp);
	if (!name)
		return err_nomem(err);
	if (!mkdtemp(name))
		return err_set(err, ST_IO, "no folder can be made in %s: %s", tmp, strerror(errno));
	*folder = name;
	return ST_OK;
}

static int remove_one(const char *path, const struct stat *s, int kind, struct FTW *walk)
{
	(void)s, (void)kind, (void)walk;
	return remove(path);
}

void scratch_remove(const char *folder)
{
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}
