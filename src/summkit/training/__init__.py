"""Training: fits the ranker and the headline shortener to texts that editors wrote."""
