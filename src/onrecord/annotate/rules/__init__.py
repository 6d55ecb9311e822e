"""The built-in annotator: rules and word lists, without a model.

Tokens and quotation marks (``layout``) → titles and names → referents (``cluster``) → officials →
quotes (``drafts``, ``chain``) → speakers → records.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..base import Layers
from .chain import chain
from .cluster import cluster
from .drafts import Draft, Drafter
from .find import find_names
from .layout import Layout, lay_out
from .names import Name
from .nested import nested, turns
from .offices import find_offices
from .officials import Registrar
from .records import add_nominals, entity_records, official_records, quote_records, sound
from .speakers import Resolver


class RulesAnnotator:
    """Entities, quotes and officials by rules for English news.

    It needs no model, network or settings, takes linear time, and raises on no text.
    """

    name = "rules"
    version = "1.0"
    languages = frozenset({"en"})

    def annotate(self, article: Mapping[str, Any]) -> Layers:
        """The layers of one article, as records of the schema."""
        layout = lay_out(article)
        titles = find_offices(layout.tokens, {})
        names = find_names(layout, titles)
        drafter = Drafter(layout, {k: (n.first, n.last) for n in names for k in range(n.first, n.last)})
        drafter.run()
        return finish(layout, names, [*chain(drafter), *nested(drafter), *turns(drafter)])


def finish(layout: Layout, names: Sequence[Name], made: Sequence[Draft]) -> Layers:
    """The layers of an article whose names and drafts of quotes are known."""
    entities = cluster(layout, list(names))
    officials = Registrar(layout, names, entities).run()
    drafts = [draft for draft in made if sound(layout, draft)]
    drafts.sort(key=lambda draft: min(draft.content))
    speakers = Resolver(layout, names, entities, officials).resolve(drafts)
    records = entity_records(layout, entities)
    nominals = [
        (speaker, draft.source)
        for draft, speaker in zip(drafts, speakers, strict=True)
        if speaker is not None and draft.source
    ]
    nominals += [(o.entity, m) for o in officials if o.entity is not None for m in o.nominal]
    add_nominals(layout, records, nominals)
    return {
        "entities": records,
        "quotes": quote_records(layout, drafts, speakers, entities, officials),
        "officials": official_records(layout, officials, entities),
    }
