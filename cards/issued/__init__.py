"""Cards that were issued: the registry, what became of each, and the radar of those that no longer hold."""
