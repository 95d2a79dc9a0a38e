"""What the public reads of the climate record: of one member, and of the network."""
