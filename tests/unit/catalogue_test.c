/* The catalogue: the built-in tables, a site's own, and what is wrong with bad ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "catalogue.h"

static const char *const DOMAINS =
	"domain\tname\tcovers\tmax_days\nMOBIL\tMobility and falls\t\t90\nCOGN\tCognition\t\t180\r\n\n"
	"RISK\tBehaviour, risk\t\t0\n";
#define HEAD "code\tname\tclass\tgroup\tdomains\tdepth\tvalidity_days\tminutes\tsubject\tpolicy\tfollows\tfolds_into\n"
#define GOOD "A\tA\ttool\t\tMOBIL\toverview\t10\t1\tperson\tflag\t\t\n"

static const char *const INSTRUMENTS = HEAD
	"ONE\tFirst\tneeds\t\tMOBIL;COGN:contact\tcomprehensive\t30\t5\t\tflag\ttwo; THREE\t\r\n"
	"Two\tSecond\ttool\tG\tRISK\tcontact\t0\t1\tcarer\tnever\t\tONE;THREE\n"
	"THREE\tThird\ttool\tG\tMOBIL\toverview\t10\t1\tperson\tadvise\n";

static enum status made(struct catalogue **c, const char *domains, const char *instruments,
	const char *codes, const char *changes, struct err *err)
{
	struct catalogue_text text = {domains, instruments, codes, changes};

	return catalogue_new(c, &text, err);
}

static int setup(void **state)
{
	struct catalogue *c;
	struct err err;

	if (catalogue_new(&c, NULL, &err) != ST_OK)
		return -1;
	*state = c;
	return 0;
}

static int teardown(void **state)
{
	catalogue_free(*state);
	return 0;
}

static void the_built_in_tables_are_there(void **state)
{
	const struct catalogue *c = *state;

	assert_int_equal(catalogue_domain_count(c), 20);
	assert_int_equal(catalogue_instrument_count(c), 76);
}

static void risk_and_safeguarding_are_never_counted(void **state)
{
	const struct catalogue *c = *state;
	domains_t countable = catalogue_countable(c);
	char out[200];

	catalogue_domains_show(c, countable, ";", out, sizeof out);
	assert_string_equal(out, "CARER;CHILD;COGN;COMM;CONT;HEALTH;HOME;MEDS;MOBIL;MONEY;MOOD;NUTRI;OCCUP;PAIN;"
		"PCARE;SKIN;SOCIAL;SUBST");
}

static void an_instrument_is_found_in_any_case(void **state)
{
	const struct catalogue *c = *state;
	int i = catalogue_instrument_find(c, "Ca-Needs");

	assert_true(i >= 0);
	assert_string_equal(catalogue_instrument(c, i)->code, "CA-NEEDS");
	assert_int_equal(catalogue_instrument_find(c, "CA-NEED"), -1);
	assert_int_equal(catalogue_instrument_find(c, ""), -1);
	assert_int_equal(catalogue_instrument_find(c, NULL), -1);
}

static void an_instrument_has_its_facts(void **state)
{
	const struct catalogue *c = *state;
	const struct instrument *i = catalogue_instrument(c, catalogue_instrument_find(c, "CA-NEEDS"));
	int cogn = catalogue_domain_find(c, "COGN", 4), home = catalogue_domain_find(c, "HOME", 4);

	assert_int_equal(i->class, CLASS_NEEDS);
	assert_string_equal(i->group_code, "CAREACT");
	assert_int_equal(i->depth, DEPTH_SPECIALIST);
	assert_int_equal(i->entry_depth[cogn], DEPTH_OVERVIEW);
	assert_int_equal(i->entry_depth[home], 0);
	assert_int_equal(i->validity_days, 365);
	assert_int_equal(i->policy, PO_SAME);
	assert_int_equal(i->follows_n, 4);
	assert_string_equal(catalogue_instrument(c, i->follows[1])->code, "HDA");
	i = catalogue_instrument(c, catalogue_instrument_find(c, "DEPSCR"));
	assert_int_equal(i->folds_into_n, 4);
	assert_string_equal(catalogue_instrument(c, i->folds_into[0])->code, "PHQ2");
	assert_int_equal(catalogue_instrument(c, catalogue_instrument_find(c, "CA-CARER"))->subject, SUBJECT_CARER);
}

static void instruments_of_one_group_share_its_number(void **state)
{
	const struct catalogue *c = *state;
	int mmse = catalogue_instrument(c, catalogue_instrument_find(c, "MMSE"))->group;

	assert_int_equal(catalogue_instrument(c, catalogue_instrument_find(c, "BIMS"))->group, mmse);
	assert_int_not_equal(catalogue_instrument(c, catalogue_instrument_find(c, "CAM"))->group, mmse);
}

static void a_code_needs_its_own_system(void **state)
{
	const struct catalogue *c = *state;
	int mmse = catalogue_instrument_find(c, "MMSE");

	assert_int_equal(catalogue_code_find(c, "http://loinc.org", "72106-8"), mmse);
	assert_int_equal(catalogue_code_find(c, "http://snomed.info/sct", "72106-8"), -1);
	assert_int_equal(catalogue_code_find(c, "HTTP://LOINC.ORG", "72106-8"), -1);
	assert_int_equal(catalogue_code_find(c, "", "72106-8"), mmse);
	assert_int_equal(catalogue_code_find(c, NULL, "72106-8"), mmse);
	assert_int_equal(catalogue_code_find(c, "http://loinc.org", "cn"), -1);
	assert_int_equal(catalogue_code_find(c, "http://loinc.org", ""), -1);
	assert_int_equal(catalogue_code_find(c, "http://loinc.org", NULL), -1);
}

static void one_code_in_two_systems_is_told_apart(void **state)
{
	struct catalogue *c;

	(void)state;
	assert_int_equal(made(&c, DOMAINS, INSTRUMENTS, "system\tcode\tinstrument\nS\t1\tONE\nT\t1\tTHREE\n", "code\tresets\n", NULL), ST_OK);
	assert_int_equal(catalogue_code_find(c, "S", "1"), 0);
	assert_int_equal(catalogue_code_find(c, "T", "1"), 2);
	assert_int_equal(catalogue_code_find(c, NULL, "1"), 0);
	assert_int_equal(catalogue_code_find(c, "U", "1"), -1);
	catalogue_free(c);
}

static void a_change_resets_its_domains_and_a_star_all(void **state)
{
	const struct catalogue *c = *state;
	domains_t resets;
	const char *name;
	char out[200];

	assert_true(catalogue_change_find(c, "fall", &resets, &name));
	assert_string_equal(name, "Fall");
	catalogue_domains_show(c, resets, ",", out, sizeof out);
	assert_string_equal(out, "HEALTH,HOME,MOBIL,PCARE");
	assert_true(catalogue_change_find(c, "turned_18", &resets, NULL));
	assert_int_equal(resets, (1U << 20) - 1);
	assert_false(catalogue_change_find(c, "nothing_known", &resets, &name));
	assert_false(catalogue_change_find(c, NULL, &resets, &name));
}

static void a_list_of_domains_may_carry_depths(void **state)
{
	const struct catalogue *c = *state;
	unsigned char depth[DOMAINS_MAX];
	int unknown;
	domains_t set = catalogue_domains_parse(c, " MOBIL ; COGN:overview;XX; PAIN : comprehensive;SKIN:deep;;", depth, &unknown);
	char out[200];

	catalogue_domains_show(c, set, ";", out, sizeof out);
	assert_string_equal(out, "COGN;MOBIL;PAIN;SKIN");
	assert_int_equal(unknown, 1);
	assert_int_equal(depth[catalogue_domain_find(c, "COGN", 4)], DEPTH_OVERVIEW);
	assert_int_equal(depth[catalogue_domain_find(c, "PAIN", 4)], DEPTH_SPECIALIST);
	assert_int_equal(depth[catalogue_domain_find(c, "MOBIL", 5)], 0);
	assert_int_equal(depth[catalogue_domain_find(c, "SKIN", 4)], 0);
	assert_int_equal(catalogue_domains_parse(c, NULL, depth, &unknown), 0);
	assert_int_equal(unknown, 0);
	assert_int_equal(catalogue_domains_parse(c, "COGNITION;COG;:contact", NULL, &unknown), 0);
	assert_int_equal(unknown, 3);
}

static void domains_are_named_for_a_sentence(void **state)
{
	const struct catalogue *c = *state;
	char out[200], tiny[8];

	catalogue_domains_name(c, catalogue_domains_parse(c, "PCARE;CONT;MOBIL", NULL, NULL), out, sizeof out);
	assert_string_equal(out, "personal care, continence and mobility");
	catalogue_domains_name(c, catalogue_domains_parse(c, "MONEY;HOME", NULL, NULL), out, sizeof out);
	assert_string_equal(out, "home and finance");
	catalogue_domains_name(c, catalogue_domains_parse(c, "SKIN", NULL, NULL), out, sizeof out);
	assert_string_equal(out, "skin");
	catalogue_domains_name(c, 0, out, sizeof out);
	assert_string_equal(out, "");
	catalogue_domains_name(c, catalogue_countable(c), tiny, sizeof tiny);
	assert_string_equal(tiny, "physica");
	catalogue_domains_show(c, catalogue_countable(c), ";", tiny, sizeof tiny);
	assert_string_equal(tiny, "CARER;C");
}

static void depths_have_three_levels_and_four_names(void **state)
{
	enum depth depth;

	(void)state;
	assert_true(depth_parse("Contact", &depth));
	assert_int_equal(depth, DEPTH_CONTACT);
	assert_true(depth_parse("comprehensive", &depth));
	assert_int_equal(depth, DEPTH_SPECIALIST);
	assert_false(depth_parse("deep", &depth));
	assert_false(depth_parse("", &depth));
	assert_false(depth_parse(NULL, &depth));
	assert_string_equal(depth_name(DEPTH_OVERVIEW), "overview");
}

static void a_sites_own_tables_stand_for_the_built_in_ones(void **state)
{
	struct catalogue *c;
	const struct instrument *i;

	(void)state;
	assert_int_equal(made(&c, DOMAINS, INSTRUMENTS, "system\tcode\tinstrument\n", "code\tresets\n", NULL), ST_OK);
	assert_int_equal(catalogue_domain_count(c), 3);
	i = catalogue_instrument(c, catalogue_instrument_find(c, "one"));
	assert_string_equal(i->name, "First");
	assert_string_equal(i->group_code, "ONE");
	assert_int_equal(i->follows_n, 2);
	assert_int_equal(i->follows[1], 2);
	assert_int_equal(catalogue_instrument(c, 1)->group, catalogue_instrument(c, 2)->group);
	catalogue_free(c);
}

static void refuses(const char *domains, const char *instruments, const char *codes, const char *changes, const char *says)
{
	struct catalogue *c = NULL;
	struct err err = {0};

	assert_int_equal(made(&c, domains, instruments, codes, changes, &err), ST_FORMAT);
	assert_null(c);
	assert_non_null(strstr(err.text, says));
}

static void a_bad_table_is_refused_by_name_and_line(void **state)
{
	(void)state;
	refuses("domain\tname\tcovers\n", NULL, NULL, NULL, "domains.tsv has no column max_days");
	refuses("domain\tname\tcovers\tmax_days\nA\tA\t\tmany\n", NULL, NULL, NULL, "domains.tsv, line 2");
	refuses("domain\tname\tcovers\tmax_days\nA\tA\t\t1\n\na\tA\t\t1\n", NULL, NULL, NULL, "domains.tsv, line 4");
	refuses(NULL, "", NULL, NULL, "instruments.tsv has no column code");
	refuses(NULL, HEAD GOOD GOOD, NULL, NULL, "instruments.tsv, line 3: this instrument is there twice: A");
	refuses(NULL, HEAD GOOD "B\tB\ttool\t\tMOBIL\toverview\t10\t1\tperson\tflag\tA;NOPE\t\n", NULL, NULL,
		"instruments.tsv, line 3: this instrument is not in the table: NOPE");
	refuses(NULL, HEAD "B\tB\ttool\t\tMOBIL\toverview\t10\t1\tperson\tflag\t\tNOPE\n", NULL, NULL, "line 2: this instrument is not in the table: NOPE");
	refuses(NULL, HEAD "B\tB\ttool\t\tNOPE\toverview\t10\t1\tperson\tflag\t\t\n", NULL, NULL, "instruments.tsv, line 2: a domain is not in domains.tsv");
	refuses(NULL, HEAD "B\tB\tform\t\tMOBIL\toverview\t10\t1\tperson\tflag\t\t\n", NULL, NULL, "class is needs or tool");
	refuses(NULL, HEAD "B\tB\ttool\t\tMOBIL\tdeep\t10\t1\tperson\tflag\t\t\n", NULL, NULL, "depth is contact");
	refuses(NULL, HEAD "B\tB\ttool\t\tMOBIL\toverview\t-1\t1\tperson\tflag\t\t\n", NULL, NULL, "validity_days is no number");
	refuses(NULL, HEAD "B\tB\ttool\t\tMOBIL\toverview\t1\t1\tdog\tflag\t\t\n", NULL, NULL, "subject is person or carer");
	refuses(NULL, HEAD "B\tB\ttool\t\tMOBIL\toverview\t1\t1\tperson\tperhaps\t\t\n", NULL, NULL, "policy is flag");
	refuses(NULL, NULL, "system\tcode\tinstrument\nS\t1\tNOPE\n", NULL, "instrument_codes.tsv, line 2");
	refuses(NULL, NULL, NULL, "code\tresets\nfall\tNOPE\n", "changes.tsv, line 2");
}

static void a_bad_tables_name_of_any_length_does_no_harm(void **state)
{
	static char text[12000] = HEAD "B\tB\ttool\t\tMOBIL\toverview\t10\t1\tperson\tflag\t";

	(void)state;
	memset(text + strlen(text), 'x', 10000);
	refuses(NULL, text, NULL, NULL, "(too long)");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_built_in_tables_are_there),
		cmocka_unit_test(risk_and_safeguarding_are_never_counted),
		cmocka_unit_test(an_instrument_is_found_in_any_case),
		cmocka_unit_test(an_instrument_has_its_facts),
		cmocka_unit_test(instruments_of_one_group_share_its_number),
		cmocka_unit_test(a_code_needs_its_own_system),
		cmocka_unit_test(one_code_in_two_systems_is_told_apart),
		cmocka_unit_test(a_change_resets_its_domains_and_a_star_all),
		cmocka_unit_test(a_list_of_domains_may_carry_depths),
		cmocka_unit_test(domains_are_named_for_a_sentence),
		cmocka_unit_test(depths_have_three_levels_and_four_names),
		cmocka_unit_test(a_sites_own_tables_stand_for_the_built_in_ones),
		cmocka_unit_test(a_bad_table_is_refused_by_name_and_line),
		cmocka_unit_test(a_bad_tables_name_of_any_length_does_no_harm),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
