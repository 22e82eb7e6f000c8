"""The lengths of a story's two briefs, which whoever builds its pipeline asks for."""

from __future__ import annotations

# The one sentence under the headline, the dek, is a brief of this length; the bullets are one of at most so many
# sentences that do not repeat it.
DEK_LENGTH = "1s"
MAX_BULLETS = 3
