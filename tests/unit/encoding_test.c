/* Text files as UTF-8: what each encoding's bytes become, wherever a piece ends. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ingest/files/cp1252.h"
#include "ingest/files/csv.h"
#include "ingest/files/encoding.h"
#include "ingest/files/utf16.h"

#define BYTES(text) text, sizeof(text) - 1

/* In UTF-16, low byte first: "Zoë 😀" */
static const char ZOE[] = "Z\0o\0\xeb\0 \0\x3d\xd8\x00\xde";
static const char ZOE_BIG[] = "\0Z\0o\0\xeb\0 \xd8\x3d\xde\x00";
#define ZOE_UTF8 "Zo\xc3\xab \xf0\x9f\x98\x80"

static char *path_of(const void *bytes, size_t n)
{
	static char path[64];
	int fd;

	snprintf(path, sizeof path, "/tmp/throughline-text-XXXXXX");
	fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, n), n);
	close(fd);
	return path;
}

/* The whole file as text, and what was seen; for the caller to free. */
static char *text_of(const void *bytes, size_t n, size_t *length, struct text_seen *seen)
{
	const char *path = path_of(bytes, n), *piece;
	struct source *s;
	struct err e;
	char *all = calloc(1, n * 3 + 16);
	size_t got;

	assert_non_null(all);
	assert_int_equal(source_open(&s, path, "a file", &e), ST_OK);
	*length = 0;
	while (source_read(s, &piece, &got, &e) == ST_OK && got) {
		memcpy(all + *length, piece, got);
		*length += got;
	}
	*seen = source_seen(s);
	source_close(s);
	unlink(path);
	return all;
}

static void reads(const void *bytes, size_t n, const char *expected, int64_t nuls)
{
	struct text_seen seen;
	size_t length;
	char *text = text_of(bytes, n, &length, &seen);

	assert_string_equal(text, expected);
	assert_int_equal(length, strlen(expected));
	assert_int_equal(seen.nuls, nuls);
	free(text);
}

static void either_order_is_known_by_its_mark(void **state)
{
	(void)state;
	reads(BYTES("\xff\xfeZ\0o\0\xeb\0 \0\x3d\xd8\x00\xde"), ZOE_UTF8, 0);
	reads(BYTES("\xfe\xff\0Z\0o\0\xeb\0 \xd8\x3d\xde\x00"), ZOE_UTF8, 0);
}

static void without_a_mark_it_is_known_by_the_zeros(void **state)
{
	(void)state;
	reads(BYTES("i\0d\0,\0n\0\n\0" "1\0,\0\xeb\0"), "id,n\n1,\xc3\xab", 0);
	reads(BYTES("\0i\0d\0,\0n\0\n\0" "1\0,\0\xeb"), "id,n\n1,\xc3\xab", 0);
	assert_int_equal(utf16_find((const unsigned char *)BYTES("id,name\n")), UTF16_NO);
	assert_int_equal(utf16_find((const unsigned char *)BYTES("\0\0\0\0\0\0\0\0")), UTF16_NO);
	assert_int_equal(utf16_find((const unsigned char *)BYTES("")), UTF16_NO);
}

static void taken_piece_by_piece(bool is_big, const char *in, size_t n)
{
	for (size_t cut = 0; cut <= n; cut++) {
		struct utf16 u = { .is_big = is_big };
		char out[2 * UTF16_ROOM(32)] = "";
		size_t at = utf16_take(&u, (const unsigned char *)in, cut, out);

		at += utf16_take(&u, (const unsigned char *)in + cut, n - cut, out + at);
		at += utf16_end(&u, out + at);
		out[at] = 0;
		assert_string_equal(out, ZOE_UTF8);
	}
}

static void a_piece_may_end_anywhere(void **state)
{
	(void)state;
	taken_piece_by_piece(false, BYTES(ZOE));
	taken_piece_by_piece(true, BYTES(ZOE_BIG));
}

static void half_a_character_is_replaced_by_one_sign(void **state)
{
	(void)state;
	reads(BYTES("\xff\xfe\x3d\xd8" "a\0"), "\xef\xbf\xbd" "a", 0);         /* no second half */
	reads(BYTES("\xff\xfe\x00\xde" "a\0"), "\xef\xbf\xbd" "a", 0);         /* no first half */
	reads(BYTES("\xff\xfe\x3d\xd8\x3d\xd8\x00\xde"), "\xef\xbf\xbd\xf0\x9f\x98\x80", 0);
	reads(BYTES("\xff\xfe" "a\0\x3d\xd8"), "a\xef\xbf\xbd", 0);            /* the file ends */
	reads(BYTES("\xff\xfe" "a\0b"), "a\xef\xbf\xbd", 0);
}

static void no_room_is_overrun(void **state)
{
	unsigned char worst[64];
	char out[UTF16_ROOM(sizeof worst)];
	struct utf16 u = { .high = 0xd800, .has_odd = true, .odd = 0xff };

	(void)state;
	memset(worst, 0xff, sizeof worst); /* U+FFFF, three bytes each, after half a pair */
	assert_in_range(utf16_take(&u, worst, sizeof worst, out), 1, sizeof out);
	assert_in_range(utf16_end(&u, out), 0, UTF16_ROOM(0));
}

