"""Pages on which free notices are written, changed and taken back."""
