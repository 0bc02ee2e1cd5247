"""Where articles come from: files, folders, addresses, standard input; and their shards."""
