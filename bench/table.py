"""The table that comes out: what was measured, against which bar."""

from typing import NamedTuple


class Row(NamedTuple):
    """One line of the table."""

    what: str
    value: float
    bar: float
    unit: str = "×"
    measured: str = ""
    """The numbers behind it, in words."""

    @property
    def is_met(self) -> bool:
        """Whether it is no more than the bar."""
        return self.value <= self.bar


def markdown(rows: list[Row]) -> str:
    """The rows as a table in Markdown."""
    lines = ["| what | measured | bar | | numbers |", "| --- | --- | --- | --- | --- |"]
    for row in rows:
        sign = "ok" if row.is_met else "**missed**"
        lines.append(f"| {row.what} | {row.value:.2f} {row.unit} | {row.bar:g} {row.unit} | {sign} | {row.measured} |")
    return "\n".join(lines) + "\n"
