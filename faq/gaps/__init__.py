"""Searches that lead nowhere `/kelola/celah/`: counted, grouped, and dealt with in one step."""
