"""A kept speech in the form that `parse_docx --json` prints."""
from speeches.models import Paragraph, Speech
from speeches.templatetags.facts import short_date

Part = Paragraph.Part


def for_json(speeches):
    """With all that speech_as_json needs, in a fixed number of queries."""
    related = ("sections", "paragraphs", "speechkeyword_set__keyword")
    return speeches.select_related("document", "speaker", "meeting__type").prefetch_related(*related)


def speech_as_json(speech: Speech) -> dict:
    """What the document does not state is None."""
    paragraphs = sorted(speech.paragraphs.all(), key=lambda paragraph: paragraph.position)
    own = [paragraph for paragraph in paragraphs if paragraph.part in (Part.HEAD, Part.BODY)]
    meeting = speech.meeting
    return {
        "id": speech.pk,
        "url": speech.get_absolute_url(),
        "document_id": speech.document_id,
        "title": speech.title or None,
        "subtitle": speech.subtitle or None,
        "speaker": speech.speaker.name if speech.speaker else None,
        "post": speech.post or None,
        "organ": speech.organ or None,
        "date": short_date(speech) or None,
        "place": speech.place or None,
        "meeting": meeting.name if meeting else None,
        "meeting_type": meeting.type.name if meeting and meeting.type else None,
        "kind": speech.kind or None,
        "level": speech.level or None,
        "salutation": speech.salutation or None,
        "complete": speech.complete,
        "keywords": [filed.keyword.word for filed in speech.speechkeyword_set.all()],
        "outline": [section_as_json(section) for section in speech.sections.all()],
        "paragraphs": [paragraph.text for paragraph in own],
        "labels": {str(paragraph.position): paragraph.label for paragraph in own if paragraph.label},
        "notes": [
            {"mark": paragraph.label, "paragraph": paragraph.refers_to, "text": paragraph.text}
            for paragraph in paragraphs
            if paragraph.part == Part.NOTE
        ],
        "appendices": appendices(paragraphs),
        "evidence": speech.evidence,
        "warnings": speech.warnings,
    }


def section_as_json(section) -> dict:
    names = ("level", "label", "heading", "run_in", "paragraph")
    return {**{name: getattr(section, name) for name in names}, "anchor": f"s{section.position}"}


def appendices(paragraphs) -> list[dict]:
    found = []
    for paragraph in paragraphs:
        if paragraph.part == Part.APPENDIX_TITLE:
            found.append({"title": paragraph.text, "paragraphs": [], "labels": {}})
        elif paragraph.part == Part.APPENDIX:
            if not found:
                found.append({"title": "", "paragraphs": [], "labels": {}})
            found[-1]["paragraphs"].append(paragraph.text)
            if paragraph.label:
                found[-1]["labels"][str(len(found[-1]["paragraphs"]))] = paragraph.label
    return found
