"""The engine on Whoosh: jieba's words for rank, characters for certainty."""
import fcntl
import threading
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path

from django.utils.translation import gettext as _

from search.engine import FACETS, Entry, Likeness, Query, Results, Use
from search.whoosh_index import building, contents, counting, likeness, merging, stamp
from search.whoosh_index.checking import differences
from search.whoosh_index.choosing import Choice
from search.whoosh_index.latest import Latest
from search.whoosh_index.matching import match
from search.whoosh_index.reading import Damaged
from search.whoosh_index.view import View

NOTHING = Results(total=0, ids=[], facets={name: [] for name in FACETS}, page=1, pages=1)


class WhooshEngine:
    def __init__(self, folder: Path):
        self.folder = Path(folder)
        self._busy = threading.RLock()  # Whoosh reads a file by seeking in it, so one thread at a time
        self._latest = Latest(self.folder)
        self._matched: View | None = None
        self._match = None

    # ── reading ──

    def state(self) -> str:
        with self._busy:
            self._latest.look()
            if self._latest.view() is None:
                return "damaged" if self._latest.mark else "missing"
            return "outdated" if self._latest.is_outdated() else "ready"

    def search(self, query: Query) -> Results:
        return self._ask(lambda view: Choice(view, self._matching(view)(query.node, query.scope), query).results(), NOTHING)

    def numbers(self) -> list[int]:
        """Return the ids of all that it holds."""
        return self._ask(lambda view: sorted(view.numbers[view.live].tolist()), [])

    def vocabulary(self, field: str = "text") -> dict[str, int]:
        """Return each word of the texts, or each value of a field, and how many speeches hold it."""
        return self._ask(lambda view: view.vocabulary(field), {})

    def stamp(self) -> str:
        """Return a name of all that it holds now."""
        with self._busy:
            self._latest.view()
            return str(self._latest.mark)

    def uses(self, text: str, visible: frozenset[str]) -> dict[int, int]:
        return self._ask(lambda view: counting.uses(view, text, view.visible(visible)), {})

    def words_in(self, ids: list[int]) -> dict[str, int]:
        return self._ask(lambda view: counting.words_in(view, view.among(ids)), {})

    def uses_among(self, words: list[str], ids: list[int], others: list[int]) -> list[Use]:
        return self._ask(lambda view: counting.uses_among(view, words, view.among(ids), view.among(others)), [])

    def alike(self, number: int, words: dict[str, float], visible: frozenset[str], but=frozenset(), most: int = 10) -> list[Likeness]:
        return self._ask(lambda view: likeness.alike(view, number, words, view.visible(visible) & ~view.among(but), most), [])

    def check(self, entries: Iterable[Entry]) -> list[str]:
        """Compare every byte, every posting and every text."""
        return self._ask(lambda view: self._latest.reasons() + differences(view, entries), [_("没有可用的索引，请重建。")])

    def _ask(self, question: Callable[[View], object], nothing):
        """Answer out of what is in force, or with nothing where no index can be read."""
        with self._busy:
            while view := self._latest.view():
                try:
                    return question(view)
                except Exception as error:  # broken files show themselves as anything
                    if not self._latest.explains(error):
                        raise
            return nothing

    def _matching(self, view: View):
        if view is not self._matched:
            self._matched, self._match = view, lru_cache(16)(partial(match, view))
        return self._match

    # ── writing ──

    def put(self, entries: list[Entry]) -> None:
        latest = {entry.id: entry for entry in entries}
        with self._locked():
            parts = self._without(latest)
            building.fill_bench(self.folder / "put", latest.values())
            self._commit([*parts, *contents.made_in(self.folder / "put")], [self.folder / "put"], latest)

    def remove(self, ids: list[int]) -> None:
        with self._locked():
            self._commit(self._without(ids), [], ids)

    def rebuild(self, entries: Iterable[Entry]) -> None:
        with self._tending():
            self.folder.mkdir(parents=True, exist_ok=True)
            building.rebuild(self.folder, entries, self._locked)
        self.merge()

    def merge(self) -> None:
        with self._tending():
            if self.needs_merging():
                try:
                    merging.merge(self.folder, self._locked)
                except Exception as error:
                    with self._busy:
                        self._latest.view()
                        if not self._latest.explains(error):
                            raise

    def needs_merging(self) -> bool:
        with self._busy:
            return self._latest.view() is not None and bool(merging.chosen(self._latest.parts))

    def follow_words(self) -> None:
        with self._locked():
            contents.follow_words(self.folder, stamp.added_words())

    def _without(self, ids) -> list:
        """Return the segments in force, with these ids deleted in them."""
        if self.state() == "damaged":
            raise Damaged("rebuild the index first")
        if self.state() == "missing":
            self.folder.mkdir(parents=True, exist_ok=True)
            contents.publish(self.folder, [], [])
            contents.follow_words(self.folder, stamp.added_words())
        with self._busy:
            self._latest.view()
            parts = contents.read(self.folder)
            for part in parts:
                contents.forget(part, self._latest.segments[part.segment_id()].numbers, ids)
        return parts

    def _commit(self, parts, benches, ids) -> None:
        contents.publish(self.folder, parts, benches)
        building.note(self.folder, ids)

    def _locked(self):
        """Wait for whoever else exchanges files; short."""
        return self._held("writing")

    def _tending(self):
        """Wait for whoever else merges or builds anew; that may take minutes."""
        return self._held("tending")

    @contextmanager
    def _held(self, name):
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        with self.folder.with_name(f"{self.folder.name}.{name}").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # the kernel frees it, however this process ends
            yield
