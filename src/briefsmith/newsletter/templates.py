"""The templates: sandboxed, escaped by default; those in the user's folder replace the packaged ones."""

from __future__ import annotations

import re
import textwrap
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefsmith.errors import LimitError, UsageError
from briefsmith.languages import sentence_separator
from briefsmith.limits import DocumentLimits, limited
from briefsmith.newsletter.brand import Brand
from briefsmith.newsletter.issue import Issue, Story
from briefsmith.newsletter.labels import labels_for
from briefsmith.newsletter.lead_in import lead_in
from briefsmith.newsletter.markup import markdown
from briefsmith.newsletter.plain_text import plain_text
from briefsmith.render.common import direction, native_name
from briefsmith.render.markdown import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Environment

DEFAULT = "digest"
PACKAGED = ("digest", "single", "plain")

# Rendering an issue of 100 stories takes half a second.
LIMITS = DocumentLimits(seconds=30, memory=1 << 30)

_TEXT_WIDTH = 72
_ORPHAN = re.compile(r"(\n *)([，。、；：！？）」』”…]+)")


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates of a newsletter. `one_story` says that it has room for only one story, `footer_from_html` that its own
    footer exists only as HTML.
    """

    environment: Environment
    one_story: bool
    footer_from_html: bool = False

    def require_room(self, stories: int) -> None:
        """Raises UsageError when there are more stories than the template is made for."""
        if self.one_story and stories > 1:
            raise UsageError(f"the template 'single' is for one story, and there are {stories}; use 'digest'")

    def render(self, name: str, issue: Issue, **more: Any) -> str:
        """One template filled in. Raises UsageError that names the file and line when a user's template fails."""
        left_to_right = direction(issue.language) == "ltr"
        try:
            with limited(LIMITS):
                return self.environment.get_template(name).render(
                    issue=issue,
                    labels=labels_for(issue.language),
                    dir=direction(issue.language),
                    start="left" if left_to_right else "right",
                    end="right" if left_to_right else "left",
                    wrap=_wrapper(issue.language),
                    **more,
                )
        except LimitError:
            raise UsageError(
                f"the template {name} takes more than {LIMITS.seconds:g} seconds or {LIMITS.memory:,} bytes: "
                "does a loop in it end?"
            ) from None
        except Exception as error:
            raise _template_error(name, error) from error

    def render_text(self, issue: Issue) -> str:
        """The text part; a footer that exists only as HTML is its end."""
        footer = plain_text(self.render("footer.html", issue)) if self.footer_from_html else None
        return self.render("issue.txt", issue, own_footer=footer).rstrip("\n") + "\n"

    def render_story(self, story: Story, issue: Issue) -> str:
        """A story as a fragment of HTML, for feeds."""
        return self.render("entry.html", issue, story=story).strip()


def open_templates(choice: str, brand: Brand | None = None) -> Templates:
    """A packaged set by its name, a folder whose files replace those of `digest`, or several: `plain,mine`.

    Of several, a later one replaces files of those before it; what none has is taken from `digest`. Raises UsageError.
    """
    from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined

    from briefsmith.newsletter.sandbox import Sandbox

    def packaged(name: str) -> BaseLoader:
        return PackageLoader("briefsmith.newsletter", f"templates/{name}")

    def named(name: str) -> BaseLoader:
        if name in PACKAGED:
            return packaged(name)
        if Path(name).is_dir():
            return FileSystemLoader(name)
        raise UsageError(f"--template {name}: neither a folder nor one of {', '.join(PACKAGED)}")

    names = [choice] if Path(choice).is_dir() else [name.strip() for name in choice.split(",")]
    chosen = [named(name) for name in reversed(names)]
    environment = Sandbox(
        # `{% include "digest/style.css" %}` is the packaged file, for a file that only adds to it.
        loader=ChoiceLoader([*chosen, packaged(DEFAULT), PrefixLoader({name: packaged(name) for name in PACKAGED})]),
        autoescape=lambda name: name is not None and name.endswith(".html"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    # As escapes, an emoji is two surrogates, which YAML does not take.
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    environment.filters.update(md=escape, native_name=native_name, markdown=markdown)
    environment.filters.update(lead_in=lead_in)
    environment.globals.update(native_name=native_name, brand=brand or Brand())
    return Templates(environment, "single" in names, _only_html_footer(names))


def _only_html_footer(names: Sequence[str]) -> bool:
    """Whether the footer is the user's own, without a `footer.txt` beside it."""
    for folder in (Path(name) for name in reversed(names) if name not in PACKAGED):
        if (folder / "footer.txt").is_file():
            return False
        if (folder / "footer.html").is_file():
            return True
    return False


def _wrapper(language: str) -> Any:
    """Lines of at most 72 columns, the first after `mark` and the others indented under it."""
    # A character of Chinese or Japanese is two columns wide, and a line may end after any of them. Thai is broken at the
    # spaces between its clauses.
    spaced = bool(sentence_separator(language))
    width = _TEXT_WIDTH if spaced else _TEXT_WIDTH // 2

    def wrap(text: str, mark: str = "") -> str:
        filled = textwrap.fill(
            text,
            width,
            initial_indent=mark,
            subsequent_indent=" " * len(mark),
            break_long_words=not spaced,
            break_on_hyphens=False,
        )
        # No line of such a script begins with a full stop.
        return filled if spaced else _ORPHAN.sub(r"\2\1", filled).rstrip()

    return wrap


def _template_error(name: str, error: Exception) -> UsageError:
    from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

    if isinstance(error, TemplateSyntaxError):
        return UsageError(f"the template {error.name or name}, line {error.lineno}: {error.message}")
    frames = traceback.extract_tb(error.__traceback__)
    # Jinja puts the lines of templates into tracebacks.
    places = [f"{file.name}, line {f.lineno}" for f in frames if (file := Path(f.filename)).suffix not in {"", ".py"}]
    where = f"the template {places[-1] if places else name}"
    if isinstance(error, TemplateNotFound):
        return UsageError(f"{where} needs {error.name}, which does not exist")
    if isinstance(error, RecursionError):
        return UsageError(f"{where} includes itself without end")
    kind = "" if isinstance(error, TemplateError) else f"{type(error).__name__}: "
    return UsageError(f"{where}: {kind}{error}")
