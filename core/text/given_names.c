/*
 * given_names.c - given names that are common in Britain: where one record says Jane
 * and another June, that is no slip of the hand, they may be sisters.  Two ways of
 * writing one name (Sara, Sarah) are in nicknames.c.
 */
#include "text.h"

#include <stdlib.h>
#include <string.h>

/* Sorted by bytes, folded. */
static const char *const NAMES[] = {
	"aaliyah", "abdullah", "ada", "adam", "adebayo", "adeel", "adeola", "agata", "agnieszka",
	"aidan", "aiden", "aisha", "alan", "albert", "aleksandra", "alexander", "alexandra", "alfie",
	"alfred", "ali", "alice", "alison", "aliya", "ama", "amanda", "amara", "amelia", "amin",
	"amina", "amir", "amira", "amit", "amy", "anand", "anastasia", "andrea", "andrew", "angela",
	"anika", "anil", "anita", "anjali", "ann", "anna", "annabel", "anthony", "april", "archie",
	"arjun", "arlo", "arthur", "arun", "asad", "asha", "asif", "asim", "aslam", "audrey", "ava",
	"ayesha", "azhar", "aziz", "barbara", "bashir", "beatrice", "benjamin", "bernard", "beryl",
	"betty", "bilal", "bogdan", "bola", "brenda", "brian", "bridget", "bruce", "carl", "carol",
	"caroline", "catherine", "cecil", "charles", "charlie", "charlotte", "cheryl", "chidi",
	"chinedu", "chioma", "chloe", "christina", "christine", "christopher", "claire", "clara",
	"clare", "clive", "colin", "connor", "constance", "cora", "craig", "cyril", "daisy", "dalip",
	"daniel", "daniela", "danielle", "danuta", "dariusz", "darren", "david", "dawn", "dean",
	"debbie", "deborah", "deepa", "deepak", "denis", "denise", "dennis", "derek", "devi",
	"diana", "diane", "dilys", "dinesh", "donald", "donna", "doreen", "doris", "dorota",
	"dorothy", "douglas", "duncan", "dylan", "edgar", "edith", "edmund", "edna", "edward",
	"edwin", "eileen", "elaine", "eleanor", "elena", "elisabeth", "elizabeth", "ella", "ellen",
	"ellie", "elsa", "elsie", "emeka", "emily", "emma", "eric", "erica", "erin", "ernest",
	"esther", "ethan", "ethel", "eunice", "eva", "evan", "eve", "evelyn", "evie", "ewa", "fahad",
	"faisal", "farah", "farhan", "farid", "farida", "faris", "fatima", "fay", "femi", "fernanda",
	"fernando", "finley", "finn", "fiona", "florence", "folake", "frances", "francis",
	"francisca", "francisco", "frank", "freda", "freddie", "frederick", "freya", "funmi",
	"gareth", "gary", "gavin", "gemma", "geoffrey", "george", "georgia", "georgina", "gerald",
	"geraldine", "gerard", "gertrude", "gillian", "gina", "gladys", "glen", "glenys", "gordon",
	"grace", "graham", "greta", "grzegorz", "gwen", "gwyneth", "habib", "hafsa", "halima",
	"halina", "hamid", "hamida", "hamza", "hanif", "hannah", "harley", "harold", "harper",
	"harriet", "harry", "harun", "harvey", "hasan", "hazel", "heather", "helen", "helena",
	"henry", "herbert", "hilary", "hilda", "hina", "hira", "holly", "hope", "howard", "hudson",
	"hugh", "hugo", "husna", "hussain", "ian", "ibrahim", "ida", "idris", "ife", "ifeoma",
	"ilyas", "imogen", "imran", "iqbal", "irene", "irfan", "iris", "isaac", "isabel", "isla",
	"ismail", "ivan", "ivor", "ivy", "iwona", "jabir", "jack", "jacob", "jacqueline", "jade",
	"jadwiga", "jake", "jakub", "jamal", "james", "jamil", "jamila", "jan", "jane", "janet",
	"janice", "janina", "jasmine", "jason", "javed", "jaxon", "jaya", "jayden", "jean",
	"jeffrey", "jemma", "jennifer", "jeremy", "jerzy", "jessica", "jill", "joan", "joanna",
	"joanne", "jodie", "joel", "john", "jolanta", "jonathan", "jordan", "joseph", "josephine",
	"joshua", "joy", "joyce", "jude", "judith", "julia", "julian", "julie", "june", "justin",
	"kabir", "kai", "kamal", "kamala", "kamil", "kamila", "karen", "karim", "karima", "karl",
	"kashif", "katarzyna", "kate", "kathleen", "katrina", "kay", "kayden", "kehinde", "keith",
	"kelly", "kemi", "kenneth", "kerry", "kevin", "khadija", "khalid", "khalida", "kieran",
	"kim", "kiran", "kirsty", "kofi", "kojo", "krystyna", "krzysztof", "kumar", "kwame", "kwasi",
	"kyle", "laila", "lakshmi", "lata", "laura", "lauren", "laurence", "lawrence", "leah", "lee",
	"leila", "leo", "leon", "leonard", "leonie", "leslie", "leszek", "lewis", "liam", "lily",
	"linda", "lionel", "lisa", "logan", "lois", "lorna", "lorraine", "louis", "louisa", "louise",
	"lucas", "lucy", "luke", "lydia", "lynda", "lynn", "mabel", "madeleine", "madiha", "magda",
	"magdalena", "mahmood", "maisie", "majid", "malcolm", "malgorzata", "malik", "manjit",
	"manuel", "manuela", "marcia", "marco", "marcus", "marek", "margaret", "margery", "maria",
	"mariam", "marian", "marie", "marilyn", "marina", "mario", "marion", "marisa", "mariusz",
	"marjorie", "mark", "marta", "martha", "martin", "martina", "mary", "mason", "mateusz",
	"matilda", "matthew", "maureen", "maurice", "mavis", "max", "maxine", "may", "meena",
	"megan", "mehmet", "melanie", "melissa", "mia", "michael", "michelle", "mildred", "millie",
	"mina", "mira", "miriam", "mohammed", "mohan", "moira", "molly", "mona", "monica", "morgan",
	"muriel", "mustafa", "myra", "myrtle", "nabil", "nabila", "nadeem", "nadia", "nadir",
	"naeem", "nafisa", "naima", "nancy", "naomi", "naseem", "nasir", "nasreen", "nasrin",
	"natalia", "natalie", "natasha", "nathan", "naveed", "nazia", "nazir", "neil", "nellie",
	"nelson", "ngozi", "nicholas", "nicola", "nicole", "nigel", "nina", "nisha", "nkechi",
	"noah", "noel", "noor", "nora", "noreen", "norma", "norman", "obinna", "oksana", "ola",
	"olga", "olive", "oliver", "olivia", "olu", "omar", "oscar", "osman", "owen", "pamela",
	"parveen", "patricia", "patrick", "paul", "paula", "pauline", "pawel", "pearl", "pedro",
	"peggy", "penelope", "percy", "peter", "petra", "philip", "phoebe", "phyllis", "piotr",
	"polly", "pooja", "poppy", "prakash", "priya", "rabia", "rachel", "rafal", "rafiq", "rahim",
	"rahima", "rajesh", "rajiv", "rakesh", "ralph", "ramesh", "rashid", "rashida", "rashmi",
	"ravi", "raymond", "razia", "rebecca", "reginald", "rehana", "rekha", "renata", "rhoda",
	"rhys", "riaz", "richard", "riley", "rita", "rizwan", "robert", "roberta", "robin", "roger",
	"rohan", "rohit", "roland", "roman", "ronald", "rosa", "rosalind", "rose", "rosemary",
	"rosie", "ross", "roy", "rubina", "ruby", "rukhsana", "rupert", "russell", "ruth", "ryan",
	"saad", "sabina", "sabir", "sade", "sadia", "saeed", "safia", "saima", "saira", "sajid",
	"sajida", "salim", "salima", "sally", "salma", "salman", "samantha", "samina", "samir",
	"samira", "samuel", "sana", "sandra", "sanjay", "sara", "sarah", "saul", "scott", "sean",
	"seema", "segun", "selina", "serena", "sergio", "shabana", "shabir", "shafiq", "shahid",
	"shahida", "shakil", "shamim", "shamima", "shane", "sharon", "shaun", "shazia", "sheila",
	"shirley", "sian", "sidney", "silvia", "simon", "simone", "sita", "sohail", "sonia",
	"sophia", "sophie", "stacey", "stanislaw", "stanley", "stella", "stephanie", "stephen",
	"stewart", "stuart", "suleiman", "sultana", "sumaira", "sunil", "sunita", "suresh", "susan",
	"sybil", "sylvia", "tadeusz", "tahir", "tahira", "taiwo", "tamara", "tanya", "tara", "tariq",
	"tasneem", "tayyab", "temi", "terence", "teresa", "terry", "thelma", "theo", "theodore",
	"thomas", "tim", "timothy", "tina", "toby", "tola", "tolu", "tom", "tomasz", "tony",
	"tracey", "trevor", "trudy", "tunde", "tyler", "uche", "una", "ursula", "usha", "usman",
	"uzma", "valerie", "vanessa", "vera", "vernon", "veronica", "victor", "victoria", "vijay",
	"vikram", "vincent", "vinod", "viola", "violet", "vivian", "waheed", "walter", "wanda",
	"waqar", "waseem", "wayne", "wendy", "wilfred", "william", "winifred", "wojciech", "yasin",
	"yasir", "yasmin", "yemi", "yusra", "yvette", "yvonne", "zahid", "zahida", "zahir", "zahra",
	"zainab", "zakir", "zara", "zeeshan", "zoe", "zofia", "zubair",
};

static int name_compare(const void *key, const void *name)
{
	return strcmp(key, *(const char *const *)name);
}

bool given_name_is_known(const char *folded)
{
	return bsearch(folded, NAMES, sizeof NAMES / sizeof *NAMES, sizeof *NAMES, name_compare) != NULL;
}
