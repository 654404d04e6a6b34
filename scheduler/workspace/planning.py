"""The plan for the hall: one session's walk, the choices it rests on, and the boards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime

from scheduler.core import agenda, day, live
from scheduler.core.agenda import Level
from scheduler.core.detail import Detail, SessionSummary, is_fixed
from scheduler.core.hall import Spot, lay_out
from scheduler.core.query import Filter
from scheduler.core.walk import Candidate, Nearby, Pair, Walk, WalkRequest
from scheduler.errors import BadInput, NotFound
from scheduler.store import personal, search, settings
from scheduler.store.database import Database
from scheduler.workspace.boards import PastedBoards, read_boards
from scheduler.workspace.finder import Finder
from scheduler.workspace.plan_choices import PlanChoices, from_json, to_json

NOTHING_STARRED = "Nothing is starred yet, so there is nothing to plan."
TALKS = "are talks at their own times: the agenda shows the day, and there is no walk to plan."
TALKS_ONLY = f"What you starred {TALKS}"


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
        """The session named, else the one with the most stars to walk to.

        :raises NotFound: there is none, or nothing is starred.
        """
        if name:
            return self._finder.session(name)
        starred = [s for s in self.sessions() if s.starred]
        if not starred:
            raise NotFound(TALKS_ONLY if self._finder.starred() else NOTHING_STARRED)
        return max(starred, key=lambda s: s.starred)

    def hall(self, name: str | None = None) -> SessionSummary:
        """The session whose boards are meant: boards can be known before anything is starred.

        :raises NotFound: there is none, or nothing tells which of several is meant.
        """
        sessions = self.sessions()
        if name or any(s.starred for s in sessions):
            return self.session(name)
        if len(sessions) == 1:
            return sessions[0]
        names = ", ".join(f"“{s.title}”" for s in sessions[:8])
        raise NotFound(
            f"Say which session is meant; there are {names}." if names else "There is no session yet."
        )

    def sessions(self, conference: str = "") -> list[SessionSummary]:
        """All sessions; of their stars only those are counted that one walks to."""
        return day.walked(self._finder.starred(conference), self._finder.sessions(conference))

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
        """The best walk through what is starred in a session, around starred talks and earlier walks.

        :raises BadInput: the session has no time, is over at `start`, or only its talks are starred.
        """
        choices = choices or self.choices(session)
        starred = self._taking_place(session)
        details = [detail for detail in starred if _is_walked(detail, session)]
        if starred and not details:
            raise BadInput(f"What you starred in “{session.title}” {TALKS}")
        request = self._request(session, choices, details, start)
        found = self._around(session, request)
        key = session.key
        return SessionPlan(
            session, choices, found.requests[key], found.walks[key], {d.key: d for d in details}
        )

    def starred_in(self, session: SessionSummary) -> list[Detail]:
        """Starred posters of one session that take place, in catalog order; talks have their own time."""
        return [detail for detail in self._taking_place(session) if _is_walked(detail, session)]

    def _taking_place(self, session: SessionSummary) -> list[Detail]:
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
        """The agenda by day, in each conference's zone: sessions and talks in order, clashes and gaps."""
        details, sessions = self._finder.starred(conference), self._finder.sessions(conference)
        found: list[agenda.Day] = []
        for zone in sorted({detail.timezone for detail in details}):
            there = [detail for detail in details if detail.timezone == zone]
            found += agenda.days(day.starred(there, sessions), zone)
        return tuple(sorted(found, key=lambda each: (each.day is None, each.day or date.min)))

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

    def _around(self, session: SessionSummary, request: WalkRequest) -> day.DayPlan:
        """The day of a walk: starred talks, and the walks of sessions that began before and overlap it."""
        details = self._finder.starred(session.conference)
        sessions = day.walked(details, self._finder.sessions(session.conference))
        requests = {session.key: request}
        for each in sessions:
            if each.starred and each.key != session.key and _goes_before(each, session, request):
                with suppress(BadInput):  # its own choices leave it no time, so it takes none
                    requests[each.key] = self._request(each, self.choices(each), self.starred_in(each), None)
        blocks = tuple(
            block
            for block in agenda.blocks(day.starred(details, sessions))
            if block.fixed or block.session in requests
        )
        return day.plan_day(agenda.Day(None, blocks), requests)

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


def _is_walked(detail: Detail, session: SessionSummary) -> bool:
    """Whether it stands there to be visited at any time, at one of its places in the session."""
    places = [place for place in detail.placements if place.session == session.key]
    return not all(is_fixed(detail, place, session) for place in places)


def _goes_before(one: SessionSummary, session: SessionSummary, request: WalkRequest) -> bool:
    """Whether it began before the other session and reaches into the time of its walk."""
    if not (one.start and one.end and session.start):
        return False
    return (one.start, one.key) < (session.start, session.key) and one.end > request.start


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
