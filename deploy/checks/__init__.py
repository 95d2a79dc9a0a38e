"""What ``make lint`` asks for beyond the linters that are installed."""
