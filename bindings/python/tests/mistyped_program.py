"""Mistakes that a type checker finds; each marked line has one."""

import kbsearch as kb


def mistakes(index: kb.Index) -> None:
    index.search(5)  # wrong
    index.search("x", 5)  # wrong
    index.search("x", limit="5")  # wrong
    index.search("x", limits=5)  # wrong
    index.search("x").hits[0].titel  # wrong
    index.search("x").next_page().hits  # wrong
    index.find("x")["title"]  # wrong
    number: int = index.search("x")[0].title  # wrong
    index.search("x")[0].rank = 5  # wrong
    kb.load("x", 5)  # wrong
    kb.F.type.isin("a") & "b"  # wrong
    number.bit_length()
