"""Moments in Korean: morning or afternoon stands before the hour, as in a time alone."""

DATETIME_FORMAT = "Y년 n월 j일 A g:i"
