"""A picture of rows and columns with a dot for each number; templatetags/matrix.py draws it, and writes the numbers as a table."""
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    count: int
    said: str  # in words, for whoever does not see the dot
    query: str  # where it leads; "" = nowhere


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    count: int
    query: str  # "" = nowhere
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Matrix:
    heads: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def most(self) -> int:
        return max((cell.count for row in self.rows for cell in row.cells), default=0) or 1
