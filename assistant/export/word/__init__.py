"""A Word file from the neutral record: XML of its parts, looks by GB/T 9704-2012, zipped the same way every time."""
