from django.urls import path

from search import leaving, suggesting, views

urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/suggest/", suggesting.suggest, name="suggest"),
    path("search/csv/", leaving.search_table, name="search_table"),
    path("search/feed/", leaving.search_feed, name="search_feed"),
    path("speeches/", views.speeches, name="speeches"),
    path("speeches/csv/", leaving.speeches_table, name="speeches_table"),
    path("speeches/feed/", leaving.speeches_feed, name="speeches_feed"),
    path("help/search/", views.search_help, name="search_help"),
]
