"""Records in, files and JSON out."""
