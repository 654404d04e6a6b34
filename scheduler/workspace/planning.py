"""The plan for the hall: one session's walk, the choices it rests on, and the boards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from scheduler.core import agenda, day, live
from scheduler.core.agenda import Level
from scheduler.core.hall import Spot, lay_out
from scheduler.core.listing import Detail, SessionSummary
from scheduler.core.query import Filter
from scheduler.core.walk import Candidate, Nearby, Pair, Walk, WalkRequest
from scheduler.errors import BadInput, NotFound
from scheduler.store import personal, search, settings
from scheduler.store.database import Database
from scheduler.workspace.boards import PastedBoards, read_boards
from scheduler.workspace.finder import Finder
from scheduler.workspace.plan_choices import PlanChoices, from_json, to_json


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """A plan with what it was made of: enough to draw it, explain it and make it again."""

    session: SessionSummary
    choices: PlanChoices
    request: WalkRequest
    walk: Walk
    details: Mapping[str, Detail]


class Planning:
    """Plans are made afresh from stars and choices; only the choices are kept."""

    def __init__(self, db: Database, clock: Callable[[], datetime], finder: Finder) -> None:
        self._db = db
        self._clock = clock
        self._finder = finder

    def session(self, name: str | None = None) -> SessionSummary:
        """The session named, else the one with the most stars.

        :raises NotFound: there is none, or nothing is starred.
        """
        if name:
            return self._finder.session(name)
        starred = [s for s in self._finder.sessions() if s.starred]
        if not starred:
            raise NotFound("Nothing is starred yet, so there is nothing to plan.")
        return max(starred, key=lambda s: s.starred)

    def choices(self, session: SessionSummary) -> PlanChoices:
        """The user's choices for a session; for a new one, the minutes and hall chosen last."""
        own = settings.setting(self._db, _scope(session), "plan")
        if own is not None:
            return from_json(own)
        general = settings.setting(self._db, "", "plan")
        return from_json({"settings": general} if general else {})

    def choose(self, session: SessionSummary, choices: PlanChoices) -> PlanChoices:
        """Keeps choices and returns those before, for undo."""
        before = self.choices(session)
        value = to_json(choices)
        settings.put_setting(self._db, _scope(session), "plan", value)
        if choices.settings != before.settings:
            general = {k: v for k, v in value["settings"].items() if k != "hall"}
            settings.put_setting(self._db, "", "plan", general)
        return before

    def plan(
        self, session: SessionSummary, choices: PlanChoices | None = None, start: datetime | None = None
    ) -> SessionPlan:
        """The best walk through what is starred in a session.

        :raises BadInput: the session has no time, or is over at `start`.
        """
        from scheduler.core.planner import plan_walk

        choices = choices or self.choices(session)
        details = self.starred_in(session)
        request = self._request(session, choices, details, start)
        return SessionPlan(session, choices, request, plan_walk(request), {d.key: d for d in details})

    def starred_in(self, session: SessionSummary) -> list[Detail]:
        """Starred presentations of one session that take place, in catalog order."""
        found = self._in_session(session, Filter(starred=True))
        return [detail for detail in found if not detail.presentation.withdrawn]

    def live(self, plan: SessionPlan) -> live.LiveState:
        """The live mode's state now, taken up where it was left: visits, skips and the board are kept."""
        choices = plan.choices
        return live.resume(
            plan.request,
            self._clock(),
            visited=tuple(key for key in personal.visits(self._db) if key in plan.details),
            skipped=choices.skipped,
            later=choices.later,
            board=choices.stand_at,
        )

    def days(self, conference: str = "") -> tuple[agenda.Day, ...]:
        """The agenda by day: sessions and talks in order, real clashes and gaps."""
        details = self._finder.starred(conference)
        zones = {detail.timezone for detail in details}
        stars = day.starred(details, self._finder.sessions(conference))
        return agenda.days(stars, zones.pop() if len(zones) == 1 else "UTC")

    def plan_day(self, of: agenda.Day) -> day.DayPlan:
        """All poster sessions of a day planned around its talks and each other."""
        keys = {block.session for block in of.blocks if not block.fixed}
        requests = {}
        for session in self._finder.sessions():
            if session.key in keys and session.starred and session.start and session.end:
                choices = self.choices(session)
                requests[session.key] = self._request(session, choices, self.starred_in(session), None)
        return day.plan_day(of, requests)

    def split(self, plan: SessionPlan) -> Pair:
        """The session's stars shared out into two walks, for two people."""
        from scheduler.core.sharing import split_walk

        return split_walk(plan.request)

    def nearby(self, plan: SessionPlan, number: int = 3) -> tuple[Nearby, ...]:
        """Spotlights near the route that are not starred."""
        from scheduler.core.nearby import near_route

        spotlights = [
            _candidate(detail, plan.session, plan.choices, Level.MAYBE)
            for detail in self._in_session(plan.session, Filter(spotlight=True))
            if detail.level is None and not detail.presentation.withdrawn
        ]
        return near_route(plan.walk, plan.request.hall, spotlights, number)

    def read_boards(self, session: SessionSummary, text: str) -> PastedBoards:
        """What pasted lines "number title" say; lines that fit nothing are returned, not guessed.

        :raises BadInput: no line fits.
        """
        details = self._in_session(session, Filter())
        pasted = read_boards(text, {d.key: d.presentation.title for d in details})
        if not pasted.boards:
            raise BadInput(
                "No line is a board number followed by a title of this session; nothing was changed."
            )
        return pasted

    def paste_boards(self, session: SessionSummary, text: str) -> PastedBoards:
        """Takes over pasted lines "number title".

        :raises BadInput: no line fits.
        """
        pasted = self.read_boards(session, text)
        self.put_boards(session, pasted.boards)
        return pasted

    def page_order(self, session: SessionSummary) -> dict[str, str]:
        """Boards numbered from 1 in the catalog's order, as many a hall hangs them."""
        details = self._in_session(session, Filter())
        return {d.key: str(i) for i, d in enumerate(details, start=1)}

    def put_boards(self, session: SessionSummary, boards: Mapping[str, str | None]) -> dict[str, str | None]:
        """Sets or (None) forgets the user's board numbers; returns those before, for undo."""
        known = settings.boards(self._db, session.key)
        settings.put_boards(self._db, session.key, boards)
        return {key: known.get(key) for key in boards}

    def number_boards(self, session: SessionSummary) -> dict[str, str | None]:
        """Takes over the page order as boards; returns those before, for undo."""
        return self.put_boards(session, self.page_order(session))

    def _request(
        self, session: SessionSummary, choices: PlanChoices, details: list[Detail], start: datetime | None
    ) -> WalkRequest:
        begin = start or choices.start or session.start
        end = choices.end or session.end
        if begin is None or end is None:
            raise BadInput(f"“{session.title}” has no time yet; give its date, start and end first.")
        if begin >= end:
            raise BadInput(f"“{session.title}” is over at that time.")
        everyone = self._in_session(session, Filter())
        stops = tuple(_candidate(d, session, choices, d.level or Level.WANT) for d in details)
        hall = lay_out([stop.spot for stop in stops], _spots(everyone, session), choices.settings.hall)
        return WalkRequest(
            stops=stops,
            start=begin,
            end=end,
            hall=hall,
            settings=choices.settings,
            appointments=choices.appointments,
            order=choices.order,
            stand_at=choices.stand_at,
        )

    def _in_session(self, session: SessionSummary, wanted: Filter) -> list[Detail]:
        wanted = replace(wanted, conference=session.conference, sessions=frozenset([session.key]))
        return self._finder.details(search.find(self._db, wanted))


def _candidate(detail: Detail, session: SessionSummary, choices: PlanChoices, level: Level) -> Candidate:
    key = detail.key
    window = choices.windows.get(key)
    return Candidate(
        key=key,
        title=detail.presentation.display_title,
        level=level,
        board=_board(detail, session),
        order=detail.presentation.order,
        opens=window.opens if window else None,
        closes=window.closes if window else None,
        minutes=choices.minutes.get(key),
        locked=key in choices.locked,
        at=choices.locked.get(key),
    )


def _board(detail: Detail, session: SessionSummary) -> str:
    return next((place.board for place in detail.placements if place.session == session.key), "")


def _spots(details: list[Detail], session: SessionSummary) -> list[Spot]:
    return [Spot(_board(detail, session), detail.presentation.order) for detail in details]


def _scope(session: SessionSummary) -> str:
    return f"{session.conference}/{session.key}"
