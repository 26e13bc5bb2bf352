"""What a person should look at: a speech carries 待核 for these until somebody says 看过了."""
from speeches.models import SURE
from speeches.parsing.drafts import SpeechDraft


def doubts_of(draft: SpeechDraft) -> list[str]:
    """Name what is doubtful: "start", "title", "sections", "complete", or the field that was not read for sure.

    A guess that was not put into its field is a suggestion, no doubt: it misleads nobody.
    """
    doubts = [
        name
        for name, evidence in draft.evidence.items()
        if evidence.confidence < SURE and (name == "start" or getattr(draft, name, None))
    ]
    doubts += [name for name in ("title", "complete") if not getattr(draft, name) and not draft.is_by_hand(name)]
    if any(section.confidence < SURE for section in draft.outline):
        doubts.append("sections")
    return doubts
