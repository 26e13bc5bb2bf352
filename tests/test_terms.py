"""Names of one thing: kept, cut by, asked for, and found again; and only whom they touch is indexed anew."""
import json
from importlib import import_module
from itertools import islice

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse

from search import dictionary, engine, words
from search.engine import And, Not, Or, Phrase, Prefix, Query, Words
from speeches import archive, terms
from speeches.models import IndexTask, Speech, Term
from tests.small_archive import draft, keep_speeches
from tests.test_query import ask

pytestmark = pytest.mark.django_db

SHORT, LONG, NEITHER = "巡河局来了三个人。", "县巡河管理局来了三个人。", "三个人在河边。"
EVERYBODY = frozenset({"public"})


@pytest.fixture
def speeches():
    keep_speeches(*(draft([text], title=f"之{number}") for number, text in enumerate([SHORT, LONG, NEITHER], 1)))


def keep(*names) -> Term:
    term = Term(names="\n".join(names))
    archive.keep_term(term)
    return term


def pending() -> set[str]:
    return set(Speech.objects.filter(pk__in=IndexTask.objects.values("speech_id")).values_list("title", flat=True))


def found(q, **others) -> list[str]:
    """Titles in the order of the page."""
    ids = engine.current().search(ask(q, **others).query).ids
    return [Speech.objects.get(pk=pk).title for pk in ids]


# ── the first entries ──


def test_the_archive_begins_with_at_least_300_entries_that_are_all_valid():
    assert Term.objects.count() >= 300
    for term in Term.objects.all():
        written = term.names
        term.clean()
        assert term.names == written


def test_the_first_entries_come_in_once():
    Term.objects.filter(names__contains="卫健委").update(names="卫健委\n卫生健康委员会\n卫健委员会")
    Term.objects.filter(names__contains="人社局").delete()
    before = Term.objects.count()
    import_module("speeches.migrations.0006_terms").add_starters(apps, None)
    assert Term.objects.count() == before + 1


# ── the question ──


@pytest.fixture
def written(archive_folder):
    dictionary.write([["巡河局", "巡河管理局"], ["县护林站", "县森林管护站", "县林站"], ["三稻"], ["三渠", "东渠、西渠、北渠"], ["稻办", "稻作办公室"]])


@pytest.mark.parametrize(
    ("q", "node"),
    [
        ("巡河局", Words("巡河局", others=("巡河管理局",))),
        ("巡河管理局", Words("巡河管理局", others=("巡河局",))),
        ("标题:巡河局", Words("巡河局", "title", ("巡河管理局",))),
        ("会议:县护林站", Words("县护林站", "meeting", ("县森林管护站", "县林站"))),
        ("县巡河局工作", Words("县巡河局工作", others=("县巡河管理局工作",))),
        ("巡河局和稻办", Words("巡河局和稻办", others=("巡河局和稻作办公室", "巡河管理局和稻办", "巡河管理局和稻作办公室"))),
        ("三渠", Words("三渠", others=("东渠西渠北渠",))),
        ("三稻", Words("三稻")),
        ("巡河 局", And((Words("巡河"), Words("局")))),
        ("（巡河局 OR 水利）", Or((Words("巡河局", others=("巡河管理局",)), Words("水利")))),
        # Who quotes, excludes or begins a word means the very word; a year or a person has no other name.
        ("“巡河局”", Phrase("巡河局")),
        ("水利 -巡河局", And((Words("水利"), Not(Words("巡河局"))))),
        ("水利 -（巡河局 稻办）", And((Words("水利"), Not(And((Words("巡河局"), Words("稻办"))))))),
        ("巡河局*", Prefix("巡河局")),
        ("讲话人:巡河局", Words("巡河局", "speaker")),
        ("类型:巡河局", Words("巡河局", "type")),
        ("第三渠道", Words("第三渠道")),
    ],
)
def test_a_name_is_also_asked_for_under_its_others(written, q, node):
    assert ask(q).query.node == node


