"""Whatever a user types: an answer, never an exception."""

import random

import kbsearch as kb
from support import SampleTest

ODD = {
    "a lone surrogate": "pytorch \ud800 governance", "a surrogate pair in two": "\ud83d pytorch \ude00",
    "nothing but surrogates": "\ud800" * 1000, "zero bytes": "pytorch\0governance\0", "nothing": "", "blanks": " \t\r\n ",
    "an open quote": '"pytorch', "an open bracket": "(((((pytorch", "brackets": "(" * 10_000 + "x" + ")" * 10_000,
    "operators": "AND OR NOT NEAR + - ^ ~ : * \\", "a field that there is not": "nofield:pytorch",
    "a million characters": "pytorch " * 125_000, "one word of a million": "x" * 1_000_000,
    "a million signs": '"' * 1_000_000, "wildcards": "a* " * 1000, "controls": "".join(map(chr, range(32))) + "pytorch",
    "direction marks": "\u202epytorch\u202c", "emoji": "👩‍👩‍👧 🚀", "the last code points": "\U0010ffff\ufffe\uffff",
    "a byte order mark": "\ufeffpytorch", "negations": "NOT " * 5000 + "x", "a date that is none": "published:2024-13-77",
    "ranges": "importance:..", "a percent": "%s %d {} {0}", "html": "<script>alert(1)</script>",
}


class UserText(SampleTest):
    def test_any_text_is_a_query(self):
        for name, text in ODD.items():
            with self.subTest(name):
                results = self.index.search(text, limit=3, facets=["tag"], explain=True)
                results.to_dict(), results.to_json(), repr(results), results._repr_html_(), results.warnings
                self.assertGreaterEqual(results.total.value, 0)
                self.index.search(text, plain_words=True, limit=1)
                self.index.search(text, typing=True, limit=1)

    def test_words_beside_a_surrogate_are_found(self):
        plain = [hit.id for hit in self.index.search("pytorch governance")]
        self.assertEqual([hit.id for hit in self.index.search("pytorch \ud800 governance")], plain)
        self.assertEqual(self.index.search("a\ud800b").query, "a\ufffdb")

    def test_any_text_can_be_completed_explained_and_looked_up(self):
        for name, text in ODD.items():
            with self.subTest(name):
                self.index.suggest(text)
                self.assertIsNone(self.index.find(text))
                self.assertIsNone(self.index.similar(text))
                self.assertNotIn(text, self.index)
                self.index.explain(text, "fair", versus=text).to_text()
                self.index.terms(text, limit=1)
                kb.analyze(text[:10_000])
                kb.detect_language(text[:10_000])

    def test_random_texts_are_queries(self):
        seed = 11
        dice = random.Random(seed)
        parts = ['"', "(", ")", "+", "-", ":", "*", "^", "~", "\\", " ", "\0", "\ud800", "\udfff", "é", "𝕏", "pytorch", "AND",
                 "NOT", "NEAR/3", "title", "importance:", "..", "2022", "tag:", ",", "has:"]
        for number in range(1000):
            text = "".join(dice.choice(parts) for _ in range(dice.randint(1, 30)))
            with self.subTest(seed=seed, number=number, text=text):
                results = self.index.search(text, limit=2)
                for warning in results.warnings:
                    self.assertLessEqual(warning.at, len(text))
                results.to_dict()
