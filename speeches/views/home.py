"""The way in."""
from django.shortcuts import render

from search import engine
from speeches import counts, families, reads
from speeches.examples import examples
from speeches.figures import Figures
from speeches.kept_pages import kept
from speeches.views.rows import in_order, rows_of
from speeches.visibility import visible_to

NEWEST, MOST_READ = 6, 5  # speeches on the home page


@kept
def home(request):
    figures = Figures(request.user)
    totals = figures.of(counts.totals)
    if not totals["speeches"]:
        return render(request, "speeches/home_empty.html")
    newest = figures.of(counts.newest, NEWEST)
    most_read = figures.of(reads.most_read_outlines, reads.this_hour(), MOST_READ)
    rows = rows_of(figures.speeches, [*newest, *most_read])
    years, undated = figures.of(counts.by_period)
    topics = figures.of(counts.by_topic)
    page = {
        "totals": totals,
        "examples": figures.of(examples, topics, visible_to(request.user), engine.current().stamp()),
        "matrix": families.worth_a_look(figures.of(families.by_family_and_year)),
        "families": figures.of(counts.by_family),
        "newest": in_order(newest, rows),
        "most_read": in_order(most_read, rows),
        "topics": topics,
        "years": years,
        "undated": undated,
    }
    return render(request, "speeches/home.html", page)
