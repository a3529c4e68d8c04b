/* Any bytes as the files of an HMIS folder: taken, set aside or refused, never a
 * crash.  Files end with the byte 0x1e; the first byte of each chooses its header. */
#include <string.h>

#include "reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const HEADS[] = {
		"",
		"ExportID,SourceID,ExportDirective,HashStatus\n",
		"OrganizationID,OrganizationName,VictimServiceProvider,OrganizationCommonName\n",
		"ProjectID,OrganizationID,ProjectName,ProjectType\n",
		"EnrollmentID,PersonalID,ProjectID,EntryDate,DateDeleted\n",
		"ExitID,EnrollmentID,ExitDate,Destination,OtherDestination,DateDeleted\n",
		"PersonalID,FirstName,LastName,NameDataQuality,SSN,SSNDataQuality,DOB,Sex,DateUpdated,DateDeleted\n",
		("AssessmentID,EnrollmentID,PersonalID,AssessmentDate,AssessmentLocation,AssessmentType,AssessmentLevel,"
		 "PrioritizationStatus,DateDeleted\n"),
		"EventID,EnrollmentID,EventDate,Event,ProbSolDivRRResult,LocationCrisisOrPHHousing,ReferralResult,ResultDate\n",
		"ServicesID,EnrollmentID,DateProvided,RecordType,TypeProvided,OtherTypeProvided,FAAmount,DateDeleted\n",
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
		reader_fuzz_files(&FORMAT_HMIS, text, n);
	return 0;
}
