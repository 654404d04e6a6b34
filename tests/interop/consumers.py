"""Other people's calendar programs and libraries, each asked what it sees in a file."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

import icalendar

HERE = Path(__file__).resolve().parent
AWAY = "Asia/Kathmandu"
"""Where the reading programs are: another zone than any conference's, and 45 minutes past the hour."""


class Missing(Exception):
    """The program is not installed here."""


@dataclass(frozen=True, order=True)
class Seen:
    """An event as a program reports it. `alarms` are minutes before the start, or only whether any."""

    start: datetime
    end: datetime
    title: str
    place: str
    uid: str = ""
    alarms: tuple[int, ...] | bool = ()


def read_icalendar(file: Path) -> list[Seen]:
    """The library that also writes our files."""
    calendar = icalendar.Calendar.from_ical(file.read_bytes())
    return [_seen_by_icalendar(event) for event in calendar.walk("VEVENT")]


def read_vobject(file: Path) -> list[Seen]:
    """vobject, the parser of Radicale and many servers."""
    import vobject

    calendar = vobject.readOne(file.read_bytes().decode())
    calendar.validate(raiseException=True)
    return [
        Seen(
            event.dtstart.value.astimezone(UTC),
            event.dtend.value.astimezone(UTC),
            event.summary.value,
            event.location.value if hasattr(event, "location") else "",
            event.uid.value,
            _minutes(alarm.trigger.value for alarm in getattr(event, "valarm_list", [])),
        )
        for event in calendar.vevent_list
    ]


def read_ics(file: Path) -> list[Seen]:
    """ics.py, the parser of many scripts."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it uses what its own dependencies have deprecated
        import ics

        events = ics.Calendar(file.read_bytes().decode()).events
        return [
            Seen(
                event.begin.datetime.astimezone(UTC),
                event.end.datetime.astimezone(UTC),
                event.name,
                event.location or "",
                event.uid,
                _minutes(alarm.trigger for alarm in event.alarms),
            )
            for event in events
        ]


def read_icaljs(file: Path) -> list[Seen]:
    """ical.js, the parser of Thunderbird and Nextcloud."""
    return _by_node("read_icaljs.mjs", "ical.js", file)


def read_nodeical(file: Path) -> list[Seen]:
    """node-ical, the parser of MagicMirror and many web services."""
    return _by_node("read_nodeical.cjs", "node-ical", file)


def read_khal(file: Path) -> list[Seen]:
    """khal imports the file, lists it in its own zone, and keeps what it understood in files."""
    with Khal(file.parent / "khal") as khal:
        khal.take(file)
        return khal.events()


def read_calcurse(file: Path) -> list[Seen]:
    """calcurse imports the file and lists it; it knows no UID, and only whether there is an alarm."""
    with Calcurse(file.parent / "calcurse") as calcurse:
        calcurse.take(file)
        return calcurse.events()


CONSUMERS: dict[str, Callable[[Path], list[Seen]]] = {
    "icalendar": read_icalendar,
    "vobject": read_vobject,
    "ics": read_ics,
    "ical.js": read_icaljs,
    "node-ical": read_nodeical,
    "khal": read_khal,
    "calcurse": read_calcurse,
}


class _Folder:
    """A program's own folder, gone when done."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> Self:
        self.folder.mkdir()
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.folder)


