"""Mail: the article in it; what is quoted, signed and forwarded is left out with its reason. Made by Python's `email`."""

from __future__ import annotations

import mailbox
from email.message import EmailMessage
from pathlib import Path

import pytest

from briefsmith.errors import InputError
from briefsmith.model import Document
from briefsmith.sources import read
from briefsmith.sources.extracted import Raw, ReadOptions
from briefsmith.sources.mail import begins_like_mail
from briefsmith.sources.reader import expand, read_all

STORY = (
    "The harbour of Larvik will close its old ferry terminal in spring, because the quay has sunk by eleven centimetres "
    "since the last survey.\n\nA new landing stage is to open four hundred metres further north, beside the fish market. "
    "Until then the ferries to Hirtshals will leave from a floating pontoon that was built for regattas."
)
ANSWERED = "Has anybody measured the quay again since the autumn, and if so, what did the sensors under the planks say?"


def mail(text: str = STORY, page: str | None = None, **fields: str) -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Ida Moen <ida@example.org>"
    made["To"] = "desk@example.org"
    made["Subject"] = "The quay"
    made["Date"] = "Fri, 27 Nov 2026 09:30:00 +0100"
    made.set_content(text)
    if page is not None:
        made.add_alternative(page, subtype="html")
    for name, value in fields.items():
        del made[name]
        made[name.replace("_", "-")] = value
    return made


def parsed(message: EmailMessage) -> Document:
    (document,) = expand(Raw("a", "a.eml", message.as_bytes(), "mail"), ReadOptions())
    assert isinstance(document, Document)
    return document


def kept(document: Document) -> str:
    text = document.text
    for span in reversed(document.dropped):
        text = text[: span.start] + text[span.end :]
    return " ".join(text.split())


def dropped(document: Document) -> dict[str, str]:
    found: dict[str, str] = {}
    for span in document.dropped:
        found[span.reason] = found.get(span.reason, "") + document.text[span.start : span.end]
    return found


def test_text_and_head() -> None:
    document = parsed(mail(subject="Re: AW: The quay", Content_Language="en-GB, de"))
    assert document.metadata == {
        "title": "The quay",
        "author": "Ida Moen",
        "date": "2026-11-27T08:30:00+00:00",
        "language": "en-GB",
        "format": "mail",
    }
    assert kept(document) == " ".join(STORY.split())


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1"])
def test_letters_survive_every_transfer(encoding: str) -> None:
    made = EmailMessage()
    made["From"], made["Subject"], made["Date"] = "a@example.org", "Fähre für Moß", "Fri, 27 Nov 2026 09:30:00 +0100"
    made.set_content("Die Fähre fährt über den Fjord. " * 10, charset=encoding)
    document = parsed(made)
    assert document.metadata["title"] == "Fähre für Moß"
    assert kept(document).startswith("Die Fähre fährt über den Fjord.")


def test_what_is_answered_and_the_signature_are_left_out() -> None:
    quote = "\n".join(f"> {line}" for line in (ANSWERED[:60], ANSWERED[60:]))
    document = parsed(
        mail(f"{STORY}\n\n-- \nIda Moen, Coastal Review\n\nOn Thu, 26 Nov 2026, Per Vik wrote:\n{quote}\n")
    )
    assert kept(document) == " ".join(STORY.split())
    found = dropped(document)
    assert found["signature"].endswith("Coastal Review")
    assert found["quoted_reply"].startswith("On Thu, 26 Nov 2026, Per Vik wrote:")
    assert found["quoted_reply"].endswith("planks say?")


def test_an_answer_between_the_lines() -> None:
    document = parsed(mail(f"Am 26.11.2026 schrieb Per Vik:\n> {ANSWERED}\n\n{STORY}\n\n> Thanks\n\nYes, on Monday."))
    assert kept(document) == " ".join(f"{STORY} Yes, on Monday.".split())


def test_the_head_of_an_answered_mail_ends_the_text() -> None:
    head = "-----Original Message-----\nFrom: Per Vik <per@example.org>\nSent: 26 November 2026\nSubject: Quay"
    document = parsed(mail(f"{STORY}\n\n{head}\n\n{ANSWERED}"))
    assert kept(document) == " ".join(STORY.split())
    assert ANSWERED in dropped(document)["quoted_reply"]


def test_a_forwarded_mail_is_the_article() -> None:
    head = "---------- Forwarded message ---------\nFrom: Per Vik <per@example.org>\nDate: 26 Nov 2026\nSubject: Quay"
    document = parsed(mail(f"For your information.\n\n{head}\n\n{STORY}"))
    assert kept(document) == " ".join(f"For your information. {STORY}".split())
    assert dropped(document)["mail_header"] == head
    quoted = "\n".join(f"> {line}" for line in STORY.split("\n"))
    assert kept(parsed(mail(f"See below.\n\n{quoted}"))) == " ".join(f"See below. {STORY}".split())


def test_flowed_lines_are_put_together() -> None:
    made = mail("placeholder")
    made.replace_header("Content-Type", 'text/plain; charset="utf-8"; format=flowed')
    made.set_payload("The harbour of Larvik will \nclose its old terminal.\n\nIt reopens in May.\n")
    assert parsed(made).text == "The harbour of Larvik will close its old terminal.\n\nIt reopens in May."


