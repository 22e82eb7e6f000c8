"""Hours after noon that a translation tells as hours of the morning: 5 p.m. is not `5 Uhr`."""

from __future__ import annotations

import re
from functools import cache

from briefsmith.languages.knowledge import gathered
from briefsmith.translate.guards.base import Finding, Guard, Sides
from briefsmith.translate.guards.figures import target_figures
from briefsmith.translate.guards.times import after_noon


class AfternoonsGuard(Guard):
    """An hour of the afternoon whose figure is in the target, but neither its form by 24 nor a word for the afternoon."""

    name = "hours after noon"

    def findings(self, sides: Sides) -> list[Finding]:
        hours = [(hour, minutes) for hour, minutes in after_noon(sides.source) if int(hour) < 12]
        if not hours or _later().search(sides.target):
            return []
        figures = sides.once(target_figures)
        found = []
        for hour, minutes in hours:
            later = str(int(hour) + 12)
            by_24 = any(figures[later + end] for end in ("", minutes, "00"))
            if not by_24 and any(figures[hour + end] for end in {"", minutes, "00"}):
                found.append(Finding("figures", f"{hour} p.m. may be read as the morning"))
        return found


@cache
def _later() -> re.Pattern[str]:
    """Words of any language for the later half of the day."""
    words = gathered(lambda known: known.typography.clock.later if known.typography.clock else ())
    return re.compile(
        "|".join([*words, *gathered(lambda known: known.calendar.afternoon), r"p\.?\s?m\b"]), re.IGNORECASE
    )
