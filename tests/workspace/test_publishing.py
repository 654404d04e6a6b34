"""Publishing to a real Radicale: what goes there, once, whatever happens on the way."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import keyring
import keyring.backends.fail
import pytest

from scheduler.core.catalog import Catalog, Conference, Decision, Presentation, Session, Slot
from scheduler.errors import BadInput, Cancelled, CannotSave, ConnectionFailed, NeedsConsent, NotFound
from scheduler.formats.read.reading import Reading
from scheduler.net import caldav
from scheduler.net.dav_client import Client
from scheduler.workspace import Workspace
from scheduler.workspace.delivery import Choice, Conflict
from scheduler.workspace.publishing import Login, Published

START = datetime(2024, 5, 8, 7, 0, tzinfo=UTC)
TALKS = 40
STARS = 12
"""How many talks are starred in a test, unless it takes all of them."""


def programme(moved: int = 0, late: timedelta = timedelta(hours=1)) -> Catalog:
    """Forty talks of ten minutes, one after the other, the first `moved` of them `late`."""

    def talk(number: int) -> Presentation:
        start = START + number * timedelta(minutes=10) + (late if number < moved else timedelta())
        slot = Slot("s", start, start + timedelta(minutes=10), "Halle B")
        title = f"Talk {number}, on kites; and “winds” ☂"
        return Presentation(
            f"c/{number}", title, ("Ann Lee",), decision=Decision.TALK, order=number, slots=(slot,)
        )

    session = Session("s", "Talks", "Halle B", START, START + timedelta(hours=7))
    return Catalog(Conference("c", "Conf", "Europe/Vienna"), (session,), tuple(map(talk, range(TALKS))))


def refresh(ws: Workspace, catalog: Catalog) -> None:
    ws.programme.apply(ws.programme.compare(Reading(catalog, "test")))


def star(ws: Workspace, count: int) -> None:
    ws.marks.star([f"c/{number}" for number in range(count)])


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "data") as opened:
        refresh(opened, programme())
        star(opened, STARS)
        yield opened


@pytest.fixture
def login(radicale: Any) -> Login:
    return Login(radicale.url, "alice", radicale.password)


@pytest.fixture
def calendar(login: Login, ws: Workspace) -> str:
    return ws.publishing.create_calendar(login, f"Posters {uuid.uuid4()}").address


def counts(done: Published) -> tuple[int, int, int, int]:
    return len(done.created), len(done.updated), len(done.cancelled), len(done.untouched)


class There:
    """What the calendar holds, read past the program under test."""

    def __init__(self, login: Login, calendar: str) -> None:
        self.login = login
        self.calendar = calendar

    def objects(self) -> dict[str, str]:
        """The text of each object by its address."""
        with caldav.connect(self.login.address, self.login.user, self.login.password) as server:
            addresses = server.etags(server.calendar(self.calendar))
            return {address: stored.data for address in addresses if (stored := server.get(address))}

    def state(self) -> dict[str, tuple[str, ...]]:
        """What matters of each event, by UID; a UID in two objects fails."""
        found: dict[str, tuple[str, ...]] = {}
        for text in self.objects().values():
            values = [_value(text, name) for name in ("UID", "DTSTART", "DTEND", "SEQUENCE", "STATUS")]
            assert values[0] not in found
            found[values[0]] = tuple(values[1:])
        return found

    def statuses(self) -> Counter[str]:
        return Counter(values[-1] for values in self.state().values())

    def edit(self, summary: str, old: str, new: str) -> str:
        """Changes the text of the event with this title, as another program would; returns its address."""
        for address, text in self.objects().items():
            if f"SUMMARY:{summary}" in text:
                self.write(address, text.replace(old, new))
                return address
        raise AssertionError(summary)

    def write(self, address: str, text: str) -> None:
        with caldav.connect(self.login.address, self.login.user, self.login.password) as server:
            assert server._client.put(address, text, {"Content-Type": "text/calendar"}).status in (201, 204)

    def delete(self, address: str) -> None:
        with caldav.connect(self.login.address, self.login.user, self.login.password) as server:
            server._client.delete(address)


def _value(text: str, name: str) -> str:
    found = re.search(rf"^{name}:(.*)$", text, re.MULTILINE)
    return found.group(1).strip() if found else ""


@pytest.fixture
def there(login: Login, calendar: str) -> There:
    return There(login, calendar)


def test_publish_move_unstar_and_publish_again(
    ws: Workspace, login: Login, calendar: str, there: There
) -> None:
    star(ws, TALKS)
    assert counts(ws.publishing.publish(login, calendar)) == (40, 0, 0, 0)
    assert there.statuses() == {"CONFIRMED": 40}
    refresh(ws, programme(moved=5))
    ws.marks.unstar(["c/10", "c/20", "c/30"])
    before = there.objects()
    plan = ws.publishing.plan(login, calendar)
    assert [len(part) for part in (plan.create, plan.update, plan.cancel, plan.untouched)] == [0, 5, 3, 32]
    assert there.objects() == before
    assert counts(ws.publishing.publish(login, calendar)) == (0, 5, 3, 32)
    after = there.objects()
    assert sum(before[address] == text for address, text in after.items()) == 32
    assert there.statuses() == {"CONFIRMED": 37, "CANCELLED": 3}
    assert sorted(values[2] for values in there.state().values()) == ["0"] * 32 + ["1"] * 8
    assert counts(ws.publishing.publish(login, calendar)) == (0, 0, 0, 37)
    assert there.objects() == after


def test_a_star_that_comes_back_takes_its_old_place(
    ws: Workspace, login: Login, calendar: str, there: There
) -> None:
    ws.publishing.publish(login, calendar)
    ws.marks.unstar(["c/1"])
    ws.publishing.publish(login, calendar)
    ws.marks.star(["c/1"])
    assert counts(ws.publishing.publish(login, calendar)) == (1, 0, 0, STARS - 1)
    assert there.statuses() == {"CONFIRMED": STARS}
    assert max(values[2] for values in there.state().values()) == "2"


def test_taken_back_events_can_be_deleted_instead(
    ws: Workspace, login: Login, calendar: str, there: There
) -> None:
    ws.publishing.publish(login, calendar)
    ws.marks.unstar(["c/1", "c/2"])
    assert counts(ws.publishing.publish(login, calendar, deletes=True)) == (0, 0, 2, 10)
    assert len(there.objects()) == 10
    ws.marks.star(["c/1"])
    assert counts(ws.publishing.publish(login, calendar)) == (1, 0, 0, 10)
    assert len(there.objects()) == 11


PUBLISHER = """
import json, sys
from pathlib import Path
from scheduler.workspace import Workspace
from scheduler.workspace.publishing import Login

