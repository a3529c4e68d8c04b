#include "care/site_catalogue.h"

#include <sodium.h>
#include <string.h>

extern const char catalogue_domains_tsv[], catalogue_instruments_tsv[];
extern const char catalogue_instrument_codes_tsv[], catalogue_changes_tsv[];

static enum status table_read(const struct store *store, const char *key, struct arena *arena,
	const char **out, struct err *err)
{
	enum status st = store_setting_get(store, key, arena, out, err);

	if (st != ST_NONE)
		return st;
	*out = NULL;
	return ST_OK;
}

enum status site_catalogue_read(const struct store *store, struct arena *arena,
	struct catalogue_text *text, struct err *err)
{
	enum status st = table_read(store, "catalogue.domains", arena, &text->domains, err);

	if (st == ST_OK)
		st = table_read(store, "catalogue.instruments", arena, &text->instruments, err);
	if (st == ST_OK)
		st = table_read(store, "catalogue.codes", arena, &text->codes, err);
	if (st == ST_OK)
		st = table_read(store, "catalogue.changes", arena, &text->changes, err);
	return st;
}

void site_catalogue_mark(const struct catalogue_text *site, char out[static 33])
{
	const char *const table[] = {
		site->domains ? site->domains : catalogue_domains_tsv,
		site->instruments ? site->instruments : catalogue_instruments_tsv,
		site->codes ? site->codes : catalogue_instrument_codes_tsv,
		site->changes ? site->changes : catalogue_changes_tsv,
	};
	crypto_generichash_state state;
	unsigned char hash[crypto_generichash_BYTES_MIN];
	size_t i;

	crypto_generichash_init(&state, NULL, 0, sizeof hash);
	for (i = 0; i < sizeof table / sizeof *table; i++)
		crypto_generichash_update(&state, (const unsigned char *)table[i], strlen(table[i]) + 1);
	crypto_generichash_final(&state, hash, sizeof hash);
	sodium_bin2hex(out, 33, hash, sizeof hash);
}
