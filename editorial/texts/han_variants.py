"""Han characters that readers take for one: traditional, simplified, Japanese, and older forms.

The table is made by ``manage.py build_han_variants``, from OpenCC's tables of characters (Apache
License 2.0) and a list of ours. Where a reform made one character of several, all of them are one
here: 后 is found for 後 as well. Nothing is shown or stored so but for comparing.
"""

from pathlib import Path

FILE = Path(__file__).with_name("han_variants.txt")

#: By the code of each character the first of its group.
ONE_FORM = {
    ord(letter): group[0]
    for group in FILE.read_text(encoding="utf-8").split()
    for letter in group[1:]
}
