#include "canvas_curses.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>
#include <utf8proc.h>
#include <wchar.h>

#include "signals.h"

struct terminal {
	struct canvas canvas;
	SCREEN *screen;
	enum theme theme;
	enum colours colours;
	bool has_begun;  /* colours, in curses' books */
	bool wants_mouse, is_mouse;
	bool is_watched; /* cells that change are counted */
	int changed;     /* by the last frame */
};

static bool has_string(const char *name)
{
	const char *text = tigetstr(name);

	return text && text != (char *)-1;
}

static void curses_begin(struct canvas *c)
{
	(void)c;
	erase();
}

static void look_set(const struct terminal *t, enum look look)
{
	unsigned wanted = theme_attrs(t->theme, t->colours, look);
	enum hue hue = LOOKS[look].hue;
	attr_t attrs = A_NORMAL;

	if (wanted & ATTR_BOLD)
		attrs |= A_BOLD;
	if (wanted & ATTR_UNDERLINE)
		attrs |= A_UNDERLINE;
	if (wanted & ATTR_REVERSE)
		attrs |= A_REVERSE;
	attr_set(attrs, theme_colour(t->theme, t->colours, hue) == COLOUR_OWN ? 0 : (short)hue, NULL);
}

/* The next spacing character of a cluster with what joins it, as curses holds it in a cell;
 * its cells by the C library's count.  0: there is none, or it cannot be held. */
static int piece_next(const char *text, size_t bytes, size_t *at, wchar_t out[CCHARW_MAX + 1])
{
	const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)text;
	int cells = 0;
	size_t n = 0;

	while (*at < bytes) {
		utf8proc_int32_t ch;
		utf8proc_ssize_t step = utf8proc_iterate(p + *at, (utf8proc_ssize_t)(bytes - *at), &ch);
		int width = step < 1 ? -1 : wcwidth((wchar_t)ch);

		if (width < 0 || n == CCHARW_MAX)
			return 0;
		if (n && width)
			break;
		if (!n)
			cells = width;
		out[n++] = (wchar_t)ch;
		*at += (size_t)step;
	}
	out[n] = L'\0';
	return cells;
}

/* Does the C library count its width as we do?  Else it would push the rest of the line aside. */
static bool is_as_wide(const char *text, size_t bytes, int cells)
{
	wchar_t wide[CCHARW_MAX + 1];
	size_t at = 0;

	while (at < bytes) {
		int its = piece_next(text, bytes, &at, wide);

		if (!its)
			return false;
		cells -= its;
	}
	return cells == 0;
}

static void curses_put(
	struct canvas *c, int y, int x, enum look look, const char *text, size_t bytes, int cells)
{
	static const char unknown[] = "\xef\xbf\xbd";
	const struct terminal *t = (const struct terminal *)c;
	wchar_t wide[CCHARW_MAX + 1];
	size_t at = 0;
	cchar_t cell;
	attr_t attrs;
	short pair;

	look_set(t, look);
	if (bytes == (size_t)cells) {
		mvaddnstr(y, x, text, (int)bytes);
		return;
	}
	if (!is_as_wide(text, bytes, cells)) {
		if (cells > 1)
			mvaddch(y, x + 1, ' ');
		text = unknown;
		bytes = sizeof unknown - 1;
	}
	attr_get(&attrs, &pair, NULL);
	while (at < bytes) {
		int its = piece_next(text, bytes, &at, wide);

		if (setcchar(&cell, wide, attrs, pair, NULL) == OK)
			mvadd_wch(y, x, &cell);
		x += its > 0 ? its : 1;
	}
}

/* What is to be on the screen, beside what is on it. */
static int cells_changed(int rows, int cols)
{
	int y, x, was_y, was_x, n;

	getyx(newscr, y, x);
	getyx(curscr, was_y, was_x);
	n = is_cleared(stdscr) ? rows * cols : y != was_y || x != was_x;
	for (int i = 0; i < rows; i++)
		for (int k = 0; k < cols; k++) {
			cchar_t next = {0}, now = {0};

			mvwin_wch(newscr, i, k, &next);
			mvwin_wch(curscr, i, k, &now);
			n += memcmp(&next, &now, sizeof now) != 0;
		}
	wmove(newscr, y, x);
	wmove(curscr, was_y, was_x);
	return n;
}

