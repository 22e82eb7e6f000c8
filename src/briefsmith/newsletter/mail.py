"""The e-mail: HTML with its style inlined and small enough not to be clipped, and the multipart message."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, getaddresses

from briefsmith.errors import UsageError
from briefsmith.newsletter.issue import Issue
from briefsmith.newsletter.templates import Templates
from briefsmith.newsletter.text import one_line, plain_key

# Gmail shows the first 102 kB of a message's HTML and hides the rest behind a link.
MAX_HTML_BYTES = 102_000
# Mail programs on telephones cut subjects long before this; it keeps a headline of any length out of the header.
MAX_SUBJECT = 150
PREVIEW_CHARACTERS = 140


@dataclass(frozen=True, slots=True)
class Mail:
    """One newsletter as e-mail. `left_out` is how many stories the HTML had no room for; the text has them all."""

    subject: str
    html: str
    text: str
    left_out: int


def make_mail(issue: Issue, templates: Templates) -> Mail:
    """The issue as e-mail; the HTML is cut before the first story that would take it over `MAX_HTML_BYTES`."""
    subject = one_line(issue.subject or issue.stories[0].headline, MAX_SUBJECT)
    html = render_html(issue, subject, templates)
    kept = issue
    if len(html.encode()) > MAX_HTML_BYTES:
        kept, html = _longest_that_fits(issue, subject, templates)
    return Mail(subject, html, templates.render_text(issue), kept.left_out)


def render_html(issue: Issue, subject: str, templates: Templates) -> str:
    """The page with all styles inlined except the media queries, which cannot be."""
    import css_inline

    page = templates.render("issue.html", issue, subject=subject, preview=preheader(issue, subject))
    inliner = css_inline.CSSInliner(extra_css=templates.render("style.css", issue), load_remote_stylesheets=False)
    return inliner.inline(page).rstrip("\n") + "\n"


def preheader(issue: Issue, subject: str) -> str:
    """What mail programs show after the subject: what it does not say, whole words of at most `PREVIEW_CHARACTERS`."""
    lead, *others = issue.stories
    texts = [lead.headline, *([lead.dek] if not others else []), *(story.headline for story in others)]
    said = plain_key(subject)
    fresh = [text for text in texts if text and plain_key(text) not in said]
    return one_line(" · ".join(fresh), PREVIEW_CHARACTERS)


def sender_address(text: str | None, option: str = "--from") -> str | None:
    """The value of `From` or `To`, normalised; None for None. Raises UsageError, naming the option, unless it is one address."""
    if text is None:
        return None
    found = getaddresses([text])
    name, address = found[0] if found else ("", "")
    is_address = len(found) == 1 and re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", address)
    if is_address and not address.isascii():
        # Few servers take such addresses (SMTPUTF8); a domain has an ASCII form, which every one takes.
        raise UsageError(f"{option} {one_line(text)}: write the address in ASCII, its domain as xn--…")
    if not is_address or any(ord(character) < ord(" ") for character in text):
        raise UsageError(f"{option} {one_line(text)}: expected an address such as 'The Mill <news@example.org>'")
    return formataddr((name, address))


def message(mail: Mail, issue: Issue, sender: str | None) -> str:
    """The multipart message as text with CRLF, ASCII only, the same bytes for the same issue.

    Without a sender the header is left out and `X-Unsent` makes mail programs open the file as a draft.
    """
    made = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    made["Subject"] = mail.subject
    if sender is None:
        made["X-Unsent"] = "1"
    else:
        made["From"] = sender
    made["Date"] = format_datetime(issue.date)
    made.set_content(mail.text)
    made.add_alternative(mail.html, subtype="html")
    made["Content-Language"] = issue.language  # here, because making parts moves such headers into the first
    digest = hashlib.sha256(f"{mail.text}{mail.html}".encode()).hexdigest()
    made.set_boundary(f"=_{digest[:32]}")  # otherwise it is random
    return made.as_bytes().decode("ascii")


def _longest_that_fits(issue: Issue, subject: str, templates: Templates) -> tuple[Issue, str]:
    """The issue with as many of its first stories as fit, at least one; by bisection, as each try renders the page."""
    fits, too_many = 1, len(issue.stories)
    best = issue.first(1)
    html = render_html(best, subject, templates)
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        tried = issue.first(middle)
        page = render_html(tried, subject, templates)
        if len(page.encode()) <= MAX_HTML_BYTES:
            fits, best, html = middle, tried, page
        else:
            too_many = middle
    return best, html
