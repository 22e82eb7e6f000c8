"""The JSON of `run --format json`, read back and written as a list."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from briefsmith.errors import InputError
from briefsmith.model import Brief, CleanDocument, Document, Result
from briefsmith.newsletter.text import one_line
from briefsmith.render.json import result_data

# Codes as BCP 47 writes them.
LANGUAGE_CODE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")

if TYPE_CHECKING:
    from briefsmith.render.schema import ResultData


def is_briefs(data: bytes) -> bool:
    """Whether these bytes look like earlier briefs."""
    head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n[")
    return head.startswith(b"{") and b'"document"' in head and b'"briefs"' in data


def read_briefs(data: bytes, name: str) -> list[Result]:
    """The results in the JSON; it does not have the articles' texts, so their documents have only the sentences.

    Raises InputError of kind `not_briefs`.
    """
    from pydantic import TypeAdapter, ValidationError

    from briefsmith.render.schema import ResultData

    adapter: TypeAdapter[Any] = TypeAdapter(list[ResultData])
    try:
        value = json.loads(data.decode("utf-8-sig"))
        items = adapter.validate_python(value if isinstance(value, list) else [value])
    except (ValueError, RecursionError) as error:
        problem = error.errors()[0] if isinstance(error, ValidationError) else None
        where = f" ({'.'.join(map(str, problem['loc']))}: {problem['msg']})" if problem else ""
        raise _not_briefs(name, where) from None
    if not items:
        raise InputError(f"{name} has no briefs in it.", "empty")
    for item in items:
        _require_sound(item, name)
    return [_result(item) for item in items]


def _not_briefs(name: str, where: str) -> InputError:
    return InputError(
        f"{name} looks like briefs, but is not what 'briefsmith run --format json' writes{where}.", "not_briefs"
    )


def _require_sound(item: ResultData, name: str) -> None:
    """Languages become names of files, and evidence must not be missing silently: neither is taken as it comes.

    Raises InputError.
    """
    languages = [brief["language"] for brief in item["briefs"]]
    if "language" in item["document"]:
        languages.append(item["document"]["language"])
    for language in languages:
        if not LANGUAGE_CODE.fullmatch(language):
            raise _not_briefs(name, f" (language: {one_line(language, 60)!r} is not a code such as 'de')")
    count = len(item["document"].get("sentences", ()))
    for sentence in (sentence for brief in item["briefs"] for sentence in brief["sentences"]):
        if not all(0 <= source < count for source in sentence.sources):
            raise InputError(
                f"{name}: a brief of {item['document']['id']} names source sentences {list(sentence.sources)}, "
                f"but the document has {count}.",
                "not_briefs",
            )


def write_briefs(results: Sequence[Result]) -> str:
    """The results as a JSON list, also when there is only one."""
    return json.dumps([result_data(result) for result in results], ensure_ascii=False, indent=2) + "\n"


def _result(item: ResultData) -> Result:
    data = item["document"]
    clean = None
    if "language" in data:
        document = Document(data["id"], "", data["language"], data.get("metadata", {}), data.get("sha256", ""))
        clean = CleanDocument(document, tuple(data.get("sentences", ())), tuple(data.get("dropped", ())))
    briefs = tuple(_brief(dict(brief)) for brief in item["briefs"])
    return Result(data["id"], clean, briefs, tuple(item["failures"]))


def _brief(data: dict[str, Any]) -> Brief:
    del data["text"]  # made from the sentences
    for key in ("sentences", "checks", "provenance"):
        data[key] = tuple(data[key])
    return Brief(**data)
