"""Whether a message may go out: to these recipients, and as it is, because its issue was edited since."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from briefsmith.errors import InputError, UsageError
from briefsmith.newsletter.manifest import IssueManifest, read_manifest
from briefsmith.newsletter.plan import NAME, read_plan
from briefsmith.sending.letter import Letter
from briefsmith.sending.recipients import key_of

AGAIN = "Run the same 'briefsmith newsletter' again: it says what is to be approved, and writes the message anew."


def require_current(message: Path) -> None:
    """Raises InputError for a message that was held back (a draft, or not approved), or whose plan was edited after it was made.

    A message without the manifest of its issue beside it is sent as it is.
    """
    manifest = read_manifest(message.parent)
    if manifest is None:
        return
    if why := manifest.held.get(message.name):
        raise InputError(f"{message} may not be sent: {why}. {AGAIN}", "not_approved")
    place = message.parent.resolve() / manifest.plan
    if message.name not in manifest.files or place.name != NAME:
        return
    plan = read_plan(place.parent)
    if plan is not None and plan.fingerprint != manifest.followed:
        raise InputError(
            f"{message} is not the issue as it is now: {_shown(message, manifest)} was edited after it was made. {AGAIN}",
            "not_approved",
        )


def require_own_links(letter: Letter, recipients: Sequence[str]) -> None:
    """Raises UsageError for a message whose link unsubscribes its one reader, and that would go to others."""
    others = [recipient for recipient in recipients if key_of(recipient) != key_of(letter.reader)]
    if letter.reader and others:
        raise UsageError(
            f"{others[0]} would get a link that unsubscribes {letter.reader}: 'newsletter --to' filled it in. Make the message "
            f"again without --to, so that each gets a link of their own, or send it to {letter.reader} alone"
        )


def _shown(message: Path, manifest: IssueManifest) -> str:
    return os.path.normpath(message.parent / manifest.plan)
