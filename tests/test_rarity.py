"""How rare a word is, and the table made by another process meanwhile."""
import subprocess
import sys

import pytest

from speeches.parsing import rarity
from speeches.parsing.sandbox.nursery import ROOT


@pytest.mark.parametrize(
    ("word", "rare"),
    [("会议", 0.48), ("生态", 0.73), ("劳动防护", 0.9), ("云溪白鹭", rarity.UNKNOWN / 10), ("", rarity.UNKNOWN / 10)],
)
def test_a_word_is_as_rare_as_the_table_says_and_in_the_middle_where_it_says_nothing(word, rare):
    assert rarity.rarity(word) == pytest.approx(rare, abs=0.05)


def test_a_table_made_ahead_is_the_same():
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); from speeches.parsing import rarity; rarity.make_ahead()\n"
        "print(rarity.being_made is not None, rarity.table() == rarity.made(), len(rarity.table()) > 1000)"
    )
    done = subprocess.run([sys.executable, "-I", "-c", program, str(ROOT)], capture_output=True, text=True)
    assert done.stdout == "True True True\n", done.stderr
