"""ZIP, gzip, bzip2, xz: what is in them, limits, and files that harm."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from briefsmith.errors import InputError
from briefsmith.model import Document, Failure
from briefsmith.sources import ReadOptions, read
from briefsmith.sources.collection import CollectionOptions, open_collection, open_input
from briefsmith.sources.extracted import Item
from briefsmith.sources.reader import read_all

STORY = "The quay has sunk. A new landing stage opens in May."
PAGE = (
    "<!doctype html><html><body><article>"
    + "<p>The river rose and the bridge held.</p>" * 5
    + "</article></body></html>"
)


def packed(files: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def seen(items: list[Item]) -> dict[str, str]:
    return {
        i.id: i.metadata["format"] if isinstance(i, Document) else i.kind for i in items if isinstance(i, Document)
    } | {i.document_id: i.kind for i in items if isinstance(i, Failure)}


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_packed_file_is_read_as_what_is_in_it(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    (tmp_path / "The Quay.md.gz").write_bytes(pack(b"*It* rained."))
    document = read(str(tmp_path / "The Quay.md.gz"))
    assert (document.id, document.text, document.metadata["format"]) == ("the-quay", "It rained.", "markdown")
    (tmp_path / "page").write_bytes(pack(PAGE.encode()))
    assert read(str(tmp_path / "page")).metadata["format"] == "html"


def test_the_articles_in_a_zip(tmp_path: Path) -> None:
    files = {
        "news/quay.txt": STORY,
        "news/page.html": PAGE,
        "news/empty.txt": "",
        "news/photo.jpg": b"\xff\xd8\xff",
        "__MACOSX/news/._quay.txt": b"\0\5",
        ".hidden.txt": STORY,
        "more.zip": packed({"a.txt": STORY, "b.txt.gz": gzip.compress(STORY.encode())}),
    }
    (tmp_path / "week.zip").write_bytes(packed(files))
    found = seen(list(read_all(str(tmp_path / "week.zip"))))
    assert found == {
        "week-news-quay": "text",
        "week-news-page": "html",
        f"{tmp_path / 'week.zip'}, news/empty.txt": "empty",
        "week-more-a": "text",
        "week-more-b": "text",
    }


def test_one_article_in_a_zip_is_an_article(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"quay.txt": STORY}))
    assert read(str(tmp_path / "a.zip")).text == STORY
    (tmp_path / "b.zip").write_bytes(packed({"x.jpg": b"\xff\xd8\xff"}))
    with pytest.raises(InputError, match="has no articles in it"):
        read(str(tmp_path / "b.zip"))


def test_archives_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_text(STORY)
    (tmp_path / "in" / "sub" / "w.zip").write_bytes(packed({"x.txt": STORY, "y.txt": STORY}))
    (tmp_path / "in" / "b.txt.gz").write_bytes(gzip.compress(STORY.encode()))
    (tmp_path / "in" / "data.jsonl").write_text('{"text": "x"}\n')
    for opened in (open_collection, open_input):
        found = opened(str(tmp_path / "in"), CollectionOptions())
        assert list(seen(list(found.items))) == ["a", "b", "sub-w-x", "sub-w-y"]
        assert found.skipped == {".jsonl": 1}


def test_all_that_is_unpacked_is_limited(tmp_path: Path) -> None:
    options = ReadOptions(max_bytes=1_000_000)
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"x" * 5_000_000))
    bomb = packed({f"{n}.txt.gz": gzip.compress(b"It rained. " * 60_000) for n in range(50)})
    (tmp_path / "b.zip").write_bytes(bomb)
    (tmp_path / "c.zip").write_bytes(packed({f"{n}.txt": "It rained. " * 60_000 for n in range(3)}))
    for name in ("a.gz", "b.zip", "c.zip"):
        with pytest.raises(InputError, match="unpacks to more than the limit of 1 MB") as caught:
            list(read_all(str(tmp_path / name), options=options))
        assert caught.value.kind == "too_large"


def test_archives_in_archives_are_limited(tmp_path: Path) -> None:
    data = packed({"a.txt": STORY})
    for _ in range(5):
        data = packed({"in.zip": data})
    (tmp_path / "a.zip").write_bytes(data)
    (failure,) = read_all(str(tmp_path / "a.zip"))
    assert isinstance(failure, Failure)
    assert "packed more than 3 times" in failure.message


def test_a_path_out_of_the_archive_is_only_a_name(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"../../etc/quay.txt": STORY, "/etc/passwd.txt": STORY}))
    before = sorted(tmp_path.rglob("*"))
    documents = [item for item in read_all(str(tmp_path / "a.zip")) if isinstance(item, Document)]
    assert all(document.text == STORY and "/" not in document.id for document in documents)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_damage_is_a_sentence(tmp_path: Path, cut: float) -> None:
    for name, data in (("a.zip", packed({"a.txt": STORY * 99})), ("a.gz", gzip.compress((STORY * 99).encode()))):
        (tmp_path / name).write_bytes(data[: int(cut * len(data))])
        with pytest.raises(InputError) as caught:
            read(str(tmp_path / name))
        assert caught.value.kind == "unreadable"


def test_other_archives_and_office_files_are_named(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as archive:
        archive.add(__file__, "x.txt")
    with pytest.raises(InputError, match="is a tar archive"):
        read(str(tmp_path / "a.tar.gz"))
    (tmp_path / "a.xlsx").write_bytes(packed({"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>"}))
    with pytest.raises(InputError, match="office document other than a text"):
        read(str(tmp_path / "a.xlsx"))


def test_a_table_in_a_zip_file_is_to_be_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("data/articles.csv", "id,text\n1,One.\n")
    with pytest.raises(InputError, match=r"a\.zip has no articles in it but the table data/articles\.csv: unpack it"):
        list(read_all(str(tmp_path / "a.zip")))
