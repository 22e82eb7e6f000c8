"""What an evaluation found, and how it is printed: plain text, JSON, Markdown, HTML with bars."""

from __future__ import annotations

import html
import json
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

RESAMPLES = 1000
_CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Score:
    """The mean of a metric over the documents, and the bounds of its 95% bootstrap interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class SystemScores:
    """One system: its scores by metric, and plain figures such as words out and seconds."""

    system: str
    scores: dict[str, Score]
    figures: dict[str, float]


@dataclass(frozen=True, slots=True)
class Report:
    """One evaluation: what was measured (`kind`, `data`, `items`), the rows, and notes on how to read them."""

    kind: str
    data: str
    items: int
    rows: tuple[SystemScores, ...]
    notes: tuple[str, ...] = ()
    signatures: dict[str, str] = field(default_factory=dict)


def bootstrap(values: Sequence[float], seed: int = 0) -> Score:
    """The mean and its percentile interval over resampled documents; raises ValueError without values."""
    if not values:
        raise ValueError("no values to average")
    import numpy as np

    data = np.asarray(values, dtype=np.float64)
    draws = np.random.default_rng(seed).integers(0, len(data), size=(RESAMPLES, len(data)))
    low, high = np.quantile(data[draws].mean(axis=1), ((1 - _CONFIDENCE) / 2, (1 + _CONFIDENCE) / 2))
    return Score(float(data.mean()), float(low), float(high))


def sample(count: int, limit: int | None, seed: int = 0) -> list[int]:
    """The indices of at most `limit` of `count` documents, always the same for a seed, ascending."""
    if limit is None or limit >= count:
        return list(range(count))
    return sorted(random.Random(seed).sample(range(count), limit))  # noqa: S311 - a fixed sample, no secret


def render(reports: Sequence[Report], form: str) -> str:
    """The reports as `text`, `json`, `md` or `html`, always one document; raises KeyError for any other form."""
    if form == "json":
        return as_json(reports)
    if form == "html":
        return as_html(reports)
    return "\n".join(map({"text": as_text, "md": as_markdown}[form], reports))


def as_json(reports: Sequence[Report]) -> str:
    """One JSON document: an object for one report, a list of them for several."""
    data = [asdict(report) for report in reports]
    return json.dumps(data[0] if len(data) == 1 else data, ensure_ascii=False, indent=2) + "\n"


def as_text(report: Report) -> str:
    """A table of aligned columns."""
    table = _table(report)
    widths = [max(len(row[k]) for row in table) for k in range(len(table[0]))]
    lines = [
        "  ".join(
            cell.ljust(width) if k == 0 else cell.rjust(width)
            for k, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    ]
    return "\n".join([_title(report), "", *lines, "", *_footer(report)]).rstrip() + "\n"


def as_markdown(report: Report) -> str:
    """A heading, a table and the notes."""
    head, *rows = _table(report)
    lines = [f"| {' | '.join(head)} |", "|---" + "|---:" * (len(head) - 1) + "|"]
    lines += [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    return "\n".join([f"## {_title(report)}", "", *lines, "", *_footer(report)]).rstrip() + "\n"


def as_html(reports: Sequence[Report]) -> str:
    """A page with, for each data set, the table and a bar for each system and metric; it loads nothing."""
    title = html.escape(_title(reports[0]) if len(reports) == 1 else reports[0].kind)
    style = (
        "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
        "table{border-collapse:collapse}td,th{padding:.3rem .7rem;border-bottom:1px solid #ccc;text-align:right}"
        "td:first-child,th:first-child{text-align:left}svg{display:block;margin:1rem 0}"
    )
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>{style}</style></head>'
        f"<body>{''.join(map(_section, reports))}</body></html>\n"
    )


def _section(report: Report) -> str:
    """One data set: heading, table, plots, notes."""
    head, *rows = _table(report)
    cells = "".join(f"<th>{html.escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    plots = "".join(_plot(report, metric) for metric in _metrics(report))
    notes = "".join(f"<p>{html.escape(line)}</p>" for line in _footer(report))
    title = html.escape(_title(report))
    return (
        f"<section><h1>{title}</h1><table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"
        f"{plots}{notes}</section>"
    )


def _plot(report: Report, metric: str) -> str:
    """Horizontal bars with the bootstrap interval as a line, as SVG."""
    rows = [(row.system, row.scores[metric]) for row in report.rows if metric in row.scores]
    top = max((score.high for _, score in rows), default=1.0) or 1.0
    parts = [f'<text x="0" y="16" font-weight="bold">{html.escape(metric)}</text>']
    for k, (system, score) in enumerate(rows):
        y, scale = 28 + 26 * k, 440 / top
        parts.append(
            f'<text x="0" y="{y + 14}">{html.escape(system)}</text>'
            f'<rect x="200" y="{y}" width="{score.mean * scale:.1f}" height="18" fill="#4a7fb5"/>'
            f'<line x1="{200 + score.low * scale:.1f}" x2="{200 + score.high * scale:.1f}" y1="{y + 9}" y2="{y + 9}" '
            f'stroke="#222"/><text x="650" y="{y + 14}">{score.mean:.2f}</text>'
        )
    return f'<svg width="720" height="{36 + 26 * len(rows)}" role="img" aria-label="{html.escape(metric)}">{"".join(parts)}</svg>'


def _metrics(report: Report) -> list[str]:
    return list(dict.fromkeys(metric for row in report.rows for metric in row.scores))


def _table(report: Report) -> list[list[str]]:
    metrics = _metrics(report)
    figures = list(dict.fromkeys(name for row in report.rows for name in row.figures))
    table = [["system", *metrics, *figures]]
    for row in report.rows:
        scored = [_score(row.scores.get(metric)) for metric in metrics]
        plain = [f"{row.figures[name]:.4g}" if name in row.figures else "" for name in figures]
        table.append([row.system, *scored, *plain])
    return table


def _score(score: Score | None) -> str:
    return "" if score is None else f"{score.mean:.2f} [{score.low:.2f}, {score.high:.2f}]"


def _title(report: Report) -> str:
    return f"{report.kind}: {report.data} ({report.items:,} items)"


def _footer(report: Report) -> list[str]:
    signatures = [f"{name}: {signature}" for name, signature in report.signatures.items()]
    return ["In brackets: 95% bootstrap interval over documents.", *report.notes, *signatures]
