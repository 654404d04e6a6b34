"""Passwords, kept by the system's keyring and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from scheduler.errors import CannotSave

SERVICE = "poster-scheduler"
_NOWHERE = "This computer has no keyring to keep passwords in, so the password is asked for each time."
_REFUSED = "The keyring is locked or refused, so the password is not kept."
_UNSAFE = ("keyrings.alt", "keyring.backends.null")
"""Backends that write readable files, or that only seem to keep what they are given."""


def remembered(server: str, user: str) -> str | None:
    """The password kept for this user at this server; None when there is none, or no keyring."""
    keyring = _keyring()
    try:
        with _plainly(keyring):
            found = keyring.get_password(SERVICE, _entry(server, user))
    except CannotSave:
        return None
    return str(found) if found else None


def remember(server: str, user: str, password: str) -> None:
    """:raises CannotSave: there is no keyring, or it is locked; the password is kept nowhere then."""
    keyring = _keyring()
    with _plainly(keyring):
        if type(_writer(keyring)).__module__.startswith(_UNSAFE):
            raise CannotSave(_NOWHERE)
        keyring.set_password(SERVICE, _entry(server, user), password)


def forget(server: str, user: str) -> bool:
    """Removes the password kept for this user at this server; whether there was one.

    :raises CannotSave: the keyring is locked, so that it may still be kept.
    """
    keyring = _keyring()
    with _plainly(keyring, "The keyring is locked or refused, so nothing in it is forgotten."):
        try:
            if keyring.get_password(SERVICE, _entry(server, user)) is None:
                return False
            keyring.delete_password(SERVICE, _entry(server, user))
        except keyring.errors.NoKeyringError:
            return False
    return True


def _keyring() -> ModuleType:
    import keyring  # looks for the system's services when loaded, so only when a password is used
    import keyring.errors

    return keyring


def _entry(server: str, user: str) -> str:
    return f"{user} {server}"


def _writer(keyring: ModuleType) -> object:
    """The backend that a password is written to; the chainer writes to its first."""
    backend = keyring.get_keyring()
    chained = getattr(backend, "backends", None)
    return chained[0] if chained else backend


@contextmanager
def _plainly(keyring: ModuleType, refused: str = _REFUSED) -> Iterator[None]:
    try:
        yield
    except CannotSave:
        raise
    except keyring.errors.NoKeyringError as error:
        raise CannotSave(_NOWHERE) from error
    except Exception as error:  # backends let D-Bus and system errors of many kinds through
        raise CannotSave(refused) from error
