import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
archive = get_wsgi_application()


def application(environ, start_response):
    """To HEAD the head alone: gunicorn writes a warning into its log for each body that comes with it."""
    answer = archive(environ, start_response)
    if environ["REQUEST_METHOD"] != "HEAD":
        return answer
    answer.close()
    return []
