#include "ingest/files/xml.h"

#include <expat.h>
#include <string.h>

enum { TOKEN_MOST = 16 << 20 /* no name, text or comment is longer */ };

struct reading {
	struct xml *xml;
	XML_Parser parser;
	int64_t given;
	bool is_damaged, no_memory;
};

static const char *without_prefix(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon ? colon + 1 : name;
}

static void XMLCALL begin(void *arg, const char *name, const char **attributes)
{
	struct reading *r = arg;

	r->xml->begin(r->xml->arg, without_prefix(name), attributes);
}

static void XMLCALL end(void *arg, const char *name)
{
	struct reading *r = arg;

	if (r->xml->end)
		r->xml->end(r->xml->arg, without_prefix(name));
}

static void XMLCALL text(void *arg, const char *bytes, int n)
{
	struct reading *r = arg;

	if (r->xml->text)
		r->xml->text(r->xml->arg, bytes, (size_t)n);
}

static void XMLCALL declares(void *arg, const char *name, const char *system, const char *public, int has_subset)
{
	struct reading *r = arg;

	(void)name;
	(void)system;
	(void)public;
	(void)has_subset;
	r->is_damaged = true;
	XML_StopParser(r->parser, XML_FALSE);
}

static void parse(struct reading *r, const char *piece, size_t n, bool is_last)
{
	if (XML_Parse(r->parser, piece, (int)n, is_last) == XML_STATUS_OK)
		return;
	r->no_memory = XML_GetErrorCode(r->parser) == XML_ERROR_NO_MEMORY;
	r->is_damaged = !r->no_memory;
}

static bool give(void *arg, const char *piece, size_t n)
{
	struct reading *r = arg;

	parse(r, piece, n, false);
	r->given += (int64_t)n;
	if (r->given - XML_GetCurrentByteIndex(r->parser) > TOKEN_MOST)
		r->is_damaged = true;
	return !r->is_damaged && !r->no_memory && !r->xml->is_enough;
}

enum status xml_unreadable(const char *label, struct err *e)
{
	return err_set(e, ST_FORMAT, "%s is a spreadsheet that cannot be read: save it as CSV and take that in", label);
}

enum status xml_read(zip_t *zip, int64_t part, const char *label, struct xml *xml, struct err *e)
{
	struct reading r = {.xml = xml, .parser = XML_ParserCreate(NULL)};
	enum status st;

	if (!r.parser)
		return err_nomem(e);
	XML_SetUserData(r.parser, &r);
	XML_SetElementHandler(r.parser, begin, end);
	XML_SetCharacterDataHandler(r.parser, text);
	XML_SetStartDoctypeDeclHandler(r.parser, declares);
	st = zipped_read(zip, part, label, give, &r, e);
	if (st == ST_OK && !r.is_damaged && !r.no_memory && !xml->is_enough)
		parse(&r, "", 0, true);
	XML_ParserFree(r.parser);
	if (r.no_memory)
		return err_nomem(e);
	if (part < 0 || (st == ST_OK && r.is_damaged))
		return xml_unreadable(label, e);
	return st;
}

const char *xml_attribute(const char **attributes, const char *name)
{
	for (; *attributes; attributes += 2)
		if (strcmp(without_prefix(attributes[0]), name) == 0)
			return attributes[1];
	return NULL;
}
