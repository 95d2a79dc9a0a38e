"""What the portal stands on may be away: how that is noticed, and what readers are told."""
