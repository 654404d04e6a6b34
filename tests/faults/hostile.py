"""Named attacks by file: each is made when asked for, for some are large."""

from __future__ import annotations

import json
import multiprocessing
import resource
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from scheduler.errors import BadInput
from scheduler.formats.read import detect
from scheduler.formats.read.reading import ReadOptions
from tests.faults import seeds

MEMORY = 500 * 2**20
HUGE = 200 * 10**6


def _frab(title: str = "A talk", before: str = "") -> bytes:
    return (
        f"{before}<schedule><conference><acronym>c</acronym><title>C</title></conference>"
        f'<day date="2024-07-01"><room name="R"><event guid="g"><date>2024-07-01T10:00:00+02:00</date>'
        f"<start>10:00</start><duration>00:45</duration><title>{title}</title></event></room></day></schedule>"
    ).encode()


def billion_laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return _frab("&l9;", f'<!DOCTYPE s [<!ENTITY l0 "lol">{entities}]>')


def quadratic_entity() -> bytes:
    return _frab("&a;" * 20_000, f'<!DOCTYPE s [<!ENTITY a "{"a" * 20_000}">]>')


def external_entity_file() -> bytes:
    return _frab("&x;", '<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>')


def external_entity_http() -> bytes:
    return _frab("&x;", '<!DOCTYPE s [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>')


def external_dtd() -> bytes:
    return _frab(before='<!DOCTYPE s SYSTEM "http://127.0.0.1:9/evil.dtd">')


def parameter_entity() -> bytes:
    return _frab(before='<!DOCTYPE s [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>')


def xinclude() -> bytes:
    return _frab('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>')


def xml_100_000_deep() -> bytes:
    return _frab("<a>" * 100_000 + "</a>" * 100_000)


def xml_million_attributes() -> bytes:
    attributes = " ".join(f'b{n}="x"' for n in range(300_000))
    return _frab(f"<a {attributes}/>")


def html_100_000_deep() -> bytes:
    return b"<html><body>" + b"<div>" * 100_000 + b"Poster Session"


def json_100_000_deep() -> bytes:
    return b'{"schedule": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"


def json_objects_100_000_deep() -> bytes:
    return b'[{"title": ' + b'{"a": ' * 100_000 + b"1" + b"}" * 100_000 + b"}]"


def json_number_of_a_million_digits() -> bytes:
    return b'[{"id": ' + b"9" * 1_000_000 + b', "title": "t", "status": "Poster", "author": "a"}]'


def json_lone_surrogates() -> bytes:
    return json.dumps([seeds._PAPER | {"title": "a \ud800 b", "author": "\udfff;B"}]).encode()


def json_doubled_keys() -> bytes:
    return b'[{"id": "1", "id": "2", "title": "t", "title": "u", "status": "Poster", "author": "A"}]'


def own_catalog_with_one_key_twice() -> bytes:
    catalog: Any = json.loads(seeds._dump(seeds._CATALOG))
    catalog["presentations"] *= 3
    return seeds._dump(catalog)


def yaml_tags() -> bytes:
    return (
        b"1A:\n  date: 2020-07-06_05:00:00\n  papers: !!python/object/apply:os.system ['touch /tmp/pwned']\n"
    )


def yaml_alias_bomb_among_papers() -> bytes:
    return yaml_alias_bomb().replace(b"[lol]", b"[main.1]")


def yaml_alias_bomb() -> bytes:
    levels = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))
    return ("a0: &a0 [lol]\n" + levels + "1A:\n  date: 2020-07-06_05:00:00\n  papers: *a9\n").encode()


def yaml_100_000_deep() -> bytes:
    return b"1A:\n  date: 2020-07-06_05:00:00\n  papers: " + b"[" * 100_000


def csv_of_one_column() -> bytes:
    return b"title\n" + b"Kites\n" * 1000


def csv_of_a_million_columns() -> bytes:
    return b"title,authors" + b",x" * 1_000_000 + b"\nKites,Ada" + b",y" * 1_000_000 + b"\n"


def csv_open_quote() -> bytes:
    return b'title,authors\n"Kites,Ada\n' + b"more,lines\n" * 100_000


def csv_of_nothing_but_quotes() -> bytes:
    return b"title,authors\n" + b'"' * 5_000_000


def line_of_200_mb() -> bytes:
    return b"x" * HUGE


def line_of_60_mb() -> bytes:
    return b"Poster Session\n\n" + b"kites " * 10_000_000


def catalog_line_of_200_mb() -> bytes:
    return b'{"format": "poster-scheduler-catalog", "version": 1, "x": "' + b"x" * HUGE + b'"}'


def calendar_line_of_60_mb() -> bytes:
    return b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:" + b"x" * 60_000_000 + b"\r\nEND:VEVENT\r\n"


def calendar_rule_for_ever() -> bytes:
    return _calendar("RRULE:FREQ=SECONDLY")


def calendar_rule_that_never_fits() -> bytes:
    return _calendar("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")


def calendar_of_100_000_open_components() -> bytes:
    return b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 100_000


