"""Asking `/tanya/`: the form, the answers that exist already, and the page on which a resident reads the answer."""
