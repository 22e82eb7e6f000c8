"""The editor's server: what it shows, who may save, and that what is saved is a plan that `newsletter` reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from briefsmith.model import Brief, BriefSentence, Result
from briefsmith.newsletter.manifest import NAME as MANIFEST
from briefsmith.newsletter.manifest import IssueManifest
from briefsmith.newsletter.plan import NAME, read_plan
from briefsmith.preview.server import PreviewServer

from .samples import document, hostile, lighthouse, rock, serving, write_issue


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_issue(tmp_path / "issue", [lighthouse(), rock()])


@pytest.fixture
def server(folder: Path) -> Iterator[PreviewServer]:
    with serving(folder) as server:
        yield server


def request(server: PreviewServer, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def shown(server: PreviewServer) -> dict[str, Any]:
    status, body = request(server, "GET", "/plan.json")
    assert status == 200
    data: dict[str, Any] = json.loads(body)
    return data


def headers(server: PreviewServer, **changed: str) -> dict[str, str]:
    return {"Origin": server.url.rstrip("/"), "X-Briefsmith-Token": server.token, **changed}


def sent(plan: dict[str, Any]) -> bytes:
    """What the page sends for the plan that it was shown."""
    data = json.loads(json.dumps(plan))
    for name in ("languages", "new", "spare", "strange"):
        del data[name]
    data["stories"] = [story for story in data["stories"] if story["id"] not in plan["spare"]]
    for story in data["stories"]:
        del story["changed"]
        codes = {language: text.pop("code") for language, text in story["texts"].items()}
        story["approve"] = story["approve"] and codes
        for text in story["texts"].values():
            del text["flags"]
    return json.dumps(data).encode()


def test_every_story_is_shown_in_every_language_with_its_flags(server: PreviewServer) -> None:
    plan = shown(server)["plan"]
    assert [story["id"] for story in plan["stories"]] == ["lighthouse", "rock"]
    assert set(plan["stories"][0]["texts"]) == {"en", "ar", "ja"}
    assert plan["stories"][0]["texts"]["en"]["headline"] == "Gull Rock is lit again"


def test_what_another_report_adds_is_no_edit(tmp_path: Path) -> None:
    texts = ("The mill at Brindle opens in June.", "Rosa Lind paid 3.4 million dollars.")
    added = "A café opens in the granary on 9 July."
    first, second = report("a", texts, (1,)), report("b", (*texts, added), (0, 2))
    with serving(write_issue(tmp_path / "issue", [first, second])) as server:
        (story,) = shown(server)["plan"]["stories"]
        assert story["id"] == "b"  # the longer one
        plan = shown(server)["plan"]
        assert request(server, "POST", "/plan.json", sent(plan), **headers(server))[0] == 200
        assert shown(server)["plan"]["stories"][0]["texts"]["en"]["flags"] == []


def report(name: str, texts: tuple[str, ...], chosen: tuple[int, ...]) -> Result:
    clean = document(name, texts[0], (texts,))
    sentences = tuple(BriefSentence(texts[index], (index,)) for index in chosen)
    return Result(name, clean, (Brief(name, "en", "short", "A mill", sentences),))


def test_what_is_saved_is_read_by_newsletter_and_comes_back_checked(server: PreviewServer, folder: Path) -> None:
    plan = shown(server)["plan"]
    plan["stories"].reverse()
    plan["stories"][0] |= {"section": {"en": "Sea", "ar": "Sea", "ja": "Sea"}}
    plan["stories"][0]["alt"]["en"] = "The rock at low tide"
    plan["stories"][1] |= {"drop": True}
    plan["stories"][0]["texts"]["en"]["dek"] = "The lighthouse will be lit on 9 June."
    plan["intro"]["en"] = "Hello"
    status, body = request(server, "POST", "/plan.json", sent(plan), **headers(server))
    assert status == 200
    answered = json.loads(body)["stories"]
    assert [(story["id"], story["drop"]) for story in answered] == [("rock", False), ("lighthouse", True)]
    assert any("9 June" in flag for flag in answered[0]["texts"]["en"]["flags"])
    saved = read_plan(folder)
    assert saved is not None
    assert saved.stories[0].section == "Sea"
    assert saved.stories[0].alt == {"en": "The rock at low tide"}
    assert saved.intro == {"en": "Hello"}
    edited = [[text.edited for text in story.texts.values()] for story in saved.stories]
    assert edited == [[True, False, False], [False, False, False]]
    assert shown(server)["plan"]["stories"] == answered


def test_what_is_approved_is_what_the_page_showed(server: PreviewServer) -> None:
    plan = shown(server)["plan"]
    plan["stories"][0]["texts"]["en"]["dek"] = "The lighthouse will be lit on 9 June."
    plan["stories"][0]["approve"] = True  # together with the words, before anybody has seen their flags
    plan = posted(server, plan)
    assert (plan["stories"][0]["approve"], plan["stories"][0]["changed"]) == (False, True)
    plan["stories"][0]["approve"] = True
    plan = posted(server, plan)
    assert (plan["stories"][0]["approve"], plan["stories"][0]["changed"]) == (True, False)
    plan["stories"][0]["texts"]["en"]["bullets"] = ["The lamp was lit in 1871."]
    plan = posted(server, plan)
    assert (plan["stories"][0]["approve"], plan["stories"][0]["changed"]) == (False, True)


def posted(server: PreviewServer, plan: dict[str, Any]) -> dict[str, Any]:
    status, body = request(server, "POST", "/plan.json", sent(plan), **headers(server))
    assert status == 200, body
    answered: dict[str, Any] = json.loads(body)
    return answered


def test_stories_that_the_plan_does_not_know_are_shown_and_taken_in(folder: Path, server: PreviewServer) -> None:
    plan = shown(server)["plan"]
    assert (plan["new"], plan["spare"]) == ([], [])  # nobody has planned yet: none is newer than another
    posted(server, plan)
    write_issue(folder, [hostile(), lighthouse(), rock()])
    plan = shown(server)["plan"]
    assert [story["id"] for story in plan["stories"]] == ["lighthouse", "rock", "hostile"]
    assert (plan["new"], plan["spare"]) == (["hostile"], [])
    # An issue that was made without it: then it is offered, and not in the plan until somebody takes it in.
    (folder / MANIFEST).write_text(IssueManifest(stories=("lighthouse", "rock")).text())
    plan = shown(server)["plan"]
    assert (plan["new"], plan["spare"]) == ([], ["hostile"])
    assert saved_ids(folder, posted(server, plan)) == ["lighthouse", "rock"]
    plan["spare"] = []
    assert saved_ids(folder, posted(server, plan)) == ["lighthouse", "rock", "hostile"]
    assert shown(server)["plan"]["spare"] == []


def test_a_plan_that_was_changed_elsewhere_is_not_overwritten(folder: Path, server: PreviewServer) -> None:
    plan = shown(server)["plan"]
    (folder / NAME).write_text(text := "intro: By hand\nstories: [{id: rock}, {id: lighthouse}]\n")
    status, body = request(server, "POST", "/plan.json", sent(plan), **headers(server))
    assert status == 400
    assert b"issue.yaml was changed since this page was loaded" in body
    assert (folder / NAME).read_text() == text
    assert saved_ids(folder, posted(server, shown(server)["plan"])) == ["rock", "lighthouse"]


def saved_ids(folder: Path, answered: dict[str, Any]) -> list[str]:
    plan = read_plan(folder)
    assert plan is not None
    assert [
        name for name in (story["id"] for story in answered["stories"]) if name not in answered["spare"]
    ] == plan.ids
    return plan.ids


def test_what_the_last_run_did_not_have_is_not_lost_by_saving(folder: Path, server: PreviewServer) -> None:
    plan = shown(server)["plan"]
    plan["intro"] = {"en": "Hello", "ar": "", "ja": "Ja"}
    plan["stories"][1]["texts"]["en"]["headline"] = "A rock"
    posted(server, plan)
    # A run in English alone that could not read the second article.
    first = lighthouse()
    write_issue(folder, [replace(first, briefs=tuple(b for b in first.briefs if b.language == "en"))])
    plan = shown(server)["plan"]
    assert [story["id"] for story in plan["stories"]] == ["lighthouse"]
    posted(server, plan)
    saved = read_plan(folder)
    assert saved is not None
    assert saved.ids == ["lighthouse", "rock"]
    assert saved.story("rock").texts["en"].headline == "A rock"
    assert set(saved.story("lighthouse").texts) == {"en", "ar", "ja"}
    assert saved.intro == {"en": "Hello", "ja": "Ja"}


def test_the_plan_of_another_issue_is_told_and_replaced(folder: Path, server: PreviewServer) -> None:
    (folder / NAME).write_text("intro: Last week\nstories: [{id: old}]\n")
    plan = shown(server)["plan"]
    assert plan["strange"]
    assert plan["intro"]["en"] == ""
    assert saved_ids(folder, posted(server, plan)) == ["lighthouse", "rock"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"X-Briefsmith-Token": "guess"}, 403),
        ({"X-Briefsmith-Token": ""}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "evil.example"}, 421),
    ],
)
def test_nobody_else_may_save(server: PreviewServer, folder: Path, changed: dict[str, str], code: int) -> None:
    body = sent(shown(server)["plan"])
    assert request(server, "POST", "/plan.json", body, **headers(server, **changed))[0] == code
    assert not (folder / NAME).exists()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"[]", 400),
        (b"{", 400),
        (b"[" * 100_000, 400),
        (b'{"seen": "SEEN", "stories": [{"id": "other"}]}', 400),
        (b'{"seen": "SEEN", "stories": [{"id": "rock", "path": "../x"}]}', 400),
        (b" " * 4_000_001, 413),
    ],
)
def test_what_is_no_plan_is_not_saved(server: PreviewServer, folder: Path, body: bytes, code: int) -> None:
    body = body.replace(b"SEEN", shown(server)["plan"]["seen"].encode())
    try:
        status = request(server, "POST", "/plan.json", body, **headers(server))[0]
    except (BrokenPipeError, ConnectionResetError):
        status = 413  # refused before all of it was sent
    assert status == code
    assert not (folder / NAME).exists()
    assert request(server, "POST", "/issue.json", b"{}", **headers(server))[0] == 404


def test_briefs_without_a_folder_cannot_be_edited(folder: Path) -> None:
    with serving(folder / "briefs.json") as server:
        assert not json.loads(request(server, "GET", "/issue.json")[1])["editable"]
        assert request(server, "GET", "/plan.json")[0] == 500
