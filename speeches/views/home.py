"""The way in."""
from django.shortcuts import render

from search import engine
from speeches import counts, reads
from speeches.examples import examples
from speeches.figures import Figures
from speeches.kept_pages import kept
from speeches.views.rows import rows_of
from speeches.visibility import visible_to

NEWEST, MOST_READ = 6, 5  # speeches on the home page


@kept
def home(request):
    figures = Figures(request.user)
    totals = figures.of(counts.totals)
    if not totals["speeches"]:
        return render(request, "speeches/home_empty.html")
    newest = figures.of(counts.newest, NEWEST)
    most_read = figures.of(reads.most_read, reads.this_hour(), MOST_READ)
    rows = rows_of(figures.speeches, [*newest, *most_read])
    years, undated = figures.of(counts.by_period)
    page = {
        "totals": totals,
        "examples": figures.of(examples, visible_to(request.user), engine.current().stamp()),
        "matrix": worth_a_look(figures.of(counts.by_family_and_year)),
        "families": figures.of(counts.by_family),
        "newest": [rows[pk] for pk in newest if pk in rows],
        "most_read": [rows[pk] for pk in most_read if pk in rows],
        "topics": figures.of(counts.by_topic),
        "years": years,
        "undated": undated,
    }
    return render(request, "speeches/home.html", page)


def worth_a_look(matrix):
    """A picture of one row or one column would say nothing."""
    return matrix if len(matrix.rows) > 1 and len(matrix.heads) > 1 else None
