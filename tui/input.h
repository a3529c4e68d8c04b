/*
 * input.h - bytes from a terminal → keys.
 *
 * A key is a Unicode character, a control (K_CTRL('R')), or one of the K_
 * values.  Sequences that nobody knows are swallowed whole: their letters must
 * never be taken for verbs.  A lone ESC counts as the Esc key after 25 ms; the
 * rest of a sequence that a bad line tore apart still counts as that sequence
 * when it comes within half a second.
 */
#ifndef THROUGHLINE_INPUT_H
#define THROUGHLINE_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define K_CTRL(letter) ((uint32_t)((letter) & 31))
enum {
	K_TAB = 9, K_ENTER = 13, K_ESC = 27, K_SPACE = 32, K_BACKSPACE = 127,
	K_UP = 0x200000, K_DOWN, K_LEFT, K_RIGHT, K_PGUP, K_PGDN, K_HOME, K_END, K_DELETE,
	K_BACKTAB, K_F1,
	K_REPORT, /* the terminal says where its cursor is, having been asked */
	K_MOUSE   /* what `mouse` of the input tells */
};

enum mouse_deed { MOUSE_CLICK, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN, MOUSE_OTHER };
struct input_mouse { enum mouse_deed deed; int y, x; }; /* from 0 on */

enum { INPUT_ROOM = 1024, INPUT_LEARNT = 16 };

struct input {
	unsigned char buf[INPUT_ROOM];
	size_t n;
	int64_t arrived; /* ms, when the last bytes came */
	bool has_mouse;  /* it was asked for: what it sends is read */
	struct input_mouse mouse; /* of the K_MOUSE given last */
	int64_t escaped; /* ms, when a lone ESC was given as a key; 0 never */
	struct { char sends[12]; uint32_t key; } learnt[INPUT_LEARNT];
	size_t learnt_n;
};

/* What this terminal sends for a key, beside what all send. */
void input_learn(struct input *, const char *sends, uint32_t key);
/* Takes bytes over, as many as there is room for; returns how many. */
size_t input_add(struct input *, const void *bytes, size_t n, int64_t now);
/* Reads what fd holds without waiting.  False: the line is dead. */
bool input_read(struct input *, int fd, int64_t now);
/* The next key, if one is complete. */
bool input_next(struct input *, int64_t now, uint32_t *key);
/* Takes the first K_REPORT out of what waits; keys before and after it stay.  False: there is none. */
bool input_take_report(struct input *);
/* Milliseconds until waiting bytes turn into a key by themselves; -1: none do. */
int input_wait(const struct input *, int64_t now);

/* A key's name as in the table of verbs and in screen tests: "j", "Enter",
 * "Ctrl-R", "Space".  0: no such key. */
uint32_t key_parse(const char *name, size_t length);

#endif
