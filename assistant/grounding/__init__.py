"""Sentence + Evidence → verdict. Knows neither composer nor library."""
