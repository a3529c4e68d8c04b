/*
 * id_dated.h - days and hours inside an id, however they were typed (private to ingest).
 *
 * 12/02/2025 is 12/2/2025 after a spreadsheet has saved it: within an id a day is 2025-02-12, an hour
 * 08:05, both 2025-02-12T08:05:00.  What the store has may be typed in one of the other forms.
 */
#ifndef THROUGHLINE_INGEST_ID_DATED_H
#define THROUGHLINE_INGEST_ID_DATED_H

#include <stdbool.h>

enum { ID_DATED_ROOM = 32, ID_DATED_FORMS = 9 }; /* form 0 is the settled one */

/* Whether a settled day or hour is written otherwise in this form than in those before it. */
bool id_dated_fits(const char *plain, int form);
void id_dated_put(const char *plain, bool month_first, int form, char out[static ID_DATED_ROOM]);

#endif
