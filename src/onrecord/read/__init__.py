"""Raw documents, read from files of any format that news comes in."""

from .dispatch import documents
from .document import Document, Rejection, Unreadable
from .parse import VERSION, RawArticle, parse
from .source import NoSource

__all__ = ["VERSION", "Document", "NoSource", "RawArticle", "Rejection", "Unreadable", "documents", "parse"]
