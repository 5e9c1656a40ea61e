"""Why a file could not be converted, in words for the person who tried."""

from typing import ClassVar

from bureau.platform.errors import Refusal


class ConversionFailed(Refusal):
    """The file could not be converted; nothing was changed."""

    status: ClassVar[int] = 422
    code: ClassVar[str] = "conversion_failed"
    title: ClassVar[str] = (
        "This file could not be converted. Open it in its own program and save it again."
    )


class UnknownFormat(ConversionFailed):
    """No converter for this format."""

    code = "unknown_format"
    title = "Documents of this kind cannot be converted."


class NotThatFormat(ConversionFailed):
    """The bytes are of another format than said."""

    code = "not_that_format"
    title = "This file is damaged, or it is not of the kind that its name says."


class Encrypted(ConversionFailed):
    """The file is protected by a password."""

    code = "encrypted_file"
    title = "This file is protected by a password. Remove the password and try again."


class TooLarge(ConversionFailed):
    """The file, or what it unpacks to, is over the limits."""

    status = 413
    code = "file_too_large"
    title = "This file is too large to be converted."


class TookTooLong(ConversionFailed):
    """The conversion was stopped by its time or memory limit."""

    code = "conversion_took_too_long"
    title = (
        "The conversion of this file took too long and was stopped. Split the file and try again."
    )


BY_CODE: dict[str, type[ConversionFailed]] = {
    refusal.code: refusal
    for refusal in (
        ConversionFailed,
        UnknownFormat,
        NotThatFormat,
        Encrypted,
        TooLarge,
        TookTooLong,
    )
}
