"""Whatever a file, a name or an address says, it is text: on every page of the site, for readers and for keepers.

The archive is filled with hostile words in every field; then every address that the project knows is asked for.
"""
import json
import re
from collections import defaultdict
from io import StringIO
from itertools import product

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse
from lxml import etree, html

from speeches import archive
from speeches.models import Correction, Document, Keyword, Meeting, MeetingType, Speaker, Speech, Upload
from speeches.parsing.drafts import (
    AppendixDraft,
    DocumentDraft,
    Dropped,
    Evidence,
    NoteDraft,
    ParagraphDraft,
    SectionDraft,
    SpeechDraft,
    Warning,
)
from tests.docx_files import docx_of, p, r

pytestmark = pytest.mark.django_db
BOMB = "<script>zhadan(1)</script>\"'><img src=x onerror=zhadan(2)></title></textarea></script><zhadan>{{7*7}}"
SHORT = "<zhadan>\"'>{{7*7}}"  # for a field of 50
LINK = "javascript:zhadan(3)"
NOT_ASKED = {"logout"}  # would end the walk
NOT_READY = 503  # as /readyz says of a worker that does not run
# Pages that must have shown the words, or nobody has looked.
SHOWN = {
    "home", "speech", "speeches", "search", "meeting", "meetings", "speaker", "speakers", "topic", "topics", "document", "upload", "uploads",
    "upload_rows", "document_delete", "cite", "meeting_type", "meeting_types", "meeting_feed", "speaker_feed", "topic_feed", "meeting_type_feed", "review", "lines", "admin:speeches_document_change", "admin:speeches_speech_change",
    "admin:speeches_upload_changelist",
}  # fmt: skip


