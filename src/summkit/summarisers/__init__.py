"""The methods that score sentences, one file for each. `registry` lists them by name."""
