"""What the addresses of the API answer: one module for each kind of item."""
