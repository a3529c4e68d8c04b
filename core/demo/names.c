#include "demo/names.h"

#include <string.h>

#define LIST(name, ...) static const char *const name[] = { __VA_ARGS__ }
#define OF(name)                                                                                   \
	{                                                                                          \
		name, sizeof name / sizeof *name                                                   \
	}

LIST(ENGLISH_W, "Margaret", "Dorothy", "Joan", "Jean", "Patricia", "Barbara", "Sheila", "Maureen",
	"Brenda", "Shirley", "Beryl", "Audrey", "Doreen", "Pamela", "June", "Marjorie", "Irene",
	"Hilda", "Elsie", "Edna", "Phyllis", "Vera", "Gladys", "Muriel", "Eileen", "Kathleen",
	"Sylvia", "Rita", "Ann", "Christine", "Janet", "Susan", "Linda", "Carol", "Judith",
	"Valerie", "Rosemary", "Elizabeth", "Mary", "Ruth", "Hazel", "Norma", "Jacqueline",
	"Marion", "Gillian", "Josephine", "Winifred", "Ethel");
LIST(ENGLISH_M, "John", "William", "George", "Ronald", "Kenneth", "Derek", "Dennis", "Raymond",
	"Peter", "Brian", "Roy", "Frank", "Stanley", "Leonard", "Albert", "Arthur", "Harold",
	"Ernest", "Norman", "Geoffrey", "Douglas", "Gordon", "Eric", "Alan", "Donald", "Robert",
	"James", "Thomas", "Michael", "David", "Anthony", "Colin", "Keith", "Malcolm", "Roger",
	"Barry", "Terence", "Graham", "Trevor", "Frederick", "Edward", "Richard", "Joseph",
	"Reginald", "Cyril", "Clifford", "Maurice", "Walter");
LIST(ENGLISH_YW, "Sarah", "Claire", "Emma", "Nicola", "Rebecca", "Joanne", "Lisa", "Samantha",
	"Rachel", "Laura", "Gemma", "Kelly", "Amy", "Charlotte", "Hannah", "Jessica", "Sophie",
	"Lauren", "Chloe", "Abigail", "Bethany", "Zoë", "Chantelle", "Donna", "Tracey", "Sharon",
	"Karen", "Deborah", "Helen");
LIST(ENGLISH_YM, "Paul", "Mark", "Andrew", "Stephen", "Ian", "Darren", "Lee", "Craig", "Jason",
	"Simon", "Matthew", "Christopher", "Daniel", "Adam", "Ryan", "Luke", "Jamie", "Ben",
	"Scott", "Wayne", "Gary", "Kevin", "Neil", "Philip", "Jack", "Liam", "Nathan", "Kieran",
	"Ashley");
