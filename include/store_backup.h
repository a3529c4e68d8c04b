/*
 * store_backup.h - what backup.h promises, done on the file: implemented by db.
 */
#ifndef THROUGHLINE_STORE_BACKUP_H
#define THROUGHLINE_STORE_BACKUP_H

#include "backup.h"
#include "store.h"

enum status store_backup(const struct store *, const struct backup_order *, struct backup_made *, struct err *);
/* order->worker is there. */
enum status store_restore(const struct restore_order *, struct arena *, struct restored *, struct err *);

#endif
