/*
 * terms.h - on which terms an agency's feed is held: for what purpose, on which legal
 * basis, by which agreement, and when that is to be reviewed.  Offered by core.
 */
#ifndef THROUGHLINE_TERMS_H
#define THROUGHLINE_TERMS_H

#include "case.h"

enum term { TERM_PURPOSE, TERM_BASIS, TERM_AGREEMENT, TERM_REVIEW, TERM_COUNT };

struct agency_terms { const struct agency *agency; const char *said[TERM_COUNT]; /* NULL: nothing */ };
/* Of every agency, by code. */
enum status terms_list(struct session *, struct arena *, struct agency_terms **out, size_t *n, struct err *);
/* An empty text takes it away.  ST_USAGE: no such agency or term, no day, too long. */
enum status terms_set(struct session *, const char *agency, const char *term, const char *text, struct err *);

#endif
