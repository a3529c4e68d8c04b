/*
 * words.h - how things are called and what was written down (private to demo).
 */
#ifndef THROUGHLINE_DEMO_WORDS_H
#define THROUGHLINE_DEMO_WORDS_H

#include <stddef.h>

/* How assessments of an instrument are told. */
struct told {
	const char *instrument, *title, *role;
	int minutes;
	const char *const *summary;
	size_t summary_n;
};
const struct told *told_of(const char *instrument);

extern const char *const DISCHARGE_WORDS[6];
extern const char *const OWN_WORDS[26];
extern const char *const PRACTICE_CONTACTS[18];
extern const char *const HOUSING_CONTACTS[10];
extern const char *const CHARITY_CONTACTS[10];
extern const char *const NURSE_CONTACTS[8];
extern const char *const CARE_NOTES[10];
extern const char *const POLICE_CONCERNS[7];
struct warned {
	const char *title, *summary;
};
extern const struct warned WARNINGS[12];

#endif
