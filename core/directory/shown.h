/*
 * shown.h - where a service is, for those who search and those who show
 * (private to directory).
 */
#ifndef THROUGHLINE_DIRECTORY_SHOWN_H
#define THROUGHLINE_DIRECTORY_SHOWN_H

#include "directory.h"

bool service_is_online(const struct service *);

#endif
