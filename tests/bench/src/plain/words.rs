//! Handwritten enums for the details of an execution.

use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) enum ExecutionStatus {
    #[serde(rename = "INITIATED")]
    Initiated,
    #[serde(rename = "ACQUIRED")]
    Acquired,
    #[serde(rename = "PROCESSED")]
    Processed,
    #[serde(rename = "SESSION_EXPIRED")]
    SessionExpired,
    #[serde(rename = "TOKEN_EXPIRED")]
    TokenExpired,
}

#[derive(Deserialize)]
pub(crate) enum Category {
    #[serde(rename = "DOCUMENT")]
    Document,
    #[serde(rename = "FACEMAP")]
    Facemap,
    #[serde(rename = "ID")]
    Id,
    #[serde(rename = "SELFIE")]
    Selfie,
}

#[derive(Deserialize)]
pub(crate) enum PartClassifier {
    #[serde(rename = "FACEMAP")]
    Facemap,
    #[serde(rename = "FRONT")]
    Front,
    #[serde(rename = "BACK")]
    Back,
    #[serde(rename = "FACE")]
    Face,
}

#[derive(Deserialize)]
pub(crate) enum DecisionType {
    #[serde(rename = "NOT_EXECUTED")]
    NotExecuted,
    #[serde(rename = "PASSED")]
    Passed,
    #[serde(rename = "REJECTED")]
    Rejected,
    #[serde(rename = "WARNING")]
    Warning,
}

#[derive(Deserialize)]
pub(crate) enum ExtractedType {
    #[serde(rename = "PASSPORT")]
    Passport,
    #[serde(rename = "DRIVING_LICENSE")]
    DrivingLicense,
    #[serde(rename = "ID_CARD")]
    IdCard,
    #[serde(rename = "VISA")]
    Visa,
    #[serde(rename = "UNSUPPORTED")]
    Unsupported,
}

#[derive(Deserialize)]
pub(crate) enum ExtractedSubType {
    #[serde(rename = "NATIONAL_ID")]
    NationalId,
    #[serde(rename = "CONSULAR_ID")]
    ConsularId,
    #[serde(rename = "ELECTORAL_ID")]
    ElectoralId,
    #[serde(rename = "RESIDENT_PERMIT_ID")]
    ResidentPermitId,
    #[serde(rename = "TAX_ID")]
    TaxId,
    #[serde(rename = "STUDENT_ID")]
    StudentId,
    #[serde(rename = "PASSPORT_CARD_ID")]
    PassportCardId,
    #[serde(rename = "MILITARY_ID")]
    MilitaryId,
    #[serde(rename = "PUBLIC_SAFETY_ID")]
    PublicSafetyId,
    #[serde(rename = "HEALTH_ID")]
    HealthId,
    #[serde(rename = "OTHER_ID")]
    OtherId,
    #[serde(rename = "VISA")]
    Visa,
    #[serde(rename = "UNKNOWN")]
    Unknown,
    #[serde(rename = "REGULAR_DRIVING_LICENSE")]
    RegularDrivingLicense,
    #[serde(rename = "LEARNING_DRIVING_LICENSE")]
    LearningDrivingLicense,
    #[serde(rename = "E_PASSPORT")]
    EPassport,
}

#[derive(Deserialize)]
pub(crate) enum Gender {
    M,
    F,
    X,
}

#[derive(Deserialize)]
pub(crate) enum Disability {
    #[serde(rename = "YES")]
    Yes,
    #[serde(rename = "NO")]
    No,
}

#[derive(Deserialize)]
pub(crate) enum LivenessType {
    #[serde(rename = "IPROOV_STANDARD")]
    IproovStandard,
    #[serde(rename = "IPROOV_PREMIUM")]
    IproovPremium,
    #[serde(rename = "JUMIO_STANDARD")]
    JumioStandard,
}

#[derive(Deserialize)]
pub(crate) enum SimilarityOutcome {
    #[serde(rename = "MATCH")]
    Match,
    #[serde(rename = "NOT_MATCH")]
    NotMatch,
    #[serde(rename = "NOT_POSSIBLE")]
    NotPossible,
}

#[derive(Deserialize)]
pub(crate) enum AuthenticationType {
    #[serde(rename = "IPROOV_STANDARD")]
    IproovStandard,
    #[serde(rename = "IPROOV_PREMIUM")]
    IproovPremium,
}

#[derive(Deserialize)]
pub(crate) enum SearchStatus {
    #[serde(rename = "DONE")]
    Done,
    #[serde(rename = "NOT_DONE")]
    NotDone,
    #[serde(rename = "ERROR")]
    Error,
}

