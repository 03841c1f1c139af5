"""Other ways to draw a card of the same content, to measure ours beside. Nothing of them is part of the project."""
