"""The readers of article formats, such as pages, plain texts, records and tables."""
