"""The shapes of `--json`: what other programs may rely on."""

from __future__ import annotations

from typing import Any

from scheduler.core.changes import Change
from scheduler.core.detail import Detail, SessionSummary
from scheduler.core.times import rfc3339
from scheduler.workspace.planning import SessionPlan
from scheduler.workspace.programme import ImportPlan


def as_json(detail: Detail) -> dict[str, Any]:
    """One presentation; `title` is empty where the source has none, `level` null where not starred."""
    p, place = detail.presentation, detail.place
    return {
        "key": p.key,
        "title": p.title,
        "authors": list(p.authors),
        "decision": str(p.decision),
        "spotlight": p.spotlight,
        "session": place.session_title if place else "",
        "room": place.room if place else "",
        "board": place.board if place else "",
        "start": rfc3339(place.start) if place else None,
        "end": rfc3339(place.end) if place else None,
        "topics": list(p.topics),
        "summary": p.summary,
        "abstract": p.abstract,
        "level": str(detail.level) if detail.level else None,
        "visited": detail.visited_at is not None,
        "note": detail.note,
        "withdrawn": p.withdrawn,
        "url": p.url,
        "conference": detail.conference_title,
        "slots": [
            {
                "session": each.session_title,
                "room": each.room,
                "board": each.board,
                "start": rfc3339(each.start),
                "end": rfc3339(each.end),
                "time_source": str(each.time_source),
            }
            for each in detail.placements
        ],
    }


def import_as_json(plan: ImportPlan) -> dict[str, Any]:
    """What an import did, or would do. `total` and `spotlights` count the file's presentations."""
    report, reading = plan.report, plan.reading
    return {
        "conference": plan.merge.catalog.conference.title,
        "format": reading.format,
        "total": len(reading.catalog.presentations),
        "spotlights": reading.catalog.spotlights,
        "added": len(report.added),
        "updated": report.updated,
        "unchanged": report.unchanged,
        "renamed": [_change(change) for change in report.renamed],
        "moved": [_change(change) for change in report.moved],
        "withdrawn": [{"key": p.key, "title": p.title} for p in report.withdrawn],
        "warnings": [{"line": warning.line, "text": warning.text} for warning in reading.warnings],
    }


def session_as_json(session: SessionSummary) -> dict[str, Any]:
    """One session with its resolved time; `time_source` is stated, assumed, zone assumed or confirmed."""
    return {
        "key": session.key,
        "conference": session.conference,
        "title": session.title,
        "room": session.room,
        "start": rfc3339(session.start),
        "end": rfc3339(session.end),
        "time_source": str(session.time_source),
        "timezone": session.timezone,
        "presentations": session.presentations,
        "starred": session.starred,
    }


def _change(change: Change) -> dict[str, str]:
    return {"key": change.key, "from": change.before, "to": change.after}


def plan_as_json(plan: SessionPlan) -> dict[str, Any]:
    """A plan; `reason` is the end of a sentence for people."""
    walk = plan.walk
    return {
        "session": plan.session.title,
        "minutes_available": walk.minutes_available,
        "minutes_used": walk.minutes_used,
        "stops": [
            {
                "key": stop.key,
                "title": stop.title,
                "board": stop.board,
                "level": str(stop.level),
                "start": rfc3339(stop.start),
                "end": rfc3339(stop.end),
            }
            for stop in walk.stops
        ],
        "appointments": [
            {
                "title": each.title,
                "board": each.board,
                "start": rfc3339(each.start),
                "end": rfc3339(each.end),
                "leave": rfc3339(way.leave),
            }
            for each, way in zip(walk.appointments, walk.ways, strict=True)
        ],
        "left_out": [
            {"key": left.key, "title": left.title, "level": str(left.level), "reason": left.text}
            for left in walk.left_out
        ],
        "walking_minutes": walk.walking_minutes,
        "by_catalog_order": walk.by_catalog_order,
        "short_minutes": walk.shortfall.minutes if walk.shortfall else 0,
    }
