#define _GNU_SOURCE /* program_invocation_short_name */
#include "failing.h"

#include <errno.h>
#include <execinfo.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct {
	long count, at;
	enum failing_how how;
	enum failing_fault fault;
	bool is_on, has_failed, is_watched;
	long part;
} failing;

#ifdef __SANITIZE_ADDRESS__
/* What was freed is watched for a megabyte more, not for 256: a store that is opened over and over would touch new memory
 * with whatever SQLite allocates, which takes a third of the time. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "quarantine_size_mb=1:thread_local_quarantine_size_kb=64";
}
#endif

enum { WATCHED_MOST = 200000, TRIED_MOST = 16000, DEEP = 64, PLACES_MOST = 1 << 16 };

/* Who asked for each operation, in turn, while nothing failed: all who call, down to main. */
static struct {
	struct asking { void *caller[DEEP]; int n; uint64_t asker; } *v;
	long n;
	enum failing_fault fault;
} watched;

/* Where a failure has come through, by address; no address is NULL. */
static void *places[PLACES_MOST];

/* Whose operation has failed, by how it did. */
static struct {
	uint64_t key[TRIED_MOST];
	size_t n;
} tried;

static uint64_t mixed(uint64_t sum, uint64_t more)
{
	return (sum ^ more) * 0x9e3779b97f4a7c15u ^ sum >> 29;
}

/* All who call, down to main, and in which part. */
static void asker_keep(void)
{
	struct asking *x;

	assert_true(watched.n < WATCHED_MOST);
	x = &watched.v[watched.n++];
	x->n = backtrace(x->caller, DEEP);
	x->asker = mixed(1, (uint64_t)failing.part);
	for (int i = 0; i < x->n; i++)
		x->asker = mixed(x->asker, (uintptr_t)x->caller[i]);
}

/* Notes it; true where it was not noted before. */
static bool place_note(void *place)
{
	size_t at = mixed(1, (uintptr_t)place) % PLACES_MOST;

	for (size_t i = 0; places[at] && places[at] != place; i++) {
		assert_true(i < PLACES_MOST);
		at = (at + 1) % PLACES_MOST;
	}
	if (places[at])
		return false;
	places[at] = place;
	return true;
}

/* An open file of ours: SQLite's own file lies behind it in the same room. */
struct failing_file {
	sqlite3_file base;
	sqlite3_file *real;
};

static sqlite3_file *real_of(sqlite3_file *file)
{
	return ((struct failing_file *)file)->real;
}

static sqlite3_vfs *real_vfs(sqlite3_vfs *vfs)
{
	return vfs->pAppData;
}

static bool is_time(bool needs_room)
{
	if (!failing.is_on || (failing.fault == FAULT_FULL && !needs_room))
		return false;
	if (failing.is_watched)
		asker_keep();
	failing.count++;
	if (!failing.at || failing.count < failing.at ||
		(failing.how == FAIL_ONCE && failing.count > failing.at))
		return false;
	failing.has_failed = true;
	return true;
}

/* Files ------------------------------------------------------------------- */

static int file_close(sqlite3_file *file)
{
	return real_of(file)->pMethods->xClose(real_of(file));
}

static int file_read(sqlite3_file *file, void *into, int n, sqlite3_int64 at)
{
	if (failing.fault == FAULT_ANY && is_time(false))
		return SQLITE_IOERR_READ;
	return real_of(file)->pMethods->xRead(real_of(file), into, n, at);
}

static int file_write(sqlite3_file *file, const void *from, int n, sqlite3_int64 at)
{
	if (is_time(true))
		return failing.fault == FAULT_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
	return real_of(file)->pMethods->xWrite(real_of(file), from, n, at);
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	if (is_time(false))
		return SQLITE_IOERR_TRUNCATE;
	return real_of(file)->pMethods->xTruncate(real_of(file), size);
}

