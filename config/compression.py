"""Sends texts compressed where no proxy does it. What is compressed already (a .docx, a picture) goes out as it is, with its length."""
from django.middleware.gzip import GZipMiddleware

TEXTS = ("text/", "application/json", "application/atom+xml", "application/xml", "application/javascript", "image/svg+xml")
KNOWN, WEAK = "HTTP_IF_NONE_MATCH", "W/"


class TextCompression(GZipMiddleware):
    """Django's own, which would compress everything; against BREACH it adds a random number of bytes."""

    def process_request(self, request):
        """WhiteNoise compares the name of a file letter by letter with the one that it gave, before compression made it a weak one."""
        if known := request.META.get(KNOWN):
            request.META[KNOWN] = known.removeprefix(WEAK)

    def process_response(self, request, response):
        return super().process_response(request, response) if response.get("Content-Type", "").startswith(TEXTS) else response