static const char MOUSE_ON[] = "\033[?1000h\033[?1006h", MOUSE_OFF[] = SIGNALS_MOUSE_OFF;

/* As terminfo has it, else as xterm, after which the others do it. */
static void mouse_set(struct terminal *t, bool on)
{
	const char *way = tigetstr("XM"), *text = on ? MOUSE_ON : MOUSE_OFF;
	ssize_t n;

	if (t->is_mouse == on)
		return;
	t->is_mouse = on;
	signals_mouse(on);
	if (way && way != (char *)-1)
		text = tiparm(way, on);
	n = write(STDOUT_FILENO, text, strlen(text));
	(void)n; /* a line that is gone needs none */
}

static void curses_end(struct canvas *c)
{
	struct terminal *t = (struct terminal *)c;

	move(c->focus_y, c->focus_x);
	wnoutrefresh(stdscr);
	t->changed = t->is_watched ? cells_changed(c->rows, c->cols) : 0;
	doupdate();
	mouse_set(t, t->wants_mouse);
}

void canvas_curses_mouse(struct canvas *c, bool wants)
{
	((struct terminal *)c)->wants_mouse = wants && c->has_mouse;
}

void canvas_curses_watch(struct canvas *c, bool is_watched)
{
	((struct terminal *)c)->is_watched = is_watched;
}

int canvas_curses_changed(const struct canvas *c)
{
	return ((const struct terminal *)c)->changed;
}

/* Where there is no screen beside the shell's, what was shown would stay on it. */
static void give_back(void)
{
	bool stays = !has_string("smcup");

	endwin();
	if (stays)
		canvas_curses_wipe();
}

static void curses_close(struct canvas *c)
{
	struct terminal *t = (struct terminal *)c;

	mouse_set(t, false);
	give_back();
	delscreen(t->screen);
	free(t);
}

static const struct canvas_ops CURSES_OPS = {curses_begin, curses_put, curses_end, curses_close};

/* Keys arrive as bytes of our own reading (input.h), so that nothing is lost or
 * misread between curses and us, and a dead line is noticed at once.  Raw: no
 * key may stop output or end the program behind the loop's back. */
static void curses_modes(void)
{
	raw();
	noecho();
	nonl();
	typeahead(-1);
	idlok(stdscr, TRUE);
}

/* A hue's pair has its number; pair 0 is what all is drawn in. */
static void curses_colours(struct terminal *t)
{
	int fore, back;

	if (t->colours == COLOURS_NONE || (t->theme == THEME_MONO && !t->has_begun))
		return;
	if (!t->has_begun)
		start_color();
	t->has_begun = true;
	theme_ground(t->theme, t->colours, &fore, &back);
	assume_default_colors(fore, back);
	for (int hue = HUE_OWN + 1; hue < HUE_COUNT; hue++)
		init_pair((short)hue, (short)theme_colour(t->theme, t->colours, (enum hue)hue), (short)back);
}

void canvas_curses_theme(struct canvas *c, enum theme theme)
{
	struct terminal *t = (struct terminal *)c;

	if (t->theme == theme)
		return;
	t->theme = theme;
	curses_colours(t);
	clearok(stdscr, TRUE);
}

int canvas_curses_colours(void)
{
	int unused, colours;

	if (setupterm(NULL, STDOUT_FILENO, &unused) != OK)
		return 0;
	colours = tigetnum("colors");
	return colours > 0 ? colours : 0;
}

/* What is said of the window, by the line or else by a shell; 0: nothing. */
static int size_said(int window, const char *variable, int most)
{
	const char *text = getenv(variable);
	long n = window > 0 ? window : text ? strtol(text, NULL, 10) : 0;

	return n > most ? most : n > 0 ? (int)n : 0;
}

/* Who comes over a line says what they like of their window, and curses keeps each of its
 * cells several times over. */
static bool size_bounded(int *rows, int *cols)
{
	enum { ROWS_MOST = 400, COLS_MOST = 1000 };
	struct winsize window = {0};

	(void)ioctl(STDOUT_FILENO, TIOCGWINSZ, &window);
	*rows = size_said(window.ws_row, "LINES", ROWS_MOST);
	*cols = size_said(window.ws_col, "COLUMNS", COLS_MOST);
	return *rows && *cols;
}

