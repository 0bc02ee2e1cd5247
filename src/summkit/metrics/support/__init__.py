"""Support of a text by its article: finding of claims, and looking them up in the article."""
