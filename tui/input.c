#include "input.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>
#include <utf8proc.h>

enum { ESC_MS = 25, TORN_MS = 500 };

void input_learn(struct input *in, const char *sends, uint32_t key)
{
	size_t length = strlen(sends);

	if (in->learnt_n == INPUT_LEARNT || length < 2 || length >= sizeof in->learnt[0].sends)
		return;
	memcpy(in->learnt[in->learnt_n].sends, sends, length + 1);
	in->learnt[in->learnt_n++].key = key;
}

size_t input_add(struct input *in, const void *bytes, size_t n, int64_t now)
{
	if (n > INPUT_ROOM - in->n)
		n = INPUT_ROOM - in->n;
	memcpy(in->buf + in->n, bytes, n);
	in->n += n;
	in->arrived = now;
	return n;
}

bool input_read(struct input *in, int fd, int64_t now)
{
	struct pollfd ready = {.fd = fd, .events = POLLIN};

	while (in->n < INPUT_ROOM && poll(&ready, 1, 0) > 0) {
		ssize_t n;

		if (!(ready.revents & POLLIN))
			return false;
		n = read(fd, in->buf + in->n, INPUT_ROOM - in->n);
		if (n < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (n <= 0)
			return false;
		in->n += (size_t)n;
		in->arrived = now;
	}
	return true;
}

static void drop(struct input *in, size_t n)
{
	in->n -= n;
	memmove(in->buf, in->buf + n, in->n);
}

/* Final letter and first number of a sequence → key; 0: unknown. */
static uint32_t sequence_key(char final, int number)
{
	switch (final) {
	case 'A': return K_UP;
	case 'B': return K_DOWN;
	case 'C': return K_RIGHT;
	case 'D': return K_LEFT;
	case 'H': return K_HOME;
	case 'F': return K_END;
	case 'Z': return K_BACKTAB;
	case 'P': return K_F1;
	case 'R': return number ? K_REPORT : 0; /* without a number it is F3 */
	case '~':
		switch (number) {
		case 1: case 7: return K_HOME;
		case 4: case 8: return K_END;
		case 3: return K_DELETE;
		case 5: return K_PGUP;
		case 6: return K_PGDN;
		case 11: return K_F1;
		}
	}
	return 0;
}

static enum mouse_deed mouse_deed(int button, bool is_let_go)
{
	enum { MODIFIERS = 4 | 8 | 16, MOVED = 32, WHEEL_UP = 64, WHEEL_DOWN = 65 };

	button &= ~MODIFIERS;
	return is_let_go ? MOUSE_OTHER
		: button == WHEEL_UP ? MOUSE_WHEEL_UP
		: button == WHEEL_DOWN ? MOUSE_WHEEL_DOWN
		: button == 0 ? MOUSE_CLICK
		: MOUSE_OTHER;
}

/* ESC [ < button ; column ; row M, or m when it was let go; and the older ESC [ M with
 * three bytes.  Like sequence_scan(), of which it is told the same p. */
static size_t mouse_scan(const unsigned char *p, size_t n, struct input_mouse *m)
{
	int number[3] = {0}, at_number = 0;

	if (n >= 2 && p[1] == 'M') {
		if (n < 5)
			return 0;
		*m = (struct input_mouse){mouse_deed(p[2] - 32, ((p[2] - 32) & 3) == 3 && p[2] - 32 < 64), p[4] - 33, p[3] - 33};
		return 5;
	}
	for (size_t at = 2; at < n; at++) {
		if (p[at] >= '0' && p[at] <= '9') {
			if (number[at_number] < 10000)
				number[at_number] = number[at_number] * 10 + p[at] - '0';
		} else if (p[at] == ';' && at_number < 2) {
			at_number++;
		} else {
			*m = (struct input_mouse){(p[at] == 'M' || p[at] == 'm') && at_number == 2
				? mouse_deed(number[0], p[at] == 'm') : MOUSE_OTHER, number[2] - 1, number[1] - 1};
			return at + 1;
		}
	}
	return 0;
}

static bool is_mouse(const struct input *in)
{
	return in->has_mouse && in->n > 2 && in->buf[1] == '[' && (in->buf[2] == '<' || in->buf[2] == 'M');
}

/* How far a sequence reaches that starts with its `[` or `O` at p: its length,
 * 0 when it is not complete.  *key is 0 when nobody knows it. */
static size_t sequence_scan(const unsigned char *p, size_t n, uint32_t *key)
{
	size_t at = 1;
	int number = 0;

	*key = 0;
	if (p[0] == 'O') {
		if (n < 2)
			return 0;
		*key = sequence_key((char)p[1], 0);
		return 2;
	}
	if (n >= 2 && p[1] == '[') { /* the Linux console's function keys: ESC [ [ A */
		if (n < 3)
			return 0;
		*key = p[2] == 'A' ? K_F1 : 0;
		return 3;
	}
	while (at < n && p[at] >= 0x20 && p[at] < 0x40) {
		if (p[at] >= '0' && p[at] <= '9' && number < 1000)
			number = number * 10 + p[at] - '0';
		else
			break;
		at++;
	}
	while (at < n && p[at] >= 0x20 && p[at] < 0x40)
		at++;
	if (at == n)
		return 0;
	*key = sequence_key((char)p[at], number);
	return at + 1;
}

static bool learnt_next(struct input *in, uint32_t *key)
{
	for (size_t i = 0; i < in->learnt_n; i++) {
		size_t length = strlen(in->learnt[i].sends);

		if (length <= in->n && memcmp(in->buf, in->learnt[i].sends, length) == 0) {
			*key = in->learnt[i].key;
			drop(in, length);
			return true;
		}
	}
	return false;
}

/* buf starts with ESC.  1 a key, 0 wait, -1 something was swallowed. */
static int escape_next(struct input *in, int64_t now, uint32_t *key)
{
	size_t length;

	if (in->n == 1 || in->buf[1] == '[' || in->buf[1] == 'O') {
		if (is_mouse(in)) {
			length = mouse_scan(in->buf + 1, in->n - 1, &in->mouse);
			*key = K_MOUSE;
		} else {
			length = in->n == 1 ? 0 : sequence_scan(in->buf + 1, in->n - 1, key);
		}
		if (length) {
			drop(in, length + 1);
			return *key ? 1 : -1;
		}
		if (now - in->arrived < (in->n == 1 ? ESC_MS : TORN_MS) && in->n < INPUT_ROOM)
			return 0;
	}
	*key = K_ESC;
	in->escaped = in->n == 1 ? now : 0;
	drop(in, 1);
	return 1;
}

/* The tail of a sequence whose ESC was already taken for the Esc key. */
static bool torn_next(struct input *in, int64_t now, uint32_t *key)
{
	size_t length;

	if (!in->escaped || now - in->escaped > TORN_MS || in->n < 2 ||
	    (in->buf[0] != '[' && in->buf[0] != 'O'))
		return false;
	length = sequence_scan(in->buf, in->n, key);
	if (!length || !*key)
		return false;
	drop(in, length);
	return true;
}

/* 1 a key, 0 wait for the rest of it, -1 bytes that are no character were dropped. */
static int character_next(struct input *in, int64_t now, uint32_t *key)
{
	utf8proc_int32_t ch;
	utf8proc_ssize_t n = utf8proc_iterate(in->buf, (utf8proc_ssize_t)in->n, &ch);

	if (n < 1) {
		if (in->buf[0] >= 0xc2 && in->n < 4 && now - in->arrived < TORN_MS)
			return 0;
		drop(in, 1);
		return -1;
	}
	drop(in, (size_t)n);
	*key = (uint32_t)ch;
	if (ch == '\n')
		*key = K_ENTER;
	if (ch == '\b')
		*key = K_BACKSPACE;
	return ch == 0 || (ch >= 0x80 && ch < 0xa0) ? -1 : 1;
}

bool input_next(struct input *in, int64_t now, uint32_t *key)
{
	while (in->n) {
		int got;

		if (learnt_next(in, key))
			return true;
		if (in->buf[0] == K_ESC)
			got = escape_next(in, now, key);
		else if (torn_next(in, now, key))
			got = 1;
		else
			got = character_next(in, now, key);
		if (in->escaped && got > 0 && *key != K_ESC)
			in->escaped = 0;
		if (got >= 0)
			return got > 0;
	}
	return false;
}

bool input_take_report(struct input *in)
{
	for (size_t at = 0; at + 1 < in->n; at++) {
		uint32_t key = 0;
		size_t length = in->buf[at] == K_ESC && in->buf[at + 1] == '['
			? sequence_scan(in->buf + at + 1, in->n - at - 1, &key) : 0;

		if (key != K_REPORT)
			continue;
		in->n -= length + 1;
		memmove(in->buf + at, in->buf + at + length + 1, in->n - at);
		return true;
	}
	return false;
}

int input_wait(const struct input *in, int64_t now)
{
	int64_t due;

	if (!in->n)
		return -1;
	due = in->arrived + (in->n == 1 && in->buf[0] == K_ESC ? ESC_MS : TORN_MS) - now;
	return due < 0 ? 0 : (int)due;
}

uint32_t key_parse(const char *name, size_t length)
{
	static const struct { const char *name; uint32_t key; } NAMED[] = {
		{"Enter", K_ENTER}, {"Esc", K_ESC}, {"Tab", K_TAB}, {"Space", K_SPACE},
		{"Backspace", K_BACKSPACE}, {"Up", K_UP}, {"Down", K_DOWN}, {"Left", K_LEFT},
		{"Right", K_RIGHT}, {"PgUp", K_PGUP}, {"PgDn", K_PGDN}, {"Home", K_HOME}, {"End", K_END},
		{"Delete", K_DELETE}, {"Shift-Tab", K_BACKTAB}, {"F1", K_F1},
	};
	utf8proc_int32_t ch;

	for (size_t i = 0; i < sizeof NAMED / sizeof *NAMED; i++)
		if (strlen(NAMED[i].name) == length && memcmp(NAMED[i].name, name, length) == 0)
			return NAMED[i].key;
	if (length == 6 && memcmp(name, "Ctrl-", 5) == 0)
		return K_CTRL(name[5]);
	if (length &&
		utf8proc_iterate((const utf8proc_uint8_t *)name, (utf8proc_ssize_t)length, &ch) ==
			(utf8proc_ssize_t)length)
		return (uint32_t)ch;
	return 0;
}
