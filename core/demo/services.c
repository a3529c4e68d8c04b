/* The made-up locality's community services, as a page of Open Referral UK. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "demo.h"

/* What nobody has an office for has no postcode: they come, or it is a telephone. */
static const struct offered {
	const char *name, *organisation, *topic, *place, *postcode;
	int minimum_age, maximum_age;
	const char *days, *from, *to; /* iCalendar's days */
	const char *phone, *who, *how, *cost;
} OFFERED[] = {
	{ "Thursday lunch club", "Age Well Aldersham", "Meals", "Mill Hall", "AX1 2GA", 60, 0, "TH", "12:00", "14:00",
		"01999 501101", "Anybody over 60; carers are welcome", "Ring before you come the first time", "4.50 a meal" },
	{ "Strength and balance", "Vale Leisure", "Falls", "Aldersham Baths", "AX1 4BB", 50, 0, "MO,WE", "10:00", "11:00",
		"01999 501102", "People who have fallen, or fear to", "No referral needed", "2.00 a class" },
	{ "Memory cafe", "Aldersham Library", "Dementia", "Library", "AX2 1AA", 0, 0, "1TU", "14:00", "16:00", "01999 501103",
		"People with memory loss and whoever comes with them", "Just come", NULL },
	{ "Handyperson", "Vale Homes", "Home adaptations", NULL, NULL, 60, 0, "MO,TU,WE,TH,FR", "09:00", "17:00", "01999 501104",
		"Tenants and owners over 60, or disabled", "Ring; the wait is about two weeks", "Labour is free" },
	{ "Carers' centre", "Aldersham Carers", "Unpaid carers", "Carers' Centre", "AX1 3CC", 18, 0, "MO,TU,TH", "09:30", "16:00",
		"01999 501105", "Anybody who looks after somebody unpaid", "Ring or come; a break is arranged after a talk", NULL },
	{ "Young carers", "Aldersham Carers", "Young people", "Carers' Centre", "AX1 3CC", 8, 17, "WE", "16:00", "18:00",
		"01999 501106", "Who looks after a parent, brother or sister", "By a school, a parent or themselves", NULL },
	{ "Debt and benefits advice", "Citizens' Rooms", "Benefits advice", "Market Rooms", "AX1 1DD", 18, 0, "MO,TH", "10:00", "15:00",
		"01999 501107", NULL, "By appointment", NULL },
	{ "Food bank", "Aldersham Churches", "Food bank", "St Anne's", "AX3 2EE", 0, 0, "TU,FR", "11:00", "13:00", "01999 501108",
		NULL, "With a voucher from any agency", NULL },
	{ "Warm homes line", "Vale Energy Advice", "Fuel poverty", NULL, NULL, 0, 0, "MO,TU,WE,TH,FR", "09:00", "17:00",
		"01999 501109", NULL, "Ring", NULL },
	{ "Befriending by telephone", "Age Well Aldersham", "Befriending", NULL, NULL, 60, 0, NULL, NULL, NULL, "01999 501110",
		"Who lives alone", "By anybody, with their consent; the wait is a month", NULL },
	{ "Men's shed", "Aldersham Shed", "Loneliness", "The Shed", "AX4 9JB", 18, 0, "TU,TH", "10:00", "13:00", "01999 501111", NULL,
		"Just come", "2.00" },
	{ "Talking therapy", "Vale Minds", "Anxiety", "Minds House", "AX2 6AG", 16, 0, "MO,TU,WE,TH,FR", "09:00", "17:00",
		"01999 501112", "Low mood, worry, grief", "Refer yourself; the wait is six weeks", NULL },
	{ "Bereavement group", "Vale Minds", "Bereavement", "Minds House", "AX2 6AG", 18, 0, "2WE", "18:00", "19:30", "01999 501113",
		NULL, "Ring first", NULL },
	{ "Continence advice", "Vale Community Health", "Continence", "Health Centre", "AX1 5FF", 18, 0, "FR", "09:00", "12:00",
		"01999 501114", NULL, "Refer yourself", NULL },
	{ "Toe nail cutting", "Age Well Aldersham", "Toe nail cutting", "Mill Hall", "AX1 2GA", 60, 0, "MO", "09:00", "12:00",
		"01999 501115", "Who cannot reach their feet", "Ring", "12.00" },
	{ "Blue badge and wheelchair loan", "Aldersham Mobility", "Wheelchairs", "Unit 4", "AX5 1GG", 0, 0, "MO,TU,WE,TH,FR", "10:00",
		"16:00", "01999 501116", NULL, "Ring or come", "A deposit of 20" },
	{ "Dial-a-ride", "Vale Transport", "Community transport", NULL, NULL, 0, 0, "MO,TU,WE,TH,FR,SA", "08:00", "18:00", "01999 501117",
		"Who cannot use a bus", "Join first, then ring the day before", "3.00 a ride" },
	{ "Hearing and sight support", "Vale Senses", "Hearing", "Senses", "AX1 6HH", 18, 0, "TU", "10:00", "15:00", "01999 501118", NULL,
		"Refer yourself", NULL },
	{ "Recovery together", "Vale Recovery", "Alcohol", "The Arches", "AX3 7JJ", 18, 0, "MO,TU,WE,TH,FR", "09:00", "19:00",
		"01999 501119", NULL, "Just come", NULL },
	{ "Safe at home", "Vale Safe", "Domestic violence", NULL, NULL, 16, 0, NULL, NULL, NULL, "01999 501120",
		"Anybody who is afraid at home", "Ring; nobody else is told", NULL },
	{ "Medicines check", "Aldersham Pharmacy", "Medicines", "Pharmacy", "AX1 2GD", 0, 0, "MO,TU,WE,TH,FR,SA", "09:00", "18:00",
		"01999 501121", "Who takes five or more", "Ask at the counter", NULL },
	{ "Work for all", "Aldersham College", "Employment", "College", "AX2 3KK", 16, 0, "WE", "10:00", "16:00", "01999 501122", NULL,
		"By appointment", NULL },
	{ "Tots and parents", "Aldersham Library", "Play groups", "Library", "AX2 1AA", 0, 5, "TH", "10:00", "11:30", "01999 501123",
		NULL, "Just come", NULL },
	{ "Tenancy support", "Vale Homes", "Housing advice", "Vale House", "AX4 1LL", 16, 0, "MO,TU,WE,TH,FR", "09:00", "17:00",
		"01999 501124", "Who may lose their home", "By anybody", NULL },
};
enum { OFFERED_COUNT = sizeof OFFERED / sizeof *OFFERED };