def test_a_newsletter_is_read_from_its_html() -> None:
    page = (
        "<html><head><style>p {}</style></head><body>"
        + "".join(f"<p>{p}</p>" for p in STORY.split("\n\n"))
        + "</body></html>"
    )
    assert kept(parsed(mail("View this mail in your browser.", page))) == " ".join(STORY.split())
    # The same in both: the text is nearer to what was written.
    assert parsed(mail(STORY, page)).text == STORY


def test_html_quotations() -> None:
    page = (
        "<div><p>" + STORY.replace("\n\n", "</p><p>") + "</p></div>"
        '<div class="gmail_quote"><div class="gmail_attr">Per Vik wrote:<br></div>'
        f"<blockquote><p>{ANSWERED}</p></blockquote></div>"
    )
    made = mail("short", page)
    document = parsed(made)
    assert kept(document) == " ".join(STORY.split())
    assert dropped(document)["quoted_reply"].count(ANSWERED) == 1


def test_a_signed_mail() -> None:
    head, foot = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256", "-----BEGIN PGP SIGNATURE-----\n\nabcd\n-----END"
    text = f"{head}\n\n{STORY}\n{foot} PGP SIGNATURE-----"
    assert kept(parsed(mail(text))) == " ".join(STORY.split())


def test_no_text_is_a_sentence() -> None:
    made = mail()
    made.clear_content()
    made.set_content(b"\x89PNG", maintype="image", subtype="png")
    with pytest.raises(InputError, match="has no text of its own") as caught:
        parsed(made)
    assert caught.value.kind == "empty"


def test_a_mailbox_holds_several(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "a.mbox")
    for number in range(3):
        box.add(mail(f"{STORY}\n\nFrom now on there are {number} ferries.", subject=f"Quay {number}"))
    box.flush()
    box.close()
    documents = list(read_all(str(tmp_path / "a.mbox")))
    assert [d.id for d in documents if isinstance(d, Document)] == ["a-1", "a-2", "a-3"]
    texts = [d.text for d in documents if isinstance(d, Document)]
    assert [text.splitlines()[-1] for text in texts] == [f"From now on there are {n} ferries." for n in range(3)]
    with pytest.raises(InputError, match="holds several articles"):
        read(str(tmp_path / "a.mbox"))
    (tmp_path / "a.mbox").rename(tmp_path / "inbox")
    assert len(list(read_all(str(tmp_path / "inbox")))) == 3


def test_mail_is_known_by_its_head() -> None:
    assert begins_like_mail(mail().as_bytes())
    assert begins_like_mail(b"Return-Path: <a@example.org>\nReceived: from x\n\tby y\nFrom: a@example.org\n\nHi")
    for text in (
        STORY,
        "Subject: matter of the talk\n\nIt rained.",
        "From: here to there\n\nIt rained.",
        "Date: 3 May",
    ):
        assert not begins_like_mail(text.encode())


@pytest.mark.parametrize(
    "data",
    [
        b"From: a\nDate: never\nSubject: =?utf-8?q?=FF?=\nContent-Type: text/plain; charset=nonsense\n\nIt rained all day.",
        b"From: a\nSubject: b\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nIt rained all day.",
        b"From: a\nSubject: b\nContent-Transfer-Encoding: base64\n\nSXQgcmFpbmVkIGFsbCBkYXk",
    ],
)
def test_damaged_mail_is_read_as_far_as_it_goes(data: bytes) -> None:
    (document,) = expand(Raw("a", "a.eml", data, "mail"), ReadOptions())
    assert "It rained all da" in getattr(document, "text", "")


def test_the_mails_that_python_is_tested_with() -> None:
    """Dozens of odd and damaged mails: each has text or is refused with a sentence."""
    try:
        from test import test_email
    except ImportError:
        pytest.skip("this Python has no test package")
    files = sorted((Path(test_email.__file__).parent / "data").glob("msg_*.txt"))
    if not files:
        pytest.skip("this Python's test package has no mails")
    kinds = []
    for path in files:
        try:
            (item,) = expand(Raw("a", path.name, path.read_bytes(), "mail"), ReadOptions())
            if isinstance(item, Document):
                assert item.text
            else:
                kinds.append(item.kind)
        except InputError as error:
            kinds.append(error.kind)
    assert set(kinds) <= {"empty", "unreadable", "binary"}
    assert len(kinds) < len(files) / 3  # those have no text: empty parts, pictures


def test_an_attached_mail_is_the_article_of_one_without_text() -> None:
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "desk@example.org", "Fwd: The quay"
    outer.set_content("")
    outer.add_attachment(mail())
    document = parsed(outer)
    assert kept(document) == " ".join(STORY.split())
    assert document.metadata["author"] == "Ida Moen"


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("[EMBARGOED until 3 June] The quay sinks", "The quay sinks"),
        ("Re: [harbour-news] AW: The quay sinks", "The quay sinks"),
        ("[harbour-news]", "[harbour-news]"),
    ],
)
def test_a_title_has_no_tags_of_lists(tmp_path: Path, subject: str, title: str) -> None:
    path = tmp_path / "quay.eml"
    path.write_bytes(bytes(mail(Subject=subject)))
    assert read(str(path)).metadata["title"] == title
