"""Was this helpful, what was missing, what is wrong: on every page, and for those who keep the entry."""
