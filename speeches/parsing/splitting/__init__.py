"""Blocks → speeches: where one ends and the next begins, and why. Signs are weighed; 5 points make a beginning."""
from dataclasses import dataclass, field

from speeches.parsing.drafts import Block, Dropped, Evidence, Warning
from speeches.parsing.splitting import appendices, contents, frames
from speeches.parsing.splitting.heads import head_length
from speeches.parsing.splitting.titles import Title, find_titles, is_denied


@dataclass(slots=True)
class Cut:
    """One speech, not yet understood. Head, body and appendices together are its blocks in order."""

    head: list[Block] = field(default_factory=list)  # title lines, subtitle, date, speaker
    body: list[Block] = field(default_factory=list)  # from the salutation on
    appendices: list[tuple[Block, list[Block]]] = field(default_factory=list)
    start: Evidence | None = None  # why it starts here; None = it simply is the whole file
    nature: object = None  # a Nature, if the file is no speech


def split(blocks: list[Block]) -> tuple[list[Cut], list[Dropped], list[Warning]]:
    """Part a file into its speeches. A file in which nothing begins stays one Cut."""
    blocks, listed, dropped, warnings = contents.set_aside(blocks)
    blocks, titles, framed, reported = frames.set_aside(blocks, find_titles(blocks, listed))
    titles = undenied(blocks, titles)
    dropped += framed
    warnings += reported
    starts = [title.start for title in titles]
    if not blocks:
        return [], dropped, warnings
    if not starts or starts[0] > 0:
        titles, starts = [None, *titles], [0, *starts]
    cuts = [cut(blocks[start:end], title) for title, start, end in zip(titles, starts, [*starts[1:], len(blocks)], strict=True)]
    return cuts, dropped, warnings


def undenied(blocks: list[Block], titles: list[Title]) -> list[Title]:
    """The beginnings that nobody denied; what begins the file has no speech before it to belong to."""
    return [title for title in titles if title.by_hand or title.start == 0 or not is_denied(blocks, title)]


def cut(blocks: list[Block], title: Title | None) -> Cut:
    first_body = head_length(blocks, title.last - title.start + 1 if title else 0)
    body, appended = appendices.part(blocks[first_body:])
    return Cut(blocks[:first_body], body, appended, title.evidence if title else None)
