//! Categories of credentials with their parts and type codes, kinds of file, and lists of codes.

use super::kinds_of;

kinds_of! { Credentials:
    ADDED = "credential-added" [Compatible Compatible Compatible]
        "A category of credential is new."
        "Nothing; workflows that use it are told apart."
    REMOVED = "credential-removed" [Breaking Breaking Breaking]
        "A category of credential is gone, and so is its module."
        "Stop using it."
    RENAMED = "credential-module-renamed" [None Breaking None]
        "The module of a category of credential has another name."
        "Replace the name of the module."
    PART_ADDED = "part-added" [Compatible Compatible Breaking]
        "A credential has one more part."
        "Upload the part, too, where the response asks for it."
    PART_REMOVED = "part-removed" [Breaking Breaking Breaking]
        "A credential has a part less."
        "Stop uploading it."
    PART_REQUIRED = "part-required" [None None Breaking]
        "A part of a credential is waited for that was optional."
        "Upload the part before you finalize."
    PART_OPTIONAL = "part-optional" [None None Compatible]
        "A part of a credential is no longer waited for."
        "Nothing."
    PART_FILE = "part-file-changed" [Breaking None Breaking]
        "A part of a credential is another kind of file."
        "Upload files of that kind."
    TYPE_ADDED = "type-code-added" [Compatible None Compatible]
        "A credential can be of one more type."
        "Nothing; preset the type if it serves you."
    TYPE_REMOVED = "type-code-removed" [Breaking None Breaking]
        "A credential can no longer be of a type."
        "Stop presetting the type."
    TYPE_USE = "type-code-use-changed" [Breaking None Breaking]
        "A type can be preset elsewhere than before."
        "Check where you preset the type."
    FILE_ADDED = "file-kind-added" [None None Compatible]
        "A kind of file is new."
        "Nothing."
    FILE_REMOVED = "file-kind-removed" [None None Compatible]
        "A kind of file is gone; parts that were of this kind are told apart."
        "Nothing."
    FILE_TIGHTENED = "file-limit-tightened" [Breaking None Breaking]
        "Files have to be smaller."
        "Shrink files before you upload them."
    FILE_LOOSENED = "file-limit-loosened" [Compatible None Compatible]
        "Files may be larger."
        "Nothing; upload larger files if it serves you."
    MEDIA_ADDED = "media-type-accepted" [Compatible None Compatible]
        "Files may be of one more media type."
        "Nothing."
    MEDIA_REMOVED = "media-type-refused" [Breaking None Breaking]
        "Files may no longer be of a media type."
        "Convert files before you upload them."
    LIST_ADDED = "list-added" [None Compatible None]
        "A list of codes is new."
        "Nothing."
    LIST_REMOVED = "list-removed" [None Breaking None]
        "A list of codes is gone."
        "Stop using its module."
    CODE_ADDED = "code-added" [Compatible None None]
        "A list has one more code."
        "Nothing."
    CODE_REMOVED = "code-removed" [Breaking None None]
        "A list no longer has a code."
        "Stop sending it."
}
