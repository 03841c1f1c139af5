"""What happens in the inbox when an inquiry comes in."""

from faq.models import Inquiry


def arrived(inquiry: Inquiry) -> None:
    """Put a new inquiry beside those that ask the same. Called in the transaction that stored it."""
