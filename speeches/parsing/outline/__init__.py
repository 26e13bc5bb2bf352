"""A speech → its headings, flat, each with its level. Labels make it, the sequence proves it, form supports it."""
from speeches.parsing.drafts import Block, SectionDraft
from speeches.parsing.outline.nesting import nest
from speeches.parsing.outline.numbered import numbered
from speeches.parsing.outline.outline_lines import read_line
from speeches.parsing.outline.unnumbered import unnumbered


def read_outline(blocks: list[Block], first: int) -> list[SectionDraft]:
    """Find the headings of a speech's body; `first` is the number of its first block among the speech's paragraphs."""
    read = [(first + index, line) for index, block in enumerate(blocks) if (line := read_line(block))]
    lines = [line for _, line in read]
    candidates = sorted(numbered(lines) + unnumbered(lines), key=lambda candidate: candidate.index)
    return [
        SectionDraft(c.level, c.label, c.heading, c.run_in, read[c.index][0], round(min(c.confidence, 1.0), 2))
        for c in nest(candidates)
    ]
