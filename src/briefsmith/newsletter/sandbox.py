"""Where templates run: nothing of Python can be reached, and no single operation is without end."""

from __future__ import annotations

from typing import Any

from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

# Bits of a number, or items of a text or list, that an operation may make.
_LARGEST = 1_000_000


class Sandbox(ImmutableSandboxedEnvironment):
    """Refuses powers and products whose result is too large: `10**(10**7)` is one step, which nothing interrupts."""

    intercepted_binops = frozenset({"**", "*", "%"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """The result of one of the operators. Raises SecurityError."""
        if _size(operator, left, right) > _LARGEST:
            raise SecurityError(f"the result of {operator} is too large")
        return super().call_binop(context, operator, left, right)


def _size(operator: str, left: Any, right: Any) -> float:
    """About how large the result is."""
    if operator == "**" and isinstance(left, int) and isinstance(right, int):
        return left.bit_length() * max(0, right)
    if operator == "*" and isinstance(left, int) and isinstance(right, int):
        return left.bit_length() + right.bit_length()
    if operator == "*":
        for one, times in ((left, right), (right, left)):
            if isinstance(times, int) and hasattr(one, "__len__"):
                return len(one) * times
    if operator == "%" and isinstance(left, str):  # "%9999999d" % 1
        return max((int(digits) for digits in "".join(c if c.isdigit() else " " for c in left).split()), default=0)
    return 0
