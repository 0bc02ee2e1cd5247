"""Whether the article bears out what a text claims: claims found, evidence looked up."""
