"""Days in Chinese: no nought before the month, as there is none before the day."""

MONTH_DAY_FORMAT = "n月j日"
