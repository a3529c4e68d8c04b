/*
 * files.h - choosing a file or a folder: a field, and beneath it what the folder
 * has, of which the field shows those that hold what was typed.
 *
 * Names are bytes as the disk has them: shown safe by the canvas, never altered.
 */
#ifndef THROUGHLINE_FILES_H
#define THROUGHLINE_FILES_H

#include "arena.h"
#include "widgets/list.h"

enum { FILES_PATH = 4096 };

struct files {
	char folder[FILES_PATH]; /* ends in `/` */
	struct prompt typed;
	struct arena *arena;     /* of the entries */
	struct file_entry { const char *name; bool is_folder; int64_t bytes; } *entry;
	size_t entry_n;
	bool is_cut;             /* the folder has more than are listed */
	bool is_denied;          /* it cannot be read */
	VEC(size_t) shown;       /* 0: the folder as a whole; i: entry i - 1 */
	struct list list;
};

/* Begins in this folder, or, where that is none, where the program is. */
void files_init(struct files *, const char *folder);
void files_done(struct files *);

enum files_said { FILES_NOT_YET, FILES_CHOSEN, FILES_LEFT };
/* *path is set on FILES_CHOSEN. */
enum files_said files_key(struct files *, uint32_t key, char path[static FILES_PATH]);
void files_draw(struct files *, struct canvas *, struct area);

#endif