LIST(ENGLISH_F, "Smith", "Jones", "Taylor", "Brown", "Wilson", "Johnson", "Walker", "Wright",
	"Robinson", "Thompson", "White", "Hughes", "Edwards", "Green", "Hall", "Wood", "Harris",
	"Lewis", "Martin", "Jackson", "Clarke", "Clark", "Turner", "Hill", "Cooper", "Ward",
	"Morris", "Moore", "Lee", "King", "Baker", "Harrison", "Allen", "Mitchell", "Young",
	"Parker", "Cook", "Bennett", "Carter", "Richardson", "Bailey", "Collins", "Bell", "Shaw",
	"Miller", "Cox", "Marshall", "Simpson", "Price", "Adams", "Wilkinson", "Foster", "Ellis",
	"Chapman", "Mason", "Gray", "Webb", "Rogers", "Hunt", "Mills", "Palmer", "Holmes", "Barnes",
	"Knight", "Lloyd", "Butler", "Barker", "Fisher", "Stevens", "Jenkins", "Dixon", "Harvey",
	"Pearson", "Fletcher", "Howard", "Andrews", "Fowler", "Reynolds", "Ford", "Saunders",
	"Payne", "Fox", "Woods", "West", "Day", "Lawrence", "Bradley", "Atkinson", "Dawson",
	"Walsh", "Rose", "Spencer", "Hawkins", "Armstrong", "Watts", "Carr", "Hart", "Newman",
	"Gardner", "Burton", "Hopkins", "Porter", "Warren", "Bates", "Lane", "Austin", "Gregory",
	"Nicholls", "Hewitt", "Gibbs", "Chamberlain", "Pritchard", "Whitfield", "Ashworth",
	"Entwistle", "Barraclough", "Ramsbottom", "Greenhalgh", "Haigh", "Sykes", "Illingworth",
	"Sutcliffe", "Crowther", "Dyson", "Hepworth", "Beaumont", "Thackeray", "Appleyard",
	"Holroyd", "Midgley", "Priestley", "Ackroyd", "Bickerstaff", "Winterbottom", "Threlfall",
	"Birtwistle", "Rowbotham", "Hargreaves", "Kershaw", "Pilkington", "Tattersall",
	"Wolstenholme", "Brocklehurst", "Chadwick", "Duckworth", "Eccles", "Fairclough", "Gaskell",
	"Halliwell", "Horrocks", "Isherwood", "Jolley", "Lomax", "Molyneux", "Nuttall", "Openshaw",
	"Partington", "Ormerod", "Rigby", "Seddon", "Tomlinson", "Unsworth", "Veal", "Whittaker",
	"Yates", "Abbott", "Blackburn", "Cartwright", "Drury", "Eastwood", "Fairfax", "Garside",
	"Heptonstall", "Ingham", "Jagger", "Kaye", "Lockwood", "Marsden", "Noble", "Oldroyd",
	"Pickles", "Quarmby", "Rushworth", "Stead", "Tempest", "Varley", "Womersley", "Thewlis",
	"Wadsworth", "Smith-Hall", "Carey-Jones", "Fox-Turner", "Hall-Watson");
LIST(IRISH_W, "Bridget", "Kathleen", "Nora", "Mary", "Philomena", "Bernadette", "Teresa", "Eileen",
	"Síle", "Máire", "Josephine", "Breda", "Assumpta", "Carmel", "Sinéad", "Gráinne");
LIST(IRISH_M, "Patrick", "Michael", "Sean", "Seán", "Thomas", "Dermot", "Brendan", "Desmond",
	"Cornelius", "Kevin", "Eamonn", "Gerard", "Declan", "Finbarr", "Pádraig", "Liam");
LIST(IRISH_F, "O'Brien", "Murphy", "Kelly", "O'Connor", "Byrne", "Ryan", "O'Sullivan", "Doyle",
	"McCarthy", "Gallagher", "O'Doherty", "Kennedy", "Lynch", "Quinn", "McLoughlin", "O'Neill",
	"Ó Dálaigh", "Fitzgerald", "O'Shea", "Brennan", "Hennessy", "MacNamara", "Mulligan",
	"O'Hara");
LIST(WELSH_W, "Bronwen", "Gwyneth", "Megan", "Siân", "Eirlys", "Carys", "Glenys", "Olwen", "Menna",
	"Nerys", "Rhiannon", "Myfanwy");
LIST(WELSH_M, "Gwilym", "Dafydd", "Emrys", "Hywel", "Ifor", "Rhys", "Gareth", "Iorwerth", "Alun",
	"Siôn", "Geraint", "Idris");
LIST(WELSH_F, "Davies", "Evans", "Thomas", "Roberts", "Griffiths", "Powell", "Rees", "Pugh",
	"Llewellyn", "ap Gwilym", "Bowen", "Meredith", "Prosser", "Vaughan", "Pugh-Davies",
	"Gwynne");
LIST(SCOTS_W, "Morag", "Agnes", "Isobel", "Elspeth", "Fiona", "Catriona", "Moira", "Jessie",
	"Senga", "Ailsa");
LIST(SCOTS_M, "Angus", "Hamish", "Duncan", "Alasdair", "Ewan", "Alexander", "Archibald", "Iain",
	"Fergus", "Murdo");
LIST(SCOTS_F, "MacDonald", "Campbell", "Stewart", "Fraser", "McKay", "Sinclair", "Ferguson",
	"Galbraith", "McAllister", "Buchanan", "Drummond", "Urquhart");
