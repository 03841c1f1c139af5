"""The staff forms of agencies, offices, catalogue references and services at /kelola/."""

from services.admin import agency, catalogue, search, service

__all__ = ["agency", "catalogue", "search", "service"]