def test_what_was_expanded_is_said_and_can_be_switched_off(written):
    asked = ask("县巡河局 稻办")
    assert [(each.name, each.others) for each in asked.expanded] == [("巡河局", ("巡河管理局",)), ("稻办", ("稻作办公室",))]
    asked = ask("县巡河局 稻办", plain="巡河局")
    assert [each.name for each in asked.expanded] == ["稻办"]
    assert asked.query.node == And((Words("县巡河局"), Words("稻办", others=("稻作办公室",))))
    assert ask("县巡河局 稻办", plain=["巡河局", "稻办"]).expanded == []


def test_a_name_in_other_signs_is_the_same_name(written):
    (expanded,) = ask("縣護林站").expanded
    assert (expanded.name, expanded.others) == ("縣護林站", ("县森林管护站", "县林站"))
    assert ask("縣護林站", plain="县护林站").expanded == []


def test_the_longest_name_counts_and_switched_off_lets_no_shorter_one_in():
    dictionary.write([["护林站", "管护站"], ["县护林站", "县林站"]])
    assert [each.name for each in ask("县护林站").expanded] == ["县护林站"]
    assert ask("县护林站", plain="县护林站").expanded == []


def test_a_question_of_many_names_stays_bounded():
    dictionary.write([[f"名{letter}", *(f"{letter}之第{number}名称" for number in range(11))] for letter in "甲乙丙丁戊己庚辛"])
    node = ask("".join(f"名{letter}" for letter in "甲乙丙丁戊己庚辛")).query.node
    assert 1 < len(node.others) <= 15
    many = ask(" ".join(["名甲"] * 100)).query.node
    assert sum(bool(part.others) for part in many.nodes) == 20


def test_a_pasted_sentence_is_left_as_it_is(written):
    assert ask("巡河局" + "长" * 80).expanded == []


def test_without_a_dictionary_nothing_is_expanded():
    assert ask("卫健委").expanded == []


def test_what_is_asked_for_under_two_names_is_said(written):
    assert ask("巡河局 水利").said == "文中有“巡河局”或“巡河管理局”、文中有“水利”"


# ── what is found ──


def test_a_speech_is_found_under_the_other_name_after_those_that_say_it_as_typed(speeches):
    archive.keep_term(Term(names="巡河局\n巡河管理局"))
    archive.index_pending()
    assert found("巡河局") == ["之1", "之2"]
    assert found("巡河管理局") == ["之2", "之1"]
    assert found("县巡河局") == ["之2"]
    assert found("“巡河局”") == ["之1"]
    results = engine.current().search(ask("巡河局").query)
    assert (results.total, results.as_typed) == (2, 1)
    assert found("巡河局", plain="巡河局") == ["之1"]


def test_however_often_the_other_name_stands_the_typed_one_comes_first():
    keep_speeches(draft(["巡河管理局。" * 20], title="巡河管理局的话"), draft(["三人来过。" * 50 + "巡河局"], title="之二"))
    keep("巡河局", "巡河管理局")
    archive.index_pending()
    assert found("巡河局") == ["之二", "巡河管理局的话"]


def test_another_name_is_the_whole_name_not_its_words():
    keep_speeches(draft(["东渠修好了。西渠没有修。北渠还要看。"], title="散"), draft(["要修东渠、西渠、北渠。"], title="整"))
    keep("三渠", "东渠、西渠、北渠")
    archive.index_pending()
    assert found("三渠") == ["整"]


