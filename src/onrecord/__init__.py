"""onrecord: who said what, and in which office.

``annotate`` one article, ``build`` a dataset of many, ``load`` and ``validate`` it; ``to_raw`` and
``to_text`` lead between an article's text and its raw document.
"""

from .annotate import Annotator
from .api import annotate, load, to_raw, to_text
from .build import Options, Report, build
from .check.dataset import validate
from .read import Unreadable
from .version import __version__

__all__ = [
    "Annotator",
    "Options",
    "Report",
    "Unreadable",
    "__version__",
    "annotate",
    "build",
    "load",
    "to_raw",
    "to_text",
    "validate",
]
