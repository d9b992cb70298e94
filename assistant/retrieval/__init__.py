"""Question → Evidence. Knows the library; knows neither composers nor the judge."""
