/*
 * parts.h - what a catalogue is made of (private to catalogue).
 *
 * Everything lies in the catalogue's arena; the hash tables' own memory is
 * uthash's, given back by catalogue_free().
 */
#ifndef THROUGHLINE_CATALOGUE_PARTS_H
#define THROUGHLINE_CATALOGUE_PARTS_H

#define HASH_NONFATAL_OOM 1
#include <uthash.h>

#include "arena.h"
#include "catalogue.h"
#include "vec.h"

struct named_instrument {
	const char *code; /* upper case */
	int instrument;
	UT_hash_handle hh;
};

/* All that one code stands for, by system, in the table's order. */
struct meaning {
	const char *system;
	int instrument;
	struct meaning *next;
};
struct known_code {
	const char *code;
	struct meaning *first, *last;
	UT_hash_handle hh;
};

struct named_change {
	const char *code, *name;
	domains_t resets;
	UT_hash_handle hh;
};

struct catalogue {
	struct arena *arena;
	struct domain domain[DOMAINS_MAX];
	unsigned char by_code[DOMAINS_MAX]; /* domains sorted by bytes of their codes */
	size_t domain_n;
	domains_t countable;
	VEC(struct instrument) instruments;
	struct named_instrument *by_name;
	struct known_code *codes;
	struct named_change *changes;
};

enum status instruments_read(struct catalogue *, const char *text, struct err *);
enum status domains_read(struct catalogue *, const char *text, struct err *);

#endif
