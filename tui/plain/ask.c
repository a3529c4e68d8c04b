#include "ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
	if (!fgets(line, (int)room, stdin))
		return false;
	if (!strchr(line, '\n'))
		drop_rest();
	text_trim(line);
	return true;
}

bool ask_number(const char *prompt, size_t most, size_t *number)
{
	char line[32], *end;
	unsigned long n;

	for (;;) {
		if (!ask_line(prompt, line, sizeof line))
			return false;
		*number = 0;
		if (!*line || !strcmp(line, "q"))
			return true;
		n = strtoul(line, &end, 10);
		if (!*end && *line != '-' && n >= 1 && n <= most) {
			*number = n;
			return true;
		}
		printf("A number from 1 to %zu, or q to go back.\n", most);
	}
}
