/*
 * parser.h - reading a profile's text: its words (words.c), the lines that go for
 * the whole file (file.c), sections and fields (parse.c).  Private to these.
 *
 * Everything that is read lives in the parser's arena.  What takes something leaves the word
 * after it in `token`; what fails has said so in `err`, with the line.
 */
#ifndef THROUGHLINE_INGEST_PROFILE_PARSER_H
#define THROUGHLINE_INGEST_PROFILE_PARSER_H

#include "ingest/profile/mapping.h"

enum token_kind { TK_END, TK_WORD, TK_CELL, TK_TEXT, TK_PLUS, TK_COMMA, TK_BAD };
struct token {
	enum token_kind kind;
	const char *text;
};

struct parser {
	struct profile *profile;
	struct arena *arena;
	struct err *err;
	const char *label;
	const char *at;  /* in the line that is read */
	int line;
	struct token token; /* the one that is looked at */
	struct profile_section *section;
	struct profile_section **section_end;
	struct profile_field *field, **field_end;
	struct profile_value **value_end;
	struct profile_condition **skip_end, **when_end;
};

enum status profile_wrong(struct parser *, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Takes the next token; TK_BAD for a quote that is not closed. */
void profile_next(struct parser *);
bool profile_word_is(const struct parser *, const char *word);
enum status profile_line_ends(struct parser *);

/* Whether the token may begin a column: "Name", 3, column 3, column C. */
bool profile_names_column(const struct parser *);
/* The number of the column that is named here, for the first time or again. */
enum status profile_column_take(struct parser *, int *out);
/* cell, day, heading: of a section for each of several columns.  False: none of these. */
bool profile_each_word(const struct parser *, int *out);
/* "a", "b" … to the end of the line or the word after. */
enum status profile_cells_take(struct parser *, struct profile_value **out);
/* "Column" is empty | is filled | is "a", "b" | starts "a" | has "a". */
enum status profile_condition_take(struct parser *, struct profile_condition ***end);
enum status profile_dates_take(struct parser *, unsigned *out);
/* One character in quotes. */
enum status profile_separator_take(struct parser *, char *out);

/* A line that goes for the whole file, its first word taken; *is_one false: it is none. */
enum status profile_file_line(struct parser *, const char *word, bool *is_one);
/* What comes after `events each` (each.c). */
enum status profile_each_take(struct parser *, struct profile_section *);

#endif
