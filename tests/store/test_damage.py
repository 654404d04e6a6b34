"""What damage to either file leads to: a clear choice, or no more than a rebuilt catalog; never a crash."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from random import Random

import pytest

from scheduler.cli import run
from scheduler.core.query import Filter
from scheduler.errors import CannotSave, Damaged, DamagedCatalog, NewerFile, NotFound
from scheduler.store import backup, personal
from scheduler.workspace import Workspace, care
from tests.faults.programmes import TALKS, version_of, versions_in


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with twenty stars in it, and a backup of nineteen."""
    folder = tmp_path_factory.mktemp("used") / "data"
    with Workspace.open(folder) as workspace:
        workspace.programme.apply(workspace.programme.plan(version_of(1), source="x"))
        workspace.marks.star([f"c/{number}" for number in range(19)])
        workspace.marks.note("c/1", "ask Ann")
        workspace.calendar.save(workspace.calendar.prepare(), folder.parent / "agenda.ics")
        workspace.care.daily_backup()
        workspace.marks.star(["c/19"])
    return folder


@pytest.fixture
def folder(used: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(used, tmp_path / "data"))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text("Dear diary, " * 500, encoding="utf-8")


def missing(path: Path) -> None:
    path.unlink()


def zeros(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:4096] + bytes(len(data) - 4096))


def without(table: str) -> Callable[[Path], None]:
    def drop(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"DROP TABLE {table}")

    drop.__name__ = f"without_{table}"
    return drop


WAYS = (cut, emptied, text, missing, zeros, without("stars"), without("imports"), without("friends"))


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_damaged_personal_file_leads_to_a_choice(folder: Path, way: Callable[[Path], None]) -> None:
    path = folder / "personal.db"
    way(path)
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(Damaged) as raised:
        Workspace.open(folder)
    choices = care.choices(folder, raised.value)
    assert str(path) in choices.reason
    assert choices.newest_backup is not None
    assert choices.can_start_fresh
    assert (path.read_bytes() if path.exists() else None) == before
    kept = care.restore(folder)
    assert (kept.read_bytes() if kept else None) == before
    with Workspace.open(folder) as workspace:
        assert len(workspace.marks.stars()) == 19


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_starting_fresh_keeps_the_damaged_file(folder: Path, way: Callable[[Path], None]) -> None:
    path = folder / "personal.db"
    way(path)
    before = path.read_bytes() if path.exists() else None
    kept = care.start_fresh(folder)
    assert (kept.read_bytes() if kept else None) == before
    with Workspace.open(folder) as workspace:
        assert workspace.marks.stars() == {}
        assert versions_in(workspace) == {1}
        workspace.marks.star(["c/1"])


