"""What records are found by: one table of names, one index of words, one order."""
