"""Words for the window."""

from __future__ import annotations

from scheduler.core.calm_text import calm as calm
from scheduler.core.calm_text import one_line as one_line
from scheduler.core.plural import plural as plural