class Khal(_Folder):
    """khal with one calendar."""

    def take(self, file: Path) -> None:
        (self.folder / "calendar").mkdir(exist_ok=True)
        (self.folder / "config").write_text(
            f"[calendars]\n[[conference]]\npath = {self.folder}/calendar\n"
            f"[sqlite]\npath = {self.folder}/khal.db\n"
            "[locale]\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
            "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
            f"default_timezone = {AWAY}\nlocal_timezone = {AWAY}\n"
            "[default]\ndefault_calendar = conference\n",
            encoding="utf-8",
        )
        self._run("import", "--batch", str(file))

    def events(self) -> list[Seen]:
        stored = {event.uid: event for event in self._stored()}
        fields = ("uid", "start-long", "end-long", "title", "location")
        form = "\x1f".join(f"{{{field}}}" for field in fields) + "\x1e"
        first = min(event.start for event in stored.values()) - timedelta(days=2)
        last = max(event.end for event in stored.values()) + timedelta(days=2)
        listed = self._run(
            "list", "--once", "--day-format", "", "--format", form, f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}"
        )
        rows = [row.strip("\n").split("\x1f") for row in re.sub("\x1b\\[0m", "", listed).split("\x1e")]
        return [
            Seen(_local(start), _local(end), title, place, uid, stored[uid].alarms)
            for uid, start, end, title, place in (row for row in rows if len(row) == len(fields))
        ]

    def _stored(self) -> list[Seen]:
        return [seen for file in (self.folder / "calendar").glob("*.ics") for seen in read_icalendar(file)]

    def _run(self, *words: str) -> str:
        home = {"HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder)}
        return _output("khal", "-c", str(self.folder / "config"), *words, **home)


class Calcurse(_Folder):
    """calcurse with a folder of its own."""

    def take(self, file: Path) -> None:
        self._run("-i", str(file))

    def events(self) -> list[Seen]:
        form = "\x1e%(start:epoch)\x1f%(end:epoch)\x1f%m\x1f%N\x1f%(raw)"
        listed = self._run("-G", "--filter-type=apt", f"--format-apt={form}")
        return sorted(_seen_by_calcurse(row) for row in listed.split("\x1e")[1:])

    def _run(self, *words: str) -> str:
        folder = str(self.folder)
        return _output("calcurse", "-q", "-D", folder, "-C", folder, *words, TZ=AWAY)


def _seen_by_icalendar(event: icalendar.Component) -> Seen:
    return Seen(
        event["DTSTART"].dt.astimezone(UTC),
        event["DTEND"].dt.astimezone(UTC),
        str(event["SUMMARY"]),
        str(event.get("LOCATION", "")),
        str(event["UID"]),
        _minutes(alarm["TRIGGER"].dt for alarm in event.walk("VALARM")),
    )


def _seen_by_calcurse(row: str) -> Seen:
    start, end, title, note, raw = row.split("\x1f")
    # calcurse keeps the place in the note, as its last part; every line of a note is indented.
    found = re.search(r"^\tLocation: (.*)\Z", note.rstrip("\n"), re.MULTILINE | re.DOTALL)
    place = found.group(1).replace("\n\t", "\n") if found else ""
    rings = re.search(r"\d(?:>\w+)? !", raw) is not None
    return Seen(_epoch(start), _epoch(end), title, place, alarms=rings)


def _by_node(script: str, package: str, file: Path) -> list[Seen]:
    folder = Path(os.environ.get("SCHEDULER_NODE_MODULES") or HERE / "node_modules")
    if not (folder / package).is_dir():
        raise Missing(f"{package} is not in {folder}; run npm ci in tests/interop")
    lines = _output("node", str(HERE / script), str(folder), str(file), TZ=AWAY).splitlines()
    return [
        Seen(
            datetime.fromisoformat(event["start"]),
            datetime.fromisoformat(event["end"]),
            event["title"],
            event["place"],
            event["uid"],
            _minutes(map(_duration, event["alarms"])),
        )
        for event in map(json.loads, lines)
    ]


def _output(program: str, *words: str, **environment: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise Missing(f"{program} is not installed")
    done = subprocess.run(
        [path, *words],
        env={**os.environ, "LC_ALL": "C.UTF-8", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, f"{program}: {done.stderr.decode()}{done.stdout.decode()}"
    return done.stdout.decode()


def _minutes(triggers: Iterable[timedelta]) -> tuple[int, ...]:
    return tuple(sorted((int(-trigger.total_seconds() // 60) for trigger in triggers), reverse=True))


def _duration(trigger: int | str) -> timedelta:
    if isinstance(trigger, str):
        return icalendar.vDuration.from_ical(trigger)
    return timedelta(seconds=trigger)


def _local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(AWAY)).astimezone(UTC)


def _epoch(text: str) -> datetime:
    return datetime.fromtimestamp(int(text), UTC)
