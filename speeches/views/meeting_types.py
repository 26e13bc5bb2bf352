"""Meeting types, and how speeches at meetings of one type are built."""
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render

from speeches import building, counts, families, lengths
from speeches.figures import Figures
from speeches.kept_pages import kept
from speeches.models import MeetingType
from speeches.views.rows import SPEECHES, in_order, rows_of


@kept
def meeting_types(request):
    figures = Figures(request.user)
    types = {}
    for family, name, count in figures.of(counts.by_type):
        types.setdefault(family, []).append((name, count))
    page = {
        "matrix": families.worth_a_look(figures.of(families.by_family_and_year)),
        "families": [(family, sum(count for _, count in named), named) for family, named in types.items()],
    }
    return render(request, "speeches/meeting_types.html", page)


@kept
def meeting_type(request, name):
    type = get_object_or_404(MeetingType, name=name)
    figures = Figures(request.user)
    page = Paginator(figures.of(building.pks_of_type, type.pk), SPEECHES).get_page(request.GET.get("page"))
    page.object_list = in_order(page.object_list, rows_of(figures.speeches, page.object_list))
    shown = {"type": type, "filters": urlencode({"type": name}), "page": page, **figures.of(counts.of_type, type.pk, name)}
    if page.number == 1 and page.object_list:
        shown |= {"built": figures.of(building.built, type.pk), "all_lengths": figures.of(lengths.of_all)}
    return render(request, "speeches/meeting_type.html", shown)
