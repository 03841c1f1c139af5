"""The guides for staff and PR officers (`docs/panduan-*.md`), readable where they work."""
