"""Public pages of notices `/kabar/`, the banner, and what other pages show of them."""
