"""`briefsmith send` against a server that listens on this machine."""

from __future__ import annotations

import json
import re
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from briefsmith.newsletter.briefs import write_briefs
from briefsmith.newsletter.envelope import RECIPIENT, envelope
from briefsmith.newsletter.make import render_issue
from briefsmith.newsletter.services.delivery import Delivery
from briefsmith.newsletter.templates import open_templates
from cli.conftest import Cli, Run, cli
from newsletter.samples import issue, result

from .mailserver import PASSWORD, USER, Running, certificate, serving

__all__ = ["cli"]

ANNA, BEN = "anna@reader.example", "ben@reader.example"
LEAVE = f"https://mill.example/leave?list=7&who={RECIPIENT}"


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, Path]:
    return certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def message(tmp_path: Path) -> Path:
    """An issue as `newsletter --from … --unsubscribe …` writes it."""
    delivery = Delivery(envelope("The Mill <news@mill.example>", None, [LEAVE]))
    made = delivery.prepare(issue(result(), language="de"))
    templates = open_templates("digest")
    files = delivery.finish(made, templates, render_issue(made, templates, delivery.envelope.sender).files)
    path = tmp_path / "issue/de.eml"
    path.parent.mkdir()
    path.write_bytes(files["de.eml"].encode())
    return path


class Sender:
    """Runs the command against one server, with its authority trusted."""

    def __init__(self, run: Cli, message: Path, server: Running, authority: Path) -> None:
        self._run, self._message, self._server, self._authority = run, message, server, authority
        self.inbox = server.inbox

    def __call__(self, *options: str, to: tuple[str, ...] = (ANNA, BEN), **variables: str) -> Run:
        recipients = [part for address in to for part in ("--to", address)]
        trusted = {"SSL_CERT_FILE": str(self._authority), **variables}
        return self._run("send", self._message, *recipients, "--server", self._server.url, *options, **trusted)


@pytest.fixture
def send(cli: Cli, message: Path, tls: tuple[ssl.SSLContext, Path]) -> Iterator[Sender]:
    with serving(tls[0]) as server:
        yield Sender(cli, message, server, tls[1])


