"""The files of pages under names that say what is in them: compressed once, kept by browsers for ever."""
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Imports in scripts of ours follow: else an imported script would be another one than that of the page, and run twice."""

    support_js_module_import_aggregation = True

    def url_converter(self, name, hashed_files, template=None):
        """Scripts that packages bring, in folders of theirs, stay as they are: some import what is not there."""
        if name.endswith(".js") and "/" in name:
            return lambda found: found["matched"]
        return super().url_converter(name, hashed_files, template)
