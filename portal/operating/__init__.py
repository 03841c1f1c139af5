"""Running the site: logs, readiness, numbers, daily work, backup and restore."""
