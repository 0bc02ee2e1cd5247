"""The rules that separate headline, dek, dateline and furniture from an article's text."""
