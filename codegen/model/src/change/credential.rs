//! Kinds of change to credential categories with their parts and type codes, file kinds, and lists of codes.

use super::kinds_of;

kinds_of! { Credentials:
    ADDED = "credential-added" [Compatible Compatible Compatible]
        "A credential category was added."
        "Nothing. Workflows that use it are reported separately."
    REMOVED = "credential-removed" [Breaking Breaking Breaking]
        "A credential category and its module were removed."
        "Stop using it."
    NAME = "credential-renamed" [Breaking Breaking None]
        "A credential category was renamed: the old name no longer exists, and most references to it now use the new one. Further changes are reported separately."
        "Replace the old category with the new one, also where you send or read it."
    RENAMED = "credential-module-renamed" [None Breaking None]
        "The module of a credential category was renamed."
        "Use the new module name."
    PART_ADDED = "part-added" [Compatible Compatible Breaking]
        "A credential has a new part."
        "Also upload the part when the response asks for it."
    PART_REMOVED = "part-removed" [Breaking Breaking Breaking]
        "A credential no longer has a part."
        "Stop uploading it."
    PART_REQUIRED = "part-required" [None None Breaking]
        "A part of a credential was optional and is now required."
        "Upload the part before you finalize the execution."
    PART_OPTIONAL = "part-optional" [None None Compatible]
        "A part of a credential is no longer required."
        "Nothing."
    PART_FILE = "part-file-changed" [Breaking None Breaking]
        "A part of a credential has a different file kind."
        "Upload files of that kind."
    TYPE_ADDED = "type-code-added" [Compatible None Compatible]
        "A credential can have a new type."
        "Nothing. You can preset the type."
    TYPE_REMOVED = "type-code-removed" [Breaking None Breaking]
        "A credential can no longer have a type."
        "Stop presetting the type."
    TYPE_USE = "type-code-use-changed" [Breaking None Breaking]
        "A type can be preset in different workflows or channels."
        "Check where you preset the type."
    FILE_ADDED = "file-kind-added" [None None Compatible]
        "A file kind was added."
        "Nothing."
    FILE_REMOVED = "file-kind-removed" [None None Compatible]
        "A file kind was removed. Parts that had this kind are reported separately."
        "Nothing."
    FILE_TIGHTENED = "file-limit-tightened" [Breaking None Breaking]
        "Files must be smaller."
        "Shrink files before you upload them."
    FILE_LOOSENED = "file-limit-loosened" [Compatible None Compatible]
        "Files may be larger."
        "Nothing. You can upload larger files."
    MEDIA_ADDED = "media-type-accepted" [Compatible None Compatible]
        "Files may have a new media type."
        "Nothing."
    MEDIA_REMOVED = "media-type-refused" [Breaking None Breaking]
        "Files may no longer have a media type."
        "Convert files before you upload them."
    LIST_ADDED = "list-added" [None Compatible None]
        "A list of codes was added."
        "Nothing."
    LIST_REMOVED = "list-removed" [None Breaking None]
        "A list of codes was removed."
        "Stop using its module."
    CODE_ADDED = "code-added" [Compatible None None]
        "A list has a new code."
        "Nothing."
    CODE_REMOVED = "code-removed" [Breaking None None]
        "A code was removed from a list."
        "Stop sending it."
}
