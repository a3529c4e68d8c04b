#include "folder.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int folder_remove(const char *path)
{
	DIR *dir;
	struct dirent *entry;

	chmod(path, 0700);
	dir = opendir(path);
	while (dir && (entry = readdir(dir))) {
		char name[512];

		snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 && unlink(name) != 0)
			rmdir(name);
	}
	if (dir)
		closedir(dir);
	return rmdir(path);
}
