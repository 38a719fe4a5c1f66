"""Exercise → certified variant → answer key → handout."""