def test_the_command_line_says_what_to_do(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text(folder / "personal.db")
    assert run(["search", "--data", str(folder)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "“scheduler restore” brings back the newest good backup" in said
    assert "“scheduler restore --fresh”" in said
    assert run(["restore", "--data", str(folder)]) == 0
    assert "What was there before is kept as" in capsys.readouterr().out
    assert run(["search", "--starred", "--json", "--data", str(folder)]) == 0
    assert capsys.readouterr().out.count('"key"') == 19


def test_a_newer_file_offers_neither(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(folder / "personal.db")) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('personal', 'fly_to_mars', 'later')"
        )
        connection.commit()
    with pytest.raises(NewerFile) as raised:
        Workspace.open(folder)
    choices = care.choices(folder, raised.value)
    assert (choices.newest_backup, choices.can_start_fresh) == (None, False)
    assert run(["search", "--data", str(folder)]) == 2
    assert "newer version of this program" in capsys.readouterr().err


def test_a_lost_log_is_no_damage(folder: Path) -> None:
    """The log is gone with what stood only there; the file itself is sound, only older."""
    open_ = Workspace.open(folder)
    open_.marks.star(["c/30"])
    copy = folder.parent / "copy"
    shutil.copytree(folder, copy)
    open_.close()
    for path in copy.glob("personal.db-*"):
        path.unlink()
    with Workspace.open(copy) as workspace:
        assert set(workspace.marks.stars()) >= {f"c/{number}" for number in range(19)}


def test_no_backup_leaves_only_a_fresh_start(tmp_path: Path) -> None:
    text(tmp_path / "personal.db")
    with pytest.raises(Damaged) as raised:
        Workspace.open(tmp_path)
    assert care.choices(tmp_path, raised.value).newest_backup is None
    assert "scheduler restore --fresh" in care.way_out(tmp_path, raised.value)
    with pytest.raises(NotFound):
        care.restore(tmp_path)


def test_a_damaged_backup_is_passed_over_and_refused(folder: Path) -> None:
    good = backup.make(folder, "daily")
    bad = backup.make(folder, "daily")
    text(bad)
    newest = backup.newest_good(folder)
    assert newest is not None
    assert newest.path == good
    before = (folder / "personal.db").read_bytes()
    with pytest.raises(Damaged, match="not a sound backup"):
        care.restore(folder, bad)
    assert (folder / "personal.db").read_bytes() == before


def test_files_of_others_among_the_backups_do_no_harm(folder: Path) -> None:
    for name in ("personal-mine.db", "personal-a-b.db", "notes.txt"):
        (folder / "backups" / name).write_bytes(b"mine")
    for _ in range(12):
        backup.make(folder, "daily")
    assert len(backup.every(folder)) == 10
    assert (folder / "backups" / "personal-mine.db").read_bytes() == b"mine"


def test_a_restore_that_was_killed_half_way_is_finished(folder: Path) -> None:
    newest = backup.newest_good(folder)
    assert newest is not None
    backup.copy(newest.path, folder / backup.RESTORING)
    backup.set_aside(folder / "personal.db")
    with Workspace.open(folder) as workspace:
        assert len(workspace.marks.stars()) == 19


def test_a_write_to_a_file_that_was_replaced_is_refused(folder: Path) -> None:
    window = Workspace.open(folder)
    newest = backup.newest_good(folder)
    assert newest is not None
    backup.restore(folder, newest.path)
    with pytest.raises(CannotSave, match="replaced"):
        window.marks.star(["c/40"])
    window.close()


def test_every_backup_is_made_of_the_folder_that_was_opened(folder: Path) -> None:
    """A folder that was moved away is not made anew, with an empty file in it."""
    window = Workspace.open(folder)
    elsewhere = folder.rename(folder.with_name("elsewhere"))
    with pytest.raises(CannotSave):
        backup.make(window.folder, "daily")
    window.close()
    assert not folder.exists()
    assert elsewhere.exists()


@pytest.mark.parametrize("seed", range(40))
def test_flipped_bytes_of_personal_never_crash(folder: Path, seed: int) -> None:
    flip(folder / "personal.db", Random(seed))
    with suppress(Damaged), Workspace.open(folder) as workspace:
        use(workspace)


@pytest.mark.parametrize("seed", range(40))
def test_flipped_bytes_of_the_catalog_cost_nothing(folder: Path, seed: int) -> None:
    flip(folder / "catalog.db", Random(seed))
    with Workspace.open(folder) as workspace:
        workspace.reading(lambda: use(workspace))
        assert len(workspace.marks.stars()) == 20
        assert workspace.marks.notes()["c/1"].text == "ask Ann"


@pytest.mark.parametrize(
    "way",
    [cut, emptied, text, missing, zeros, without("slots"), without("search")],
    ids=lambda way: way.__name__,
)
def test_a_damaged_catalog_is_made_anew_without_a_question(
    folder: Path, way: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    way(folder / "catalog.db")
    assert run(["search", "talk", "--limit", "60", "--json", "--data", str(folder)]) == 0
    shown = capsys.readouterr()
    assert shown.out.count('"key"') == TALKS
    assert shown.err == ""
    assert len(list(folder.glob("catalog-damaged-*.db"))) == (0 if way in (emptied, missing) else 1)


def test_a_catalog_found_damaged_later_is_made_anew_in_place(folder: Path) -> None:
    path = folder / "catalog.db"
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'presentations'"
        ).fetchone()
    data = bytearray(path.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = bytes(4096)
    path.write_bytes(data)
    with Workspace.open(folder) as workspace:
        version = workspace.db.version()
        with pytest.raises(DamagedCatalog):
            workspace.finder.details(range(1, 10))
        assert len(workspace.reading(lambda: workspace.finder.find(Filter()))) == TALKS
        assert versions_in(workspace) == {1}
        assert workspace.db.version() != version


def test_a_window_goes_on_with_the_catalog_that_another_made_anew(folder: Path) -> None:
    window, other = Workspace.open(folder), Workspace.open(folder)
    version = window.db.version()
    other.mend_catalog()
    assert window.db.version() != version
    other.programme.apply(other.programme.plan(version_of(2)))
    assert versions_in(window) == {2}
    window.close()
    other.close()


def test_unreadable_snapshots_do_not_keep_the_program_from_opening(folder: Path) -> None:
    missing(folder / "catalog.db")
    for path in (folder / "imports").iterdir():
        path.write_bytes(b"{}")
    with Workspace.open(folder) as workspace:
        assert versions_in(workspace) == {0}
        assert len(workspace.marks.stars()) == 20


def test_a_damaged_word_costs_no_more_than_itself(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "personal.db")) as connection:
        connection.execute("UPDATE stars SET level = 'wunt', starred_at = '2o24' WHERE key = 'c/1'")
        connection.execute("UPDATE notes SET text = CAST(x'61ff62' AS TEXT)")
        connection.execute("UPDATE imports SET outcome = '{', imported_at = ''")
        connection.execute("INSERT INTO settings VALUES ('', 'x', '[')")
        connection.commit()
    with Workspace.open(folder) as workspace:
        use(workspace)
        assert len(workspace.marks.stars()) == 20
        assert personal.notes(workspace.db)["c/1"].text == "a\ufffdb"


def flip(path: Path, random: Random) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(random.choice((1, 4, 64))):
        data[random.randrange(random.choice((len(data), 8192)))] = random.randrange(256)
    path.write_bytes(data)


def use(workspace: Workspace) -> None:
    """Reads and writes everything once."""
    finder = workspace.finder
    ids = finder.find(Filter())
    finder.rows(ids)
    finder.details(ids)
    finder.counts("")
    finder.sessions("")
    finder.find(Filter(text="kites is:starred"))
    workspace.marks.visits()
    workspace.marks.star(["c/3"])
    workspace.calendar.prepare()
    workspace.programme.imports()
    workspace.publishing.last_account()
    workspace.care.doctor()