@pytest.fixture(autouse=True)
def at_once(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default", "index"]}}


@pytest.fixture
def keeper(django_user_model):
    user = django_user_model.objects.create_user("zhadan", first_name=SHORT, is_staff=True, is_superuser=True)
    user.groups.add(Group.objects.create(name=SHORT))
    return user


def xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def hostile_docx() -> bytes:
    bomb = xml(BOMB)
    lines = [f"在全县{bomb}春灌推进会上的讲话", "（2024年3月5日）", f"临溪县副县长 {bomb}", f"{bomb}同志们：", f"一、看水{bomb}", f"渠里的水{LINK}{bomb}。",
             f"（一）走渠{bomb}。夜里也要走。", f"二、{bomb}", f"1.{bomb}", f"关键词：{bomb}", "附件", f"附件：{bomb}", bomb]  # fmt: skip
    hidden = f"<w:p>{r(bomb, '<w:vanish/>')}{r('看得见。')}<w:r><w:footnoteReference w:id='1'/></w:r></w:p>"
    table = f"<w:tbl><w:tr><w:tc>{p(bomb)}</w:tc></w:tr></w:tbl>"
    return docx_of("".join(map(p, lines)) + hidden + table, footnotes=f"<w:footnote w:id='1'>{p(bomb)}</w:footnote>", header=p(bomb))


def hostile_speech() -> SpeechDraft:
    """Every field that parsing might ever fill, whether or not a rule of today fills it so."""
    names = ("speaker", "post", "organ", "date", "place", "meeting", "meeting_type", "kind", "level", "title", "start")
    return SpeechDraft(
        [ParagraphDraft(BOMB, part="head"), ParagraphDraft(f"春灌{BOMB}", SHORT), ParagraphDraft(f"{LINK}，渠水{BOMB}")],
        title=f"春灌{BOMB}", subtitle=BOMB, salutation=BOMB, speaker=SHORT, post=BOMB, organ=BOMB, place=SHORT, meeting=f"春灌会{BOMB}",
        meeting_type=SHORT, kind="<zhadan>", date="2024-03", keywords=[SHORT, "春灌"],
        outline=[SectionDraft(1, SHORT, BOMB, False, 2, 0.3), SectionDraft(2, "<zhadan>", BOMB, True, 3)],
        notes=[NoteDraft(SHORT, BOMB, 2)], appendices=[AppendixDraft(BOMB, [BOMB], [SHORT])],
        evidence={name: Evidence(BOMB, BOMB, 0.3, BOMB) for name in names}, warnings=[Warning("zhadan", BOMB, 1)],
    )  # fmt: skip


@pytest.fixture
def fill(client, keeper, tmp_path):
    MeetingType.objects.create(name=SHORT, family=SHORT)
    client.force_login(keeper)
    for name, content in ((f"{SHORT}.docx", hostile_docx()), (f"坏{SHORT}.docx", b"bad")):
        client.post("/upload/", {"files": SimpleUploadedFile(name, content)})
    draft = DocumentDraft([hostile_speech(), hostile_speech()], [Dropped(BOMB, BOMB), Dropped(BOMB, "hidden")], [Warning("zhadan", BOMB)], 99)
    drafted = archive.take_in(ContentFile(b"one", f"{SHORT}.docx"), draft, by=keeper).document
    twin = archive.take_in(ContentFile(b"two", f"{SHORT}又.docx"), draft, by=keeper).document
    archive.remove(twin, by=keeper)
    archive.take_in(ContentFile(b"three", f"{SHORT}三.docx"), draft, by=keeper)
    record = dict.fromkeys(("id", "title", "speaker", "post", "meeting", "place", "kind", "source", "date"), SHORT) | {"text": f"春灌\n{BOMB}"}
    file = tmp_path / "texts.jsonl"
    file.write_text(json.dumps(record))
    call_command("import_texts", str(file), stdout=StringIO())
    uploaded = Document.objects.get(uploads__state="ready", size=len(hostile_docx()))
    for document in (uploaded, drafted):
        correct(document, keeper)
    archive.index_pending()
    client.logout()


def correct(document: Document, user):
    """A correction of a person, its words and values as hostile as the file's."""
    number = document.corrections.count() + 1
    values = dict.fromkeys(("title", "post", "organ", "place", "salutation"), BOMB[:90])
    Correction.objects.create(document=document, number=number, kind="fields", at=0, words=BOMB, value=values, by=user)


def addresses(numbers=range(1, 8)) -> dict[str, list[str]]:
    """Every named address of the project, with every value that its places may take here."""
    found = defaultdict(list)
    numbers = [str(number) for number in numbers]
    words = [SHORT, "春灌", "推进会", BOMB, LINK, "speeches", "1"]
    for spaces, pattern in leaves(get_resolver()):
        name = ":".join([*spaces, pattern.name or ""])
        if not pattern.name or pattern.name in NOT_ASKED:
            continue
        places = places_of(pattern)
        for values in product(*(numbers if kind == "IntConverter" else numbers[:3] + words for kind in places.values())):
            try:
                found[name].append(reverse(name, kwargs=dict(zip(places, values, strict=True))))
            except NoReverseMatch:
                found[name] += []
    return found


def leaves(resolver, spaces=()):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from leaves(pattern, [*spaces, *([pattern.namespace] if pattern.namespace else [])])
        else:
            yield spaces, pattern


def places_of(pattern) -> dict[str, str]:
    """Name → kind of what an address leaves open."""
    converters = getattr(pattern.pattern, "converters", {})
    groups = getattr(getattr(pattern.pattern, "regex", None), "groupindex", {})
    return {name: type(converters.get(name)).__name__ for name in converters or groups}


QUERIES = [
    {},
    {"q": "春灌", "edit": "1", "id": ["1", "2", "3"]},
    {"passage": "2", "closed": "all", "year": "2024", "month": "-", "per_page": "1"},
    {"passage": "2:0-9", "as": "csl"},
    {"passage": BOMB, "s": BOMB, "closed": BOMB, "month": BOMB, "per_page": BOMB},
    dict.fromkeys("q type speaker year level topic kind from to in sort page next edit o id passage as closed month per_page".split(), BOMB),
]
QUERIES_OF_ADMIN = [{}, {"q": BOMB}]  # its forms take values for fields from the address, and only of the right kind


@pytest.mark.parametrize("visitor", ["anonymous", "keeper"])
def test_hostile_words_are_text_wherever_they_are_shown(client, fill, keeper, visitor):
    if visitor == "keeper":
        client.force_login(keeper)
    shown, wrong = set(), []
    for name, places in addresses().items():
        for address in places:
            for query in QUERIES_OF_ADMIN if name.startswith("admin:") else QUERIES:
                answer = client.get(address, query)
                content = content_of(answer)
                assert answer.status_code < 500 or answer.status_code == NOT_READY, address
                wrong += [(name, address, why) for why in faults(answer, content)]
                if answer.status_code == 200 and b"&lt;zhadan&gt;" in content:
                    shown.add(name)
                if answer.status_code == 404:
                    break
    assert wrong == []
    if visitor == "keeper":
        assert SHOWN - shown == set()


SENT = dict.fromkeys(
    "username password next do adopt last from verb tick lines language level kind title subtitle speaker post organ date place meeting meeting_type "
    "salutation complete keywords text name".split(),
    BOMB,
)


def test_hostile_words_that_are_sent_to_a_form_come_back_as_text(client, fill, keeper):
    client.force_login(keeper)
    came_back, wrong = set(), []
    for name, places in addresses().items():
        for address in [] if name.startswith(("admin:", "api:")) else places:
            answer = client.post(address, SENT | {"at": "0"}, follow=True)
            assert answer.status_code < 500 or answer.status_code == NOT_READY, address
            content = content_of(answer)
            wrong += [(name, address, why) for why in faults(answer, content)]
            if b"&lt;zhadan&gt;" in content:
                came_back.add(name)
    assert wrong == []
    assert came_back >= {"fields", "document_delete"}


def content_of(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def faults(answer, content: bytes):
    """Yield what is wrong with an answer that may hold hostile words."""
    yield from (f"header {name}" for name, value in answer.headers.items() if "\n" in value or "\r" in value)
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    if kind == "text/html":
        yield from faults_of_html(content)
        if "Content-Security-Policy" not in answer.headers:
            yield "no policy"
    elif kind.endswith("json"):
        json.loads(content)
        if answer.headers.get("X-Content-Type-Options") != "nosniff":
            yield "may be sniffed"
    elif kind.endswith("xml"):
        if any("zhadan" in str(element.tag) for element in etree.fromstring(content).iter()):
            yield "an element of XML"
    elif kind.startswith("text/") and answer.headers.get("X-Content-Type-Options") != "nosniff":
        yield f"{kind} may be sniffed"


RAW = re.compile(rb"<zhadan|<script>zhadan|<img src=x|onerror=zhadan\(2\)>|(?<!\d)49(?=[^\d]{0,3}zhadan)", re.I)
ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "content"}


def faults_of_html(content: bytes):
    if found := RAW.search(content):
        yield f"raw {content[max(0, found.start() - 60) : found.end() + 20]!r}"
    if not content.strip():
        return
    for element in html.fromstring(content).iter():
        tag = element.tag if isinstance(element.tag, str) else "comment"
        if "zhadan" in tag or (tag == "comment" and "zhadan" in (element.text or "")):
            yield f"element {tag}"
        if tag in ("script", "style") and element.get("type") != "application/json" and "zhadan" in (element.text or ""):
            yield f"inside of {tag}"
        for name, value in element.attrib.items():
            if name.startswith("on") or "zhadan" in name or name == "style":
                yield f"attribute {name} of {tag}"
            if name in ADDRESSES and value.strip().lower().startswith("javascript:"):
                yield f"{tag} leads to {value}"


def test_the_walk_would_find_what_is_not_escaped():
    assert list(faults_of_html(f"<p>{BOMB}</p>".encode()))
    assert list(faults_of_html(f'<a href="{LINK}">x</a>'.encode()))
    assert list(faults_of_html(b'<p title="" onclick=zhadan>x</p>'))
    assert list(faults_of_html(b"<p>&lt;zhadan&gt;</p>")) == []


def test_every_field_of_the_archive_was_hostile(fill):
    for model, name in ((Speech, "title"), (Speech, "post"), (Meeting, "name"), (Speaker, "name"), (Keyword, "word"), (Upload, "name")):
        assert model.objects.filter(**{f"{name}__contains": "<zhadan>"}).exists(), (model, name)
