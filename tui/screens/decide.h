/*
 * decide.h - deciding findings with one key: reason or date asked for where the
 * decision needs one, a preview before more than one row is decided.
 */
#ifndef THROUGHLINE_DECIDE_H
#define THROUGHLINE_DECIDE_H

#include "app.h"

/* Starts a decision on n events; `whom` names them for the preview. */
void decide_start(struct app *, enum verdict, const int64_t *events, size_t n, const char *whom);

#endif
