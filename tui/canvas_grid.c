#include "canvas_grid.h"

#include <stdlib.h>
#include <string.h>

enum { CLUSTER_ROOM = 64 };

struct cell {
	char text[CLUSTER_ROOM]; /* "" for the second half of a wide one */
	unsigned char look;
};

struct grid {
	struct canvas canvas;
	struct cell *cell;
	char *line; /* for canvas_grid_row() */
};

static struct cell *cell_at(const struct grid *g, int y, int x)
{
	return &g->cell[(size_t)y * (size_t)g->canvas.cols + (size_t)x];
}

static void grid_begin(struct canvas *c)
{
	struct grid *g = (struct grid *)c;

	for (int y = 0; y < c->rows; y++)
		for (int x = 0; x < c->cols; x++)
			*cell_at(g, y, x) = (struct cell){" ", LOOK_PLAIN};
}

static void grid_put(
	struct canvas *c, int y, int x, enum look look, const char *text, size_t bytes, int cells)
{
	struct grid *g = (struct grid *)c;

	if (bytes == (size_t)cells) {
		for (int i = 0; i < cells; i++)
			*cell_at(g, y, x + i) = (struct cell){{text[i], '\0'}, (unsigned char)look};
		return;
	}
	for (int i = 0; i < cells; i++) {
		struct cell *cell = cell_at(g, y, x + i);

		*cell = (struct cell){"", (unsigned char)look};
		if (i == 0 && bytes < CLUSTER_ROOM)
			memcpy(cell->text, text, bytes);
	}
}

static void grid_end(struct canvas *c)
{
	(void)c;
}

static void grid_close(struct canvas *c)
{
	struct grid *g = (struct grid *)c;

	free(g->cell);
	free(g->line);
	free(g);
}

static const struct canvas_ops GRID_OPS = {grid_begin, grid_put, grid_end, grid_close};

bool canvas_grid_resize(struct canvas *c, int rows, int cols)
{
	struct grid *g = (struct grid *)c;
	struct cell *cell = calloc((size_t)rows * (size_t)cols, sizeof *cell);
	char *line = malloc((size_t)cols * CLUSTER_ROOM + 1);

	if (!cell || !line) {
		free(cell);
		free(line);
		return false;
	}
	free(g->cell);
	free(g->line);
	g->cell = cell;
	g->line = line;
	c->rows = rows;
	c->cols = cols;
	grid_begin(c);
	return true;
}

struct canvas *canvas_grid_new(int rows, int cols, bool ascii)
{
	struct grid *g = calloc(1, sizeof *g);

	if (!g)
		return NULL;
	g->canvas.ops = &GRID_OPS;
	g->canvas.ascii = ascii;
	if (!canvas_grid_resize(&g->canvas, rows, cols)) {
		free(g);
		return NULL;
	}
	return &g->canvas;
}

const char *canvas_grid_row(struct canvas *c, int y)
{
	struct grid *g = (struct grid *)c;
	size_t at = 0, end = 0;

	for (int x = 0; x < c->cols; x++) {
		const char *text = cell_at(g, y, x)->text;
		size_t n = strlen(text);

		memcpy(g->line + at, text, n);
		at += n;
		if (n && strcmp(text, " ") != 0)
			end = at;
	}
	g->line[end] = '\0';
	return g->line;
}

static char look_letter(enum look look)
{
	switch (look) {
	case LOOK_PLAIN:   return ' ';
	case LOOK_STRONG:  return 's';
	case LOOK_HEADING: return 'h';
	case LOOK_KEY:     return 'k';
	case LOOK_ERROR:   return 'e';
	default:           return LOOKS[look].mark[0];
	}
}

const char *canvas_grid_looks(struct canvas *c, int y)
{
	struct grid *g = (struct grid *)c;
	size_t end = 0;

	for (int x = 0; x < c->cols; x++) {
		g->line[x] = look_letter((enum look)cell_at(g, y, x)->look);
		if (g->line[x] != ' ')
			end = (size_t)x + 1;
	}
	g->line[end] = '\0';
	return g->line;
}

static void colour_print(int colour, int base, FILE *out)
{
	if (colour >= 16)
		fprintf(out, ";%d;5;%d", base + 8, colour);
	else if (colour >= 8)
		fprintf(out, ";%d", base + 60 + colour - 8);
	else if (colour >= 0)
		fprintf(out, ";%d", base + colour);
}

/* Back to plain, then what the look is. */
static void look_print(enum look look, enum theme theme, enum colours colours, FILE *out)
{
	unsigned attrs = theme_attrs(theme, colours, look);
	int colour = theme_colour(theme, colours, LOOKS[look].hue), fore, back;

	theme_ground(theme, colours, &fore, &back);
	fputs("\033[0", out);
	if (attrs & ATTR_BOLD)
		fputs(";1", out);
	if (attrs & ATTR_UNDERLINE)
		fputs(";4", out);
	if (attrs & ATTR_REVERSE)
		fputs(";7", out);
	colour_print(colour == COLOUR_OWN ? fore : colour, 30, out);
	colour_print(back, 40, out);
	fputc('m', out);
}

static void row_print(const struct grid *g, int y, enum theme theme, enum colours colours, FILE *out)
{
	enum look now = LOOK_PLAIN;
	int end = g->canvas.cols;

	if (theme != THEME_CONTRAST)
		while (end > 0 && strcmp(cell_at(g, y, end - 1)->text, " ") == 0)
			end--;
	else
		look_print(now, theme, colours, out); /* the whole row has its ground */
	for (int x = 0; x < end; x++) {
		const struct cell *cell = cell_at(g, y, x);

		if (cell->look != now)
			look_print(now = (enum look)cell->look, theme, colours, out);
		fputs(cell->text, out);
	}
	if (now != LOOK_PLAIN || theme == THEME_CONTRAST)
		fputs("\033[0m", out);
	fputc('\n', out);
}

void canvas_grid_print(struct canvas *c, enum theme theme, enum colours colours, FILE *out)
{
	for (int y = 0; y < c->rows; y++) {
		if (colours == COLOURS_NONE)
			fprintf(out, "%s\n", canvas_grid_row(c, y));
		else
			row_print((const struct grid *)c, y, theme, colours, out);
	}
}