def test_the_page_says_what_it_expanded_and_opens_speeches_with_the_same_marks(client, speeches):
    keep("巡河局", "巡河管理局")
    archive.index_pending()
    page = client.get("/search/", {"q": "巡河局"})
    assert "已扩展：巡河局 → 巡河管理局" in page.text
    assert "<mark>巡河管理局</mark>" in page.text
    (chip,) = page.context["guesses"]
    page = client.get(f"/search/{chip.query}")
    assert "已扩展" not in page.text
    assert [hit.speech.title for hit in page.context["hits"]] == ["之1"]
    there = f"/speeches/{Speech.objects.get(title='之1').pk}/?q=%E5%B7%A1%E6%B2%B3%E5%B1%80&plain=%E5%B7%A1%E6%B2%B3%E5%B1%80"
    assert there.replace("&", "&amp;") in page.text


@pytest.mark.parametrize("path", ["/api/search/", "/api/speeches/"])
def test_the_interface_knows_the_parameter(client, speeches, path):
    keep("巡河局", "巡河管理局")
    archive.index_pending()
    assert client.get(path, {"q": "巡河局"}).json()["total"] == 2
    assert client.get(path, {"q": "巡河局", "plain": "巡河局"}).json()["total"] == 1


def test_the_interface_tells_what_else_was_looked_for(client, speeches):
    keep("巡河局", "巡河管理局")
    archive.index_pending()
    assert client.get("/api/search/", {"q": "巡河局"}).json()["expanded"] == [{"name": "巡河局", "others": ["巡河管理局"]}]
    assert client.get("/api/search/", {"q": "巡河局", "plain": "巡河局"}).json()["expanded"] == []


def test_feeds_and_tables_and_the_command_know_it_too(client, speeches, capsys):
    keep("巡河局", "巡河管理局")
    archive.index_pending()
    for name in ("search_feed", "search_table"):
        assert "之2" in client.get(reverse(name), {"q": "巡河局"}).getvalue().decode()
        assert "之2" not in client.get(reverse(name), {"q": "巡河局", "plain": "巡河局"}).getvalue().decode()
    call_command("search", "巡河局")
    call_command("search", "巡河局", "--plain", "巡河局")
    assert ("找到 2 篇" in (said := capsys.readouterr().out), "找到 1 篇" in said) == (True, True)


# ── only whom it touches ──


def test_a_new_name_marks_whoever_holds_it_in_the_same_transaction(speeches):
    keep("巡河局")
    assert pending() == {"之1"}


def test_a_changed_name_marks_whoever_holds_the_old_or_the_new_one(speeches):
    term = keep("巡河局", "三大人")
    archive.index_pending()
    term.names = "巡河管理局\n三大人"
    assert archive.keep_term(term) == 2
    assert pending() == {"之1", "之2"}


def test_a_change_that_rolls_back_leaves_nothing(speeches):
    with transaction.atomic():
        keep("巡河局")
        transaction.set_rollback(True)
    assert pending() == set()


def test_a_removed_name_marks_whoever_holds_it(speeches):
    term = keep("巡河局")
    archive.index_pending()
    assert archive.remove_terms([term]) == 1
    assert pending() == {"之1"}
    archive.index_pending()
    assert "巡河局" not in words.cut(SHORT)


def test_only_these_are_put_again_and_the_index_is_up_to_date(speeches, monkeypatch):
    put = []
    index = engine.current()
    monkeypatch.setattr(index, "put", lambda entries, put_before=index.put: (put.extend(entries), put_before(entries)))
    keep("巡河管理局", "河管局")
    assert archive.index_pending() == 1
    assert [entry.title for entry in put] == ["之2"]
    assert (index.state(), archive.check_index()) == ("ready", [])


def test_names_that_jieba_knows_touch_nobody(speeches):
    keep("河边")
    assert pending() == set()


def test_what_was_changed_by_other_means_is_followed_too(speeches):
    archive.tend_index()
    assert not archive.needs_tending()
    Term.objects.create(names="巡河管理局")
    assert archive.needs_tending()
    assert archive.index_pending() == 1
    assert (engine.current().state(), archive.check_index()) == ("ready", [])


