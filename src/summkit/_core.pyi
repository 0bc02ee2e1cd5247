"""The types of the compiled core: each function repeats the pure one that calls it."""
