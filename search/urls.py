from django.urls import path

from search import views

urlpatterns = [
    path("search/", views.search, name="search"),
    path("speeches/", views.speeches, name="speeches"),
    path("help/search/", views.search_help, name="search_help"),
]
