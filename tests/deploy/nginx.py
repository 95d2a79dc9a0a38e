"""Reads a configuration of nginx as it is written: directives, and blocks of them."""

import re
from dataclasses import dataclass, field

TOKEN = re.compile(r"""#[^\n]*|"((?:\\.|[^"\\])*)"|([{};])|([^\s;{}"]+)""")


@dataclass
class Block:
    """A block with its name (``server``, ``location /media/``) and what stands in it."""

    name: tuple[str, ...] = ()
    directives: list[tuple[str, ...]] = field(default_factory=list)
    blocks: list["Block"] = field(default_factory=list)

    def values(self, directive: str) -> list[tuple[str, ...]]:
        """What stands after each directive of a name."""
        return [
            words for name, *rest in self.directives if name == directive for words in [(*rest,)]
        ]

    def named(self, *name: str) -> "Block":
        (found,) = [block for block in self.blocks if block.name == name]
        return found

    def headers(self) -> dict[str, str]:
        return {words[0]: words[1] for words in self.values("add_header")}


def read(text: str) -> Block:
    """All that a file says. Raises ValueError where its braces do not close."""
    stack, words = [Block()], []
    for found in TOKEN.finditer(text):
        quoted, sign, word = found.groups()
        if sign == ";":
            stack[-1].directives.append((*words,))
        elif sign == "{":
            stack[-1].blocks.append(Block((*words,)))
            stack.append(stack[-1].blocks[-1])
        elif sign == "}":
            stack.pop()
        elif quoted is not None or word:
            words.append(quoted if quoted is not None else word)
            continue
        words = [] if sign else words
    if len(stack) != 1 or words:
        raise ValueError("A block or a directive is not closed.")
    return stack[0]
