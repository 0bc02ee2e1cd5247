"""Rendering of plain data as text, JSON, Markdown and HTML, with all text of articles escaped."""
