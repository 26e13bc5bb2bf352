"""What the worker does for the archive. A task is queued in the transaction that makes it necessary."""
try:
    from django.tasks import task
except ImportError:  # Django 5
    from django_tasks import task


# The imports stand inside because the archive queues these tasks itself.
@task()
def read_upload(upload_id):
    from speeches import archive

    archive.read_upload(upload_id)


# First in line: what was kept is to be found before the next file is read.
@task(queue_name="index", priority=10)
def update_index():
    from speeches import archive

    archive.index_pending()
