"""The flat outline of a speech, folded into the tree that a reader sees. Every line comes out once and in order."""
from dataclasses import dataclass, field

from speeches.folding import Closed


@dataclass(slots=True)
class Branch:
    """A section: its heading's line (None = the heading runs into its first paragraph), its lines and lower branches."""

    section: object = None  # None = the trunk, with what stands before the first heading
    heading: object = None
    parts: list = field(default_factory=list)  # lines and branches in the order of the text
    closed: bool = False

    is_branch = True

    @property
    def branches(self) -> list["Branch"]:
        return [part for part in self.parts if isinstance(part, Branch)]

    @property
    def lines(self) -> list:
        return [part for part in self.parts if not isinstance(part, Branch)]

    @property
    def depth(self) -> int:
        return self.section.level if self.section else 0

    @property
    def rank(self) -> int:
        """Of its heading on the page: <h2> for the outermost, nothing below <h6>."""
        return min(self.depth + 1, 6)

    @property
    def characters(self) -> int:
        return sum(part.characters if part.is_branch else len(part.text) for part in self.parts)

    @property
    def hits(self) -> int:
        """How many hits begin in its own lines, those of lower branches not counted."""
        return sum(line.hits for line in [self.heading, *self.lines] if line)

    def close(self, asked: Closed) -> bool:
        """Close what the reader asked for, unless it holds a hit. Return whether it holds one."""
        inner = [branch.close(asked) for branch in self.branches]  # each of them, whatever the first says
        holds = any(inner) or any(line.is_marked for line in [self.heading, *self.lines] if line)
        self.closed = bool(self.section and self.heading) and not holds and asked.has(self.section)
        return holds


def fold(sections, lines) -> Branch:
    """Put each line under the innermost section that has begun; a line knows its `position`."""
    beginning = {}
    for section in sections:
        beginning.setdefault(section.paragraph, []).append(section)
    path = [Branch()]
    for line in lines:
        for section in beginning.get(line.position, []):
            while path[-1].depth >= section.level:
                path.pop()
            path[-1].parts.append(branch := Branch(section))
            path.append(branch)
        begun = beginning.get(line.position)
        if begun and not begun[-1].run_in:
            path[-1].heading = line
        else:
            path[-1].parts.append(line)
    return path[0]
