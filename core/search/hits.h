/*
 * hits.h - a person as lists of people show them (private to core).
 */
#ifndef THROUGHLINE_SEARCH_HITS_H
#define THROUGHLINE_SEARCH_HITS_H

#include "search.h"

/* Without why; ST_NONE where the records have moved. */
enum status hit_of_person(struct session *, int64_t person, struct arena *, struct person_hit *, struct err *);
/* All that is told of somebody who is not opened, in a line: "Okafor, Grace (82), LS6 Leeds, lead j.obi". */
enum status hit_told(struct session *, int64_t person, struct arena *, const char **out, struct err *);
/* One row of the audit for a list, with how many it has. */
enum status hits_audit(struct session *, const char *deed, size_t found, struct arena *, struct err *);

#endif
