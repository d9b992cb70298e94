"""Evidence → sentences with the evidence each rests on. Knows neither the library nor the judge."""
