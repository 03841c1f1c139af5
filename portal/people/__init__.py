"""Who works here: roles, invitations, the second factor, sessions, and the audit log."""
