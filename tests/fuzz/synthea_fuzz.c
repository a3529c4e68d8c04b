/* Any bytes as the files of a folder of Synthea's CSV: taken, set aside or refused, never a
 * crash.  Files end with the byte 0x1e; the first byte of each chooses its header. */
#include <string.h>

#include "reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const HEADS[] = {
		"",
		"Id,NAME,ADDRESS,ZIP,PHONE,UTILIZATION\n",
		"Id,ORGANIZATION,NAME,SPECIALITY\n",
		"Id,BIRTHDATE,DEATHDATE,SSN,DRIVERS,PREFIX,FIRST,MIDDLE,LAST,MAIDEN,RACE,GENDER,ADDRESS,CITY,ZIP\n",
		"Id,START,STOP,PATIENT,ORGANIZATION,PROVIDER,ENCOUNTERCLASS,CODE,DESCRIPTION,REASONCODE,REASONDESCRIPTION\n",
		"ID,DATE,PATIENT,CODE,DESCRIPTION,REASONCODE,REASONDESCRIPTION\n",
		"Id,START,STOP,PATIENT,ENCOUNTER,CODE,DESCRIPTION,REASONCODE\n",
		"START,STOP,PATIENT,ENCOUNTER,SYSTEM,CODE,DESCRIPTION,BASE_COST,REASONCODE\n",
		"DATE,PATIENT,ENCOUNTER,CATEGORY,CODE,DESCRIPTION,VALUE,UNITS,TYPE\n",
		"START,STOP,PATIENT,ENCOUNTER,CODE,DESCRIPTION\n",
	};
	struct reader_text text[READER_FILES_MAX];
	size_t n = 0;

	while (size > 0 && n < READER_FILES_MAX) {
		const uint8_t *end = memchr(data, 0x1e, size);
		size_t length = end ? (size_t)(end - data) : size;
		const char *head = HEADS[length ? data[0] % 10 : 0];

		text[n++] = (struct reader_text){ head, strlen(head), data + (length > 0), length - (length > 0) };
		length += end ? 1 : 0;
		data += length;
		size -= length;
	}
	if (n > 0)
		reader_fuzz_files(&FORMAT_SYNTHEA, text, n);
	return 0;
}
