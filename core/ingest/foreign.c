#include "ingest/foreign.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

/* What some programs call .xls. */
#define WEB_PAGE "is a web page: open it in a spreadsheet, save it as CSV and take that in"
#define MESSAGE "is HL7 version 2: ask its sender for FHIR as JSON, or for a table as CSV"
static const struct { const char *bytes; size_t n; const char *told; } KINDS[] = {
	{"PK\003\004", 4, "is a spreadsheet (ods, xlsb) or a document, or an archive that is damaged or within another: save the "
		"spreadsheet as CSV, unpack the archive or ask its sender for it again, and take that in"},
	{"\xd0\xcf\x11\xe0", 4, "is a spreadsheet or document of Office: save it as CSV and take that in"},
	{"%PDF", 4, "is a PDF: ask its sender for the table as CSV"},
	{"<html", 5, WEB_PAGE}, {"<!doctype html", 14, WEB_PAGE}, {"<table", 6, WEB_PAGE},
	{"MSH|", 4, MESSAGE}, {"FHS|", 4, MESSAGE}, {"BHS|", 4, MESSAGE},
	{"Rar!", 4, "is an archive: unpack it and take that in"}, {"7z\xbc\xaf", 4, "is an archive: unpack it and take that in"},
};
#undef WEB_PAGE
#undef MESSAGE

/* `{"`, `[{` and their like: a table may begin with a bracket, but not so. */
static bool is_json(const char *head, size_t n)
{
	static const char BLANKS[] = " \t\r\n\xef\xbb\xbf";
	size_t at = 0, next;

	while (at < n && head[at] && strchr(BLANKS, head[at]))
		at++;
	next = at + 1;
	while (next < n && head[next] && strchr(BLANKS, head[next]))
		next++;
	return next < n && ((head[at] == '{' && (head[next] == '"' || head[next] == '}')) ||
		(head[at] == '[' && (head[next] == '{' || head[next] == '[' || head[next] == '"' || head[next] == ']')));
}

/* `<?xml`, `<ClinicalDocument`, perhaps behind a byte order mark: a table may begin with `<`, but not so. */
static bool is_xml(const char *head, size_t n)
{
	static const char *const BEGINS[] = { "<?xml", "<ClinicalDocument", "<Bundle" };

	if (n > 3 && memcmp(head, "\xef\xbb\xbf", 3) == 0) {
		head += 3;
		n -= 3;
	}
	for (size_t i = 0; i < sizeof BEGINS / sizeof *BEGINS; i++)
		if (n >= strlen(BEGINS[i]) && strncasecmp(head, BEGINS[i], strlen(BEGINS[i])) == 0)
			return true;
	return false;
}

const char *foreign_kind(const char *head, size_t n)
{
	if (n == 0)
		return "is empty; ask its sender for it again";
	if (is_xml(head, n))
		return "is XML: ask its sender for FHIR as JSON, or for a table as CSV";
	for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
		if (n >= KINDS[i].n && strncasecmp(head, KINDS[i].bytes, KINDS[i].n) == 0)
			return KINDS[i].told;
	if (is_json(head, n))
		return "is JSON, but holds neither resources of FHIR nor a directory of services";
	return NULL;
}
