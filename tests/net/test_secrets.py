"""Passwords go to the system's keyring or nowhere."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import keyring.backends.fail
import keyring.backends.null
import keyring.errors
import pytest

from scheduler.errors import CannotSave
from scheduler.net import secrets

SERVER = "https://dav.example.org/alice/"


class InMemory(keyring.backend.KeyringBackend):
    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class Locked(InMemory):
    def set_password(self, service: str, username: str, password: str) -> None:
        raise keyring.errors.KeyringLocked("locked")

    def get_password(self, service: str, username: str) -> str | None:
        raise OSError("the bus is gone")


class WritesAFile(InMemory):
    pass


WritesAFile.__module__ = "keyrings.alt.file"


@pytest.fixture(autouse=True)
def chosen_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_kept_per_server_and_user_until_forgotten() -> None:
    keyring.set_keyring(InMemory())
    secrets.remember(SERVER, "alice", "one")
    secrets.remember(SERVER, "bob", "two")
    assert secrets.remembered(SERVER, "alice") == "one"
    assert secrets.remembered(SERVER, "bob") == "two"
    assert secrets.remembered("https://other.example.org/", "alice") is None
    assert secrets.forget(SERVER, "alice")
    assert not secrets.forget(SERVER, "alice")
    assert secrets.remembered(SERVER, "alice") is None


@pytest.mark.parametrize(
    "backend", [keyring.backends.fail.Keyring, keyring.backends.null.Keyring, WritesAFile]
)
def test_without_a_safe_keyring_nothing_is_kept(backend: type[keyring.backend.KeyringBackend]) -> None:
    keyring.set_keyring(backend())
    with pytest.raises(CannotSave, match="has no keyring") as caught:
        secrets.remember(SERVER, "alice", "one-two")
    assert "one-two" not in str(caught.value)
    assert secrets.remembered(SERVER, "alice") is None
    assert not secrets.forget(SERVER, "alice")


def test_a_locked_keyring_is_said_and_never_a_traceback() -> None:
    keyring.set_keyring(Locked())
    with pytest.raises(CannotSave, match="locked or refused"):
        secrets.remember(SERVER, "alice", "one-two")
    assert secrets.remembered(SERVER, "alice") is None
    with pytest.raises(CannotSave, match="nothing in it is forgotten"):
        secrets.forget(SERVER, "alice")


def test_the_keyring_is_loaded_only_when_used(tmp_path: Path) -> None:
    code = "import sys, scheduler.net.secrets; print('keyring' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
