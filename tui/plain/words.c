/* Words asked for at a prompt; those of a try that was refused are not typed twice. */
#include <stdio.h>
#include <string.h>

#include "plain/part.h"

bool ask_words(struct plain *p, int64_t about, const char *prompt, char *words, size_t room)
{
	struct plain_words *w = &p->words;
	bool is_again = *w->text && w->about == about && strcmp(w->prompt, prompt) == 0;

	if (is_again)
		say("You typed before: %s", p->mask ? "(masked)" : w->text);
	if (!ask(p, is_again ? "Enter takes that again, q leaves it; or type it anew:" : prompt, words, room))
		return false;
	if (is_again && !*words)
		snprintf(words, room, "%s", w->text);
	else if (is_again && strcmp(words, "q") == 0)
		*words = '\0';
	w->about = about;
	w->prompt = prompt;
	snprintf(w->text, sizeof w->text, "%s", words);
	return true;
}

enum status words_taken(struct plain *p, enum status st)
{
	if (st == ST_OK)
		*p->words.text = '\0';
	return st;
}
