"""Dates and moments in Korean.

Morning or afternoon stands before the hour, as in a time alone. Short dates are set in figures with
full stops, as the rules for administrative work have it (행정업무의 운영 및 혁신에 관한 규정, 7).
"""

DATETIME_FORMAT = "Y년 n월 j일 A g:i"
SHORT_DATE_FORMAT = "Y. n. j."
SHORT_DATETIME_FORMAT = "Y. n. j. H:i"
