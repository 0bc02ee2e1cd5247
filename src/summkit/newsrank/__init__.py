"""What the learned ranker sees of an article, and the models that weigh it."""
