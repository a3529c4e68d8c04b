/*
 * deed.h - how deeds are written (private to the files of deeds).
 */
#ifndef THROUGHLINE_TESTS_DEED_H
#define THROUGHLINE_TESTS_DEED_H

#include "deeds.h"

#define DEED(name) static enum status name(struct session *s, struct arena *a, struct err *e)
#define UNUSED (void)a
/* One after another, as one deed. */
#define ALL(name, ...) DEED(name) { return deed_all((deed_fn *const[]){__VA_ARGS__, NULL}, s, a, e); }

enum status deed_all(deed_fn *const *deed, struct session *, struct arena *, struct err *);
/* Takes a file of this name with these lines in, as the agency's (NULL: as it says). */
enum status deed_take(struct session *, struct arena *, const char *agency, const char *name, const char *text, struct err *);

#endif
