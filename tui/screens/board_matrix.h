/*
 * board_matrix.h - agencies by agencies: who knew and who asked again, or who referred
 * to whom; with all of each at the end.  A cursor goes from cell to cell.
 */
#ifndef THROUGHLINE_BOARD_MATRIX_H
#define THROUGHLINE_BOARD_MATRIX_H

#include "app.h"

enum matrix_of { MATRIX_AGAIN, MATRIX_SENT, MATRIX_WAITING, MATRIX_COUNT };

struct matrix {
	const struct app *app;
	enum matrix_of of;
	const int64_t *agency; size_t n; /* those that have a number; lent from the screen's arena */
	const int64_t *cell;             /* (n + 1) rows of n + 1; the last of each is all of them */
	size_t row, col;                 /* the cursor */
	size_t top, left;                /* the first on the screen */
};

/* Fills it from a board; the cursor stays on its agencies. */
enum status matrix_fill(struct matrix *, const struct board *, struct arena *, struct err *);
/* Why a move would lead nowhere, or NULL. */
const char *matrix_why_not(const struct matrix *, enum act);
bool matrix_act(struct matrix *, enum act); /* false: none of its verbs */
void matrix_draw(struct matrix *, const struct board *, struct canvas *, struct area);
/* What the cursor is on, as a list and as a sentence. */
struct board_behind matrix_behind(const struct matrix *);
int64_t matrix_number(const struct matrix *);
const char *matrix_sentence(const struct matrix *, const struct board *, struct arena *);

#endif
