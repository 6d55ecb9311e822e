"""Raw documents, read from files of any format that news comes in."""

from .document import Document, Rejection, Unreadable
from .parse import VERSION, RawArticle, parse

__all__ = ["VERSION", "Document", "RawArticle", "Rejection", "Unreadable", "parse"]
