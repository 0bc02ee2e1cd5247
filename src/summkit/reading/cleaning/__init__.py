"""Which lines are headline, dek, dateline or furniture, and which are the article."""
