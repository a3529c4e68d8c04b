#include "ingest/files/encoding.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/files/archive.h"
#include "ingest/files/cp1252.h"
#include "ingest/files/packed.h"
#include "ingest/files/utf16.h"
#include "vec.h"

#define PIECE 65536
#define HEAD_MAX 8192

struct source {
	gzFile file; /* one that is not packed is read as it is */
	int64_t taken; /* bytes of the file, as far as source_taken() told */
	char *label;
	struct text_seen seen;
	bool is_utf16;
	struct utf16 utf16;
	struct cp1252 cp1252;
	unsigned char raw[PIECE];
	char text[CP1252_ROOM(PIECE)];
};
_Static_assert(UTF16_ROOM(PIECE) <= CP1252_ROOM(PIECE), "a piece of UTF-16 finds room");

static size_t piece_read(gzFile file, void *into, size_t room)
{
	int n = gzread(file, into, (unsigned)room);

	return n > 0 ? (size_t)n : 0;
}

static bool is_alien(unsigned char byte)
{
	return byte < ' ' && !(byte >= '\a' && byte <= '\r') && byte != 0x1b;
}

/* One of eight bytes is below a blank; some others may be taken for such. */
static bool has_control(const unsigned char *bytes)
{
	uint64_t word;

	memcpy(&word, bytes, sizeof word);
	return (word - 0x2020202020202020u) & ~word & 0x8080808080808080u;
}

/* Bytes that no text has.  Some stray ones are damage, many are another kind of file. */
static size_t alien_bytes(const unsigned char *bytes, size_t n)
{
	size_t alien = 0, i = 0;

	while (i < n) {
		size_t end = n - i >= sizeof(uint64_t) ? i + sizeof(uint64_t) : n;

		if (end == n || has_control(bytes + i))
			for (size_t at = i; at < end; at++)
				alien += is_alien(bytes[at]);
		i = end;
	}
	return alien;
}

static bool is_binary(size_t alien, size_t nuls, size_t all)
{
	return nuls > 0 && alien > 2 + all / 32;
}

static size_t nuls_drop(char *text, size_t n)
{
	size_t kept = 0;

	if (!memchr(text, 0, n))
		return n;
	for (size_t i = 0; i < n; i++)
		if (text[i])
			text[kept++] = text[i];
	return kept;
}

static size_t nuls_in(const unsigned char *bytes, size_t n)
{
	const unsigned char *at = bytes, *end = bytes + n;
	size_t nuls = 0;

	for (; at < end && (at = memchr(at, 0, (size_t)(end - at))); at++)
		nuls++;
	return nuls;
}

static enum status look_through(struct source *s, struct err *e)
{
	struct utf8_check check = { 0 };
	size_t n, all = 0, nuls = 0, alien = 0;

	while ((n = piece_read(s->file, s->raw, PIECE)) > 0) {
		enum utf16_found found = all ? UTF16_NO : utf16_find(s->raw, n);

		s->is_utf16 |= found != UTF16_NO;
		s->utf16.is_big |= found == UTF16_BIG;
		if (s->is_utf16)
			break;
		all += n;
		nuls += nuls_in(s->raw, n);
		alien += alien_bytes(s->raw, n);
		utf8_check_piece(&check, s->raw, n);
	}
	if (packed_trouble(s->file, s->label, e) != ST_OK)
		return packed_trouble(s->file, s->label, e);
	if (is_binary(alien, nuls, all))
		return err_set(e, ST_FORMAT,
			"%s is a binary file, not a table of text; export it as CSV and try again",
			s->label);
	if (check.due)
		check.bad++;
	/* A few broken bytes among many good characters are damage, not another encoding. */
	s->seen.is_1252 = check.bad > 0 && check.bad >= check.good;
	return gzrewind(s->file) == 0 ? ST_OK : packed_trouble(s->file, s->label, e);
}

/* A file may say by its first bytes what encoding it has. */
static size_t mark_length(const unsigned char *bytes, size_t n)
{
	if (n >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
		return 3;
	return n >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0) ? 2 : 0;
}

static enum status head_read(const char *path, const char *label, unsigned char raw[static HEAD_MAX], size_t room, size_t *n,
	struct err *e)
{
	gzFile file;
	enum status st = packed_open(path, label, HEAD_MAX, &file, e);

	if (st != ST_OK)
		return st;
	*n = piece_read(file, raw, room * 2 < HEAD_MAX ? room * 2 : HEAD_MAX);
	gzclose(file);
	return ST_OK;
}

