"""Each command, its answers and its exit codes."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from scheduler.core.walk import Appointment
from scheduler.workspace import Workspace
from tests.cli.conftest import PAGE, Scheduler

OFFLINE = "Improving Offline RL by Blending Heuristics"


def keys(scheduler: Scheduler, *words: str) -> list[str]:
    return [entry["key"] for entry in scheduler("search", *words, "--json").json]


def test_the_first_command_finds_the_bundled_catalog(scheduler: Scheduler) -> None:
    answer = scheduler("search", "--json")
    assert answer.code == 0
    assert len(answer.json) == 291
    assert len(scheduler("search", "--spotlight", "--json").json) == 44
    first = answer.json[0]
    assert first["title"] == OFFLINE
    assert (first["start"], first["end"]) == ("2024-05-08T08:45:00Z", "2024-05-08T10:45:00Z")
    assert (first["session"], first["room"], first["level"]) == ("Poster Session 3", "Halle B", None)


def test_nothing_found_is_exit_1(scheduler: Scheduler) -> None:
    answer = scheduler("search", "xylophone", "--json")
    assert (answer.code, answer.json) == (1, [])
    assert scheduler("show", "nonsense").code == 1


def test_star_note_visit_and_back(scheduler: Scheduler) -> None:
    one, two = keys(scheduler, "diffusion")[:2]
    assert scheduler("star", one, two, "--level", "must").code == 0
    assert scheduler("note", one, "ask about noise").code == 0
    assert scheduler("visit", two).code == 0
    starred = {entry["key"]: entry for entry in scheduler("search", "--starred", "--json").json}
    assert {key: entry["level"] for key, entry in starred.items()} == {one: "must", two: "must"}
    assert starred[one]["note"] == "ask about noise"
    assert starred[two]["visited"] is True
    assert scheduler("unstar", one).code == 0
    assert keys(scheduler, "is:starred") == [two]
    assert keys(scheduler, "noise has:note") == [one]


def test_one_unknown_key_changes_nothing(scheduler: Scheduler) -> None:
    (one, *_) = keys(scheduler, "diffusion")
    answer = scheduler("star", one, "iclr-2024/none")
    assert answer.code == 1
    assert answer.err == "There is no presentation “iclr-2024/none”.\n"
    assert scheduler("search", "--starred").code == 1


def test_a_page_is_imported_and_imported_again(scheduler: Scheduler, page: Path) -> None:
    answer = scheduler("import", page, "--json").json
    assert (answer["total"], answer["spotlights"], answer["added"]) == (3, 1, 3)
    again = scheduler("import", page, "--json").json
    assert (again["added"], again["updated"], again["unchanged"]) == (0, 0, 3)
    assert keys(scheduler, "author:babbage") == keys(scheduler, '"few edges"')


def test_a_dry_run_changes_nothing(scheduler: Scheduler, page: Path) -> None:
    assert scheduler("import", page, "--dry-run", "--json").json["added"] == 3
    assert scheduler("search", "author:babbage").code == 1


def test_import_from_standard_input(scheduler: Scheduler, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    assert scheduler("import", "-", "--json").json["total"] == 3


@pytest.mark.parametrize(
    "content", [b"", b"\x89PNG\r\n\x1a\n\0\0", b"just one line of prose", b"{}", b"<html></html>"]
)
def test_what_is_no_programme_is_refused_in_one_sentence(
    scheduler: Scheduler, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "wrong"
    file.write_bytes(content)
    answer = scheduler("import", file)
    assert answer.code == 2
    assert answer.out == ""
    assert len(answer.err.splitlines()) == 1
    assert len(scheduler("search", "--json").json) == 291


def test_files_that_cannot_be_read(scheduler: Scheduler, tmp_path: Path) -> None:
    assert scheduler("import", tmp_path / "none.txt").err == f"There is no file {tmp_path / 'none.txt'}.\n"
    assert scheduler("import", tmp_path).err == f"{tmp_path} is a folder; choose a file.\n"


def test_a_session_is_confirmed_and_edited(scheduler: Scheduler) -> None:
    (session,) = scheduler("session", "--json").json
    assert session["time_source"] == "assumed"
    assert scheduler("session", "Poster Session 3", "--confirm").code == 0
    assert scheduler("session", "--json").json[0]["time_source"] == "confirmed"
    answer = scheduler(
        "session", "poster session 3", "--start", "11:00", "--end", "13:15", "--room", "Halle C"
    )
    assert answer.code == 0
    (edited,) = scheduler("session", "--json").json
    assert (edited["start"], edited["end"], edited["room"]) == (
        "2024-05-08T09:00:00Z",
        "2024-05-08T11:15:00Z",
        "Halle C",
    )
    assert scheduler("search", "--limit", "1", "--json").json[0]["room"] == "Halle C"


def test_sessions_of_one_title_are_told_apart_by_their_day(scheduler: Scheduler, tmp_path: Path) -> None:
    table = tmp_path / "two days.csv"
    table.write_text(
        "title,authors,session,date,start,end\n"
        "Rivers run,Ada,Posters,2025-05-08,10:00,11:00\n"
        "Seas stay,Bob,Posters,2025-05-09,10:00,11:00\n"
        "Lakes lie,Eve,Posters,2025-05-09,14:00,15:00\n",
        encoding="utf-8",
    )
    timeless = tmp_path / "timeless.csv"
    timeless.write_text("title,authors\nPonds,Ada\n", encoding="utf-8")
    scheduler("import", table, "--timezone", "Europe/Vienna")
    refused = scheduler("session", "Posters", "--confirm")
    assert refused.code == 1
    assert refused.err == (
        "“Posters” fits more than one session: “Posters, Thu 8 May 2025”, “Posters, Fri 9 May 2025”.\n"
    )
    assert scheduler("session", "posters, fri 9 may 2025", "--room", "Hall 2").code == 0
    scheduler("import", timeless)
    told = scheduler("session").out.splitlines()
    assert told[-2:] == ["Poster session, no room: no time yet", "    1 in it, 0 starred"]
    assert [line for line in told if line.startswith("Posters,")] == [
        "Posters, Thu 8 May 2025, no room: Thu 8 May 2025, 10:00–11:00 Europe/Vienna",
        "Posters, Fri 9 May 2025, Hall 2: Fri 9 May 2025, 10:00–15:00 Europe/Vienna",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ["session", "Poster Session 3", "--start", "25:00"],
        ["session", "Poster Session 3", "--timezone", "Mars/Base"],
        ["session", "Poster Session 3", "--date", "yesterday"],
        ["search", "is:golden"],
        ["star"],
        ["star", "x", "--level", "perhaps"],
        ["nonsense"],
        ["export", "agenda.docx"],
    ],
)
def test_bad_use_is_one_sentence_and_exit_2(scheduler: Scheduler, arguments: list[str]) -> None:
    answer = scheduler(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert len(answer.err.splitlines()) == 1
    assert "Traceback" not in answer.err


def test_plan_says_what_fits(scheduler: Scheduler) -> None:
    assert scheduler("plan").code == 1
    found = keys(scheduler, "diffusion")
    scheduler("star", *found[:10], "--level", "must")
    scheduler("star", *found[10:40], "--level", "maybe")
    plan = scheduler("plan", "--json").json
    assert plan["session"] == "Poster Session 3"
    assert plan["minutes_used"] <= plan["minutes_available"] == 120
    assert sum(stop["level"] == "must" for stop in plan["stops"]) == 10
    assert len(plan["stops"]) + len(plan["left_out"]) == 40
    later = scheduler("plan", "--from", "12:00", "--json").json
    assert later["minutes_available"] == 45


def test_related_says_why(scheduler: Scheduler) -> None:
    (key,) = keys(scheduler, f'"{OFFLINE}"')
    answer = scheduler("related", key, "--json")
    assert answer.code == 0
    assert len(answer.json) == 5
    assert all(entry["shared"] for entry in answer.json)


def test_export_writes_what_the_name_says(scheduler: Scheduler, tmp_path: Path) -> None:
    scheduler("star", *keys(scheduler, "diffusion")[:3])
    for suffix in ("ics", "html", "csv", "json", "md", "bib"):
        file = tmp_path / f"agenda.{suffix}"
        answer = scheduler("export", file)
        assert (answer.code, file.exists()) == (0, True), answer.err
    calendar = (tmp_path / "agenda.ics").read_bytes()
    assert b"DTSTART:20240508T084500Z" in calendar
    assert b"STATUS:TENTATIVE" in calendar


def test_plan_lists_stops_and_appointments_by_time(scheduler: Scheduler, tmp_path: Path) -> None:
    scheduler("star", *keys(scheduler, "diffusion")[:3])
    scheduler("boards", "--page-order")
    with Workspace.open(tmp_path / "data") as ws:
        session = ws.planning.session("Poster Session 3")
        start = session.start
        assert start is not None
        mine = Appointment("My own poster", start + timedelta(hours=1), start + timedelta(minutes=80), "291")
        ws.planning.choose(session, replace(ws.planning.choices(session), appointments=(mine,)))
    lines = scheduler("plan").out.splitlines()
    (said,) = [line for line in lines if "My own poster" in line]
    assert said.startswith("11:45–12:05")
    assert " board 291 " in said
    assert "(leave at 11:" in said
    (found,) = scheduler("plan", "--json").json["appointments"]
    assert (found["title"], found["start"]) == ("My own poster", "2024-05-08T09:45:00Z")
    assert found["leave"] < found["start"]


def test_doctor_backup_and_restore(scheduler: Scheduler, tmp_path: Path) -> None:
    (one, *_) = keys(scheduler, "diffusion")
    scheduler("star", one)
    assert scheduler("backup", tmp_path / "copy.db").code == 0
    nowhere = scheduler("backup", tmp_path / "nowhere" / "copy.db")
    assert (nowhere.code, nowhere.err.rstrip().endswith(": the folder does not exist.")) == (2, True)
    scheduler("unstar", one)
    assert scheduler("restore", tmp_path / "copy.db").code == 0
    assert keys(scheduler, "is:starred") == [one]
    doctor = scheduler("doctor", "--json")
    assert doctor.code == 0
    assert all(finding["sound"] for finding in doctor.json)


def test_a_friend_is_merged_beside_ones_own(scheduler: Scheduler, tmp_path: Path) -> None:
    found = keys(scheduler, "diffusion")
    scheduler("star", *found[:3], "--level", "must")
    assert scheduler("share", tmp_path / "mine.json").code == 0
    scheduler("unstar", *found[:2])
    scheduler("star", found[4])
    merged = scheduler("merge", tmp_path / "mine.json", "--name", "Ada", "--json").json
    assert (merged["both"], merged["only_mine"]) == ([found[2]], [found[4]])
    assert sorted(merged["only_theirs"]) == sorted(found[:2])
    assert sorted(keys(scheduler, "is:starred")) == sorted([found[2], found[4]])


def test_a_friend_is_called_as_the_file_says_or_as_it_is_called(scheduler: Scheduler, tmp_path: Path) -> None:
    scheduler("star", keys(scheduler, "diffusion")[0])
    scheduler("share", tmp_path / "stars.json", "--name", "Grace")
    scheduler("share", tmp_path / "from Ada.json")
    assert scheduler("merge", tmp_path / "stars.json", "--json").json["friend"] == "Grace"
    assert scheduler("merge", tmp_path / "from Ada.json", "--json").json["friend"] == "from Ada"


def test_a_friend_is_listed_and_forgotten(scheduler: Scheduler, tmp_path: Path) -> None:
    found = keys(scheduler, "diffusion")
    assert scheduler("friends").code == 1
    scheduler("star", *found[:2])
    scheduler("share", tmp_path / "stars.json", "--name", "Grace")
    scheduler("merge", tmp_path / "stars.json")
    assert scheduler("friends", "--json").json == [{"friend": "Grace", "stars": 2}]
    assert scheduler("forget-friend", "Ada").err == "There is no friend “Ada”; there are “Grace”.\n"
    assert scheduler("forget-friend", "Grace").out == "2 stars of Grace forgotten.\n"
    assert scheduler("friends").out == ""
    assert len(keys(scheduler, "is:starred")) == 2


def test_a_kept_password_is_forgotten(scheduler: Scheduler, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {("poster-scheduler", "alice https://dav.example.org/"): "wonderland"}
    monkeypatch.setattr("keyring.get_password", lambda service, name: kept.get((service, name)))
    monkeypatch.setattr("keyring.delete_password", lambda service, name: kept.pop((service, name)))
    command = ("forget-password", "https://dav.example.org/")
    assert scheduler(*command).err == "Say whose password it is with --user.\n"
    assert scheduler(*command, "--user", "bob").code == 1
    assert scheduler(*command, "--user", "alice").out == "The password is no longer kept.\n"
    assert kept == {}


def test_related_to_one_or_to_all_my_stars(scheduler: Scheduler) -> None:
    one, two = keys(scheduler, "diffusion")[:2]
    assert scheduler("related", "--my-stars").code == 1
    scheduler("star", one, two)
    near = scheduler("related", "--my-stars", "--limit", "3", "--json").json
    assert len(near) == 3
    assert all(entry["shared"] and entry["level"] is None for entry in near)
    assert scheduler("related", one, "--my-stars").code == 2
    assert scheduler("related").code == 2


def test_boards_are_set_before_anything_is_starred(scheduler: Scheduler, page: Path) -> None:
    assert scheduler("boards", "--page-order").out == "291 boards numbered in “Poster Session 3”.\n"
    scheduler("import", page)
    answer = scheduler("boards", "--page-order")
    assert answer.code == 1
    assert answer.err == "Say which session is meant; there are “Poster Session 3”, “Poster Session 7”.\n"
    assert scheduler("boards", "--page-order", "--session", "Poster Session 7").code == 0


def test_boards_by_page_order_or_from_a_list(scheduler: Scheduler, tmp_path: Path) -> None:
    first = keys(scheduler)[0]
    scheduler("star", first)
    assert scheduler("boards", "--page-order").out == "291 boards numbered in “Poster Session 3”.\n"
    assert scheduler("show", first, "--json").json["board"] == "1"
    pasted = tmp_path / "boards.txt"
    pasted.write_text(f"117\t{OFFLINE}\n118\tNothing like it\n", encoding="utf-8")
    answer = scheduler("boards", pasted)
    assert answer.out == "1 board set in “Poster Session 3”.\n"
    assert answer.err == "line 2 fits no title, or more than one: 118\tNothing like it\n"
    assert scheduler("plan", "--json").json["stops"][0]["board"] == "117"
    pasted.write_text("nothing", encoding="utf-8")
    assert scheduler("boards", pasted).code == 2
    assert scheduler("boards").code == 2


def test_what_was_exported_can_be_forgotten(scheduler: Scheduler, tmp_path: Path) -> None:
    scheduler("star", keys(scheduler)[0])
    file = tmp_path / "a.ics"
    scheduler("export", file)
    assert scheduler("export", file, "--changed").code == 1
    assert scheduler("forget-exports").out == "1 event forgotten.\n"
    assert scheduler("export", file, "--changed").code == 0


def test_conferences_are_listed_refreshed_taken_back_and_removed(scheduler: Scheduler, page: Path) -> None:
    scheduler("import", page)
    assert [entry["title"] for entry in scheduler("conferences", "--json").json] == [
        "ICLR 2024",
        "Poster Session 7",
    ]
    page.write_text(PAGE.replace("Kites in the wind", "Kites in a storm"), encoding="utf-8")
    refreshed = scheduler("refresh", "Poster Session 7", "--json").json
    assert [(entry["from"], entry["to"]) for entry in refreshed["renamed"]] == [
        ("Kites in the wind", "Kites in a storm")
    ]
    assert scheduler("undo-import", "poster-session-7").code == 0
    assert keys(scheduler, "storm") == []
    (kites,) = keys(scheduler, "kites", "title:wind")
    scheduler("star", kites)
    assert scheduler("remove", "Poster Session 7").code == 0
    assert scheduler("search", "kites").code == 1
    page.write_text(PAGE, encoding="utf-8")
    scheduler("import", page)
    assert keys(scheduler, "is:starred") == [kites]


def test_a_table_without_a_zone_says_so_and_keeps_its_times_once_it_is_named(
    scheduler: Scheduler, tmp_path: Path
) -> None:
    table = tmp_path / "meeting.csv"
    table.write_text(
        "title,authors,session,date,start,end\nRivers,Ada,A,2025-05-08,10:00,11:00\n"
        "Seas,Bob,B,2025-05-08,14:00,15:00\n",
        encoding="utf-8",
    )

    def times() -> list[tuple[str, str]]:
        every = scheduler("session", "--json").json
        return [(each["start"], each["time_source"]) for each in every if each["conference"] == "meeting"]

    told = scheduler("import", table).out
    assert "The table names no time zone; its times are read as UTC.\n" in told
    assert "import it again with --timezone" in told
    assert times() == [("2025-05-08T10:00:00Z", "zone assumed"), ("2025-05-08T14:00:00Z", "zone assumed")]
    (key,) = keys(scheduler, "rivers", "--conference", "meeting")
    assert "UTC (time zone not stated by the page)" in scheduler("show", key).out
    answer = scheduler("session", "A", "--timezone", "Europe/Vienna")
    assert answer.err == "To read all its times in that zone: scheduler refresh meeting\n"
    assert times() == [("2025-05-08T08:00:00Z", "confirmed"), ("2025-05-08T14:00:00Z", "zone assumed")]
    assert scheduler("refresh", "meeting").code == 0
    assert times() == [("2025-05-08T08:00:00Z", "confirmed"), ("2025-05-08T12:00:00Z", "stated")]
    scheduler("import", table, "--timezone", "America/New_York")
    assert times()[1] == ("2025-05-08T18:00:00Z", "stated")


def test_an_offset_is_spelled_as_people_write_it(scheduler: Scheduler, tmp_path: Path) -> None:
    table = tmp_path / "meeting.csv"
    table.write_text("title,authors,start\nRivers,Ada,2025-05-08T10:00:00+01:00\n", encoding="utf-8")
    scheduler("import", table)
    (key,) = keys(scheduler, "rivers", "--conference", "meeting")
    assert "10:00–11:00 UTC+1" in scheduler("show", key).out
    assert "10:00–11:00 UTC+1" in scheduler("session").out


def test_all_assumed_times_are_confirmed_at_once(scheduler: Scheduler) -> None:
    assert scheduler("session", "--confirm").code == 0
    assert {entry["time_source"] for entry in scheduler("session", "--json").json} == {"confirmed"}
    assert scheduler("session", "--start", "10:00").err == "Name the session whose time or room this is.\n"