def calendar_of_a_million_exceptions() -> bytes:
    return _calendar(
        "RRULE:FREQ=DAILY;COUNT=400\r\nEXDATE:" + "20240508T104500Z," * 300_000 + "20240508T104500Z"
    )


def _calendar(rule: str) -> bytes:
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20240508T104500Z\r\n"
        f"{rule}\r\nSUMMARY:Kites\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()


def nul_bytes() -> bytes:
    return seeds._PAGE.replace("Kites", "Ki\0tes").encode()


def only_nul_bytes() -> bytes:
    return bytes(1_000_000)


def latex_100_000_deep() -> bytes:
    return json.dumps([seeds._PAPER | {"abstract": "$" + "\\frac{" * 100_000}]).encode()


def markup_100_000_deep() -> bytes:
    return json.dumps({"results": [seeds._VIRTUAL | {"abstract": "<b>" * 100_000}]}).encode()


def zip_bomb() -> bytes:
    import io
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("programme.csv", bytes(50_000_000))
    return packed.getvalue()


def gzip_bomb() -> bytes:
    import gzip

    return gzip.compress(bytes(20_000_000))


CASES: tuple[Callable[[], bytes], ...] = (
    billion_laughs,
    quadratic_entity,
    external_entity_file,
    external_entity_http,
    external_dtd,
    parameter_entity,
    xinclude,
    xml_100_000_deep,
    xml_million_attributes,
    html_100_000_deep,
    json_100_000_deep,
    json_objects_100_000_deep,
    json_number_of_a_million_digits,
    json_lone_surrogates,
    json_doubled_keys,
    own_catalog_with_one_key_twice,
    yaml_tags,
    yaml_alias_bomb,
    yaml_alias_bomb_among_papers,
    yaml_100_000_deep,
    csv_of_one_column,
    csv_of_a_million_columns,
    csv_open_quote,
    csv_of_nothing_but_quotes,
    line_of_200_mb,
    line_of_60_mb,
    catalog_line_of_200_mb,
    calendar_line_of_60_mb,
    calendar_rule_for_ever,
    calendar_rule_that_never_fits,
    calendar_of_100_000_open_components,
    calendar_of_a_million_exceptions,
    nul_bytes,
    only_nul_bytes,
    latex_100_000_deep,
    markup_100_000_deep,
    zip_bomb,
    gzip_bomb,
)


# Some are not told by their first bytes as what they are for; a file with a good first entry would be.
_READERS = {
    "json_objects_100_000_deep": "paperlists",
    "json_number_of_a_million_digits": "paperlists",
    "latex_100_000_deep": "paperlists",
    "markup_100_000_deep": "virtual_json",
    "csv_of_a_million_columns": "table",
    "json_100_000_deep": "frab_json",
    "yaml_alias_bomb": "miniconf",
}

_COMPANIONS = {name: (seeds._MINI_PAPERS.encode(),) for name in ("yaml_tags", "yaml_alias_bomb_among_papers")}


class Answer:
    """What became of one attack: `said` is the sentence, or what was read; times in seconds of computing."""

    def __init__(self, said: str, seconds: float, memory: int) -> None:
        self.said = said
        self.seconds = seconds
        self.memory = memory


def attack(case: Callable[[], bytes]) -> Answer:
    """Reads it in a process of its own, so that what it does to that process is seen.

    `memory` is what reading took at most beyond the bytes of the file itself.
    """
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe()
    process = context.Process(target=_read, args=(case, there))
    process.start()
    there.close()
    try:
        said, seconds, memory = here.recv() if here.poll(60) else ("HANGS", 60.0, 0)
    except EOFError:
        said, seconds, memory = "DIES", 0.0, 0
    process.kill()
    process.join()
    return Answer(said, seconds, memory)


def _read(case: Callable[[], bytes], pipe: Connection) -> None:
    data = case()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    began = time.process_time()
    try:
        options = ReadOptions(companions=_COMPANIONS.get(case.__name__, ()))
        reading = detect.read(data, options, _READERS.get(case.__name__))
        titles = [p.display_title[:40] for p in reading.catalog.presentations]
        said = f"read: {len(titles)} presentations, {titles[:2]}"
    except BadInput as error:
        said = f"refused: {error}"
    except BaseException as error:
        said = f"CRASHES: {type(error).__name__}: {error}"[:300]
    seconds = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - before
    pipe.send((said.encode("utf-8", "replace").decode(), seconds, memory))


def main() -> int:
    """Tries all and prints what the program did."""
    bad = 0
    for case in CASES:
        answer = attack(case)
        good = answer.said.startswith(("read", "refused")) and answer.seconds < 2 and answer.memory < MEMORY
        bad += not good
        print(
            f"{'ok' if good else 'FAILED':7}{case.__name__:40}{answer.seconds:6.2f} s"
            f"{answer.memory / 2**20:6.0f} MB  {answer.said[:150]}"
        )
    print(f"{len(CASES)} attacks, {bad} failed")
    return int(bool(bad))
