/* Profiles kept in the store, and one that is named by its file. */
#include "profile.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "care/work.h"
#include "ingest/profile/mapping.h"
#include "text.h"

#define KEY "profile."

static const char *base_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash && slash[1] ? slash + 1 : path;
}

static enum status file_text(const char *path, struct arena *a, const char **out, struct err *e)
{
	char *text = arena_alloc(a, PROFILE_TEXT_MAX + 2);
	FILE *f = fopen(path, "rb");
	size_t n;

	if (!f)
		return err_set(e, ST_FORMAT, "%s cannot be opened: %s", base_of(path), strerror(errno));
	n = text ? fread(text, 1, PROFILE_TEXT_MAX + 1, f) : 0;
	if (!text || ferror(f)) {
		fclose(f);
		return text ? err_set(e, ST_IO, "%s cannot be read", base_of(path)) : err_nomem(e);
	}
	fclose(f);
	if (memchr(text, 0, n))
		return err_set(e, ST_FORMAT, "%s is no profile: it is no text", base_of(path));
	*out = text;
	return ST_OK;
}

enum status profiles_load(struct session *s, struct arena *a, struct profile **list, struct err *e)
{
	struct setting_row *row;
	struct profile **end = list;
	size_t n;
	enum status st = store_setting_list(s->store, KEY, a, &row, &n, e);

	*list = NULL;
	for (size_t i = 0; i < n && st == ST_OK; i++) {
		st = profile_parse(end, row[i].value, row[i].key + strlen(KEY), a, e);
		if (st == ST_OK)
			end = &(*end)->next;
	}
	return st;
}

static bool key_of(const char *name, char key[static 96])
{
	char folded[65];

	if (!code_fold(name, folded))
		return false;
	for (char *c = folded; *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	snprintf(key, 96, KEY "%s", folded);
	return true;
}

enum status profile_text(struct session *s, const char *name, struct arena *a, const char **text, struct err *e)
{
	char key[96];
	enum status st = key_of(name, key) ? store_setting_get(s->store, key, a, text, e) : ST_NONE;

	if (st == ST_NONE)
		return err_set(e, ST_NONE,
			"there is no profile %.64s; `throughline profile` lists those that are kept", name);
	return st;
}

enum status profile_named(struct session *s, const char *profile, struct arena *a, struct profile **out,
	struct err *e)
{
	struct stat file;
	const char *text;
	enum status st;

	if (stat(profile, &file) == 0 && S_ISREG(file.st_mode)) {
		st = file_text(profile, a, &text, e);
		return st == ST_OK ? profile_parse(out, text, base_of(profile), a, e) : st;
	}
	st = profile_text(s, profile, a, &text, e);
	if (st == ST_NONE)
		return err_set(e, ST_USAGE,
			"there is no profile and no file %.80s; `throughline profile` lists the profiles that "
			"are kept", profile);
	return st == ST_OK ? profile_parse(out, text, profile, a, e) : st;
}

static const char *reads_of(const struct profile *p)
{
	bool people = false, events = false;

	for (const struct profile_section *s = p->sections; s; s = s->next) {
		people |= s->table == TABLE_PEOPLE;
		events |= s->table == TABLE_EVENTS;
	}
	return people && events ? "people and events" : people ? "people" : "events";
}

enum status profiles_list(struct session *s, struct arena *a, struct profile_line **out, size_t *n,
	struct err *e)
{
	struct profile *list;
	struct profile_line *line;
	enum status st = profiles_load(s, a, &list, e);

	if (st != ST_OK)
		return st;
	*n = 0;
	for (const struct profile *p = list; p; p = p->next)
		++*n;
	line = *out = arena_alloc(a, (*n + 1) * sizeof *line);
	if (!line)
		return err_nomem(e);
	for (const struct profile *p = list; p; p = p->next)
		*line++ = (struct profile_line){ p->name, p->agency ? p->agency : "", reads_of(p), p->column_n };
	return ST_OK;
}

struct keeping { const char *key, *text; };

static enum status keep_fn(struct work *w, void *arg, struct err *e)
{
	const struct keeping *k = arg;

	return store_setting_put(w->txn, k->key, k->text, e);
}

static enum status keep(struct session *s, const char *deed, struct keeping *k, struct err *e)
{
	char detail[112];

	snprintf(detail, sizeof detail, "%s %s", deed, k->key);
	return case_write(s, &(struct deed){ .deed = "setting", .detail = detail }, keep_fn, k, e);
}

enum status profile_add(struct session *s, const char *path, struct arena *a, const char **name, struct err *e)
{
	struct profile *p;
	struct keeping k = { 0 };
	char key[96];
	enum status st = file_text(path, a, &k.text, e);

	if (st == ST_OK)
		st = profile_parse(&p, k.text, base_of(path), a, e);
	if (st != ST_OK)
		return st;
	if (!p->agency)
		return err_set(e, ST_FORMAT,
			"%s does not say whose files it is for: add a line `agency CODE`", base_of(path));
	if (!key_of(p->name, key))
		return err_set(e, ST_BUG, "profile_add: a name that is none");
	k.key = key;
	st = keep(s, "keep", &k, e);
	if (st == ST_OK)
		*name = p->name;
	return st;
}

enum status profile_remove(struct session *s, const char *name, struct err *e)
{
	struct arena *a = arena_new();
	struct keeping k = { 0 };
	char key[96];
	enum status st = a ? profile_text(s, name, a, &k.text, e) : err_nomem(e);

	arena_free(a);
	if (st != ST_OK)
		return st;
	(void)key_of(name, key);
	k = (struct keeping){ key, NULL };
	return keep(s, "remove", &k, e);
}
