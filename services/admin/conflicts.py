"""Two people at one draft: the second to save is told what the first changed."""


class ConflictMixin:
    """Of an entry's form."""
