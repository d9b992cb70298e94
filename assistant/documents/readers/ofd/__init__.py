"""OFD (GB/T 33190); `package` is the entry."""
