/*
 * veil.h - the names that agencies go by outside (private to export).
 */
#ifndef THROUGHLINE_EXPORT_VEIL_H
#define THROUGHLINE_EXPORT_VEIL_H

#include "export.h"

/* It goes by another name than its own, and its code, which would tell that, goes nowhere. */
bool agency_is_veiled(const struct session *, const struct agency *);
const char *agency_code_given(const struct session *, const struct agency *);

/* By those names wherever the person's records and events say whose they are or whom they ask;
 * always: also for a viewer who sees all. */
void person_veil(struct session *, struct person *, bool always);

#endif
