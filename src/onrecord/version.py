"""The version of the package."""

__version__ = VERSION = "0.1.0"
