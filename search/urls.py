from django.urls import path

from search import views
from search.helping import suggesting
from search.leaving import lists

urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/suggest/", suggesting.suggest, name="suggest"),
    path("search/csv/", lists.search_table, name="search_table"),
    path("search/feed/", lists.search_feed, name="search_feed"),
    path("speeches/", views.speeches, name="speeches"),
    path("speeches/csv/", lists.speeches_table, name="speeches_table"),
    path("speeches/feed/", lists.speeches_feed, name="speeches_feed"),
    path("help/search/", views.search_help, name="search_help"),
]
