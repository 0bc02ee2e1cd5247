"""Plain data -> text, JSON, Markdown, HTML. Everything from an article is escaped here."""
