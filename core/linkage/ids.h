/* ids.h - a vec of ids that is handed on (private to core). */
#ifndef THROUGHLINE_LINKAGE_IDS_H
#define THROUGHLINE_LINKAGE_IDS_H

#include <stdint.h>

#include "vec.h"

struct ids { int64_t *v; size_t n, cap; };

#endif
