"""What is an issue, and the message for what is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefsmith.errors import InputError
from briefsmith.preview.issue import FORMATS, IssueFiles

from .samples import failed, hostile, lighthouse, write_issue


def test_a_folder_gives_briefs_languages_and_newsletter(tmp_path: Path) -> None:
    data = IssueFiles.find(write_issue(tmp_path / "issue", [lighthouse(), hostile(), failed()])).data()
    assert [result["document"]["id"] for result in data["results"]] == ["lighthouse", "hostile", "gone"]
    assert data["languages"]["ar"] == {
        "name": "Arabic",
        "native": "العربية",
        "direction": "rtl",
        "spaced": True,
        "separator": " ",
    }
    assert not data["languages"]["ja"]["spaced"]
    assert data["languages"]["ja"]["separator"] == ""
    assert data["newsletter"] == ["ar.html", "ar.txt", "en.html", "en.txt", "en.rss.xml"]
    json.dumps(data).encode("ascii")


def test_a_file_gives_briefs_alone(tmp_path: Path) -> None:
    folder = write_issue(tmp_path / "issue", [lighthouse()])
    data = IssueFiles.find(folder / "briefs.json").data()
    assert (len(data["results"]), data["newsletter"]) == (1, [])


def test_one_result_that_is_no_list_is_an_issue_too(tmp_path: Path) -> None:
    path = write_issue(tmp_path, [lighthouse()]) / "briefs.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8"))[0]))
    assert len(IssueFiles.find(path).data()["results"]) == 1


def test_only_a_newsletters_files_are_listed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.html"
    outside.write_text("elsewhere")
    folder = write_issue(tmp_path / "issue", [])
    (folder / "de.html").symlink_to(outside)
    (folder / "fr.html").symlink_to("en.html")
    (folder / "es.html").mkdir()
    (folder / "xx.html").write_text("no language")
    assert [name for name in IssueFiles.find(folder).files() if name.endswith("html")] == [
        "ar.html",
        "en.html",
        "fr.html",
    ]
    assert set(IssueFiles.find(folder).files()) & {"secret.txt", "briefs.json", "de.html"} == set()


def test_only_html_is_served_as_a_page() -> None:
    assert {ending for ending, kind in FORMATS.items() if kind != "text/plain"} == {"html"}


def test_a_source_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    path = write_issue(tmp_path, [lighthouse()]) / "briefs.json"
    data = json.loads(path.read_text("utf-8"))
    for source in (-1, 5):
        data[0]["briefs"][0]["sentences"][0]["sources"] = [source]
        path.write_text(json.dumps(data))
        with pytest.raises(
            InputError, match=rf"lighthouse names source sentences \[{source}\], but the document has 5"
        ):
            IssueFiles.find(path).data()
