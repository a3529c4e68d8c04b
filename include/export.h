/*
 * export.h - what leaves the store.
 */
#ifndef THROUGHLINE_EXPORT_H
#define THROUGHLINE_EXPORT_H

#include "case.h"

/* agency,local_id,person_id for every record, sorted by agency code and
 * local_id; audited as one export. */
typedef enum status export_link_fn(void *arg, const char *agency, const char *local_id, const char *person_id, struct err *);
enum status export_links(struct session *, export_link_fn *give, void *arg, struct err *);

#endif
