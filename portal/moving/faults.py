"""What keeps a move from happening."""


class MoveError(Exception):
    """Said to whoever moves, in words: what is wrong and what to do. Nothing was written."""