/* Curses asks the environment first, and has no other way to be told before it begins. */
static bool size_tell(void)
{
	char row_text[12], col_text[12];
	int rows, cols;

	if (!size_bounded(&rows, &cols))
		return unsetenv("LINES") == 0 && unsetenv("COLUMNS") == 0;
	snprintf(row_text, sizeof row_text, "%d", rows);
	snprintf(col_text, sizeof col_text, "%d", cols);
	return setenv("LINES", row_text, 1) == 0 && setenv("COLUMNS", col_text, 1) == 0;
}

/* Asked first: a newterm() that fails keeps what it began with. */
static bool type_is_known(void)
{
	int unused;

	if (setupterm(NULL, STDOUT_FILENO, &unused) != OK)
		return false;
	del_curterm(cur_term);
	return true;
}

enum status canvas_curses_open(
	struct canvas **out, const struct canvas_curses_options *o, struct err *e)
{
	struct terminal *t = calloc(1, sizeof *t);
	const char *place;

	if (!t || !size_tell()) {
		free(t);
		return err_nomem(e);
	}
	t->screen = type_is_known() ? newterm(NULL, stdout, stdin) : NULL;
	if (!t->screen) {
		free(t);
		return err_set(
			e, ST_USAGE, "this terminal's type is not known here; set TERM, or use --plain");
	}
	place = tigetstr("cup");
	if (!place || place == (char *)-1) {
		curses_close(&t->canvas);
		return err_set(e, ST_USAGE, "this terminal cannot place its cursor; use --plain");
	}
	t->canvas.ops = &CURSES_OPS;
	t->canvas.ascii = o->ascii;
	t->canvas.has_mouse = has_string("kmous");
	t->theme = o->theme;
	t->colours = has_colors() ? theme_colours(tigetnum("colors")) : COLOURS_NONE;
	curses_modes();
	curses_colours(t);
	t->canvas.rows = LINES;
	t->canvas.cols = COLS;
	*out = &t->canvas;
	return ST_OK;
}

void canvas_curses_learn(struct canvas *c, struct input *in)
{
	static const struct { const char *name; uint32_t key; } CAPS[] = {
		{"kcuu1", K_UP}, {"kcud1", K_DOWN}, {"kcub1", K_LEFT}, {"kcuf1", K_RIGHT},
		{"kpp", K_PGUP}, {"knp", K_PGDN}, {"khome", K_HOME}, {"kend", K_END},
		{"kdch1", K_DELETE}, {"kcbt", K_BACKTAB}, {"kf1", K_F1},
	};

	(void)c;
	for (size_t i = 0; i < sizeof CAPS / sizeof *CAPS; i++) {
		const char *sends = tigetstr(CAPS[i].name);

		if (sends && sends != (char *)-1)
			input_learn(in, sends, CAPS[i].key);
	}
}

void canvas_curses_resize(struct canvas *c)
{
	int rows, cols;

	if (size_bounded(&rows, &cols))
		resizeterm(rows, cols);
	c->rows = LINES;
	c->cols = COLS;
	clearok(stdscr, TRUE);
}

void canvas_curses_erase(struct canvas *c)
{
	if (!has_string("smcup") && has_string("E3")) {
		putp(tigetstr("E3"));
		fflush(stdout);
	}
	canvas_curses_repaint(c);
}

void canvas_curses_wipe(void)
{
	enum { ROWS_MOST = 200 };
	int unused;

	if (!isatty(STDOUT_FILENO))
		return;
	if (setupterm(NULL, STDOUT_FILENO, &unused) == OK && has_string("clear")) {
		putp(tigetstr("clear"));
		if (has_string("E3"))
			putp(tigetstr("E3"));
	} else {
		for (int i = 0; i < ROWS_MOST; i++)
			putchar('\n'); /* it cannot be erased: out of sight */
	}
	fflush(stdout);
}

void canvas_curses_repaint(struct canvas *c)
{
	(void)c;
	clearok(stdscr, TRUE);
}

static const char WHERE[] = "\033[6n";

bool canvas_curses_can_ask(void)
{
	const char *known = tigetstr("u7"); /* by ncurses' custom: the question, where there is one */

	return known && known != (char *)-1 && strcmp(known, WHERE) == 0;
}

void canvas_curses_ask(void)
{
	ssize_t n = write(STDOUT_FILENO, WHERE, sizeof WHERE - 1);

	(void)n; /* what cannot be asked is not answered */
}

void canvas_curses_leave(struct canvas *c)
{
	mouse_set((struct terminal *)c, false);
	give_back();
}
