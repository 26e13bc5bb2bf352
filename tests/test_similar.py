"""Speeches like one: which, why, and whom they are shown to."""
import pytest
from django.contrib.auth.models import AnonymousUser, Permission, User
from django.template.loader import render_to_string

from search.text import folded
from speeches.models import Document, Paragraph, Speech
from speeches.similar import similar_to
from tests.small_archive import draft, hide, keep_speeches

pytestmark = pytest.mark.django_db
ANYBODY = AnonymousUser()


def about(title, *lines, **fields):
    fields = {"speaker": f"讲{title}的人", "meeting": f"{title}会", "keywords": ["巡堤查险", "防汛"]} | fields
    return draft([title, *lines], title=title, **fields)


OWN = about("在防汛动员会上的讲话", "巡堤查险要有人，防汛物资要到位，ＡＢ闸要试。", keywords=["巡堤查险", "防汛", "AB闸"])
NEAR = about("在防汛调度会上的讲话", "巡堤查险一刻不停，AB闸已开。")
FARTHER = about("谈防汛物资", "防汛物资少一件也不行。", keywords=["防汛物资"])
UNLIKE = [about(f"植树第{number}讲", f"第{number}排树要浇水。", keywords=["植树"]) for number in range(8)]


@pytest.fixture(autouse=True)
def speeches(archive_folder, db):
    keep_speeches(OWN, NEAR, *UNLIKE)


def named(title) -> Speech:
    return Speech.objects.get(title=title)


def similar(user=ANYBODY):
    return similar_to(named(OWN.title), user)


def titles(user=ANYBODY):
    return [each.speech.title for each in similar(user)]


def keeper():
    user = User.objects.create_user("keeper")
    user.user_permissions.add(Permission.objects.get(codename="change_document"))
    return user


def test_a_speech_that_says_the_same_is_named_with_the_words_that_stand_in_both():
    (near,) = similar()
    assert near.speech == named(NEAR.title)
    assert set(near.words) >= {"巡堤查险", "AB闸"}
    for speech in (near.speech, named(OWN.title)):
        text = folded("\n".join(Paragraph.objects.filter(speech=speech).values_list("text", flat=True)))
        assert all(folded(word) in text for word in near.words)


def test_no_more_than_five_are_named_with_no_more_than_four_words():
    lines = "巡堤查险、防汛物资、抢险队伍、水文预报、山洪灾害、蓄滞洪区，样样到位。"
    words = ["巡堤查险", "防汛物资", "抢险队伍", "水文预报", "山洪灾害", "蓄滞洪区"]
    keep_speeches(about("总讲", lines, keywords=words), *[about(f"分讲{n}", lines, f"第{n}处。", keywords=words) for n in range(9)])
    found = similar_to(named("总讲"), ANYBODY)
    assert [len(each.words) for each in found] == [4] * 5


def test_its_neighbours_in_the_meeting_stand_elsewhere():
    keep_speeches(about("在同一个会上", "巡堤查险，防汛，AB闸。", meeting=OWN.meeting))
    assert titles() == [NEAR.title]


def test_its_neighbours_in_the_file_stand_elsewhere():
    Speech.objects.filter(title=NEAR.title).update(document=named(OWN.title).document, position=2)
    assert titles() == []


@pytest.mark.parametrize("more", ["", "附记。"])
def test_a_copy_of_it_is_not_like_it(more):
    same = {"title": OWN.title, "speaker": OWN.speaker, "date": "2024-05-06", "meeting": None, "keywords": OWN.keywords}
    Speech.objects.filter(title=OWN.title).update(date_from="2024-05-06", date_to="2024-05-06", date_precision="day")
    keep_speeches(draft([p.text for p in OWN.paragraphs] + [more] * bool(more), **same))
    own = Speech.objects.filter(title=OWN.title).first()
    assert [each.speech.title for each in similar_to(own, ANYBODY)] == [NEAR.title]


def test_of_two_copies_of_another_one_is_enough():
    keep_speeches(about("在防汛调度会上的讲话", "巡堤查险一刻不停，AB闸已开。", meeting=None))
    assert titles() == [NEAR.title]


def test_what_is_hidden_is_like_nothing_but_for_keepers():
    hide(NEAR.title)
    assert titles() == []
    assert titles(keeper()) == [NEAR.title]


def test_what_was_hidden_since_it_was_indexed_is_not_shown():
    Document.objects.filter(speeches__title=NEAR.title).update(visibility=Document.Visibility.HIDDEN)
    assert titles() == []


def test_one_word_in_common_is_no_likeness():
    keep_speeches(FARTHER)
    assert FARTHER.title not in titles()


def test_a_speech_about_which_nothing_is_known_is_like_no_other():
    keep_speeches(draft(["无题。"]))
    assert similar_to(Speech.objects.get(title=""), ANYBODY) == []


def test_it_takes_four_queries_however_many_there_are(django_assert_num_queries):
    own = named(OWN.title)
    with django_assert_num_queries(4):
        similar_to(own, ANYBODY)
    keep_speeches(*[about(f"防汛第{n}讲", f"巡堤查险第{n}段，AB闸。") for n in range(20)])
    with django_assert_num_queries(4):
        similar_to(own, ANYBODY)


def test_the_page_names_them_and_marks_a_shared_word_where_it_leads():
    near = named(NEAR.title)
    html = render_to_string("speeches/_similar.html", {"similar": similar()})
    assert f'<h2>说法相近</h2><ul><li><a lang="zh-Hans" href="{near.get_absolute_url()}">{NEAR.title}</a>' in html
    assert f'<a lang="zh-Hans" href="{near.get_absolute_url()}?q=AB%E9%97%B8" rel="nofollow">AB闸</a>' in html.partition("都讲到")[2]


def test_where_there_are_none_nothing_is_said():
    assert render_to_string("speeches/_similar.html", {"similar": []}).strip() == ""


def test_programs_get_the_same(client):
    own, near = named(OWN.title), named(NEAR.title)
    answer = client.get(f"/api/speeches/{own.pk}/similar/").json()
    assert answer == {
        "speeches": [
            {
                "id": near.pk, "source_id": NEAR.title, "url": near.get_absolute_url(), "title": NEAR.title, "speaker": NEAR.speaker,
                "meeting": NEAR.meeting, "type": None, "date": None, "level": None, "kind": None, "words": answer["speeches"][0]["words"],
            }
        ]
    }  # fmt: skip
    assert "AB闸" in answer["speeches"][0]["words"]


def test_programs_do_not_hear_of_what_is_hidden(client):
    hide(OWN.title)
    assert client.get(f"/api/speeches/{named(OWN.title).pk}/similar/").status_code == 404
    assert client.get(f"/api/speeches/{named(NEAR.title).pk}/similar/").json() == {"speeches": []}
