/*
 * draft.h - the parts of a first profile (private to ingest): what goes for the file
 * (draft_top.c), people (draft.c), events (draft_events.c), registers (draft_each.c).
 */
#ifndef THROUGHLINE_INGEST_PROFILE_DRAFT_H
#define THROUGHLINE_INGEST_PROFILE_DRAFT_H

#include <stdio.h>

#include "ingest/profile/guess.h"

struct draft {
	FILE *out;
	struct look *look;
	struct guesses *guesses;
	const struct catalogue *catalogue;
	const char *base; /* the file's name */
};

/* What goes for the whole file.  agency NULL: whose it is only somebody can say. */
void draft_top(const struct draft *, const char *agency);

void draft_quoted(FILE *, const char *text);
/* A column, by its place where its name would be taken for another's. */
void draft_column(const struct draft *, const struct look_column *);
/* A field and the column that fills it; NULL: not yet. */
void draft_line(const struct draft *, const char *field, const struct look_column *);
/* Ends the line with what a guess was made by. */
void draft_why(const struct draft *, enum table, const char *field);
void draft_field(const struct draft *, const struct guess *);
/* A line for each value that was seen; what nobody can guess is left to a person. */
void draft_values(const struct draft *, const char *field, const struct look_column *);
/* The kind that a column of kinds gives to what says nothing else; NULL: none. */
const char *draft_usual_kind(const struct look_column *);
/* Whether names are there to tell people apart by, with birth dates or, at worst, without. */
bool draft_is_known(const struct draft *);
/* Whose a row is: by the column that numbers people, else by name and birth date.  False: not even these. */
bool draft_whose(const struct draft *, const struct look_column *id);
/* The line that says whose an event is; without a column that numbers people the offer in its place. */
void draft_whom(const struct draft *, const struct look_column *id);

/* "Address 1", "Address 2" … as one; false: there are none. */
bool draft_address_lines(const struct draft *);
/* A birth date in parts (draft_birth.c), where no column holds a whole one. */
void draft_birth(const struct draft *);
/* Others who stand in the row of the first person: what is left out, as lines to take the # off
 * (draft_second.c).  False: no memory. */
bool draft_seconds(const struct draft *);

void draft_events(const struct draft *);
/* The assessment types that values name; where none does, an offer. */
void draft_instrument(const struct draft *, const struct look_column *kind);
/* Columns that name needs (draft_needs.c): those that do by their values are claimed, too. */
void draft_needs_claim(struct draft *);
/* The needs that were asked about, each that is named as the domains that it is: of all columns that were claimed;
 * of one. */
void draft_needs(const struct draft *);
void draft_domains(const struct draft *, const struct look_column *);
/* Needs that nothing dates, and warnings, as lines to take the # off. */
void draft_needs_offer(const struct draft *);
bool draft_is_yes_or_no(const struct look_column *);
/* Columns that tell of several events of a row, "Visit 1 Date", "Visit 1 Type", "Visit 2 Date": kept from
 * being taken for others, then written (draft_several.c). */
void draft_several_claim(struct look *);
void draft_several(const struct draft *);
/* Columns of dates that are named after what was done then. */
void draft_column_events(const struct draft *);
/* Columns that are named by days, or counted: kept from being taken for others, then written. */
void draft_each_claim(struct look *);
void draft_each(const struct draft *);

#endif
