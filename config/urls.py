from django.contrib import admin
from django.urls import include, path

from config import api, health, languages, signing_in

handler400 = "config.errors.bad_request"
urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("accounts/first/", signing_in.first_account, name="first_account"),
    path("accounts/first/<token>/", signing_in.first_sign_in, name="first_sign_in"),
    path("language/", languages.choose_language, name="language"),
    path("admin/", admin.site.urls),
    path("api/", api.urls),
    path("", include("search.urls")),
    path("", include("speeches.urls")),
]
