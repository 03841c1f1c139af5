"""The studio: choose what a card is about, see its slides, download the pack."""
