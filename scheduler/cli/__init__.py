"""The command line: parse, call the workspace, print. Runs without Qt."""

from scheduler.cli.main import run

__all__ = ["run"]
