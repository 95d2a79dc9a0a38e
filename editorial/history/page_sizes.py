"""How much stands on a page of the back office, by how much room each thing takes.

Beyond these a page gets a next one. What the start page shows of each kind is its own choice
(``screens/start_page.py``), and what one request may work on is a limit of the work.
"""

#: Records of a list, each on one line.
LINES = 50
#: Entries of a vocabulary, which is read as a whole.
SHORT_LINES = 100
#: Versions, rows of a sheet, imports: each with several lines about it.
PARAGRAPHS = 25
#: Texts with a form each.
FORMS = 20
