"""The learned ranker: features of an article, trained models, and the choice of sentences."""
