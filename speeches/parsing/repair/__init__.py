"""What copying broke, mended: nothing is rewritten, only set aside, joined or parted, and every repair is reported."""
from dataclasses import replace

from speeches.parsing.drafts import Block, Dropped, Warning
from speeches.parsing.lines import bare
from speeches.parsing.repair import glue, page_markers, running_heads, site_text, wraps


def mend(blocks: list[Block]) -> tuple[list[Block], list[Dropped], list[Warning]]:
    """Undo what preview sites, PDF copies and soft breaks do to a text. Letters and digits stay, once and in order."""
    dropped: list[Dropped] = []
    warnings: list[Warning] = []
    blocks = filled(blocks)
    for repair in (site_text.set_aside, running_heads.set_aside, page_markers.set_aside, wraps.join_soft_breaks, wraps.join_lines, glue.part):
        blocks, removed, reported = repair(blocks)
        dropped += removed
        warnings += reported
    return blocks, dropped, warnings


def filled(blocks: list[Block]) -> list[Block]:
    """Blocks that show something; a break before an empty one, and its notes, go to the next."""
    kept: list[Block] = []
    breaks, notes = False, []
    for block in blocks:
        breaks = breaks or block.breaks_before
        if not bare(block.text):
            notes += block.notes
            continue
        kept.append(replace(block, breaks_before=breaks, notes=notes + block.notes) if breaks or notes else block)
        breaks, notes = False, []
    if notes and kept:
        kept[-1] = replace(kept[-1], notes=kept[-1].notes + notes)
    return kept
