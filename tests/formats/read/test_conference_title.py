"""The name a programme file states without having a place for it."""

from __future__ import annotations

import pytest

from scheduler.formats.read.conference_title import stated_title


@pytest.mark.parametrize(
    ("addresses", "title"),
    [
        (["https://www.aclweb.org/anthology/2020.acl-main.8.pdf"] * 2, "ACL 2020"),
        (["https://openreview.net/group?id=ICLR.cc/2024/Conference"], "ICLR 2024"),
        (["https://openreview.net/group?id=colmweb.org/COLM/2025/Conference"], "COLM 2025"),
        (["https://neurips.cc/virtual/2023/poster/70000", ""], "NeurIPS 2023"),
        (["https://openaccess.thecvf.com/content/CVPR2024/html/x.html"], "CVPR 2024"),
        (["COLM 2025 poster"], "COLM 2025"),
        (["https://openreview.net/forum?id=0JzWiigkUy"], ""),
        (["https://iclr.cc/virtual/2023/x", "https://icml.cc/virtual/2023/x"], ""),
        ([], ""),
    ],
)
def test_the_title_most_addresses_agree_on(addresses: list[str], title: str) -> None:
    assert stated_title(addresses) == title