static int file_sync(sqlite3_file *file, int flags)
{
	(void)file;
	(void)flags;
	return is_time(false) ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size)
{
	return real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int file_lock(sqlite3_file *file, int level)
{
	return real_of(file)->pMethods->xLock(real_of(file), level);
}

static int file_unlock(sqlite3_file *file, int level)
{
	return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int file_is_reserved(sqlite3_file *file, int *is)
{
	return real_of(file)->pMethods->xCheckReservedLock(real_of(file), is);
}

static int file_control(sqlite3_file *file, int what, void *arg)
{
	return real_of(file)->pMethods->xFileControl(real_of(file), what, arg);
}

static int file_sector(sqlite3_file *file)
{
	return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int file_traits(sqlite3_file *file)
{
	return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int file_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **at)
{
	if (extend && is_time(true))
		return SQLITE_IOERR_SHMSIZE;
	return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, at);
}

static int file_shm_lock(sqlite3_file *file, int offset, int n, int flags)
{
	return real_of(file)->pMethods->xShmLock(real_of(file), offset, n, flags);
}

static void file_shm_barrier(sqlite3_file *file)
{
	real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int file_shm_unmap(sqlite3_file *file, int remove)
{
	return real_of(file)->pMethods->xShmUnmap(real_of(file), remove);
}

static const sqlite3_io_methods METHODS = {
	.iVersion = 2, .xClose = file_close, .xRead = file_read, .xWrite = file_write,
	.xTruncate = file_truncate, .xSync = file_sync, .xFileSize = file_size,
	.xLock = file_lock, .xUnlock = file_unlock, .xCheckReservedLock = file_is_reserved,
	.xFileControl = file_control, .xSectorSize = file_sector,
	.xDeviceCharacteristics = file_traits, .xShmMap = file_shm_map, .xShmLock = file_shm_lock,
	.xShmBarrier = file_shm_barrier, .xShmUnmap = file_shm_unmap,
};

/* The layer --------------------------------------------------------------- */

static int disk_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *got)
{
	struct failing_file *ours = (struct failing_file *)file;
	int rc;

	ours->base.pMethods = NULL;
	ours->real = (sqlite3_file *)(ours + 1);
	if (is_time(false))
		return SQLITE_CANTOPEN;
	rc = real_vfs(vfs)->xOpen(real_vfs(vfs), name, ours->real, flags, got);
	if (rc == SQLITE_OK)
		ours->base.pMethods = &METHODS;
	return rc;
}

static int disk_delete(sqlite3_vfs *vfs, const char *name, int sync_folder)
{
	if (is_time(false))
		return SQLITE_IOERR_DELETE;
	return real_vfs(vfs)->xDelete(real_vfs(vfs), name, sync_folder);
}

void failing_install(void)
{
	static sqlite3_vfs disk;
	sqlite3_vfs *real = sqlite3_vfs_find(NULL);

	disk = *real;
	disk.szOsFile = (int)sizeof(struct failing_file) + real->szOsFile;
	disk.pNext = NULL;
	disk.zName = "failing";
	disk.pAppData = real;
	disk.xOpen = disk_open;
	disk.xDelete = disk_delete;
	assert_int_equal(sqlite3_vfs_register(&disk, 1), SQLITE_OK);
}

/* Pages --------------------------------------------------------------------- */

static sqlite3_pcache_methods2 kept;

/* However many it is told to keep. */
static void pages_keep_none(sqlite3_pcache *cache, int pages)
{
	(void)pages;
	kept.xCachesize(cache, 1);
}

/* Before each statement what was changed is written away, in the middle of a transaction too; what fails there the
 * statement says. */
static int statement_begins(unsigned what, void *db, void *statement, void *sql)
{
	(void)what;
	(void)statement;
	if (strncmp(sql, "--", 2)) /* no trigger's, within another */
		(void)sqlite3_db_cacheflush(db);
	return 0;
}

static int flush_always(sqlite3 *db, char **said, const struct sqlite3_api_routines *api)
{
	(void)said;
	(void)api;
	return sqlite3_trace_v2(db, SQLITE_TRACE_STMT, statement_begins, db);
}

void failing_install_bare(void)
{
	sqlite3_pcache_methods2 bare;

	sqlite3_shutdown();
	assert_int_equal(sqlite3_config(SQLITE_CONFIG_GETPCACHE2, &kept), SQLITE_OK);
	bare = kept;
	bare.xCachesize = pages_keep_none;
	assert_int_equal(sqlite3_config(SQLITE_CONFIG_PCACHE2, &bare), SQLITE_OK);
	failing_install();
	assert_int_equal(sqlite3_auto_extension((void (*)(void))flush_always), SQLITE_OK);
}

void failing_begin(long n, enum failing_how how, enum failing_fault fault)
{
	memset(&failing, 0, sizeof failing);
	failing.at = n;
	failing.how = how;
	failing.fault = fault;
	failing.is_on = true;
}

void failing_watch(enum failing_fault fault)
{
	failing_begin(0, FAIL_ONCE, fault);
	failing.is_watched = true;
	if (!watched.v)
		watched.v = malloc(WATCHED_MOST * sizeof *watched.v);
	assert_non_null(watched.v);
	watched.n = 0;
	watched.fault = fault;
}

void failing_part(long part)
{
	failing.part = part;
}

/* Notes it; true where it was not noted before. */
static bool is_first_try(uint64_t asker, enum failing_how how, bool is_last)
{
	uint64_t key = mixed(mixed(asker, how), (uint64_t)watched.fault * 2 + is_last);

	for (size_t i = 0; i < tried.n; i++)
		if (tried.key[i] == key)
			return false;
	assert_true(tried.n < TRIED_MOST);
	tried.key[tried.n++] = key;
	return true;
}

bool failing_is_new(long n, enum failing_how how)
{
	uint64_t asker = watched.v[n - 1].asker;
	bool is_last = true, is_new = is_first_try(asker, how, false);

	for (long i = n; i < watched.n; i++)
		is_last &= watched.v[i].asker != asker;
	return is_new | (is_last && is_first_try(asker, how, true));
}

/* The program's own, as the linker says where it lies. */
extern const char __executable_start[], etext[];

bool failing_is_new_place(long n)
{
	const struct asking *x = &watched.v[n - 1];
	bool is_new = false;

	for (int i = 0; i < x->n; i++)
		if ((char *)x->caller[i] >= __executable_start && (char *)x->caller[i] < etext)
			is_new |= place_note(x->caller[i]);
	return is_new;
}

void failing_places_keep(void)
{
	const char *folder = getenv("FAILING_PLACES");
	char name[400];
	FILE *f;

	if (!folder)
		return;
	snprintf(name, sizeof name, "%.300s/%s", folder, program_invocation_short_name);
	f = fopen(name, "w");
	assert_non_null(f);
	for (size_t i = 0; i < PLACES_MOST; i++)
		if (places[i])
			fprintf(f, "%tx\n", (char *)places[i] - __executable_start);
	fclose(f);
}

long failing_end(bool *has_failed)
{
	failing.is_on = failing.is_watched = false;
	*has_failed = failing.has_failed;
	return failing.count;
}
