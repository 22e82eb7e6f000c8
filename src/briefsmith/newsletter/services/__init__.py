"""Newsletter services: what each of them imports, placeholders and all.

A new service is one file with a `Service` and a line in `SERVICES`; the command line follows.
"""

from __future__ import annotations

from dataclasses import replace

from briefsmith.errors import UsageError
from briefsmith.newsletter.issue import Footer, Issue
from briefsmith.newsletter.mail import make_mail
from briefsmith.newsletter.services.buttondown import BUTTONDOWN
from briefsmith.newsletter.services.ghost import GHOST
from briefsmith.newsletter.services.listmonk import LISTMONK
from briefsmith.newsletter.services.mailchimp import MAILCHIMP
from briefsmith.newsletter.services.service import HandOver, Service
from briefsmith.newsletter.templates import Templates

SERVICES: dict[str, Service] = {service.name: service for service in (LISTMONK, BUTTONDOWN, GHOST, MAILCHIMP)}


def hand_over(
    issue: Issue, templates: Templates, service: Service, options: dict[str, str], sender: str | None = None
) -> dict[str, str]:
    """The files that the service imports, by their names. `options` are those of `Service.parse`.

    Raises UsageError where the user's own footer leaves out what bulk mail must have.
    """
    footer = Footer(service.footer.unsubscribe, service.footer.postal or issue.footer.postal)
    issue = replace(issue, footer=footer)
    mail = make_mail(issue, templates)
    for part, text in (("footer.html", mail.html), ("issue.txt", mail.text)):
        if not service.by_itself and footer.unsubscribe not in text:
            raise UsageError(
                f"{part} of your template leaves out {footer.unsubscribe}, without which {service.name} may not send: "
                f'add {{% include "legal.{part[-4:].lstrip(".")}" %}}'
            )
    made = service.files(HandOver(issue, mail, templates, sender, options))
    return {f"{issue.language}.{service.name}{end}": text for end, text in made.items()}
