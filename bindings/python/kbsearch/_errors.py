"""What goes wrong in a way that a program must know about: one class for each code of the library."""

from __future__ import annotations

import sys
from enum import Enum
from typing import TYPE_CHECKING, Optional

if TYPE_CHECKING:
    from ._values import Rejection


class ErrorCode(str, Enum):
    """The codes of the library, the same in every language. Equal to their names: code == "INDEX_LOCKED"."""

    INVALID_ARGUMENT = "INVALID_ARGUMENT"
    INDEX_NOT_FOUND = "INDEX_NOT_FOUND"
    INDEX_CORRUPT = "INDEX_CORRUPT"
    INDEX_VERSION = "INDEX_VERSION"
    INDEX_LOCKED = "INDEX_LOCKED"
    IO = "IO"
    LIMIT_EXCEEDED = "LIMIT_EXCEEDED"
    INTERRUPTED = "INTERRUPTED"
    DEADLINE_PASSED = "DEADLINE_PASSED"
    REJECTED = "REJECTED"

    def __str__(self) -> str:
        return self.value


class Error(Exception):
    """What kbsearch raises. `code` is for programs, the message for a person: the thing, its value, the way out."""

    code: ErrorCode

    def __init__(self, message: str = "", subject: Optional[str] = None, remedy: Optional[str] = None) -> None:
        super().__init__(message)
        self.subject = subject
        """What the error is about: a path, an option, a field; None where that is not one thing."""
        self.remedy = remedy
        """What mends it, if that is known; tracebacks show it, from Python 3.11 on."""
        if remedy is not None and sys.version_info >= (3, 11):
            self.add_note(remedy)


class InvalidArgument(Error, ValueError):
    """An option, a schema, a profile or a filter is wrong, or what was asked is closed. The message gives the range."""

    code = ErrorCode.INVALID_ARGUMENT


class IndexNotFound(Error, FileNotFoundError):
    """There is no index at that path."""

    code = ErrorCode.INDEX_NOT_FOUND


class IndexCorrupt(Error):
    """Stored bytes are damaged, or the directory holds something else."""

    code = ErrorCode.INDEX_CORRUPT


class IndexVersion(Error):
    """Written by another version of the format, the analysis or the schema: kb.rebuild() it."""

    code = ErrorCode.INDEX_VERSION


class IndexLocked(Error):
    """Another writer holds the lock; the message names it."""

    code = ErrorCode.INDEX_LOCKED


class IoError(Error, OSError):
    """The file system refused: disk full, no permission, path missing."""

    code = ErrorCode.IO


class LimitExceeded(Error):
    """A safety cap would be passed, for instance by a prune."""

    code = ErrorCode.LIMIT_EXCEEDED


class Interrupted(Error):
    """It was asked to stop (kb.Stop); nothing was kept."""

    code = ErrorCode.INTERRUPTED


class DeadlinePassed(Error, TimeoutError):
    """It took longer than `timeout` allows."""

    code = ErrorCode.DEADLINE_PASSED


class RecordRejected(InvalidArgument):
    """A record cannot be taken. `rejections` says why."""

    code = ErrorCode.REJECTED

    def __init__(self, message: str = "", rejections: "tuple[Rejection, ...]" = ()) -> None:
        super().__init__(message)
        self.rejections = rejections
        """Each fault that was found."""


class RejectionWarning(UserWarning):
    """Something was not taken, and no on_rejection was given that would have been told."""
