"""Writes whole files so that a reader finds the old one or the new one, never half of one."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from scheduler.errors import CannotSave

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your disk quota is used up",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "you may not write there",
    errno.EPERM: "you may not write there",
    errno.ENOENT: "the folder does not exist",
    errno.ENOTDIR: "the folder does not exist",
    errno.EISDIR: "there is a folder of that name",
    errno.ENAMETOOLONG: "the name is too long",
    errno.EINVAL: "the name is not allowed there",
    errno.EFBIG: "the file would be too large for this disk",
    errno.EIO: "the disk reports an error",
    errno.EBUSY: "another program has it open",
    errno.ELOOP: "the link goes round in a circle",
}


def write_atomically(path: str | os.PathLike[str], data: bytes) -> Path:
    """Replaces or creates the file and returns its full path; the data is on disk by then.

    A link is followed, so that the file it names is replaced and the link stays. A device or pipe
    is written to, never replaced.

    :raises CannotSave: what stood there before still does.
    """
    try:
        target = Path(path).expanduser()
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(data)
        else:
            target = target.resolve()
            _replace(target, data)
    except (OSError, RuntimeError, ValueError) as error:
        raise CannotSave(f"Nothing was saved to {Path(path)}: {reason(error)}.") from error
    return target


def _replace(target: Path, data: bytes) -> None:
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a folder")
    # The temporary name is short and does not repeat the target's, which may be as long as allowed.
    temporary = target.parent / f".{os.urandom(8).hex()}.tmp"
    try:
        # Created plainly rather than by tempfile, so that the user's umask applies to the result.
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileNotFoundError):
            temporary.chmod(target.stat().st_mode & 0o777)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Makes the new name itself durable, where the system can (Windows cannot, and need not)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def reason(error: Exception) -> str:
    """Why a file could not be written, as a sentence's end."""
    if isinstance(error, OSError):
        return _REASONS.get(error.errno or 0) or (error.strerror or "the system refused").lower()
    return "the name is not allowed there"
