"""Data in and out of the workspace: files with a dry run, and everything the office owns."""
