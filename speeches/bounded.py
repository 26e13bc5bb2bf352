from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Writes no more of a file to disk than an upload may have; its size still tells how large it came."""

    def receive_data_chunk(self, raw_data, start):
        if start <= settings.MAX_UPLOAD_BYTES:
            super().receive_data_chunk(raw_data, start)
