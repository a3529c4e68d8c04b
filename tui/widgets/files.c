#include "widgets/files.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { ENTRIES_MOST = 5000, SIZE_CELLS = 12, HINT_CELLS = 33 };
static const char HINT[] = "Tab completes  Backspace goes up ";

/* What the folder has ------------------------------------------------------- */

static int by_name(const void *a, const void *b)
{
	const struct file_entry *x = a, *y = b;

	return x->is_folder != y->is_folder ? y->is_folder - x->is_folder : strcmp(x->name, y->name);
}

/* Files and folders alone: what else there is cannot be taken in. */
static bool entry_look(const char *folder, const char *name, struct file_entry *out)
{
	char path[2 * FILES_PATH];
	struct stat s;

	snprintf(path, sizeof path, "%s%s", folder, name);
	if (stat(path, &s) != 0 || !(S_ISDIR(s.st_mode) || S_ISREG(s.st_mode)))
		return false;
	*out = (struct file_entry){name, S_ISDIR(s.st_mode), (int64_t)s.st_size};
	return true;
}

static bool entry_add(struct files *f, const char *name)
{
	struct file_entry entry;

	if (name[0] == '.')
		return true;
	if (f->entry_n == ENTRIES_MOST) {
		f->is_cut = true;
		return false;
	}
	name = arena_dup(f->arena, name);
	if (name && entry_look(f->folder, name, &entry))
		f->entry[f->entry_n++] = entry;
	return name != NULL;
}

/* Those whose names hold what was typed; nothing typed: all, and the folder itself. */
static void narrow(struct files *f)
{
	f->shown.n = 0;
	if (!f->typed.text[0] && !f->is_denied)
		(void)vec_push(&f->shown, (size_t)0);
	for (size_t i = 0; i < f->entry_n; i++)
		if (!f->typed.text[0] || words_match(f->typed.text, CIVIL_NONE, f->entry[i].name))
			(void)vec_push(&f->shown, i + 1);
	f->list.row = f->list.top = 0;
	list_refresh(&f->list, 0);
}

static void folder_read(struct files *f)
{
	DIR *d = opendir(f->folder);
	struct dirent *one;

	arena_free(f->arena);
	f->arena = arena_new();
	f->entry = f->arena ? arena_alloc(f->arena, ENTRIES_MOST * sizeof *f->entry) : NULL;
	f->entry_n = 0;
	f->is_cut = false;
	f->is_denied = !d;
	while (d && f->entry && (one = readdir(d)) && entry_add(f, one->d_name))
		continue;
	if (d)
		closedir(d);
	if (f->entry)
		qsort(f->entry, f->entry_n, sizeof *f->entry, by_name);
	prompt_set(&f->typed, "");
	narrow(f);
}

/* Going about --------------------------------------------------------------- */

/* Into this folder, if it is one and its path is not too long. */
static bool folder_go(struct files *f, const char *path)
{
	char whole[FILES_PATH];
	struct stat s;
	size_t n;

	if (!realpath(path, whole) || stat(whole, &s) != 0 || !S_ISDIR(s.st_mode) ||
		(n = strlen(whole)) + 2 > sizeof f->folder)
		return false;
	memcpy(f->folder, whole, n);
	if (n > 1)
		f->folder[n++] = '/';
	f->folder[n] = '\0';
	folder_read(f);
	return true;
}

static bool folder_into(struct files *f, const char *name)
{
	char path[2 * FILES_PATH];

	if (name[0] == '/' || !*name)
		snprintf(path, sizeof path, "/");
	else if (name[0] == '~' && !name[1])
		snprintf(path, sizeof path, "%s", getenv("HOME") ? getenv("HOME") : "/");
	else
		snprintf(path, sizeof path, "%s%s", f->folder, name);
	return folder_go(f, path);
}

/* The list ------------------------------------------------------------------ */

static size_t files_count(const void *arg)
{
	return ((const struct files *)arg)->shown.n;
}

static int64_t files_id(const void *arg, size_t row)
{
	return (int64_t)((const struct files *)arg)->shown.v[row] + 1;
}

static const struct file_entry *entry_of(const struct files *f, size_t row)
{
	return f->shown.v[row] ? &f->entry[f->shown.v[row] - 1] : NULL;
}

static void files_text(const void *arg, size_t row, char *out, size_t room)
{
	const struct file_entry *entry = entry_of(arg, row);

	snprintf(out, room, "%s", entry ? entry->name : "");
}

static void size_told(int64_t bytes, char out[static 24])
{
	if (bytes < 10000)
		snprintf(out, 24, "%" PRId64 " B", bytes);
	else if (bytes < 10000000)
		snprintf(out, 24, "%" PRId64 " kB", bytes / 1000);
	else
		snprintf(out, 24, "%" PRId64 " MB", bytes / 1000000);
}

static void files_draw_row(const void *arg, size_t row, struct canvas *c, struct area a)
{
	const struct files *f = arg;
	const struct file_entry *entry = entry_of(f, row);
	char size[24];
	int used;

	if (!entry) {
		canvas_text(c, a.y, a.x, a.cols, LOOK_PLAIN, "(this folder, all that is in it)");
		return;
	}
	used = canvas_text(c, a.y, a.x, a.cols - SIZE_CELLS - 1, LOOK_PLAIN, entry->name);
	if (entry->is_folder) {
		canvas_text(c, a.y, a.x + used, 1, LOOK_PLAIN, "/");
		return;
	}
	size_told(entry->bytes, size);
	canvas_textf(c, a.y, a.x + a.cols - SIZE_CELLS, SIZE_CELLS - 1, LOOK_PLAIN, "%11s", size);
}

