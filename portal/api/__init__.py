"""The open API: what is public, as JSON, for whoever wants to build on it."""
