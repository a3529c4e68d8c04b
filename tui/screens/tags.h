/*
 * tags.h - what a row's text tells by name, for a filter to ask for (words.h): the
 * agencies and the domains that it is about.
 */
#ifndef THROUGHLINE_TAGS_H
#define THROUGHLINE_TAGS_H

#include "case.h"
#include "catalogue.h"

/* By name and code.  Of several codes `;` stands between; what follows a `:` in one is not theirs. */
void tag_agency(struct session *, int64_t agency, char *text, size_t room);
void tag_agencies(struct session *, const char *codes, char *text, size_t room);
void tag_domains(struct session *, domains_t, char *text, size_t room);

#endif
