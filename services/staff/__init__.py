"""Pages of the staff workspace that are no plain forms: workflow, previews, hours and closures."""
