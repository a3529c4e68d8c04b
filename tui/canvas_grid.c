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

/* Back to plain, then what the look is. */
static void look_print(enum look look, FILE *out)
{
	const struct look_spec *l = &LOOKS[look];

	fputs("\033[0", out);
	if (l->attrs & ATTR_BOLD)
		fputs(";1", out);
	if (l->attrs & ATTR_UNDERLINE)
		fputs(";4", out);
	if (l->attrs & ATTR_REVERSE)
		fputs(";7", out);
	if (l->colour >= 0)
		fprintf(out, ";3%d", l->colour);
	fputc('m', out);
}

static void row_print(const struct grid *g, int y, FILE *out)
{
	enum look now = LOOK_PLAIN;
	int end = g->canvas.cols;

	while (end > 0 && strcmp(cell_at(g, y, end - 1)->text, " ") == 0)
		end--;
	for (int x = 0; x < end; x++) {
		const struct cell *cell = cell_at(g, y, x);

		if (cell->look != now)
			look_print(now = (enum look)cell->look, out);
		fputs(cell->text, out);
	}
	if (now != LOOK_PLAIN)
		look_print(LOOK_PLAIN, out);
	fputc('\n', out);
}

void canvas_grid_print(struct canvas *c, bool colour, FILE *out)
{
	for (int y = 0; y < c->rows; y++) {
		if (colour)
			row_print((const struct grid *)c, y, out);
		else
			fprintf(out, "%s\n", canvas_grid_row(c, y));
	}
}