LIST(SIKH_W, "Surinder", "Harbhajan", "Gurpreet", "Balbir", "Manjit", "Kulwinder", "Jaswinder",
	"Sukhwinder", "Amrit", "Davinder", "Paramjit", "Ravinder");
LIST(SIKH_M, "Gurdev", "Harjit", "Balwinder", "Amarjit", "Ranjit", "Jagtar", "Sohan", "Mohinder",
	"Tarsem", "Karnail", "Nirmal", "Ajit");
LIST(SIKH_F, "Singh", "Singh", "Gill", "Sandhu", "Dhillon", "Sidhu", "Bains", "Grewal", "Johal",
	"Sahota");
LIST(PAKISTANI_W, "Parveen", "Nasreen", "Shabnam", "Rukhsana", "Zainab", "Fatima", "Saima", "Aisha",
	"Khadija", "Shamim", "Nusrat", "Tahira");
LIST(PAKISTANI_M, "Mohammed", "Muhammad", "Tariq", "Imran", "Iqbal", "Abdul", "Khalid", "Usman",
	"Bilal", "Nazir", "Ghulam", "Yusuf");
LIST(PAKISTANI_F, "Hussain", "Khan", "Akhtar", "Ahmed", "Mahmood", "Iqbal", "Malik", "Chaudhry",
	"Bhatti", "Mirza", "Qureshi", "Shah");
LIST(GUJARATI_W, "Lakshmi", "Savita", "Kamala", "Nirmala", "Pushpa", "Hansa", "Jaya", "Rekha",
	"Meena", "Shanta", "Priya", "Kokila");
LIST(GUJARATI_M, "Ramesh", "Suresh", "Jayantilal", "Harish", "Kantilal", "Mahendra", "Dinesh",
	"Vijay", "Anil", "Arjun", "Sanjay", "Naresh");
LIST(GUJARATI_F, "Patel", "Shah", "Mistry", "Desai", "Mehta", "Joshi", "Parmar", "Solanki", "Lad",
	"Chauhan");
LIST(BENGALI_W, "Rahima", "Sufia", "Halima", "Nurjahan", "Rokeya", "Shirin", "Momtaz", "Nazma",
	"Hasina", "Rina");
LIST(BENGALI_M, "Rafiqul", "Shahid", "Nurul", "Abdul", "Anwar", "Mizanur", "Faruk", "Habibur",
	"Jahangir", "Shafiq");
LIST(BENGALI_F, "Chowdhury", "Miah", "Rahman", "Islam", "Ali", "Uddin", "Hoque", "Khatun", "Ahmed",
	"Hussain");
LIST(NIGERIAN_W, "Ngozi", "Adaeze", "Folasade", "Blessing", "Chiamaka", "Temitope", "Ifeoma",
	"Bukola", "Patience", "Nkechi");
LIST(NIGERIAN_M, "Chukwuemeka", "Oluwaseun", "Babatunde", "Samuel", "Ifeanyi", "Olumide", "Chidi",
	"Adebayo", "Emeka", "Sunday");
LIST(NIGERIAN_F, "Adeyemi", "Eze", "Obi", "Nwosu", "Afolabi", "Chukwu", "Olatunji", "Ogunleye",
	"Okafor", "Balogun");
LIST(GHANAIAN_W, "Comfort", "Mercy", "Ama", "Efua", "Abena", "Akosua", "Esther", "Adwoa", "Gifty",
	"Yaa");
LIST(GHANAIAN_M, "Kwame", "Kofi", "Emmanuel", "Yaw", "Isaac", "Kwabena", "Ebenezer", "Kojo",
	"Kwasi", "Daniel");
LIST(GHANAIAN_F, "Mensah", "Owusu", "Boateng", "Asante", "Danso", "Appiah", "Amoah", "Osei",
	"Agyeman", "Sarpong");
LIST(SOMALI_W, "Hodan", "Amina", "Fadumo", "Hawa", "Sahra", "Ayaan", "Halimo", "Maryan");
LIST(SOMALI_M, "Abdirahman", "Mohamed", "Ahmed", "Hassan", "Yusuf", "Abdi", "Farah", "Ismail");
LIST(SOMALI_F, "Warsame", "Abdi", "Hassan", "Farah", "Jama", "Nur", "Ali", "Osman");
LIST(CARIBBEAN_W, "Gloria", "Icilda", "Myrtle", "Enid", "Monica", "Hyacinth", "Verona", "Pearl",
	"Marcia", "Beverley", "Yvonne", "Merlene", "Claudette", "Ionie");
