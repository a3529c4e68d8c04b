/* Any bytes as the files of an HMIS folder: taken, set aside or refused, never a
 * crash. */
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

	reader_fuzz_folder(&FORMAT_HMIS, HEADS, sizeof HEADS / sizeof *HEADS, data, size);
	return 0;
}
