"""The counter `/loket/`: read an entry to somebody, print or send it, and count what is asked again. Works offline."""
