"""Refusals of drive."""

from bureau.platform.errors import BadInput, Conflict, Forbidden, NotFound, Refusal


class DriveRefusal(Refusal):
    """Base of all refusals of drive."""


class BadName(DriveRefusal, BadInput):
    """A name that no node can have."""

    code = "bad_name"

    def __init__(self, message: str) -> None:
        super().__init__(message, errors=[{"field": "name", "message": message}])


class NodeNotFound(DriveRefusal, NotFound):
    """No such node, or none the caller may know of."""

    code = "node_not_found"
    title = "This file or folder does not exist, or it was not shared with you."


class NotAllowed(DriveRefusal, Forbidden):
    """The caller sees the node but lacks the role for this."""

    code = "role_missing"
    title = "Your role here does not allow this. Ask somebody who manages the drive."


class NotAFolder(DriveRefusal, Conflict):
    """Only folders hold other nodes."""

    code = "not_a_folder"
    title = "Choose a folder: files cannot hold other files."


class NotAFile(DriveRefusal, Conflict):
    """Folders and documents kept elsewhere have no bytes."""

    code = "not_a_file"
    title = "Only files can be downloaded or replaced."


class TooLargeToPack(DriveRefusal, BadInput):
    """An archive would hold too many files or bytes."""

    code = "too_large_to_pack"
    title = "This is too much for one archive. Choose fewer files or folders."


class NoThumbnail(DriveRefusal, NotFound):
    """The file has no small picture, and never will."""

    code = "no_thumbnail"
    title = "There is no picture of this file."


class InsideItself(DriveRefusal, Conflict):
    """A folder cannot move into its own tree."""

    code = "inside_itself"
    title = "A folder cannot be moved into itself. Choose another folder."


class IsARoot(DriveRefusal, Conflict):
    """The top folder of a drive stays where it is."""

    code = "is_a_root"
    title = "The top of a drive cannot be moved, renamed, copied or deleted."


class InTrash(DriveRefusal, Conflict):
    """Things in the trash are restored first."""

    code = "in_trash"
    title = "This is in the trash. Restore it first."


class NotInTrash(DriveRefusal, Conflict):
    """Only what is in the trash is restored or deleted for good."""

    code = "not_in_trash"
    title = "This is not in the trash."


class OverQuota(DriveRefusal):
    """The drive has no room for these bytes."""

    status = 413
    code = "over_quota"
    title = "The drive is full. Delete something for good or ask an administrator for more room."


class NothingToUndo(DriveRefusal, Conflict):
    """The operation was undone before, or is not the caller's."""

    code = "nothing_to_undo"
    title = "There is nothing to undo."


class VersionChanged(DriveRefusal):
    """If-Match names another version than the current one."""

    status = 412
    code = "version_changed"
    title = "Somebody saved a newer version. Reload and try again."


class UploadGone(DriveRefusal, NotFound):
    """The upload was ended, ran out of time or is not the caller's."""

    code = "upload_gone"
    title = "This upload does not exist any more. Start it again."


class BadUpload(DriveRefusal, BadInput):
    """The upload's headers or bytes are wrong; tus asks for 400."""

    status = 400
    code = "bad_upload"
    title = "This upload cannot be understood."


class UploadOffset(DriveRefusal, Conflict):
    """The bytes do not follow on those already received."""

    code = "upload_offset"
    title = "These bytes do not follow the last ones. Ask for the offset and continue there."


class UploadBusy(DriveRefusal):
    """Another request is writing to the same upload."""

    status = 423
    code = "upload_busy"
    title = "This upload is being written to. Try again in a moment."


class BadChecksum(DriveRefusal):
    """The bytes received differ from those sent (tus checksum extension)."""

    status = 460
    code = "bad_checksum"
    title = "The bytes were damaged on the way. Send them again."


class GrantRefused(DriveRefusal):
    """This role cannot be given or taken back."""

    status = 409
    code = "grant_refused"
    title = "This role cannot be given here."