static void a_long_text_is_whole(void **state)
{
	static const char LETTER[] = "\xeb\0";
	struct text_seen seen;
	size_t n = 70001, length; /* pieces end within a unit, as the mark makes them */
	char *bytes = malloc(2 + n * 2 + 1), *text;

	(void)state;
	assert_non_null(bytes);
	memcpy(bytes, "\xff\xfe", 2);
	for (size_t i = 0; i < n; i++)
		memcpy(bytes + 2 + i * 2, LETTER, 2);
	text = text_of(bytes, 2 + n * 2, &length, &seen);
	assert_int_equal(length, n * 2);
	for (size_t i = 0; i < length; i += 2)
		assert_memory_equal(text + i, "\xc3\xab", 2);
	free(text);
	free(bytes);
}

static void stray_nuls_are_left_out_and_counted(void **state)
{
	char padded[70000];

	(void)state;
	reads(BYTES("id,na\0me\n1,Ada\0\n"), "id,name\n1,Ada\n", 2);
	reads(BYTES("\xff\xfei\0d\0\0\0\n\0"), "id\n", 1);
	reads(BYTES("id,n\n1,Br\xfbl\xe9\0e and some more\n"), "id,n\n1,Br\xc3\xbbl\xc3\xa9""e and some more\n", 1);
	/* A piece of nothing else is not the end. */
	memset(padded, 0, sizeof padded);
	memcpy(padded, "\xff\xfe", 2);
	memcpy(padded + sizeof padded - 4, "a\0b\0", 4);
	reads(padded, sizeof padded, "ab", (sizeof padded - 6) / 2);
}

/* Two systems' exports in one file: no name of either is spoilt. */
static void what_is_utf8_stays_beside_windows_1252(void **state)
{
	static const char MIXED[] = "1,M\xc3\xbcller\n2,M\xfcller\n3,Ren\xe9" "e\n4,\xe2\x80\x99\n5,\x92\n6,\xe2\x80";
	static const char WANTED[] = "1,M\xc3\xbcller\n2,M\xc3\xbcller\n3,Ren\xc3\xa9" "e\n4,\xe2\x80\x99\n5,\xe2\x80\x99\n6,\xc3\xa2\xe2\x82\xac";
	const unsigned char *in = (const unsigned char *)MIXED;

	(void)state;
	reads(BYTES(MIXED), WANTED, 0);
	for (size_t cut = 0; cut < sizeof MIXED; cut++) {
		struct cp1252 x = { .n = 0 };
		char out[CP1252_ROOM(sizeof MIXED)];
		size_t at = cp1252_take(&x, in, cut, out);

		at += cp1252_take(&x, in + cut, sizeof MIXED - 1 - cut, out + at);
		at += cp1252_end(&x, out + at);
		out[at] = 0;
		assert_string_equal(out, WANTED);
	}
}

static void a_binary_file_is_refused(void **state)
{
	static const unsigned char SHEET[] = { 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 1, 2, 3, 0 };
	const char *path = path_of(SHEET, sizeof SHEET);
	char head[64];
	struct source *s;
	struct err e;
	size_t n;

	(void)state;
	assert_int_equal(source_open(&s, path, "sheet.xls", &e), ST_FORMAT);
	assert_non_null(strstr(e.text, "sheet.xls is a binary file"));
	assert_int_equal(source_head(path, "table", head, sizeof head, &n, &e), ST_OK);
	assert_non_null(memchr(head, 0, n));
	unlink(path);
}

static void the_beginning_is_text_too(void **state)
{
	const char *path = path_of(BYTES("\xff\xfei\0d\0,\0\0\0n\0\n\0" "1\0,\0Z\0o\0\xeb\0"));
	char head[9];
	struct err e;
	size_t n;

	(void)state;
	assert_int_equal(source_head(path, "table", head, sizeof head, &n, &e), ST_OK);
	assert_in_range(n, 4, sizeof head);
	assert_memory_equal(head, "id,n\n1,Zo", n);
	unlink(path);
}

struct expected { const char *first; size_t width; };

static enum status row_look(void *arg, const struct csv_row *row, struct err *e)
{
	const struct expected *want = arg;

	(void)e;
	assert_int_equal(row->n, want->width);
	assert_string_equal(row->field[0], want->first);
	return ST_OK;
}

static void the_first_line_tells_the_delimiter(void **state)
{
	static const struct { const char *text; struct expected expected; } CASES[] = {
		{ "a,b,c\n", { "a", 3 } }, { "a;b;c\n", { "a", 3 } }, { "a\tb\n", { "a", 2 } }, { "a|b\n", { "a", 2 } },
		{ "a,b;c,d\n", { "a", 3 } }, /* what parts it most often */
		{ "\"a;b;c\",d\n", { "a;b;c", 2 } }, /* not within quotes */
		{ "\r\n\n a;b\nc,d,e,f\n", { "a", 2 } }, /* nor in the lines that follow */
		{ "a\n", { "a", 1 } },
	};
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
		assert_int_equal(csv_first_row(CASES[i].text, strlen(CASES[i].text), row_look,
			(void *)&CASES[i].expected, &e), ST_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(either_order_is_known_by_its_mark),
		cmocka_unit_test(without_a_mark_it_is_known_by_the_zeros),
		cmocka_unit_test(a_piece_may_end_anywhere),
		cmocka_unit_test(half_a_character_is_replaced_by_one_sign),
		cmocka_unit_test(no_room_is_overrun),
		cmocka_unit_test(a_long_text_is_whole),
		cmocka_unit_test(stray_nuls_are_left_out_and_counted),
		cmocka_unit_test(what_is_utf8_stays_beside_windows_1252),
		cmocka_unit_test(a_binary_file_is_refused),
		cmocka_unit_test(the_beginning_is_text_too),
		cmocka_unit_test(the_first_line_tells_the_delimiter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
