/* table.c - reading the catalogue's tab-separated tables. */
#include "catalogue/table.h"

#include <string.h>

/* Cuts the next line off the rest; NULL at the end. */
static char *line_cut(struct table *t)
{
	char *line = t->rest, *end;

	if (!*line)
		return NULL;
	end = line + strcspn(line, "\n");
	t->rest = *end ? end + 1 : end;
	*end = '\0';
	if (end > line && end[-1] == '\r')
		end[-1] = '\0';
	t->line++;
	return line;
}

/* Cuts the next cell off a line; NULL at the end. */
static char *cell_cut(char **line)
{
	char *cell = *line, *tab;

	if (!cell)
		return NULL;
	tab = strchr(cell, '\t');
	*line = tab ? tab + 1 : NULL;
	if (tab)
		*tab = '\0';
	return cell;
}

enum status table_open(struct table *t, const char *name, const char *text,
	const char *const *wanted, int wanted_n, int required_n, struct arena *arena,
	struct err *err)
{
	char *line, *cell;

	*t = (struct table){.name = name, .wanted_n = wanted_n};
	for (int w = 0; w < wanted_n; w++)
		t->at[w] = -1;
	if (strncmp(text, "\xEF\xBB\xBF", 3) == 0)
		text += 3;
	t->rest = arena_dup(arena, text);
	if (!t->rest)
		return err_nomem(err);
	line = line_cut(t);
	for (int column = 0; (cell = cell_cut(&line)); column++)
		for (int w = 0; w < wanted_n; w++)
			if (strcmp(cell, wanted[w]) == 0)
				t->at[w] = column;
	for (int w = 0; w < required_n; w++)
		if (t->at[w] < 0)
			return err_set(err, ST_FORMAT, "%s has no column %s in its first line",
				name, wanted[w]);
	return ST_OK;
}

bool table_next(struct table *t)
{
	char *line, *cell;

	do {
		line = line_cut(t);
		if (!line)
			return false;
	} while (!*line);
	for (int w = 0; w < t->wanted_n; w++)
		t->cell[w] = "";
	for (int column = 0; (cell = cell_cut(&line)); column++)
		for (int w = 0; w < t->wanted_n; w++)
			if (t->at[w] == column)
				t->cell[w] = cell;
	return true;
}

enum status table_error(const struct table *t, struct err *err, const char *what, const char *value)
{
	return err_set(err, ST_FORMAT, "%s, line %d: %s%s%.80s", t->name, t->line, what,
		*value ? " " : "", value);
}
