"""`briefsmith send`: an e-mail to people, over SMTP."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefsmith.cli.common import note, write_stdout
from briefsmith.errors import ExitCode

if TYPE_CHECKING:
    from briefsmith.sending.deliver import SendPlan
    from briefsmith.sending.letter import Letter
    from briefsmith.sending.server import Server


def send(
    message: Annotated[
        Path, typer.Argument(metavar="MESSAGE", help="The .eml that 'newsletter --from' wrote.", show_default=False)
    ],
    to: Annotated[
        list[str],
        typer.Option(
            "--to", metavar="ADDRESS|FILE", help="A recipient, or a file with one a line.", show_default=False
        ),
    ],
    server: Annotated[
        str,
        typer.Option(
            metavar="URL", help="smtps://HOST (TLS), smtp://HOST (STARTTLS), with or without :PORT.", show_default=False
        ),
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Send. Without it, only what would be done is said.")] = False,
    ledger: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Who has got what. Default: sent.jsonl beside the message.", show_default=False
        ),
    ] = None,
    repeat_unsure: Annotated[
        bool, typer.Option("--repeat-unsure", help="Send again where the connection broke off in the middle.")
    ] = False,
    no_tls: Annotated[bool, typer.Option("--no-tls", help="Without TLS; only to a server on this machine.")] = False,
) -> None:
    """Send an e-mail to each recipient, and never twice. Without --yes nothing is sent.

    The user name and password are read from BRIEFSMITH_SMTP_USER and BRIEFSMITH_SMTP_PASSWORD. Who got it goes to stdout.
    """
    from briefsmith.sending.deliver import deliver, plan
    from briefsmith.sending.ledger import FILE_NAME, open_ledger, read_ledger
    from briefsmith.sending.letter import read_letter
    from briefsmith.sending.permission import require_current, require_own_links
    from briefsmith.sending.recipients import read_recipients
    from briefsmith.sending.server import parse_server

    where = parse_server(server, os.environ, no_tls)
    recipients = read_recipients(to)
    require_current(message)
    letter = read_letter(message)
    require_own_links(letter, recipients)
    book = ledger or message.parent / FILE_NAME
    if not yes:
        _say_plan(letter, where, plan(letter, recipients, read_ledger(book), repeat_unsure))
        return
    counts = {"sent": 0, "refused": 0, "unsure": 0}
    with open_ledger(book) as opened:
        planned = plan(letter, recipients, opened, repeat_unsure)
        _say_left_out(planned)
        for done in deliver(letter, planned.now, opened, where):
            counts[done.outcome] += 1
            if done.outcome == "sent":
                write_stdout(f"{done.recipient}\n")
            else:
                note(f"{done.recipient}: {done.outcome} ({done.why})")
    note(", ".join(f"{count} {outcome}" for outcome, count in counts.items() if count) or "nobody was left to send to")
    raise typer.Exit(ExitCode.UNSENT if counts["refused"] or counts["unsure"] or planned.unsure else ExitCode.OK)


def _say_plan(letter: Letter, server: Server, planned: SendPlan) -> None:
    lines = [("server", str(server)), ("from", str(letter.message["From"])), ("subject", letter.subject)]
    lines += [("to", recipient) for recipient in planned.now]
    write_stdout("".join(f"{name:<8}{text}\n" for name, text in lines))
    _say_left_out(planned)
    if not letter.bulk and len(planned.now) > 1:
        note("it does not say how to unsubscribe; 'newsletter --unsubscribe' adds that")
    note(f"nothing was sent; --yes sends it to {len(planned.now)}")


def _say_left_out(planned: SendPlan) -> None:
    if planned.had:
        note(f"{len(planned.had)} have it already")
    for recipient in planned.unsure:
        note(f"{recipient}: unsure whether it arrived, so it is not sent again; --repeat-unsure does")
