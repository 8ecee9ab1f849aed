"""Static files with hashed names; it knows nothing of what they hold."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Leaves source maps alone, which nobody here reads and `bin/run` does not collect."""

    patterns = (
        (
            "*.css",
            (
                r"""(?P<matched>url\((?P<quote>['"]{0,1})\s*(?P<url>.*?)(?P=quote)\))""",
                (
                    r"""(?P<matched>@import\s*["']\s*(?P<url>.*?)["'])""",
                    """@import url("%(url)s")""",
                ),
            ),
        ),
    )

    def stored_name(self, name: str) -> str:
        """Hashed names once `collectstatic` has run; until then plain ones, so that `runserver` works straight away."""
        return str(super().stored_name(name)) if self.hashed_files else name
