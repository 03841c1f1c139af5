"""An office moves from one database to another, with every row: `manage.py move_database`."""
