/*
 * folder.h - the folder of a test, when the test is over.
 */
#ifndef THROUGHLINE_TESTS_FOLDER_H
#define THROUGHLINE_TESTS_FOLDER_H

/* Takes the folder away with the files in it and its empty folders; -1 where something stays. */
int folder_remove(const char *path);

#endif