LIST(CARIBBEAN_M, "Winston", "Clive", "Delroy", "Cecil", "Neville", "Vincent", "Carlton", "Errol",
	"Desmond", "Leroy", "Alford", "Rupert", "Lloyd", "Everton");
LIST(CARIBBEAN_F, "Campbell", "Gordon", "Brathwaite", "Francis", "Grant", "Samuels", "Bartley",
	"Henry", "Pryce", "St Hilaire", "Dacosta", "Lawrence", "Beckford", "Toussaint", "Blackwood",
	"Morgan");
LIST(POLISH_W, "Zofia", "Katarzyna", "Małgorzata", "Agnieszka", "Danuta", "Halina", "Irena",
	"Jadwiga", "Krystyna", "Bożena", "Ewa", "Grażyna");
LIST(POLISH_M, "Tadeusz", "Stanisław", "Kazimierz", "Zbigniew", "Andrzej", "Józef", "Marek",
	"Piotr", "Wojciech", "Krzysztof", "Jerzy", "Łukasz");
LIST(POLISH_F, "Nowak", "Kowalczyk", "Wójcik", "Wiśniewski", "Zieliński", "Mazur", "Dąbrowski",
	"Piątek", "Krawczyk", "Szymański", "Król", "Łukasiewicz");
LIST(CHINESE_W, "Mei Ling", "Siu Fong", "Wai Yee", "Lai Ping", "Yuk Lan", "Xiu Ying", "Suk Han",
	"Kit Ying", "Mei Fong", "Oi Lin");
LIST(CHINESE_M, "Kwok Wing", "Chi Keung", "Wai Man", "Kam Hung", "Jian", "Tak Ming", "Wing Fai",
	"Yiu Tong", "Shu Sang", "Wah");
LIST(CHINESE_F, "Chan", "Wong", "Cheung", "Lam", "Leung", "Ng", "Tang", "Zhang", "Yip", "Ho",
	"Lau");

static const struct heritage HERITAGES[] = {
	{ 660, NULL, OF(ENGLISH_W), OF(ENGLISH_M), OF(ENGLISH_YW), OF(ENGLISH_YM), OF(ENGLISH_F) },
	{ 55, NULL, OF(IRISH_W), OF(IRISH_M), OF(ENGLISH_YW), OF(ENGLISH_YM), OF(IRISH_F) },
	{ 35, NULL, OF(WELSH_W), OF(WELSH_M), OF(ENGLISH_YW), OF(ENGLISH_YM), OF(WELSH_F) },
	{ 30, NULL, OF(SCOTS_W), OF(SCOTS_M), OF(ENGLISH_YW), OF(ENGLISH_YM), OF(SCOTS_F) },
	{ 30, "Punjabi", OF(SIKH_W), OF(SIKH_M), OF(SIKH_W), OF(SIKH_M), OF(SIKH_F) },
	{ 40, "Urdu", OF(PAKISTANI_W), OF(PAKISTANI_M), OF(PAKISTANI_W), OF(PAKISTANI_M),
		OF(PAKISTANI_F) },
	{ 15, "Gujarati", OF(GUJARATI_W), OF(GUJARATI_M), OF(GUJARATI_W), OF(GUJARATI_M),
		OF(GUJARATI_F) },
	{ 10, "Sylheti", OF(BENGALI_W), OF(BENGALI_M), OF(BENGALI_W), OF(BENGALI_M),
		OF(BENGALI_F) },
	{ 20, NULL, OF(NIGERIAN_W), OF(NIGERIAN_M), OF(NIGERIAN_W), OF(NIGERIAN_M),
		OF(NIGERIAN_F) },
	{ 12, NULL, OF(GHANAIAN_W), OF(GHANAIAN_M), OF(GHANAIAN_W), OF(GHANAIAN_M),
		OF(GHANAIAN_F) },
	{ 8, "Somali", OF(SOMALI_W), OF(SOMALI_M), OF(SOMALI_W), OF(SOMALI_M), OF(SOMALI_F) },
	{ 35, NULL, OF(CARIBBEAN_W), OF(CARIBBEAN_M), OF(ENGLISH_YW), OF(ENGLISH_YM),
		OF(CARIBBEAN_F) },
	{ 30, "Polish", OF(POLISH_W), OF(POLISH_M), OF(POLISH_W), OF(POLISH_M), OF(POLISH_F) },
	{ 20, "Cantonese", OF(CHINESE_W), OF(CHINESE_M), OF(CHINESE_W), OF(CHINESE_M),
		OF(CHINESE_F) },
};

