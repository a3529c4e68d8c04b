/*
 * sound.c - a short code that names which sound alike share.
 *
 * Consonants only, as in Soundex, but by letter groups: the spellings of
 * British, South Asian, African and Polish names differ in vowels, in doubled
 * letters, in h after a consonant (Dhillon, Dillon), in k/c/q, v/f/ph, s/z/sh.
 */
#include "text.h"

#include <string.h>

struct code {
	char *out;
	size_t n;
	char last; /* not put twice unless a vowel came between */
};

static bool is_vowel(char c)
{
	return c && strchr("aeiouy", c) != NULL;
}

static bool is_soft(char c) /* makes c and g soft */
{
	return c == 'e' || c == 'i' || c == 'y';
}

static void code_put(struct code *k, char c)
{
	if (k->last != c && k->n < 8)
		k->out[k->n++] = c;
	k->last = c;
}

static bool begins(const char *p, const char *with)
{
	return *p == *with && strncmp(p, with, strlen(with)) == 0;
}

/* Silent or special beginnings; returns how many letters were taken. */
static size_t beginning(const char *p, struct code *k)
{
	static const char *const silent[] = {"kn", "gn", "pn", "wr", "ps", "pt", "wh"};

	for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
		if (begins(p, silent[i]))
			return 1;
	if (is_vowel(p[0])) {
		code_put(k, 'A');
		return 1;
	}
	if (p[0] == 'h' || p[0] == 'w' || p[0] == 'v' || p[0] == 'x') {
		code_put(k, p[0] == 'h' ? 'H' : p[0] == 'x' ? 'S' : 'V');
		return 1;
	}
	return 0;
}

/* Letters that are one sound together: how many of them, and which sound. */
struct group { const char *letters; size_t taken; char sound; };
static const struct group GROUPS[] = {
	{"sch", 3, 'S'}, {"mps", 2, 'M'}, {"tch", 3, 'X'}, {"chr", 2, 'K'}, {"chl", 2, 'K'},
	{"chm", 2, 0}, {"cz", 2, 'X'}, {"ch", 2, 'X'}, {"ck", 2, 'K'}, {"dg", 2, 'J'},
	{"dz", 2, 'J'}, {"ph", 2, 'F'}, {"sh", 2, 'S'}, {"sz", 2, 'S'}, {"zh", 2, 'S'},
	{"kh", 2, 'K'}, {"th", 2, 'T'}, {"dh", 2, 'T'}, {"bh", 2, 'B'}, {"ts", 2, 'S'},
	{"gh", 2, 0}, /* Leigh, Wright */
};

/* Returns how many letters were taken; 0 when none at p belong together. */
static size_t together(const char *p, bool first, struct code *k)
{
	if (first && begins(p, "gh")) { /* Ghana */
		code_put(k, 'K');
		return 2;
	}
	for (size_t i = 0; i < sizeof GROUPS / sizeof *GROUPS; i++) {
		if (!begins(p, GROUPS[i].letters))
			continue;
		if (GROUPS[i].sound)
			code_put(k, GROUPS[i].sound);
		return GROUPS[i].taken;
	}
	return 0;
}

static char single(const char *p, char before)
{
	switch (*p) {
	case 'b': return 'B';
	case 'c': return is_soft(p[1]) ? 'S' : 'K';
	case 'd': case 't': return 'T';
	case 'f': case 'v': return 'F';
	case 'g': return is_soft(p[1]) ? 'J' : 'K';
	case 'j': return 'J';
	case 'k': case 'q': return 'K';
	case 'l': return 'L';
	case 'm': return 'M';
	case 'n': return 'N';
	case 'p': return 'P';
	case 'r': return 'R';
	case 's': case 'z': return 'S';
	case 'w': return is_vowel(before) && is_vowel(p[1]) ? 'F' : 0; /* Nowak, Novak */
	default: return 0;
	}
}

/* Other scripts: the name itself, as far as it fits. */
static void copy_whole(const char *folded, char out[static 9])
{
	size_t n = 0;

	for (const char *p = folded; *p;) {
		size_t length = 1;

		while (((unsigned char)p[length] & 0xC0) == 0x80)
			length++;
		if (n + length > 8)
			break;
		if (*p != ' ') {
			memcpy(out + n, p, length);
			n += length;
		}
		p += length;
	}
	out[n] = '\0';
}

void text_sound(const char *folded, char out[static 9])
{
	struct code k = {out, 0, 0};
	const char *p = folded;
	size_t n;
	char before = 0;

	for (const char *q = folded; *q; q++) {
		if ((unsigned char)*q >= 0x80) {
			copy_whole(folded, out);
			return;
		}
	}
	p += beginning(p, &k);
	if (p > folded)
		before = p[-1];
	while (*p && k.n < 8) {
		char c;

		if ((n = together(p, p == folded, &k))) {
			p += n;
			before = p[-1];
			continue;
		}
		if (is_vowel(*p))
			k.last = 0;
		else if (*p == 'x')
			code_put(&k, 'K'), code_put(&k, 'S');
		else if ((c = single(p, before)))
			code_put(&k, c);
		before = *p++;
	}
	out[k.n] = '\0';
}
