/* One page about a person, as sentences. */
#include "journey.h"
#include "plain/part.h"
#include "screens/brief_text.h"

enum status brief_menu(struct plain *p, const struct person *who, struct err *err)
{
	struct brief_text text = {0};
	struct brief brief;
	enum status st = brief_open(p->session, who->id, p->arena, &brief, err);

	if (st == ST_OK && p->mask)
		brief_mask(&brief, p->arena);
	if (st == ST_OK)
		st = brief_text_make(&text, &brief, p->arena, err);
	for (size_t i = 0; st == ST_OK && i < text.part.n; i++) {
		const struct brief_paragraph *line = &text.part.v[i];

		if (*line->text)
			say("%s%s%s", line->label ? unmarked(line->label) : "", line->label && *line->label ? ": " : "", line->text);
	}
	brief_text_done(&text);
	return st;
}