@pytest.mark.parametrize("kind", ["starttls", "implicit"])
def test_each_recipient_gets_a_message_of_their_own(
    kind: str, cli: Cli, message: Path, tls: tuple[ssl.SSLContext, Path]
) -> None:
    with serving(tls[0], kind, password=True) as server:
        secrets = {"BRIEFSMITH_SMTP_USER": USER, "BRIEFSMITH_SMTP_PASSWORD": PASSWORD}
        done = Sender(cli, message, server, tls[1])("--yes", **secrets)
    assert (done.code, done.out, done.err) == (0, f"{ANNA}\n{BEN}\n", "briefsmith: 2 sent\n")
    # One connection for all; after STARTTLS a client introduces itself again.
    assert server.inbox.connections == (2 if kind == "starttls" else 1)
    for (recipient, got), expected in zip(server.inbox.messages, (ANNA, BEN), strict=True):
        assert recipient == str(got["To"]) == expected
        assert not got.defects
        own = f"https://mill.example/leave?list=7&who={expected.replace('@', '%40')}"
        assert got["List-Unsubscribe"] == f"<{own}>"
        assert got["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        plain, html = (part.get_content() for part in got.iter_parts())
        assert own in plain
        assert own.replace("&", "&amp;") in html
        assert RECIPIENT not in plain + html
        assert "Alte Mühle wird Schule" in plain
    assert all(len(line) <= 998 and b"\n" not in line for raw in server.inbox.raw for line in raw.split(b"\r\n"))


def test_without_yes_nothing_is_sent_and_nobody_is_asked(send: Sender, message: Path) -> None:
    done = send()
    assert done.code == 0
    assert re.search(r"^server  localhost:\d+ \(STARTTLS\)$", done.out, re.MULTILINE)
    assert f"to      {ANNA}\nto      {BEN}\n" in done.out
    assert "subject Alte Mühle wird Schule\n" in done.out
    assert "nothing was sent; --yes sends it to 2" in done.err
    assert send.inbox.connections == 0
    assert [path.name for path in message.parent.iterdir()] == ["de.eml"]


def test_nobody_gets_it_twice(send: Sender, message: Path, tmp_path: Path) -> None:
    (tmp_path / "readers.txt").write_text(f"\ufeff# readers\n\nAnna <{ANNA}>\n{ANNA.upper()}\n")
    assert send("--yes", to=("readers.txt",)).out == f"{ANNA}\n"
    again = send("--yes")
    assert (again.code, again.out) == (0, f"{BEN}\n")
    assert "1 have it already" in again.err
    nobody = send("--yes")
    assert (nobody.code, nobody.out) == (0, "")
    assert "nobody was left to send to" in nobody.err
    assert [recipient for recipient, _ in send.inbox.messages] == [ANNA, BEN]
    # What lies beside a published issue names nobody.
    book = (message.parent / "sent.jsonl").read_text()
    assert "reader.example" not in book
    assert [json.loads(line)["state"] for line in book.splitlines()] == ["begun", "sent"] * 2


def test_one_who_is_refused_does_not_stop_the_others(send: Sender) -> None:
    send.inbox.refuse = {ANNA: "550 no such mailbox"}
    done = send("--yes")
    assert (done.code, done.out) == (5, f"{BEN}\n")
    assert f"{ANNA}: refused (550 no such mailbox)" in done.err
    assert "1 sent, 1 refused" in done.err
    send.inbox.refuse = {}
    assert send("--yes").out == f"{ANNA}\n"  # it surely did not arrive, so it is tried again


def test_a_text_that_is_refused_can_be_sent_later(send: Sender) -> None:
    send.inbox.refuse_text = "554 looks like spam"
    done = send("--yes", to=(ANNA,))
    assert done.code == 5
    assert "refused (554 looks like spam)" in done.err
    send.inbox.refuse_text = ""
    assert send("--yes", to=(ANNA,)).out == f"{ANNA}\n"


def test_a_server_that_hangs_up_before_the_text_is_called_again(send: Sender) -> None:
    send.inbox.hang_up_before_text = 1
    done = send("--yes")
    assert (done.code, done.out) == (0, f"{ANNA}\n{BEN}\n")
    assert len(send.inbox.messages) == 2


def test_a_server_that_always_hangs_up_is_given_up(send: Sender) -> None:
    send.inbox.hang_up_before_text = 9
    done = send("--yes")
    assert done.code == 5
    assert "the server hangs up before it takes a message" in done.err
    assert not send.inbox.messages


def test_what_broke_off_in_the_middle_is_not_repeated_unasked(send: Sender) -> None:
    send.inbox.hang_up_after_text = True
    done = send("--yes", to=(ANNA,))
    assert done.code == 5
    assert f"{ANNA}: unsure" in done.err
    send.inbox.hang_up_after_text = False
    again = send("--yes")
    assert (again.code, again.out) == (5, f"{BEN}\n")
    assert f"{ANNA}: unsure whether it arrived, so it is not sent again" in again.err
    assert send("--yes", "--repeat-unsure").out == f"{ANNA}\n"


# Servers that are not to be trusted, or do not work


def test_a_certificate_that_nobody_vouches_for(send: Sender, message: Path) -> None:
    done = send("--yes", SSL_CERT_FILE="")
    assert done.code == 5
    assert re.search(r"the certificate of localhost:\d+ is not good: .+\. Nothing was sent\.", done.err)
    assert not send.inbox.messages


def test_a_certificate_of_another_name(cli: Cli, message: Path, tmp_path: Path) -> None:
    context, authority = certificate(tmp_path, "mail.other.example")
    with serving(context) as server:
        done = Sender(cli, message, server, authority)("--yes")
    assert done.code == 5
    assert "is not valid for 'localhost'" in done.err
    assert not server.inbox.messages


def test_a_wrong_password_is_a_sentence_without_it(cli: Cli, message: Path, tls: tuple[ssl.SSLContext, Path]) -> None:
    with serving(tls[0], password=True) as server:
        wrong = {"BRIEFSMITH_SMTP_USER": USER, "BRIEFSMITH_SMTP_PASSWORD": "wr0ng-of-the-mill"}
        done = Sender(cli, message, server, tls[1])("--yes", **wrong)
    assert done.code == 5
    assert "refused BRIEFSMITH_SMTP_USER and BRIEFSMITH_SMTP_PASSWORD (535)" in done.err
    assert "wr0ng" not in done.err + done.out


def test_without_tls_nothing_goes_out(cli: Cli, message: Path, tls: tuple[ssl.SSLContext, Path]) -> None:
    with serving(None, "none") as server:
        sender = Sender(cli, message, server, tls[1])
        done = sender("--yes")
        assert done.code == 5
        assert "does not offer STARTTLS" in done.err
        assert not server.inbox.messages
        assert sender("--yes", "--no-tls").code == 0
        assert len(server.inbox.messages) == 2


def test_tls_where_starttls_is_spoken(send: Sender, cli: Cli, message: Path) -> None:
    done = cli("send", message, "--to", ANNA, "--server", send._server.url.replace("smtp:", "smtps:"), "--yes")
    assert done.code == 5
    assert "use smtp:// for STARTTLS" in done.err


@contextmanager
def silent(greeting: bytes = b"") -> Iterator[int]:
    """A port where somebody listens and says this much, a byte at a time without end if it is not a line."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        over = threading.Event()

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                while not over.wait(0.05):
                    if greeting:
                        try:
                            connection.sendall(greeting)
                        except OSError:
                            return

        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1]
        over.set()
        thread.join()


@pytest.mark.parametrize("greeting", [b"", b"220-wait\r\n"], ids=["silent", "dripping"])
def test_a_server_without_end_is_left(greeting: bytes) -> None:
    from briefsmith.sending.server import Connection, SendError, Server

    with silent(greeting) as port, pytest.raises(SendError, match=r"did not answer|broke the connection off"):
        Connection(Server("localhost", port, "starttls", answer=0.5, message=1.0))


def test_nobody_listens(cli: Cli, message: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    done = cli("send", message, "--to", ANNA, "--server", f"smtp://localhost:{port}", "--yes")
    assert done.code == 5
    assert "cannot connect to localhost" in done.err


# What the user gets wrong


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--server", "smtp://u:pw-in-url@mail.example"), "a name and a password do not belong into the address"),
        (("--server", "http://mail.example"), "expected smtps://mail.example.org"),
        (("--server", "mail.example:port"), "expected smtps://mail.example.org"),
        (("--server", "smtp://mail.example", "--no-tls"), "--no-tls is for a server on this machine"),
        (("--server", "mail.example", "--to", "nobody"), "--to nobody: neither an address nor a file"),
        (("--server", "mail.example", "--to", "jürgen@reader.example"), "write the address in ASCII"),
        (("--server", "mail.example", "--to", "list.txt"), "list.txt, line 2: not an address: expected an address"),
    ],
)
def test_a_bad_option_is_a_sentence(
    options: tuple[str, ...], says: str, cli: Cli, message: Path, tmp_path: Path
) -> None:
    (tmp_path / "list.txt").write_text(f"{ANNA}\nnot an address\n")
    done = cli("send", message, "--to", ANNA, *options, "--yes")
    assert (done.code, done.out) == (2, "")
    assert says in done.err
    assert "pw-in-url" not in done.err


def test_half_of_the_credentials(cli: Cli, message: Path) -> None:
    done = cli("send", message, "--to", ANNA, "--server", "mail.example", BRIEFSMITH_SMTP_USER="mill")
    assert done.code == 2
    assert "belong together" in done.err


def test_a_draft_without_a_sender_is_not_sent(cli: Cli, tmp_path: Path) -> None:
    made = issue(result())
    (tmp_path / "en.eml").write_text(render_issue(made, open_templates("digest")).files["en.eml"])
    done = cli("send", "en.eml", "--to", ANNA, "--server", "mail.example")
    assert done.code == 1
    assert "make it with 'briefsmith newsletter --from ADDRESS'" in done.err


def test_a_link_that_unsubscribes_one_reader_goes_to_nobody_else(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "briefs.json").write_text(write_briefs([result()]))
    for_one = ("--from", "news@mill.example", "--unsubscribe", LEAVE, "--to", f"Anna <{ANNA}>")
    assert cli("newsletter", "briefs.json", "--lang", "en", "--out", "issue", *for_one).code == 0
    to_both = ("send", "issue/en.eml", "--to", ANNA.title(), "--to", BEN, "--server", "smtp://localhost")
    done = cli(*to_both)
    assert done.code == 2
    assert f"{BEN} would get a link that unsubscribes {ANNA}" in done.err
    assert "without --to" in done.err
    assert cli("send", "issue/en.eml", "--to", ANNA.title(), "--server", "smtp://localhost").code == 0
    assert cli("newsletter", "briefs.json", "--lang", "en", "--out", "issue", *for_one[:4]).code == 0
    assert cli(*to_both).code == 0
    # A link that is the same for all may be sent to all.
    same = ("--from", "news@mill.example", "--unsubscribe", "https://mill.example/leave", "--to", ANNA)
    assert cli("newsletter", "briefs.json", "--lang", "en", "--out", "issue", *same).code == 0
    assert cli(*to_both).code == 0


def test_what_was_edited_after_its_approval_is_not_sent(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "briefs.json").write_text(write_briefs([result()]))
    make = ("newsletter", "issue/briefs.json", "--lang", "en", "--from", "news@mill.example", "--out", "mail")
    send = ("send", "mail/en.eml", "--to", ANNA, "--server", "smtp://localhost")
    plan = tmp_path / "issue/issue.yaml"
    cli("newsletter", "briefs.json", "--lang", "en", "--out", "issue")
    cli(*make)  # the plan stays beside the briefs
    assert cli(*send).code == 0
    plan.write_text(plan.read_text().replace("headline: Old mill becomes a school", "headline: It opens on 9 June"))
    done = cli(*send)
    assert (done.code, done.out) == (1, "")
    assert "mail/en.eml is not the issue as it is now: issue/issue.yaml was edited after it was made" in done.err
    assert "Run the same 'briefsmith newsletter' again" in done.err
    said = cli(*make).err
    done = cli(*send)
    assert (done.code, done.out) == (1, "")
    assert "mail/en.eml may not be sent: flagged stories are not approved: mill." in done.err
    approval = re.search(r"approve: \{en: \w+\}", said)
    assert approval is not None
    plan.write_text(plan.read_text().replace("approve: false", approval[0]))
    assert "may not be sent" in cli(*send).err  # it has to be written first
    cli(*make)
    assert "It opens on 9 June" in cli(*send).out
    # What is written in another way says the same.
    plan.write_text(f"# read\n{plan.read_text()}")
    assert cli(*send).code == 0


def test_a_draft_that_was_not_written_is_told(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The old mill reopened as a school on Tuesday. It cost the town 3 million dollars.")
    assert cli("newsletter", "a.txt", "--lang", "de", "--from", "news@mill.example", "--out", "issue").code == 0
    done = cli("send", "issue/de.eml", "--to", ANNA, "--server", "smtp://localhost")
    assert done.code == 1
    assert "issue/de.eml may not be sent: it is a draft, which --allow-draft writes once you have read it." in done.err


def test_a_message_that_does_not_say_how_to_leave(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_text("From: a@mill.example\nMessage-ID: <1@mill.example>\nSubject: x\n\nHello.\n")
    done = cli("send", "a.eml", "--to", ANNA, "--to", BEN, "--server", "mail.example")
    assert done.code == 0
    assert "it does not say how to unsubscribe" in done.err


@pytest.mark.parametrize("line", ["nonsense", '{"message": "<1@x>", "recipient": "0", "state": "maybe"}', "[]"])
def test_a_damaged_ledger_is_not_guessed_at(line: str, send: Sender, message: Path) -> None:
    (message.parent / "sent.jsonl").write_text(f"{line}\n")
    done = send("--yes")
    assert done.code == 1
    assert "sent.jsonl, line 1, is no line of 'briefsmith send'" in done.err
    assert not send.inbox.messages


def test_a_last_line_that_a_power_failure_cut_is_left_out(send: Sender, message: Path) -> None:
    (message.parent / "sent.jsonl").write_text('{"message": "<')
    assert send("--yes").code == 0
    assert send("--yes").err.startswith("briefsmith: 2 have it already")


def test_two_at_once_are_not_let_in(send: Sender, message: Path) -> None:
    from briefsmith.sending.ledger import open_ledger

    with open_ledger(message.parent / "sent.jsonl"):
        done = send("--yes")
    assert done.code == 2
    assert "another 'briefsmith send' is using" in done.err
    assert not send.inbox.messages
