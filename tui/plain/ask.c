#include "ask.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text.h"

/* What did not fit into the line is read and dropped. */
static void drop_rest(void)
{
	int c;

	while ((c = getchar()) != EOF && c != '\n')
		continue;
}

bool ask_line(const char *prompt, char *line, size_t room)
{
	printf("%s ", prompt);
	fflush(stdout);
	return ask_read(line, room);
}

bool ask_read(char *line, size_t room)
{
	if (!fgets(line, (int)room, stdin))
		return false;
	if (!strchr(line, '\n'))
		drop_rest();
	text_trim(line);
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
