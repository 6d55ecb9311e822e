"""The record schemas, and what is derived from them: nothing about a record is written twice."""

from .columns import arrow_schema, features, features_yaml
from .fields import field_table, field_tables
from .files import SCHEMA_VERSION, UnknownKind, folder, kinds, resolved
from .lint import lint
from .records import LAYERS, TABLES, Fault, faults, json_path, validator

__all__ = [
    "LAYERS",
    "SCHEMA_VERSION",
    "TABLES",
    "Fault",
    "UnknownKind",
    "arrow_schema",
    "faults",
    "features",
    "features_yaml",
    "field_table",
    "field_tables",
    "folder",
    "json_path",
    "kinds",
    "lint",
    "resolved",
    "validator",
]
