"""How far two annotations of the same text agree."""

from .compare import Score, entities, officials, quotes, token_labels

__all__ = ["Score", "entities", "officials", "quotes", "token_labels"]
