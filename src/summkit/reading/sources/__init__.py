"""Sources of articles (files, folders, addresses, standard input) and their shards."""
