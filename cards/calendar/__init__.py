"""The editorial calendar, and what to post next."""