#[derive(Deserialize)]
pub(crate) enum DecisionLabel {
    #[serde(rename = "NOT_ENOUGH_DATA")]
    NotEnoughData,
    #[serde(rename = "TECHNICAL_ERROR")]
    TechnicalError,
    #[serde(rename = "UNSUPPORTED_COUNTRY")]
    UnsupportedCountry,
    #[serde(rename = "PRECONDITION_NOT_FULFILLED")]
    PreconditionNotFulfilled,
    #[serde(rename = "OK")]
    Ok,
    #[serde(rename = "DENY")]
    Deny,
    #[serde(rename = "ALERT")]
    Alert,
    #[serde(rename = "FAILED")]
    Failed,
    #[serde(rename = "NFC_CERTIFICATE")]
    NfcCertificate,
    #[serde(rename = "MISMATCHING_DATAPOINTS")]
    MismatchingDatapoints,
    #[serde(rename = "MRZ_CHECKSUM")]
    MrzChecksum,
    #[serde(rename = "MISMATCHING_DATA_REPEATED_FACE")]
    MismatchingDataRepeatedFace,
    #[serde(rename = "MISMATCH_HRZ_MRZ_DATA")]
    MismatchHrzMrzData,
    #[serde(rename = "UNSUPPORTED_STATE")]
    UnsupportedState,
    #[serde(rename = "VALIDATION_FAILED")]
    ValidationFailed,
    #[serde(rename = "DIGITAL_COPY")]
    DigitalCopy,
    #[serde(rename = "WATERMARK")]
    Watermark,
    #[serde(rename = "MANIPULATED_DOCUMENT")]
    ManipulatedDocument,
    #[serde(rename = "MANIPULATED_DOCUMENT_PHOTO")]
    ManipulatedDocumentPhoto,
    #[serde(rename = "MANIPULATED_DOCUMENT_EXPIRY")]
    ManipulatedDocumentExpiry,
    #[serde(rename = "MANIPULATED_DOCUMENT_NAME")]
    ManipulatedDocumentName,
    #[serde(rename = "MANIPULATED_DOCUMENT_ADDRESS")]
    ManipulatedDocumentAddress,
    #[serde(rename = "MANIPULATED_DOCUMENT_SECURITY_CHECKS")]
    ManipulatedDocumentSecurityChecks,
    #[serde(rename = "MANIPULATED_DOCUMENT_SIGNATURE")]
    ManipulatedDocumentSignature,
    #[serde(rename = "MANIPULATED_DOCUMENT_PERSONAL_NUMBER")]
    ManipulatedDocumentPersonalNumber,
    #[serde(rename = "MANIPULATED_DOCUMENT_PLACE_OF_BIRTH")]
    ManipulatedDocumentPlaceOfBirth,
    #[serde(rename = "MANIPULATED_DOCUMENT_GENDER")]
    ManipulatedDocumentGender,
    #[serde(rename = "MANIPULATED_DOCUMENT_ISSUING_DATE")]
    ManipulatedDocumentIssuingDate,
    #[serde(rename = "OTHER_REJECTION")]
    OtherRejection,
    #[serde(rename = "GHOST_IMAGE_DIFFERENT")]
    GhostImageDifferent,
    #[serde(rename = "PUNCHED")]
    Punched,
    #[serde(rename = "SAMPLE")]
    Sample,
    #[serde(rename = "FAKE")]
    Fake,
    #[serde(rename = "CHIP_MISSING")]
    ChipMissing,
    #[serde(rename = "DIGITAL_MANIPULATION")]
    DigitalManipulation,
    #[serde(rename = "MISMATCH_FRONT_BACK")]
    MismatchFrontBack,
    #[serde(rename = "DIFFERENT_PERSON")]
    DifferentPerson,
    #[serde(rename = "REPEATED_FACE")]
    RepeatedFace,
    #[serde(rename = "LIVENESS_UNDETERMINED")]
    LivenessUndetermined,
    #[serde(rename = "ID_USED_AS_SELFIE")]
    IdUsedAsSelfie,
    #[serde(rename = "MULTIPLE_PEOPLE")]
    MultiplePeople,
    #[serde(rename = "PHOTOCOPY")]
    Photocopy,
    #[serde(rename = "MANIPULATED")]
    Manipulated,
    #[serde(rename = "NO_FACE_PRESENT")]
    NoFacePresent,
    #[serde(rename = "FACE_NOT_FULLY_VISIBLE")]
    FaceNotFullyVisible,
    #[serde(rename = "BLACK_WHITE")]
    BlackWhite,
    #[serde(rename = "AGE_DIFFERENCE")]
    AgeDifference,
    #[serde(rename = "BAD_QUALITY")]
    BadQuality,
    #[serde(rename = "MATCH")]
    Match,
    #[serde(rename = "NO_MATCH")]
    NoMatch,
    #[serde(rename = "NOT_POSSIBLE")]
    NotPossible,
    #[serde(rename = "NOT_UPLOADED")]
    NotUploaded,
    #[serde(rename = "BLURRED")]
    Blurred,
    #[serde(rename = "BAD_QUALITY_IMAGE")]
    BadQualityImage,
    #[serde(rename = "PART_OF_DOCUMENT_MISSING")]
    PartOfDocumentMissing,
    #[serde(rename = "PART_OF_DOCUMENT_HIDDEN")]
    PartOfDocumentHidden,
    #[serde(rename = "DAMAGED_DOCUMENT")]
    DamagedDocument,
    #[serde(rename = "GLARE")]
    Glare,
    #[serde(rename = "MISSING_MANDATORY_DATAPOINTS")]
    MissingMandatoryDatapoints,
    #[serde(rename = "MISSING_PAGE")]
    MissingPage,
    #[serde(rename = "MISSING_SIGNATURE")]
    MissingSignature,
    #[serde(rename = "NOT_A_DOCUMENT")]
    NotADocument,
    #[serde(rename = "UNSUPPORTED_DOCUMENT_TYPE")]
    UnsupportedDocumentType,
    #[serde(rename = "INVALID_MERCHANT_SETTINGS")]
    InvalidMerchantSettings,
    #[serde(rename = "EXTRACTION_NOT_DONE")]
    ExtractionNotDone,
    #[serde(rename = "NO_VALID_ID_CREDENTIAL")]
    NoValidIdCredential,
}

#[derive(Deserialize)]
pub(crate) enum FaceSearchStatus {
    #[serde(rename = "DONE")]
    Done,
    #[serde(rename = "PENDING")]
    Pending,
    #[serde(rename = "ERROR")]
    Error,
}
