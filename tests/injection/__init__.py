"""Documents that try to give orders to the program that reads them, made by code, a kind a way of hiding or wording."""
