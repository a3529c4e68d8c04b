#include "ask.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "out/wrap.h"
#include "text.h"

/* One line into the room there is, a zero byte in it as a blank; *is_cut: there was more of it.
 * False at the end of input. */
static bool line_get(char *line, size_t room, bool *is_cut)
{
	size_t n = 0;
	int c = getchar();

	*is_cut = false;
	if (c == EOF)
		return false;
	for (; c != EOF && c != '\n'; c = getchar())
		if (n + 1 < room)
			line[n++] = c ? (char)c : ' ';
		else
			*is_cut = true;
	while (*is_cut && n && ((unsigned char)line[n - 1] & 0xC0) == 0x80)
		n--; /* no half of a letter */
	if (*is_cut && n && ((unsigned char)line[n - 1] & 0xC0) == 0xC0)
		n--;
	line[n] = '\0';
	return true;
}

/* The last letters of what was typed, made safe. */
static const char *end_of(const char *line)
{
	enum { LETTERS = 20 };
	static char told[LETTERS * 4 + 1];
	size_t n = strlen(line), from = n > LETTERS ? n - LETTERS : 0;

	while (from < n && ((unsigned char)line[from] & 0xC0) == 0x80)
		from++;
	text_clean(line + from, n - from, TEXT_LINE, told, sizeof told);
	return told;
}

int ask_width(void)
{
	enum { LEAST = 20 };
	struct winsize size;

	return isatty(STDOUT_FILENO) && !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_col >= LEAST ? size.ws_col : 0;
}

void ask_prompt(const char *prompt)
{
	int width = ask_width();
	char *text = width ? strdup(prompt) : NULL;

	if (text)
		wrap_write(stdout, text, 0, 0, width - 1);
	else
		fputs(prompt, stdout);
	putchar(' ');
	fflush(stdout);
	free(text);
}

bool ask_line(const char *prompt, char *line, size_t room)
{
	ask_prompt(prompt);
	return ask_read(line, room);
}

bool ask_read(char *line, size_t room)
{
	bool is_cut;

	if (!line_get(line, room, &is_cut))
		return false;
	text_trim(line);
	if (is_cut)
		printf("That line was too long; what counts of it ends with: %s\n", end_of(line));
	return true;
}

bool ask_rests(int ms)
{
	struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};

	return isatty(STDIN_FILENO) && poll(&in, 1, ms) == 0;
}

bool ask_number_read(const char *line, size_t most, size_t *number)
{
	unsigned long n;
	char *end;

	*number = 0;
	if (!*line || !strcmp(line, "q"))
		return true;
	n = strtoul(line, &end, 10);
	if (*end || *line == '-' || n < 1 || n > most)
		return false;
	*number = n;
	return true;
}