static const struct list_source ENTRIES = {files_count, NULL, files_id, files_text, files_draw_row};

void files_init(struct files *f, const char *folder)
{
	*f = (struct files){.folder = "/"};
	list_init(&f->list, &ENTRIES, f);
	if ((!folder || !*folder || !folder_go(f, folder)) && !folder_go(f, ".") && !folder_go(f, "/"))
		folder_read(f);
	list_act(&f->list, ACT_DOWN); /* not at once all that is where one begins */
}

void files_done(struct files *f)
{
	list_done(&f->list);
	vec_done(&f->shown);
	arena_free(f->arena);
}

/* Keys ---------------------------------------------------------------------- */

/* Everything up to where the names shown begin to differ. */
static void complete(struct files *f)
{
	const char *first = NULL;
	size_t same = 0;

	for (size_t i = 0; i < f->shown.n; i++) {
		const struct file_entry *entry = entry_of(f, i);

		if (!entry || strncmp(entry->name, f->typed.text, strlen(f->typed.text)) != 0)
			continue;
		if (!first) {
			first = entry->name;
			same = strlen(first);
		}
		while (same && strncmp(entry->name, first, same) != 0)
			same--;
	}
	while (same && ((unsigned char)first[same] & 0xc0) == 0x80)
		same--;
	if (!first || same >= sizeof f->typed.text || same <= strlen(f->typed.text))
		return;
	snprintf(f->typed.text, sizeof f->typed.text, "%.*s", (int)same, first);
	f->typed.at = same;
	narrow(f);
}

static enum files_said choose(struct files *f, char path[static FILES_PATH])
{
	const struct file_entry *entry;
	size_t row;

	if (!list_selected(&f->list, &row))
		return FILES_NOT_YET;
	entry = entry_of(f, row);
	if (entry && entry->is_folder) {
		folder_into(f, entry->name);
		return FILES_NOT_YET;
	}
	return snprintf(path, FILES_PATH, "%s%s", f->folder, entry ? entry->name : "") < FILES_PATH
		? FILES_CHOSEN : FILES_NOT_YET;
}

static void list_key(struct files *f, uint32_t key)
{
	list_act(&f->list, key == K_DOWN ? ACT_DOWN : key == K_UP ? ACT_UP
		: key == K_PGDN ? ACT_PAGE_DOWN : key == K_PGUP ? ACT_PAGE_UP : ACT_NONE);
}

enum files_said files_key(struct files *f, uint32_t key, char path[static FILES_PATH])
{
	if (key == '/' && folder_into(f, f->typed.text))
		return FILES_NOT_YET;
	if (key == K_BACKSPACE && !f->typed.text[0]) {
		folder_into(f, "..");
		return FILES_NOT_YET;
	}
	if (key == K_TAB) {
		complete(f);
		return FILES_NOT_YET;
	}
	switch (prompt_key(&f->typed, key)) {
	case PROMPT_TYPED:
		narrow(f);
		break;
	case PROMPT_DONE:
		return choose(f, path);
	case PROMPT_LEFT:
		return FILES_LEFT;
	case PROMPT_PASSED:
		list_key(f, key);
		break;
	case PROMPT_MOVED:
		break;
	}
	return FILES_NOT_YET;
}

/* Drawing ------------------------------------------------------------------- */

/* The end of a long path says more than its beginning. */
static void folder_draw(const struct files *f, struct canvas *c, struct area a)
{
	const char *home = getenv("HOME"), *at = f->folder;
	size_t length = home ? strlen(home) : 0;
	char told[FILES_PATH + 4];

	if (a.cols >= 60)
		a.cols -= canvas_text(c, a.y, a.x + a.cols - HINT_CELLS, HINT_CELLS, LOOK_PLAIN, HINT) + 2;
	if (length > 1 && strncmp(at, home, length) == 0 && at[length] == '/')
		snprintf(told, sizeof told, "~%s", at + length);
	else
		snprintf(told, sizeof told, "%s", at);
	at = told;
	while (canvas_measure(c, at) > a.cols - 8 && strchr(at + 1, '/') && strchr(at + 1, '/')[1])
		at = strchr(at + 1, '/');
	canvas_textf(c, a.y, a.x + 1, a.cols - 1, LOOK_HEADING, "In %s%s", at == told ? "" : "...", at);
}

void files_draw(struct files *f, struct canvas *c, struct area a)
{
	struct area rows = {a.y + 2, a.x, a.rows - 2 - f->is_cut, a.cols};

	folder_draw(f, c, a);
	list_draw(&f->list, c, rows);
	if (f->is_denied)
		canvas_text(c, rows.y, a.x + 2, a.cols - 2, LOOK_PLAIN, "This folder cannot be read.");
	else if (!f->shown.n)
		canvas_text(c, rows.y, a.x + 2, a.cols - 2, LOOK_PLAIN, "No name here holds this.");
	if (f->is_cut)
		canvas_textf(c, a.y + a.rows - 1, a.x + 2, a.cols - 2, LOOK_PLAIN,
			"The first %d are listed; type part of a name in full and / for more.", ENTRIES_MOST);
	prompt_draw(&f->typed, c, a.y + 1, a.x + 1, a.cols - 1, "File or folder: ");
}
