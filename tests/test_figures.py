import pytest
from django.contrib.auth.models import AnonymousUser, User

from speeches import archive, figures
from speeches.figures import Figures
from tests.shelf import shelve

pytestmark = pytest.mark.django_db
EVERYBODY = AnonymousUser()
TALLIES = []


def tally(speeches, least=0):
    TALLIES.append(least)
    return speeches.filter(characters__gte=least).count()


@pytest.fixture(autouse=True)
def none_tallied():
    TALLIES.clear()


def test_a_number_is_made_once_for_each_state_of_the_archive():
    shelve()
    assert [Figures(EVERYBODY).of(tally), Figures(EVERYBODY).of(tally), len(TALLIES)] == [1, 1, 1]
    speech = shelve()
    assert [Figures(EVERYBODY).of(tally), len(TALLIES)] == [2, 2]
    archive.remove(speech.document)
    assert [Figures(EVERYBODY).of(tally), len(TALLIES)] == [1, 3]


def test_readers_who_see_more_have_numbers_of_their_own():
    shelve(visibility="internal")
    assert Figures(EVERYBODY).of(tally) == 0
    assert Figures(User.objects.create_user("reader")).of(tally) == 1


def test_what_is_asked_with_another_value_is_another_number():
    shelve()
    assert [Figures(EVERYBODY).of(tally, 0), Figures(EVERYBODY).of(tally, 1_000_000)] == [1, 0]


def test_a_change_is_said_in_one_statement_the_first_one_too(django_assert_num_queries):
    stamps = [figures.stamp()]
    for _time in range(3):
        with django_assert_num_queries(1):
            figures.changed()
        stamps.append(figures.stamp())
    assert len(set(stamps)) == 4
    assert stamps[0] is None


def test_known_numbers_cost_one_query(django_assert_num_queries):
    shelve()
    Figures(EVERYBODY).of(tally)
    with django_assert_num_queries(1):
        Figures(EVERYBODY).of(tally)