/* Family names that women bear otherwise. */
static const char *const HER_NAMES[][2] = {
	{ "Singh", "Kaur" },
	{ "Wiśniewski", "Wiśniewska" },
	{ "Zieliński", "Zielińska" },
	{ "Dąbrowski", "Dąbrowska" },
	{ "Szymański", "Szymańska" },
	{ "Ó Dálaigh", "Ní Dhálaigh" },
};

static const char *const PET_NAMES[][2] = {
	{ "Margaret", "Peggy" },
	{ "Elizabeth", "Betty" },
	{ "Dorothy", "Dot" },
	{ "Patricia", "Pat" },
	{ "Kathleen", "Kath" },
	{ "Christine", "Chris" },
	{ "Susan", "Sue" },
	{ "Josephine", "Josie" },
	{ "Winifred", "Winnie" },
	{ "Pamela", "Pam" },
	{ "Valerie", "Val" },
	{ "Judith", "Judy" },
	{ "Jacqueline", "Jackie" },
	{ "Bridget", "Biddy" },
	{ "Deborah", "Debbie" },
	{ "Samantha", "Sam" },
	{ "Rebecca", "Becky" },
	{ "William", "Bill" },
	{ "Robert", "Bob" },
	{ "James", "Jim" },
	{ "Thomas", "Tom" },
	{ "Michael", "Mick" },
	{ "Anthony", "Tony" },
	{ "Edward", "Ted" },
	{ "Frederick", "Fred" },
	{ "Richard", "Dick" },
	{ "Joseph", "Joe" },
	{ "Ronald", "Ron" },
	{ "Kenneth", "Ken" },
	{ "Leonard", "Len" },
	{ "Albert", "Bert" },
	{ "Harold", "Harry" },
	{ "Geoffrey", "Geoff" },
	{ "Raymond", "Ray" },
	{ "Terence", "Terry" },
	{ "Reginald", "Reg" },
	{ "Patrick", "Paddy" },
	{ "Andrew", "Andy" },
	{ "Stephen", "Steve" },
	{ "Christopher", "Chris" },
	{ "Matthew", "Matt" },
	{ "Daniel", "Dan" },
	{ "Katarzyna", "Kasia" },
	{ "Małgorzata", "Gosia" },
	{ "Chukwuemeka", "Emeka" },
	{ "Mohammed", "Mo" },
};

const struct heritage *heritage_pick(struct dice *d)
{
	int at = (int)dice_below(d, 1000);

	for (size_t i = 0; i < sizeof HERITAGES / sizeof *HERITAGES; i++) {
		at -= HERITAGES[i].in_1000;
		if (at < 0)
			return &HERITAGES[i];
	}
	return &HERITAGES[0];
}

const char *name_pick(struct dice *d, struct name_list list)
{
	return list.v[dice_below(d, list.n)];
}

const char *name_hers(const char *family)
{
	for (size_t i = 0; i < sizeof HER_NAMES / sizeof *HER_NAMES; i++)
		if (strcmp(HER_NAMES[i][0], family) == 0)
			return HER_NAMES[i][1];
	return family;
}

const char *name_pet(const char *given)
{
	for (size_t i = 0; i < sizeof PET_NAMES / sizeof *PET_NAMES; i++)
		if (strcmp(PET_NAMES[i][0], given) == 0)
			return PET_NAMES[i][1];
	return NULL;
}
