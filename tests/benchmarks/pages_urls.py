from django.shortcuts import render
from django.urls import path

from config.urls import handler400, urlpatterns  # noqa: F401


def bare(request, name):
    return render(request, f"{name}.html")


urlpatterns = [*urlpatterns, path("bare/<name>/", bare)]
