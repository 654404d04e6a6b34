"""What the live mode reads in the background: a session's plan, and where its walk was left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from scheduler.core import live
from scheduler.core.detail import SessionSummary
from scheduler.core.live import LiveState, LiveView
from scheduler.errors import BadInput, NotFound
from scheduler.workspace import Workspace
from scheduler.workspace.planning import SessionPlan


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read; without a plan `problem` says why."""

    session: SessionSummary | None
    plan: SessionPlan | None = None
    state: LiveState | None = None
    view: LiveView | None = None
    problem: str = ""


def load(
    ws: Workspace,
    session: SessionSummary | None,
    old: LiveState | None,
    rehearsed: LiveState | None,
    now: datetime,
) -> Loaded:
    """Reads a session's plan and where its walk was left; a rehearsal goes on from its own state."""
    planning = ws.planning
    try:
        session = planning.session() if session is None else _fresh(ws, session)
        choices = planning.choices(session)
        plan = planning.plan(session, choices.without_live())
        known = rehearsed or planning.live(replace(plan, choices=choices))
    except (BadInput, NotFound) as error:
        return Loaded(session, problem=str(error))
    state = live.resume(
        plan.request,
        now,
        visited=known.visited,
        skipped=known.skipped,
        later=known.later,
        board="" if known.beside else known.board,
        here=old.here if old else None,
    )
    return Loaded(session, plan, state, live.look(state, now))


def _fresh(ws: Workspace, session: SessionSummary) -> SessionSummary:
    for each in ws.finder.sessions(session.conference):
        if each.key == session.key:
            return each
    raise NotFound(f"“{session.title}” is no longer in the programme.")
