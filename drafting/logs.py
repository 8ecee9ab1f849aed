"""Lines of the log, without the secrets that addresses may carry; it knows nothing of what the lines are about."""

from __future__ import annotations

import logging
import re

# The tokens of links, or their signatures behind a dot, have 43 characters and more; a draft's id has 36 and opens
# nothing by itself.
_SECRET = re.compile(r"(?<![\w-])[\w-]{40,}(?![\w-])", re.ASCII)


class WithoutSecrets(logging.Formatter):
    """Every path of a refused request ends up in a line of Django's: no guest's link, no invitation may stand there."""

    def format(self, record: logging.LogRecord) -> str:
        return _SECRET.sub("…", super().format(record))
