"""What a newsletter looks like as somebody's own: colours, logo, a line under its name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from briefsmith.errors import SettingsError, UsageError
from briefsmith.newsletter.links import web_address
from briefsmith.newsletter.text import one_line
from briefsmith.yaml12 import parse_yaml

# WCAG 2.2, text of normal size.
MIN_CONTRAST = 4.5
# The grounds that accents stand on, in light and in dark.
LIGHT_GROUND = "#ffffff"
DARK_GROUND = "#1e2328"
MAX_BYTES = 100_000
# For pydantic: a key that is misspelt is an error.
_STRICT = {"extra": "forbid"}
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Brand:
    """The settings of a brand. `color` and `dark_color` are of rules, labels and links; `logo` is an https address.

    `logo_width` is in pixels, `tagline` stands under the newsletter's name.
    """

    __pydantic_config__ = _STRICT

    color: str = "#0f6068"
    dark_color: str = "#84cdc6"
    logo: str = ""
    logo_width: int = 160
    tagline: str = ""


def read_brand(path: Path | None) -> Brand:
    """The brand in a YAML file; ours without one. Raises UsageError that says what is wrong."""
    if path is None:
        return Brand()
    from pydantic import TypeAdapter, ValidationError

    try:
        text = path.read_text("utf-8")[:MAX_BYTES]
        brand = TypeAdapter(Brand).validate_python(parse_yaml(text, str(path)))
    except (OSError, UnicodeDecodeError, SettingsError) as error:
        raise UsageError(f"--brand {path}: {error}") from None
    except ValidationError as error:
        problem = error.errors()[0]
        raise UsageError(f"--brand {path}: {'.'.join(map(str, problem['loc']))}: {problem['msg']}") from None
    return _sound(brand, path)


def _sound(brand: Brand, path: Path) -> Brand:
    """The brand with safe texts. Raises UsageError."""
    for name, colour, ground in (
        ("color", brand.color, LIGHT_GROUND),
        ("dark_color", brand.dark_color, DARK_GROUND),
    ):
        if not _COLOUR.fullmatch(colour):
            raise UsageError(f"--brand {path}: {name}: expected a colour such as '#0f6068', in quotes")
        if (found := contrast(colour, ground)) < MIN_CONTRAST:
            raise UsageError(
                f"--brand {path}: {name}: {colour} on {ground} has a contrast of {found:.1f}, text needs {MIN_CONTRAST}"
            )
    if brand.logo and not web_address(brand.logo).startswith("https://"):
        raise UsageError(f"--brand {path}: logo: expected an https address, as mail programs fetch it from there")
    if not 16 <= brand.logo_width <= 520:
        raise UsageError(f"--brand {path}: logo_width: expected 16 to 520 pixels")
    return Brand(brand.color, brand.dark_color, web_address(brand.logo), brand.logo_width, one_line(brand.tagline, 200))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