enum status source_head(const char *path, const char *label, char *head, size_t room, size_t *n, struct err *e)
{
	unsigned char raw[HEAD_MAX];
	char text[UTF16_ROOM(HEAD_MAX)];
	size_t taken = 0, mark, length;
	enum utf16_found found;
	struct utf16 utf16 = { 0 };
	enum status st = head_read(path, label, raw, room, &taken, e);

	if (st != ST_OK)
		return st;
	mark = mark_length(raw, taken);
	length = taken - mark;
	found = utf16_find(raw, taken);
	utf16.is_big = found == UTF16_BIG;
	if (found == UTF16_NO)
		memcpy(text, raw + mark, length);
	else
		length = utf16_take(&utf16, raw + mark, length, text);
	if (found != UTF16_NO || !is_binary(alien_bytes(raw, taken), nuls_in(raw, taken), taken))
		length = nuls_drop(text, length);
	*n = length < room ? length : room;
	memcpy(head, text, *n);
	return ST_OK;
}

enum status source_open(struct source **out, const char *path, const char *label, struct err *e)
{
	return source_open_as(out, path, label, ENCODING_AUTO, e);
}

enum status source_open_as(struct source **out, const char *path, const char *label,
	enum text_encoding encoding, struct err *e)
{
	struct source *s = calloc(1, sizeof *s);
	enum status st;
	size_t n;

	if (!s)
		return err_nomem(e);
	s->label = strdup(label);
	st = s->label ? packed_open(path, label, INT64_MAX, &s->file, e) : err_nomem(e);
	if (st == ST_OK) {
		gzbuffer(s->file, 2 * PIECE);
		st = look_through(s, e);
	}
	if (st == ST_FORMAT && archive_is(path))
		st = err_set(e, ST_FORMAT, "%s is an archive: name one of the files in it, as %s/people.csv", label, label);
	if (st == ST_OK && encoding != ENCODING_AUTO)
		s->seen.is_1252 = encoding == ENCODING_1252;
	if (st != ST_OK) {
		source_close(s);
		return st;
	}
	n = piece_read(s->file, s->raw, 3);
	gzseek(s->file, (z_off_t)mark_length(s->raw, n), SEEK_SET);
	*out = s;
	return ST_OK;
}

void source_close(struct source *s)
{
	if (!s)
		return;
	if (s->file)
		gzclose(s->file);
	free(s->label);
	free(s);
}

struct text_seen source_seen(const struct source *s)
{
	return s->seen;
}

/* A piece as it lies in the file becomes text, in *text. */
static size_t piece_decode(struct source *s, size_t n, char **text)
{
	*text = s->text;
	if (s->is_utf16)
		return n ? utf16_take(&s->utf16, s->raw, n, s->text) : utf16_end(&s->utf16, s->text);
	if (s->seen.is_1252)
		return n ? cp1252_take(&s->cp1252, s->raw, n, s->text) : cp1252_end(&s->cp1252, s->text);
	*text = (char *)s->raw;
	return n;
}

enum status source_read(struct source *s, const char **text, size_t *length, struct err *e)
{
	size_t n, decoded;
	char *piece;

	do {
		n = piece_read(s->file, s->raw, PIECE);
		if (n == 0 && packed_trouble(s->file, s->label, e) != ST_OK)
			return packed_trouble(s->file, s->label, e);
		decoded = piece_decode(s, n, &piece);
		*length = nuls_drop(piece, decoded);
		s->seen.nuls += (int64_t)(decoded - *length);
	} while (n > 0 && *length == 0);
	*text = piece;
	return ST_OK;
}

int64_t source_taken(struct source *s)
{
	int64_t before = s->taken;

	s->taken = (int64_t)gzoffset(s->file);
	return s->taken - before;
}

static enum status pieces_join(struct source *s, size_t most, char **text, size_t *n, struct err *e)
{
	size_t room = 0, length;
	const char *piece;
	enum status st;

	while ((st = source_read(s, &piece, &length, e)) == ST_OK && length) {
		if (*n + length > most)
			return err_set(e, ST_FORMAT, "%s holds more than %zu MB at once; ask its sender to split it",
				s->label, most >> 20);
		if (!vec_grow((void **)text, &room, *n + length + 1, 1))
			return err_nomem(e);
		memcpy(*text + *n, piece, length);
		*n += length;
	}
	return st;
}

enum status source_whole(const char *path, const char *label, size_t most, char **text, size_t *n,
	struct err *e)
{
	struct source *s;
	enum status st = source_open(&s, path, label, e);

	*text = NULL;
	*n = 0;
	if (st != ST_OK)
		return st;
	st = pieces_join(s, most, text, n, e);
	source_close(s);
	if (st == ST_OK && !*text && !(*text = calloc(1, 1)))
		st = err_nomem(e);
	if (st != ST_OK) {
		free(*text);
		*text = NULL;
	}
	return st;
}