static void text_put(FILE *f, const char *key, const char *text)
{
	if (text)
		fprintf(f, ", \"%s\": \"%s\"", key, text);
}

static void age_put(FILE *f, const char *key, int age)
{
	if (age)
		fprintf(f, ", \"%s\": %d", key, age);
}

static void place_put(FILE *f, const struct offered *o, int n)
{
	if (!o->postcode)
		return;
	fprintf(f, ", \"service_at_locations\": [{\"id\": \"at-%d\", \"location\": {\"id\": \"place-%d\", "
		"\"location_type\": \"physical\"", n, n);
	text_put(f, "name", o->place);
	fprintf(f, ", \"addresses\": [{\"id\": \"address-%d\", \"city\": \"Aldersham\"", n);
	text_put(f, "postal_code", o->postcode);
	fputs("}]}}]", f);
}

static void service_put(FILE *f, const struct offered *o, int n)
{
	fprintf(f, "%s{\"id\": \"service-%d\", \"status\": \"active\", \"assured_date\": \"2025-%02d-01\"", n ? ",\n" : "", n,
		n % 6 + 5);
	text_put(f, "name", o->name);
	text_put(f, "eligibility_description", o->who);
	text_put(f, "application_process", o->how);
	text_put(f, "fees_description", o->cost);
	age_put(f, "minimum_age", o->minimum_age);
	age_put(f, "maximum_age", o->maximum_age);
	fprintf(f, ", \"organization\": {\"id\": \"of-%d\"", n);
	text_put(f, "name", o->organisation);
	fprintf(f, "}, \"attributes\": [{\"id\": \"about-%d\", \"taxonomy_term\": {\"id\": \"topic-%d\"", n, n);
	text_put(f, "name", o->topic);
	fprintf(f, "}}], \"contacts\": [{\"id\": \"contact-%d\", \"phones\": [{\"id\": \"phone-%d\"", n, n);
	text_put(f, "number", o->phone);
	fputs("}]}]", f);
	if (o->days) {
		fprintf(f, ", \"schedules\": [{\"id\": \"open-%d\", \"freq\": \"%s\"", n, *o->days <= '9' ? "MONTHLY" : "WEEKLY");
		text_put(f, "byday", o->days);
		text_put(f, "opens_at", o->from);
		text_put(f, "closes_at", o->to);
		fputs("}]", f);
	}
	place_put(f, o, n);
	fputc('}', f);
}

enum status demo_services_write(const char *path, struct err *e)
{
	FILE *f = fopen(path, "w");
	bool is_short;

	if (!f)
		return err_set(e, ST_IO, "%s cannot be written: %s", path, strerror(errno));
	fputs("{\"contents\": [\n", f);
	for (int i = 0; i < OFFERED_COUNT; i++)
		service_put(f, &OFFERED[i], i);
	fputs("\n]}\n", f);
	is_short = ferror(f) != 0;
	if (fclose(f) != 0 || is_short)
		return err_set(e, ST_FULL, "%s cannot be written whole: %s", path, strerror(errno));
	return ST_OK;
}
