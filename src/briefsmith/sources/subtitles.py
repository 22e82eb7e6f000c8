"""Subtitles and transcripts (SRT, WebVTT, lines with times as YouTube shows them): what is said, without times."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefsmith.errors import InputError
from briefsmith.sources.extracted import Extracted, Raw, Reader, ReadOptions
from briefsmith.sources.passages import Passage, assemble
from briefsmith.sources.text import decode, first_characters

# 00:01:02,345 (SRT), 00:01:02.345 (WebVTT, the hours may be absent), 1:02 or 1:02:03 (a transcript).
_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_CUE = re.compile(rf"\s*({_TIME})\s*-->\s*({_TIME})(?:\s.*)?$")
_STAMP = re.compile(rf"\s*[\[(]?({_TIME})[\])]?(?:\s*[-–]\s*|\s+|$)(.*)$")
_TAG = re.compile(r"<[^<>]{0,200}>|\{\\[^{}]{0,100}\}")
_SPEAKER = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]{1,100})>")
# What is heard but not said, in a line or a part of one: [applause], (laughs), ♪ a song ♪.
_SOUND = re.compile(r"\[[^\[\]]{0,100}\]|^\([^()]{0,100}\)$|[♪♫][^♪♫]*[♪♫]?")
_TURN = re.compile(r"^(?:>>+|[-–—])\s*")
_STOP = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*$")
_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)\b")

_PAUSE = 3.0  # seconds after a sentence: a new paragraph
_LONGEST_PARAGRAPH = 700  # characters, after which the next sentence begins a new paragraph
# Automatic captions have no stops. Their paragraphs end at the first pause after this many characters.
_UNPUNCTUATED = 600  # characters for each stop
_BREATH = 1.0  # seconds
_PIECE = 150  # characters
_MOST_CUES = 200_000
_STAMPS = 5  # lines with a time, and their share, that make a text a transcript
_STAMP_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Cue:
    """One line on the screen: begin and end in seconds, and what is said."""

    begin: float
    end: float
    text: str


def begins_like_subtitles(data: bytes) -> bool:
    """Whether this is WebVTT, SRT, or a transcript with a time at many lines."""
    head = first_characters(data, 4000)
    if head.startswith("WEBVTT"):
        return True
    lines = [line for line in head.split("\n") if line.strip()][:100]
    if any(_CUE.match(line) for line in lines[:4]):
        return True
    stamps = sum(_STAMP.match(line) is not None for line in lines)
    return stamps >= _STAMPS and stamps >= _STAMP_SHARE * len(lines) and _STAMP.match(lines[0]) is not None


def read_subtitles(raw: Raw, options: ReadOptions) -> Extracted:
    """What is said, in paragraphs that end at pauses; lines that automatic captions repeat are kept once.

    Sounds ([applause]) are left out. Raises InputError of kind `empty` if nothing is said, `too_large` above 200,000
    lines.
    """
    cues = _once(list(_cues(decode(raw.data, raw.name, raw.charset).split("\n"))))
    if len(cues) > _MOST_CUES:
        raise InputError(f"{raw.name} has more than {_MOST_CUES:,} lines. Split it into talks.", "too_large")
    if not cues:
        raise InputError(f"{raw.name} has times, but nothing is said in it.", "empty")
    return assemble(map(Passage, _paragraphs(cues)), {})


SUBTITLES = Reader(
    "subtitles",
    (".srt", ".vtt", ".sbv"),
    ("text/vtt", "application/x-subrip"),
    begins_like_subtitles,
    read_subtitles,
)


def _cues(lines: Sequence[str]) -> Iterator[Cue]:
    """The cues in order. A time opens one; what follows it, up to a blank line or the next time, is said then."""
    begin = end = None
    said: list[str] = []
    timed = any(_CUE.match(line) for line in lines)
    skipping = False
    for line in lines:
        opened = _opened(line, timed)
        if opened is not None:
            # In SRT the line before a time is the cue's number, if a blank line is before that.
            if begin is not None and said:
                yield from _cue(begin, end, said)
            begin, end, rest = opened
            said, skipping = ([rest] if rest else []), False
        elif not line.strip():
            if begin is not None and said and timed:
                yield from _cue(begin, end, said)
                said, begin = [], None
            skipping = False
        elif _BLOCK.match(line) and timed:
            skipping = True
        elif begin is not None and not skipping:
            said.append(line)
    if begin is not None and said:
        yield from _cue(begin, end, said)


def _opened(line: str, timed: bool) -> tuple[float, float | None, str] | None:
    if timed:
        cue = _CUE.match(line)
        return None if cue is None else (_seconds(cue[1]), _seconds(cue[2]), "")
    stamp = _STAMP.match(line)
    if stamp is None:
        return None
    rest = stamp[2].removeprefix(",")
    return _seconds(stamp[1]), None, rest


def _cue(begin: float, end: float | None, said: Sequence[str]) -> Iterator[Cue]:
    for line in said:
        text = _TAG.sub("", _SPEAKER.sub("", line))
        text = " ".join(_SOUND.sub("", html.unescape(text).strip()).split())
        text = _TURN.sub("", text)
        if text:
            yield Cue(begin, begin if end is None else end, text)


def _seconds(time: str) -> float:
    seconds = 0.0
    for part in time.replace(",", ".").split(":"):
        seconds = 60 * seconds + float(part)
    return seconds


def _once(cues: Sequence[Cue]) -> list[Cue]:
    """Without the lines that roll up: automatic captions show each line again while the next one appears."""
    found: list[Cue] = []
    for cue in cues:
        if found and cue.begin - found[-1].end < _PAUSE and cue.text in {c.text for c in found[-2:]}:
            continue
        found.append(cue)
    return found


def _paragraphs(cues: Sequence[Cue]) -> Iterator[str]:
    size = sum(len(cue.text) for cue in cues)
    stops = sum(_STOP.search(cue.text) is not None for cue in cues)
    punctuated = stops * _UNPUNCTUATED >= size
    text = ""
    before = cues[0]
    for cue in cues:
        pause = cue.begin - before.end
        if punctuated:
            ends = _STOP.search(text) is not None and (pause >= _PAUSE or len(text) >= _LONGEST_PARAGRAPH)
        else:
            ends = len(text) >= _PIECE and (pause >= _BREATH or len(text) >= 2 * _PIECE)
        if text and ends:
            yield text
            text = ""
        text = f"{text} {cue.text}".strip()
        before = cue
    yield text
