"""`python -m scheduler` and the `scheduler` command."""

from __future__ import annotations


def main() -> None:
    from scheduler.cli import run

    raise SystemExit(run())


if __name__ == "__main__":
    main()
