"""What people ask for, in one ranking by week."""