folder, address, user, password, calendar, stop = json.loads(sys.stdin.readline())

def progress(done, total):
    if done == stop:
        print("waiting", flush=True)
        sys.stdin.read()

with Workspace.open(Path(folder)) as ws:
    ws.publishing.publish(Login(address, user, password), calendar, progress=progress)
"""


def publish_and_be_killed(ws: Workspace, login: Login, calendar: str, stop: int) -> None:
    """Publishes in a process of its own, which is killed once `stop` events are done."""
    with subprocess.Popen(
        [sys.executable, "-c", PUBLISHER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        job = [str(ws.folder), login.address, login.user, login.password, calendar, stop]
        process.stdin.write(json.dumps(job) + "\n")
        process.stdin.flush()
        assert process.stdout.readline() == "waiting\n"
        process.kill()


def test_killed_in_the_middle_and_published_again(
    ws: Workspace, login: Login, calendar: str, there: There
) -> None:
    star(ws, TALKS)
    publish_and_be_killed(ws, login, calendar, 17)
    assert len(there.objects()) == 17
    assert counts(ws.publishing.publish(login, calendar)) == (23, 0, 0, 17)
    assert there.statuses() == {"CONFIRMED": 40}
    refresh(ws, programme(moved=5))
    ws.marks.unstar(["c/10", "c/20", "c/30"])
    publish_and_be_killed(ws, login, calendar, 4)
    assert sum(counts(ws.publishing.publish(login, calendar))[1:3]) == 4
    assert there.statuses() == {"CONFIRMED": 37, "CANCELLED": 3}
    assert sorted(values[2] for values in there.state().values()) == ["0"] * 32 + ["1"] * 8


def lose_the_answer_to(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server takes the write of that number, and the connection breaks before it can say so."""
    sent = 0
    whole = Client.request

    def request(self: Client, url: str, method: str = "GET", *rest: Any, **more: Any) -> Any:
        nonlocal sent
        answer = whole(self, url, method, *rest, **more)
        if method in ("PUT", "DELETE"):
            sent += 1
            if sent == number:
                raise ConnectionResetError("Connection reset by peer")
        return answer

    monkeypatch.setattr(Client, "request", request)


