"""Moments in Japanese: a space between day and hour, whose figures would else run together."""

DATETIME_FORMAT = "Y年n月j日 G:i"
