"""Who uses the page: accounts, passwords, sessions, rights, and the record of what was done."""
