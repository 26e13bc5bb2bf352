from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from speeches.views import browsing, correcting, documents, lines, questions, raw, reading, reviewing, uploading

urlpatterns = [
    path("", browsing.home, name="home"),
    path("speeches/<int:pk>/", reading.speech, name="speech"),
    path("meetings/", browsing.meetings, name="meetings"),
    path("meetings/<int:pk>/", browsing.meeting, name="meeting"),
    path("meeting-types/", browsing.meeting_types, name="meeting_types"),
    path("meeting-types/<path:name>/", browsing.meeting_type, name="meeting_type"),
    path("speakers/", browsing.speakers, name="speakers"),
    path("speakers/<int:pk>/", browsing.speaker, name="speaker"),
    path("topics/", browsing.topics, name="topics"),
    path("topics/<path:word>/", browsing.topic, name="topic"),
    path("upload/", uploading.upload, name="upload"),
    path("uploads/", uploading.uploads, name="uploads"),
    path("uploads/rows/", uploading.upload_rows, name="upload_rows"),
    path("uploads/<int:pk>/", uploading.upload_detail, name="upload"),
    path("documents/<int:pk>/", documents.document, name="document"),
    path("documents/<int:pk>/original/", documents.original, name="original"),
    path("documents/<int:pk>/correct/", correcting.correct, name="correct"),
    path("documents/<int:pk>/fields/", correcting.fields, name="fields"),
    path("documents/<int:pk>/again/", correcting.parse_again, name="parse_again"),
    path("documents/<int:pk>/lines/<int:position>/", lines.lines, name="lines"),
    path("documents/<int:pk>/raw/", raw.raw, name="raw"),
    path("documents/<int:pk>/raw/<int:position>/", raw.raw, name="raw"),
    path("documents/<int:pk>/delete/", documents.delete, name="document_delete"),
    path("documents/<int:pk>/restore/", documents.restore, name="document_restore"),
    path("review/", reviewing.review, name="review"),
    path("questions/", questions.questions, name="questions"),
    path("questions/csv/", questions.questions_table, name="questions_table"),
    path("questions/clear/", questions.clear, name="questions_clear"),
    path("accounts/login/", LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("accounts/logout/", LogoutView.as_view(), name="logout"),
]
