"""When not even the musts fit: by how many minutes, and each change that alone would help."""

from __future__ import annotations

from dataclasses import replace

from scheduler.core.planner.problem import NEVER
from scheduler.core.planner.terms import Terms, all_fit, best_choice, terms_of
from scheduler.core.walk import Change, Shortfall, Suggestion


def shortfall(terms: Terms, lacking: int) -> Shortfall:
    """What to change where that many musts (or locked stops) do not fit."""
    request = replace(terms.request, stops=tuple(stop for stop in terms.stops if stop.needed))
    needed = terms_of(request, terms)
    whole = best_choice(needed, NEVER, soonest=True)
    minutes = -(-max(0, whole.end - terms.end) // 60)
    found = []
    if (shorter := _shorter(needed)) is not None:
        text = f"stay {shorter} instead of {request.settings.must_minutes} min at each must"
        found.append(Suggestion(Change.SHORTER_STOPS, shorter, text))
    found.append(
        Suggestion(Change.FEWER_MUSTS, lacking, f"make {lacking} of {len(request.stops)} musts a want")
    )
    if minutes and sum(visit.name >= 0 for visit in whole.visits) == len(request.stops):
        text = f"come earlier or stay longer, {minutes} min in all"
        found.append(Suggestion(Change.MORE_TIME, minutes, text))
    return Shortfall(minutes, tuple(found))


def _shorter(terms: Terms) -> int | None:
    """The most minutes a must at which all musts fit; None when not even one minute does."""
    *longer, shortest = range(terms.request.settings.must_minutes - 1, 0, -1) or [0]
    if not shortest or not _fit_in(terms, shortest):
        return None
    return next((each for each in longer if _fit_in(terms, each)), shortest)


def _fit_in(terms: Terms, minutes: int) -> bool:
    """Whether all stops fit with so many minutes a must."""
    request = terms.request
    shorter = replace(request, settings=replace(request.settings, must_minutes=minutes))
    stays = 60 * sum(shorter.minutes(stop) for stop in terms.stops)
    return stays <= terms.end and all_fit(terms_of(shorter, terms))
