"""Lines that are only printed lines: joined to the paragraphs they were."""
from speeches.parsing.drafts import Block, Dropped, Warning


def join_soft_breaks(blocks: list[Block]) -> tuple[list[Block], list[Dropped], list[Warning]]:
    return blocks, [], []


def join_lines(blocks: list[Block]) -> tuple[list[Block], list[Dropped], list[Warning]]:
    return blocks, [], []
