"""A picture as an e-mail takes it: a JPEG of at most 120 kB, without anything that the file says besides."""

from __future__ import annotations

import io
import struct
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefsmith.errors import InputError, UsageError

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_BYTES = 120_000
# Twice the 520 pixels that a story has, for screens of twice the density.
MAX_WIDTH, MAX_HEIGHT = 1040, 1040
# Smaller ones are icons, spacers and pixels that count readers.
MIN_WIDTH, MIN_HEIGHT = 200, 100
# As many pixels as a camera of 50 megapixels; more is a file that unpacks to fill the memory.
MAX_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_QUALITIES = (85, 75, 65, 50, 35)


@dataclass(frozen=True, slots=True)
class Jpeg:
    """The bytes, and the size in pixels."""

    data: bytes
    width: int
    height: int


def require_pillow() -> None:
    """Raises UsageError where the extra is not installed."""
    try:
        import PIL.Image  # noqa: F401
    except ImportError:
        raise UsageError("--pictures needs Pillow: pip install 'briefsmith[pictures]'") from None


def shrink(data: bytes) -> Jpeg:
    """The picture in the bytes, upright, on white. Raises InputError for what is none, too small, or too large to unpack."""
    import PIL.Image
    from PIL import ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", PIL.Image.DecompressionBombWarning)
            with PIL.Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                if opened.width * opened.height > MAX_PIXELS:
                    raise InputError(f"it has {opened.width} × {opened.height} pixels", "too_large")
                if opened.width < MIN_WIDTH or opened.height < MIN_HEIGHT:
                    raise InputError(f"it is only {opened.width} × {opened.height} pixels", "too_small")
                opened.draft("RGB", (MAX_WIDTH, MAX_HEIGHT))  # a JPEG is read at a smaller size, which is faster
                upright = ImageOps.exif_transpose(opened)
                upright.thumbnail((MAX_WIDTH, MAX_HEIGHT))
                return _encode(_on_white(upright))
    except UnidentifiedImageError:
        raise InputError("it is no picture in JPEG, PNG, WebP or GIF", "unsupported") from None
    except (PIL.Image.DecompressionBombError, PIL.Image.DecompressionBombWarning):
        raise InputError(f"it has more than {MAX_PIXELS / 1e6:g} million pixels", "too_large") from None
    except (OSError, SyntaxError, ValueError, EOFError, struct.error) as error:
        raise InputError(f"it cannot be read ({type(error).__name__})", "unsupported") from None


def _on_white(image: Image) -> Image:
    """Without transparency, which a JPEG does not have."""
    import PIL.Image

    if image.mode in {"RGB", "L"}:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    white = PIL.Image.new("RGBA", layer.size, "white")
    white.alpha_composite(layer)
    return white.convert("RGB")


def _encode(image: Image) -> Jpeg:
    """The best quality that stays under the limit; if none does, the picture gets smaller."""
    while True:
        for quality in _QUALITIES:
            buffer = io.BytesIO()
            image.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
            if buffer.tell() <= MAX_BYTES:
                return Jpeg(buffer.getvalue(), image.width, image.height)
        image = image.resize((max(1, image.width * 3 // 4), max(1, image.height * 3 // 4)))
