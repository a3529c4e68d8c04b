/* Any bytes as a table that a profile reads, and that a profile is drafted from:
 * what is drafted can be read again. */
#include <string.h>

#include "ingest/profile/mapping.h"
#include "profile.h"
#include "reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char PROFILE[] =
	"profile fuzz\nagency HOUSING\ndelimiter semicolon\ndates dmy, excel\nnothing \"-\"\n"
	"skip where any starts \"Total\"\n"
	"people\n local_id \"Ref\"\n full_name \"Name\"\n full_address \"Address\"\n date_of_birth \"DOB\"\n"
	" sex \"Sex\"\n  \"M\" is male\n  other is unknown\n"
	"events\n when \"Visit\" is filled\n source_ref \"Ref\" + '/' + \"Visit\"\n local_id \"Ref\"\n"
	" kind \"Type\"\n  other is assessment\n starts_on \"Visit\" + ' ' + \"Time\"\n domains \"Needs\" list ','\n";
static const char HEADER[] = "Ref;Name;Address;DOB;Sex;Visit;Type;Time;Needs\n";

static const char REGISTER[] =
	"profile fuzz\nagency HOUSING\ndelimiter semicolon\npeople\n local_id hashed \"Ref\" + \"Name\"\n full_name \"Name\"\n"
	"events each day\n when cell is filled\n source_ref hashed \"Ref\" + day + heading\n local_id hashed \"Ref\" + \"Name\"\n"
	" starts_on day\n kind 'contact'\n status cell\n  \"P\" is completed\n"
	"events each column 3 to column 5\n source_ref \"Ref\" + cell\n local_id \"Ref\"\n starts_on heading\n kind cell\n";
static const char DAYS[] = "Ref;Name;3 Nov;Tue 4 Nov 2025;5;";
static const char *text = PROFILE;

static enum status drafts(struct batch *b, void **state, struct err *e)
{
	static bool yes = true;

	(void)b;
	(void)e;
	*state = &yes;
	return ST_OK;
}

static enum status takes(struct batch *b, void **state, struct err *e)
{
	static bool no = false;

	(void)b;
	(void)e;
	*state = &no;
	return ST_OK;
}

static void draft(struct batch *b, const char *path)
{
	struct profile *p;
	const char *drafted;
	struct err err;

	if (profile_draft(path, "HOUSING", b->catalogue, b->arena, &drafted, &err) != ST_OK)
		return;
	if (profile_parse(&p, drafted, "drafted", b->arena, &err) != ST_OK && !strstr(err.text, "must say where") &&
		!strstr(err.text, "at most"))
		abort();
}

static enum status take(struct batch *b, void *state, const char *path, struct err *e)
{
	struct profile *p;

	if (profile_parse(&p, text, "fuzz", b->arena, e) != ST_OK)
		abort();
	if (*(const bool *)state)
		draft(b, path);
	return *(const bool *)state ? ST_OK : profile_take(b, p, path, e);
}

static enum status done(struct batch *b, void *state, struct err *e)
{
	(void)b;
	(void)state;
	(void)e;
	return ST_OK;
}

static void end(void *state)
{
	(void)state;
}

/* The first byte: whether the header is there already, so that it is read by the
 * profile (a register's, whose header goes on, or a table's), or a draft is made of all of it. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct format table = { .name = "table", .begin = takes, .read = take, .finish = done, .end = end };
	const char *head;

	if (!size)
		return 0;
	head = data[0] & 2 ? DAYS : data[0] & 1 ? HEADER : "";
	text = data[0] & 2 ? REGISTER : PROFILE;
	if (!*head)
		table.begin = drafts;
	reader_fuzz(&table, head, strlen(head), data + 1, size - 1);
	return 0;
}
