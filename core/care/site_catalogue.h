/*
 * site_catalogue.h - the catalogue's texts as this store has them (private to core).
 */
#ifndef THROUGHLINE_CARE_SITE_CATALOGUE_H
#define THROUGHLINE_CARE_SITE_CATALOGUE_H

#include "catalogue.h"
#include "store.h"

/* The site's own tables; NULL where it has the built-in one. */
enum status site_catalogue_read(const struct store *, struct arena *, struct catalogue_text *, struct err *);

/* 32 hex digits that differ when any table does. */
void site_catalogue_mark(const struct catalogue_text *, char out[static 33]);

#endif
