/*
 * terms.h - what a service or a topic is for, from the words that name it
 * (private to core): terms.tsv says which words mean which need domain.
 */
#ifndef THROUGHLINE_DIRECTORY_TERMS_H
#define THROUGHLINE_DIRECTORY_TERMS_H

#include "catalogue.h"

/* Domains whose words the text has, each at the beginning of a word of it
 * ("counsel" in "Bereavement counselling"); also a domain's own name or code. */
domains_t terms_domains(const struct catalogue *, const char *text);
/* Without what is only part of longer words that are known: "mental health" is no physical health. */
domains_t terms_domains_closest(const struct catalogue *, const char *text);

#endif
