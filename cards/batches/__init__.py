"""Packs of many subjects, drawn in the background."""
