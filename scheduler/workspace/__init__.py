"""Every use case, for the window and the command line alike."""

from scheduler.workspace.workspace import Workspace

__all__ = ["Workspace"]
