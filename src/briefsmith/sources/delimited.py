"""The rows of CSV and TSV files, as spreadsheets, databases and programs write them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from briefsmith.errors import InputError
from briefsmith.sources.tables import Row, lines, table_errors

# Excel separates by what the country uses: a semicolon where the comma is in figures.
_SEPARATORS = (",", ";", "\t", "|")
_LONGEST_HEADER = 100  # lines
# In characters: an article is longer than the 131,072 of the module now and then, and a quotation that is open by mistake goes
# on to the end of the file.
_LONGEST_FIELD = 1 << 28
# What Excel may be told in a first line of its own.
_STATED = re.compile(r'"?sep=(.)"?')


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns, what separates them, and whether a line `sep=;` above them says so."""

    separator: str
    names: list[str]
    stated: bool = False


def csv_header(path: str) -> Header:
    """The header: what it is separated by gives most columns, the separator of the suffix where that is not clear.

    Raises InputError.
    """
    with table_errors(path):
        source = _csv_lines(path, _State())
        first = next(source, "")
        if stated := _STATED.fullmatch(first.rstrip("\n")):
            return Header(stated[1], _names(source, stated[1]), stated=True)
        record = [first, *_rest_of_record(first, source)]
        usual = "\t" if ".tsv" in path.lower() else ","
        names = {mark: _names(iter(record), mark) for mark in (usual, *_SEPARATORS)}
        best = max(names, key=lambda mark: len(names[mark]))  # of equal ones the usual
        return Header(best, names[best])


def _rest_of_record(first: str, source: Iterator[str]) -> Iterator[str]:
    """The lines that follow in a header with a line break in a name."""
    quotes = first.count('"')
    for line in islice(source, _LONGEST_HEADER):
        if quotes % 2 == 0:
            return
        quotes += line.count('"')
        yield line


def _names(source: Iterator[str], separator: str) -> list[str]:
    return [name.strip() for name in next(csv.reader(source, delimiter=separator), [])]


def csv_rows(path: str, header: Header) -> Iterator[Row | InputError]:
    """The rows below the header, all columns as text, or the id 007 would become 7; rows without any are left out."""
    csv.field_size_limit(_LONGEST_FIELD)
    state = _State()
    source = _csv_lines(path, state)
    if header.stated:
        next(source, None)
    rows = csv.reader(source, delimiter=header.separator)
    next(rows, None)
    width = len(header.names)
    while True:
        state.bad = None
        try:
            values = next(rows, None)
        except csv.Error as error:
            yield InputError(f"is not CSV: {error}.", "unreadable")
            continue
        if values is None:
            return
        if state.bad is not None:
            yield state.bad
        elif state.ended:
            yield InputError("begins a quotation that does not end.", "unreadable")
        elif any(values[width:]):
            yield InputError(f"has {len(values)} columns, and the header {width}.", "unreadable")
        elif any(values):
            yield dict(zip(header.names, [*values[:width], *[""] * (width - len(values))], strict=True))


@dataclass(slots=True)
class _State:
    """What the lines of a row were: one of them not readable, or the last of the file with a quotation still open."""

    bad: InputError | None = None
    ended: bool = False


def _csv_lines(path: str, state: _State) -> Iterator[str]:
    """The lines with their ends, which belong to a field in quotes."""
    for line in lines(path):
        if isinstance(line, InputError):
            state.bad = line
        yield "?\n" if isinstance(line, InputError) else f"{line}\n"
    state.ended = True
