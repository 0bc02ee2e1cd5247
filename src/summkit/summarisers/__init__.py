"""Methods that score sentences, one file each, found through the registry."""
