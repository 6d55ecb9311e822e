"""SPDX licence expressions, told by the published list (SPDX specification, annex "License expressions")."""

from __future__ import annotations

from functools import cache, lru_cache

from license_expression import ExpressionError, LicenseSymbol, Licensing, get_spdx_licensing

_OWN = ("LicenseRef-", "DocumentRef-")  # what the list leaves to its users
_LONGEST = 500


@lru_cache(1000)
def licence_fault(expression: str) -> str | None:
    """What is wrong with a licence expression; None for a valid one."""
    if len(expression) > _LONGEST:
        return f"longer than {_LONGEST} characters"
    try:
        parsed = _spdx().parse(expression, strict=True)
    except ExpressionError as error:
        return f"it can't be parsed ({error})"
    if parsed is None:
        return "it is empty"
    unknown = sorted({part.key for part in _spdx().license_symbols(parsed) if not _listed(part)})
    return f"{', '.join(map(repr, unknown))} is not in the SPDX list" if unknown else None


def _listed(symbol: LicenseSymbol) -> bool:
    known = _spdx().known_symbols.get(symbol.key)
    return known is not None or symbol.key.startswith(_OWN)


@cache
def _spdx() -> Licensing:
    return get_spdx_licensing()