@pytest.mark.parametrize("deletes", [False, True])
def test_a_lost_answer_makes_no_duplicate_and_no_question(
    ws: Workspace, login: Login, calendar: str, there: There, monkeypatch: pytest.MonkeyPatch, deletes: bool
) -> None:
    with monkeypatch.context() as broken:
        lose_the_answer_to(9, broken)
        with pytest.raises(ConnectionFailed, match="connection broke"):
            ws.publishing.publish(login, calendar, resolve=no_question)
    assert len(there.objects()) == 9
    assert counts(ws.publishing.publish(login, calendar, resolve=no_question)) == (4, 0, 0, 8)
    assert there.statuses() == {"CONFIRMED": STARS}
    refresh(ws, programme(moved=5))
    ws.marks.unstar(["c/9", "c/10", "c/11"])
    for number in (2, 2, 2, 2, 2):
        with monkeypatch.context() as broken:
            lose_the_answer_to(number, broken)
            with pytest.raises(ConnectionFailed):
                ws.publishing.publish(login, calendar, deletes=deletes, resolve=no_question)
    ws.publishing.publish(login, calendar, deletes=deletes, resolve=no_question)
    assert counts(ws.publishing.publish(login, calendar)) == (0, 0, 0, 9)
    assert there.statuses() == ({"CONFIRMED": 9} if deletes else {"CONFIRMED": 9, "CANCELLED": 3})


def no_question(conflict: Conflict) -> Choice:
    raise AssertionError(conflict)


def test_cancelling_keeps_what_is_done(ws: Workspace, login: Login, calendar: str, there: There) -> None:
    def stop(done: int, total: int) -> None:
        assert total == STARS
        if done == 5:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        ws.publishing.publish(login, calendar, progress=stop)
    assert len(there.objects()) == 5
    assert counts(ws.publishing.publish(login, calendar)) == (STARS - 5, 0, 0, 5)


@pytest.mark.parametrize("choice", list(Choice))
def test_what_somebody_else_changed_is_asked_about(
    ws: Workspace, login: Login, calendar: str, there: There, choice: Choice
) -> None:
    ws.publishing.publish(login, calendar)
    there.edit("Talk 0\\,", "LOCATION:Halle B", "LOCATION:Cafeteria")
    there.edit("Talk 10\\,", "LOCATION:Halle B", "LOCATION:Cafeteria")
    assert counts(ws.publishing.publish(login, calendar, resolve=no_question)) == (0, 0, 0, STARS)
    refresh(ws, programme(moved=2))
    ws.marks.unstar(["c/10"])
    asked: list[Conflict] = []

    def resolve(conflict: Conflict) -> Choice:
        asked.append(conflict)
        return choice

    done = ws.publishing.publish(login, calendar, resolve=resolve)
    assert [each.theirs.location for each in asked if each.theirs] == ["Cafeteria"] * 2
    assert sorted(each.ours.status for each in asked) == ["CANCELLED", "CONFIRMED"]
    kept = sum("Cafeteria" in text for text in there.objects().values())
    if choice is Choice.MINE:
        assert (counts(done), kept) == ((0, 2, 1, 9), 0)
    else:
        assert (counts(done), kept, len(done.left)) == ((0, 1, 0, 9), 2, 2)
    again = ws.publishing.plan(login, calendar)
    assert len(again.update) + len(again.cancel) == (2 if choice is Choice.LATER else 0)


@pytest.mark.parametrize("choice", [Choice.MINE, Choice.THEIRS])
def test_what_somebody_else_deleted_is_asked_about_once(
    ws: Workspace, login: Login, calendar: str, there: There, choice: Choice
) -> None:
    ws.publishing.publish(login, calendar)
    for title in ("Talk 0\\,", "Talk 10\\,"):
        there.delete(there.edit(title, "SEQUENCE:0", "SEQUENCE:0"))
    refresh(ws, programme(moved=1))
    ws.marks.unstar(["c/10"])
    asked: list[Conflict] = []

    def resolve(conflict: Conflict) -> Choice:
        asked.append(conflict)
        return choice

    ws.publishing.publish(login, calendar, resolve=resolve)
    assert [(each.deleted, each.theirs) for each in asked] == [(True, None)]
    assert len(there.objects()) == (11 if choice is Choice.MINE else 10)
    assert counts(ws.publishing.publish(login, calendar, resolve=no_question)) == (0, 0, 0, 11)
    refresh(ws, programme(moved=1, late=timedelta(hours=2)))
    ws.publishing.publish(login, calendar, resolve=resolve)
    assert len(asked) == (1 if choice is Choice.MINE else 2)


def test_what_only_a_program_would_notice_is_not_asked_about(
    ws: Workspace, login: Login, calendar: str, there: There
) -> None:
    ws.publishing.publish(login, calendar)
    rung = "X-MOZ-LASTACK:20240508T070000Z\nSEQUENCE:7\nTRANSP:OPAQUE"
    there.edit("Talk 0\\,", "SEQUENCE:0", rung)
    refresh(ws, programme(moved=1))
    assert counts(ws.publishing.publish(login, calendar, resolve=no_question)) == (0, 1, 0, 11)
    assert max(int(values[2]) for values in there.state().values()) == 8


