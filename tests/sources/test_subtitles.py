"""Subtitles and transcripts: what is said, in paragraphs."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefsmith.clean.stage import Clean
from briefsmith.errors import InputError
from briefsmith.sources import read
from briefsmith.sources.subtitles import begins_like_subtitles

SRT = """1
00:00:01,000 --> 00:00:03,500
<i>The harbour of Larvik</i>

2
00:00:03,500 --> 00:00:06,000
will close its ferry terminal. [applause]

3
00:00:06,100 --> 00:00:08,000
{\\an8}- The quay has sunk
- by 11 centimetres.

4
00:00:20,000 --> 00:00:22,000
A new stage opens in May.
"""
VTT = """WEBVTT - talk
Kind: captions

NOTE the second
take

STYLE
::cue { color: red }

intro
00:01.000 --> 00:04.000 align:start position:0%
<v Ida Moen>The harbour &amp; the<c> ferry</c>

00:04.000 --> 00:06.000
move north.
"""
ROLLING = """WEBVTT

00:00:00.000 --> 00:00:02.000
the harbour of larvik will close

00:00:02.000 --> 00:00:02.010
the harbour of larvik will close

00:00:02.010 --> 00:00:04.000
the harbour of larvik will close
its old<00:00:02.500><c> ferry</c> terminal

00:00:04.000 --> 00:00:06.000
its old ferry terminal
in spring because
"""
TRANSCRIPT = """0:00
The harbour of Larvik will close
0:04
its old ferry terminal.
0:09
The quay has sunk.
1:02:10
A new stage opens
1:02:14
in May.
"""


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        (
            "a.srt",
            SRT,
            "The harbour of Larvik will close its ferry terminal. The quay has sunk by 11 centimetres.\n\n"
            "A new stage opens in May.",
        ),
        ("a.vtt", VTT, "The harbour & the ferry move north."),
        ("a.vtt", ROLLING, "the harbour of larvik will close its old ferry terminal in spring because"),
        (
            "a.txt",
            TRANSCRIPT,
            "The harbour of Larvik will close its old ferry terminal.\n\nThe quay has sunk.\n\nA new stage opens in May.",
        ),
        (
            "a.txt",
            "\n".join(f"[0:0{n}] Ferry {n} sails." for n in range(6)),
            " ".join(f"Ferry {n} sails." for n in range(6)),
        ),
        ("a.srt", SRT.replace("\n", "\r\n"), None),
        ("a.srt", "\ufeff" + SRT, None),
    ],
)
def test_what_is_said(tmp_path: Path, name: str, source: str, expected: str | None) -> None:
    (tmp_path / name).write_bytes(source.encode("utf-8"))
    document = read(str(tmp_path / name))
    assert document.metadata["format"] == "subtitles"
    if expected is None:
        expected = "The harbour of Larvik will close its ferry terminal. The quay has sunk by 11 centimetres.\n\nA new stage opens in May."
    assert document.text == expected


def test_a_caption_without_stops_is_cut_at_pauses(tmp_path: Path) -> None:
    cues, time = [], 0.0
    for number in range(40):
        begin, end = (f"00:{int(at) // 60:02}:{at % 60:06.3f}" for at in (time, time + 2))
        cues.append(f"{begin} --> {end}\nferry {number} leaves the old quay for the north")
        time += 5 if number % 8 == 7 else 2
    (tmp_path / "a.vtt").write_text("WEBVTT\n\n" + "\n\n".join(cues))
    parts = read(str(tmp_path / "a.vtt")).text.split("\n\n")
    assert len(parts) >= 5
    assert max(map(len, parts)) < 500


def test_nothing_said_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\n[Music]\n")
    with pytest.raises(InputError, match="nothing is said"):
        read(str(tmp_path / "a.vtt"))


def test_prose_with_a_time_is_prose() -> None:
    for text in ("12:30 is when the ferry leaves.\nIt rained.", "The ferry left at\n12:30\nand came back.\n" * 9):
        assert not begins_like_subtitles(text.encode())


def test_a_talk_makes_sentences(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text(SRT)
    (clean,) = Clean()([read(str(tmp_path / "a.srt"))])
    assert [sentence.text for sentence in clean.sentences] == [
        "The harbour of Larvik will close its ferry terminal.",
        "The quay has sunk by 11 centimetres.",
        "A new stage opens in May.",
    ]
