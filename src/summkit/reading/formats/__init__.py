"""One file for each form an article can have: page, text, record, table."""
