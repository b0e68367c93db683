"""What a search gives back: frozen, with a repr, safe as HTML, offsets as str indices."""

import json
import pickle

import kbsearch as kb
from support import FolderTest, SampleTest

RECORDS = [
    {"id": "latin", "title": "Heat pumps", "summary": "A heat pump moves heat."},
    {"id": "umlaut", "title": "Wärme: die heat pump", "summary": "Über Öl, ähnlich wie in Österreich, gilt: a heat pump."},
    {"id": "astral", "title": "𝕏𝕐 heat", "summary": "𝕏𝕐𝕏𝕐𝕏 😀😀 heat 😀 pump 👩‍👩‍👧 heat pump"},
    {"id": "html", "title": "<b>heat</b> & \"pump\" <script>alert(1)</script>", "summary": "heat <img src=x onerror=alert(1)> &",
     "url": "javascript:alert(1)"},
    {"id": "decomposed", "title": "Cafe\u0301 heat", "summary": "cafe\u0301 cafe\u0301 heat"},
]


class Offsets(FolderTest):
    def setUp(self):
        super().setUp()
        with kb.writer(self.path) as w:
            w.replace_many(RECORDS)
        self.index = kb.open(self.path)
        self.addCleanup(self.index.close)

    def test_marks_are_indices_of_the_str(self):
        results = self.index.search("heat pump", passages=2)
        self.assertEqual({hit.id for hit in results}, {record["id"] for record in RECORDS})
        for hit in results:
            marks = 0
            for passage in (hit.snippet, *hit.passages):
                for begin, end in passage.marks:
                    self.assertIn(passage.text[begin:end].lower(), ("heat", "pump"), hit.id)
                    marks += 1
            self.assertGreater(marks, 0, hit.id)
            for begin, end in hit.title_marks:
                self.assertIn(hit.title[begin:end].lower(), ("heat", "pump", "pumps"), hit.id)

    def test_marked_puts_something_around_each(self):
        snippet = next(hit for hit in self.index.search("heat") if hit.id == "astral").snippet
        self.assertIn("😀😀 [heat] 😀 pump", snippet.marked("[", "]"))
        self.assertEqual(snippet.marked("", ""), snippet.text)
        self.assertEqual(str(snippet), snippet.text)

    def test_to_dict_has_the_same_offsets(self):
        results = self.index.search("heat pump", passages=2)
        for hit, told in zip(results, results.to_dict()["hits"]):
            self.assertEqual(told["snippet"]["text"], hit.snippet.text)
            self.assertEqual([tuple(mark) for mark in told["snippet"]["marks"]], list(hit.snippet.marks))
            self.assertEqual(told, hit.to_dict())
        in_bytes = json.loads(results.to_json())
        for told in in_bytes["hits"]:
            encoded = told["snippet"]["text"].encode()
            for begin, end in told["snippet"]["marks"]:
                self.assertIn(encoded[begin:end].decode().lower(), ("heat", "pump"))
        self.assertEqual(json.loads(results.to_json(indent=2)), in_bytes)

    def test_warnings_name_their_place_in_the_str(self):
        query = '𝕏Ü "heat'
        results = self.index.search(query)
        self.assertEqual(query[results.warnings[0].at], '"')
        self.assertEqual(results.to_dict()["warnings"][0]["at"], results.warnings[0].at)

    def test_html_is_escaped(self):
        results = self.index.search("heat pump")
        html = results._repr_html_()
        for evil in ("<script", "<img", "<b>heat", "javascript:"):
            self.assertNotIn(evil, html)
        self.assertIn("<mark>", html)
        self.assertNotIn("<b>", next(hit for hit in results if hit.id == "html").snippet.html())
        self.assertNotIn("<x>", self.index.search("<x>heat")._repr_html_())


class Frozen(SampleTest):
    def test_nothing_can_be_set(self):
        results = self.index.search("pytorch", facets=["tag"], explain=True)
        for value, member in ((results, "total"), (results, "new"), (results[0], "title"), (results[0], "new"),
                              (results[0].snippet, "text"), (results[0].explanation, "value"), (results.total, "value"),
                              (results.facets["tag"], "counts"), (results.facets["tag"].counts[0], "count")):
            with self.assertRaises(AttributeError, msg=member):
                setattr(value, member, 1)

    def test_reprs_tell_what_it_is(self):
        results = self.index.search("pytorch", limit=1)
        self.assertRegex(repr(results), r"^Results\(query='pytorch', hits=1, total=\d+\)$")
        self.assertRegex(repr(results[0]), r"^Hit\(rank=1, id='.*', title='.*', score=\d+\.\d\d\)$")
        self.assertRegex(repr(results[0].snippet), r"^Snippet\(field='")
        self.assertRegex(repr(self.index.find(results[0].id)), r"^Record\(id='")
        self.assertEqual(type(results).__module__, "kbsearch")

    def test_results_outlive_the_index(self):
        index = kb.open(self.path)
        hit = index.search("pytorch")[0]
        index.close()
        del index
        self.assertTrue(hit.title and hit.snippet.text)

    def test_equal_hits_are_equal(self):
        results = self.index.search("pytorch")
        self.assertEqual(results[0], results[0])
        self.assertEqual(len({results[0], results.hits[0], results[1]}), 2)
        self.assertNotEqual(results[0], "pytorch")

    def test_values_can_be_pickled(self):
        results = self.index.search("governance", facets=["tag"])
        facet = results.facets["tag"]
        self.assertEqual(pickle.loads(pickle.dumps(facet)), facet)
        record = results[0].record()
        self.assertEqual(pickle.loads(pickle.dumps(record)), record)

    def test_an_absent_snippet_is_false(self):
        hit = self.index.search("pytorch", snippets=False)[0]
        self.assertFalse(hit.snippet)
        self.assertEqual(hit.snippet.marked(), "")

    def test_totals_read_as_numbers(self):
        total = self.index.search("governance").total
        self.assertEqual(str(total), str(int(total)))
        self.assertEqual(str(kb.Total(10, False)), "at least 10")
