"""From one version to the next: which this is, which migrations it has, which a database had."""