def test_a_second_computer_adopts_what_is_there(
    ws: Workspace, login: Login, calendar: str, there: There, tmp_path: Path
) -> None:
    ws.publishing.publish(login, calendar)
    before = there.objects()
    with Workspace.open(tmp_path / "other") as other:
        refresh(other, programme())
        star(other, STARS)
        assert counts(other.publishing.publish(login, calendar, resolve=no_question)) == (STARS, 0, 0, 0)
        assert there.objects() == before
        assert counts(other.publishing.publish(login, calendar)) == (0, 0, 0, STARS)


def test_forgetting_and_publishing_again_makes_no_duplicate(
    ws: Workspace, login: Login, calendar: str, there: There
) -> None:
    ws.publishing.publish(login, calendar)
    assert ws.publishing.forget(calendar) == STARS
    ws.publishing.publish(login, calendar, resolve=no_question)
    assert len(there.state()) == STARS


def test_a_calendar_made_anew_is_filled_again(
    ws: Workspace, login: Login, calendar: str, there: There
) -> None:
    ws.publishing.publish(login, calendar)
    for address in there.objects():
        there.delete(address)
    plan = ws.publishing.plan(login, calendar)
    assert (plan.emptied, len(plan.create)) == (True, STARS)
    assert counts(ws.publishing.publish(login, calendar, resolve=no_question)) == (STARS, 0, 0, 0)
    assert len(there.state()) == STARS
    assert counts(ws.publishing.publish(login, calendar)) == (0, 0, 0, STARS)


def test_calendars_are_chosen_and_remembered_apart(ws: Workspace, login: Login, calendar: str) -> None:
    assert ws.publishing.last_account() is None
    second = ws.publishing.create_calendar(login, f"Second {uuid.uuid4()}")
    assert {calendar, second.address} <= {each.address for each in ws.publishing.calendars(login)}
    ws.publishing.publish(login, calendar)
    done = ws.publishing.publish(replace(login, address=second.address))
    assert (done.calendar, counts(done)) == (second, (STARS, 0, 0, 0))
    account = ws.publishing.last_account()
    assert account
    assert (account.user, account.calendar) == ("alice", second.address)


def test_refusals_change_nothing(ws: Workspace, login: Login, calendar: str) -> None:
    publishing = ws.publishing
    with pytest.raises(ConnectionFailed, match="name and password"):
        publishing.publish(replace(login, password="wrong"), calendar)
    with pytest.raises(NotFound, match="no calendar “Missing”"):
        publishing.publish(login, "Missing")
    with pytest.raises(BadInput, match="Choose a calendar"):
        publishing.publish(login)
    with pytest.raises(BadInput, match="needs a name"):
        publishing.create_calendar(login, "  ")
    with pytest.raises(NeedsConsent):
        publishing.publish(replace(login, address="http://calendar.example/"))
    with pytest.raises(ConnectionFailed, match="may read"):
        publishing.publish(replace(login, address=calendar, user="bob"))
    assert publishing.last_account() is None
    assert len(publishing.plan(login, calendar).create) == STARS


def test_a_server_that_goes_half_way_and_comes_back(ws: Workspace, new_radicale: Callable[[], Any]) -> None:
    own = new_radicale()
    login = Login(own.url, "alice", own.password)
    calendar = ws.publishing.create_calendar(login, "Posters").address

    def progress(done: int, total: int) -> None:
        if done == 7:
            own.stop()

    with pytest.raises(ConnectionFailed, match="cannot be reached"):
        ws.publishing.publish(login, calendar, progress=progress)
    own.start()
    assert counts(ws.publishing.publish(login, calendar)) == (5, 0, 0, 7)
    assert len(There(login, calendar).state()) == STARS


def test_the_password_is_kept_by_the_keyring_or_nowhere(ws: Workspace, login: Login) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    try:
        with pytest.raises(CannotSave, match="no keyring"):
            ws.publishing.keep_password(login)
        assert ws.publishing.password(login.address, login.user) is None
        ws.publishing.forget_password(login.address, login.user)
    finally:
        keyring.set_keyring(before)
    assert login.password not in repr(login)


def test_nothing_in_the_data_folder_knows_the_password(ws: Workspace, login: Login, calendar: str) -> None:
    ws.publishing.publish(login, calendar)
    secret = login.password.encode()
    kept = [path for path in ws.folder.rglob("*") if path.is_file() and secret in path.read_bytes()]
    assert kept == []
