"""Bytes in, clean text out, whatever the encoding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.errors import BadInput
from scheduler.formats.read import decoding

NAMES = "Posters\n\nJosé García · François Noël · Jürgen Müßig\n\nWe say “good” — and it’s “fine”.\n"
RUSSIAN = "Глубокое обучение и его приложения в физике высоких энергий и плазмы\n" * 3
JAPANESE = "深層学習の理論について述べる。我々は新しい方法を提案する。\n" * 4


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_western_text_survives_every_encoding(encoding: str) -> None:
    assert decoding.decode(NAMES.encode(encoding)) == NAMES


def test_latin_1() -> None:
    assert decoding.decode("Jürgen · José\r\n".encode("latin-1")) == "Jürgen · José\r\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8_r"), (JAPANESE, "shift_jis"), (JAPANESE, "euc_jp")],
)
def test_other_scripts_are_told_by_statistics(text: str, encoding: str) -> None:
    assert decoding.decode(text.encode(encoding)) == text


def test_a_declared_encoding_is_believed_when_it_is_not_utf8() -> None:
    text = '<?xml version="1.0" encoding="iso-8859-2"?><a>Łukasz Żółć</a>'
    assert decoding.decode(text.encode("iso-8859-2")) == text
    page = '<html><head><meta charset="cp1250"></head>Łukasz Żółć</html>'
    assert decoding.decode(page.encode("cp1250")) == page


@pytest.mark.parametrize("name", ["hex", "no-such-charset", "utf-8", "undefined"])
def test_a_nonsense_declaration_is_passed_over(name: str) -> None:
    data = f'<?xml version="1.0" encoding="{name}"?><a>José</a>'.encode("cp1252")
    assert "José" in decoding.decode(data)


def test_a_damaged_byte_does_not_make_the_rest_unreadable() -> None:
    data = (NAMES * 5).encode() + b"\xff end"
    assert decoding.decode(data) == NAMES * 5 + "\ufffd end"


def test_control_characters_go_and_line_ends_stay() -> None:
    assert decoding.decode(b"a\x00b\x1b[0m\tc\r\nd\x7f\n") == "ab[0m\tc\r\nd\n"


def test_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "MAX_BYTES", 10)
    with pytest.raises(BadInput, match="larger than"):
        decoding.decode(b"x" * 11)


@given(st.binary(max_size=300))
def test_any_bytes_give_text_without_control_characters(data: bytes) -> None:
    text = decoding.decode(data)
    assert not any(ord(char) < 32 and char not in "\t\n\r" for char in text)
    text.encode()