def test_a_speech_that_came_in_while_a_name_was_saved_is_cut_by_it(speeches):
    """Indexed by the old dictionary after the new name was looked for."""
    Term.objects.create(names="巡河局")
    late = archive.keep_text({"id": "晚", "text": SHORT}, draft([SHORT], title="晚")).speeches.get()
    engine.current().put(archive.entries_of([late.pk]))
    IndexTask.objects.all().delete()
    archive.index_pending()
    assert archive.check_index() == []


def test_a_rebuild_writes_the_dictionary_first(speeches):
    keep("巡河局")
    archive.rebuild_index()
    assert "巡河局" in words.cut(SHORT)
    assert (engine.current().state(), archive.check_index()) == ("ready", [])
    assert len(json.loads(dictionary.file().read_text())["terms"]) == Term.objects.count()


def test_a_damaged_dictionary_is_written_anew(speeches):
    dictionary.file().write_text("{")
    archive.index_pending()
    assert terms.is_written()
    assert archive.check_index() == []


# ── what editors write ──


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("", "请写上叫法"),
        ("卫健委\n渠", "太短"),
        ("——！", "没有字"),
        ("渠" * 61, "太长"),
        ("\n".join(f"第{number}个叫法" for number in range(13)), "最多写 12 个"),
        ("巡河局\n衛健委", "已经写在“卫健委"),
    ],
)
def test_what_is_no_name_is_said(names, said):
    with pytest.raises(ValidationError) as refused:
        Term(names=names).clean()
    assert said in " ".join(refused.value.message_dict["names"])


def test_names_are_tidied():
    term = Term(names=" 巡河局 \r\n\r\n巡 河局\r\n巡河管理局")
    term.clean()
    assert term.listed() == ["巡河局", "巡河管理局"]


def test_an_entry_may_be_saved_as_it_is():
    next(islice(Term.objects.all(), 5, None)).clean()


def test_an_editor_adds_changes_and_deletes_entries(admin_client, speeches):
    page = admin_client.post("/admin/speeches/term/add/", {"names": "巡河局\r\n巡河管理局"}, follow=True)
    assert "有 2 篇讲话要重新分词" in page.text
    assert pending() == {"之1", "之2"}
    archive.index_pending()
    term = Term.objects.last()
    admin_client.post(f"/admin/speeches/term/{term.pk}/change/", {"names": "巡河局"})
    assert pending() == {"之2"}
    archive.index_pending()
    admin_client.post("/admin/speeches/term/", {"_selected_action": [term.pk], "action": "delete_selected", "post": "yes"})
    assert pending() == {"之1"}
    assert not Term.objects.filter(pk=term.pk).exists()


def test_a_mistake_is_said_beside_the_field(admin_client):
    page = admin_client.post("/admin/speeches/term/add/", {"names": "卫健委"})
    assert "“卫健委”已经写在“卫健委 = 卫生健康委 = 卫生健康委员会”里了" in page.text


def test_an_address_may_fill_the_form_in(admin_client):
    page = admin_client.get("/admin/speeches/term/add/", {"names": "巡河局\n巡河管理局"})
    assert "巡河局\n巡河管理局</textarea>" in page.text


def test_entries_are_found_by_any_name(admin_client):
    page = admin_client.get("/admin/speeches/term/", {"q": "卫生健康委员会"})
    assert "卫健委 = 卫生健康委 = 卫生健康委员会" in page.text


def test_editors_may_write_but_not_delete_and_keepers_both(django_user_model):
    for name, may_delete in (("编辑", False), ("管理", True)):
        user = django_user_model.objects.create_user(name)
        user.groups.add(Group.objects.get(name=name))
        assert user.has_perms(["speeches.add_term", "speeches.change_term"])
        assert user.has_perm("speeches.delete_term") is may_delete


def test_the_index_is_asked_only_where_names_are_new():
    assert terms.holders(["质量", "发展"]) == []
    assert engine.current().search(Query(None, EVERYBODY)).total == 0
