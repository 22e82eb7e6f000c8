"""The templates: sandboxed, escaped by default; those in the user's folder replace the packaged ones."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefsmith.errors import UsageError
from briefsmith.languages import LANGUAGES
from briefsmith.newsletter.issue import Issue, Story
from briefsmith.newsletter.labels import labels_for
from briefsmith.render.common import direction, native_name
from briefsmith.render.markdown import escape

if TYPE_CHECKING:
    from jinja2 import Environment

DEFAULT = "digest"
PACKAGED = ("digest", "single", "plain")

_TEXT_WIDTH = 72


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates of a newsletter. `one_story` says that it has room for only one story."""

    environment: Environment
    one_story: bool

    def require_room(self, stories: int) -> None:
        """Raises UsageError when there are more stories than the template is made for."""
        if self.one_story and stories > 1:
            raise UsageError(f"the template 'single' is for one story, and there are {stories}; use 'digest'")

    def render(self, name: str, issue: Issue, **more: Any) -> str:
        """One template filled in. Raises UsageError that names the file and line when a user's template fails."""
        from jinja2 import TemplateError

        left_to_right = direction(issue.language) == "ltr"
        try:
            return self.environment.get_template(name).render(
                issue=issue,
                labels=labels_for(issue.language),
                dir=direction(issue.language),
                start="left" if left_to_right else "right",
                end="right" if left_to_right else "left",
                wrap=_wrapper(issue.language),
                **more,
            )
        except TemplateError as error:
            raise _template_error(name, error) from error

    def render_story(self, story: Story, issue: Issue) -> str:
        """A story as a fragment of HTML, for feeds."""
        return self.render("entry.html", issue, story=story).strip()


def open_templates(choice: str) -> Templates:
    """A packaged set by its name, or a folder whose files replace those of `digest`. Raises UsageError."""
    from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    def packaged(name: str) -> BaseLoader:
        return PackageLoader("briefsmith.newsletter", f"templates/{name}")

    if choice in PACKAGED:
        first = packaged(choice)
    elif Path(choice).is_dir():
        first = FileSystemLoader(choice)
    else:
        raise UsageError(f"--template {choice}: neither a folder nor one of {', '.join(PACKAGED)}")
    environment = ImmutableSandboxedEnvironment(
        # `{% include "digest/style.css" %}` is the packaged file, for a file that only adds to it.
        loader=ChoiceLoader([first, packaged(DEFAULT), PrefixLoader({DEFAULT: packaged(DEFAULT)})]),
        autoescape=lambda name: name is not None and name.endswith(".html"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    # As escapes, an emoji is two surrogates, which YAML does not take.
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    environment.filters.update(md=escape, native_name=native_name)
    environment.globals.update(native_name=native_name)
    return Templates(environment, one_story=choice == "single")


def _wrapper(language: str) -> Any:
    """Lines of at most 72 columns, the first after `mark` and the others indented under it."""
    spaced = language not in LANGUAGES or LANGUAGES[language].spaced
    # A character of a script without spaces is two columns wide, and a line may end after any of them.
    width = _TEXT_WIDTH if spaced else _TEXT_WIDTH // 2

    def wrap(text: str, mark: str = "") -> str:
        return textwrap.fill(
            text,
            width,
            initial_indent=mark,
            subsequent_indent=" " * len(mark),
            break_long_words=not spaced,
            break_on_hyphens=False,
        )

    return wrap


def _template_error(name: str, error: Exception) -> UsageError:
    from jinja2 import TemplateNotFound, TemplateSyntaxError

    if isinstance(error, TemplateNotFound):
        return UsageError(f"the template {name} needs {error.name}, which does not exist")
    if isinstance(error, TemplateSyntaxError):
        return UsageError(f"the template {error.name or name}, line {error.lineno}: {error.message}")
    return UsageError(f"the template {name}: {error}")
