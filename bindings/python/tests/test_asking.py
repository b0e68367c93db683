"""Searches and all else that an index answers."""

import json

import kbsearch as kb
from support import SAMPLE, SampleTest

SAMPLE_LINES = [line for line in SAMPLE.read_text(encoding="utf-8").splitlines() if line.strip()]


class Search(SampleTest):
    def test_gives_the_best_hits_first(self):
        results = self.index.search("pytorch governance", limit=5)
        self.assertEqual(len(results), 5)
        self.assertEqual([hit.rank for hit in results], [1, 2, 3, 4, 5])
        scores = [hit.score for hit in results]
        self.assertEqual(scores, sorted(scores, reverse=True))
        self.assertIn("pytorch", results[0].title.lower())
        self.assertEqual(results.query, "pytorch governance")
        self.assertGreater(results.total.value, 5)

    def test_takes_options_by_keyword_only(self):
        with self.assertRaises(TypeError):
            self.index.search("pytorch", 5)
        with self.assertRaises(TypeError):
            self.index.search("pytorch", limits=5)

    def test_is_a_sequence(self):
        results = self.index.search("pytorch", limit=4)
        self.assertEqual(results[-1], results[3])
        self.assertEqual(results[1:3], results.hits[1:3])
        self.assertEqual([hit.id for hit in results], [hit.id for hit in results.hits])
        with self.assertRaises(IndexError):
            results[4]
        self.assertTrue(results)
        self.assertFalse(self.index.search("zzyzxqw"))

    def test_counts_facets(self):
        results = self.index.search("governance", facets=["tag", ("type", 2), ("published", "month", 6)])
        self.assertEqual(list(results.facets), ["tag", "type", "published"])
        self.assertLessEqual(len(results.facets["type"].counts), 2)
        self.assertLessEqual(len(results.facets["published"]), 6)
        self.assertRegex(results.facets["published"].counts[0].value, r"^\d{4}-\d{2}$")
        for count in results.facets["tag"]:
            found = self.index.search("governance", filter=kb.F.tag.isin(count.value))
            self.assertEqual(found.total.value, count.count, count)

    def test_sorts(self):
        for sort in ("importance:asc", ("importance", "asc"), {"field": "importance", "ascending": True}):
            given = [hit.importance for hit in self.index.search("governance", sort=sort, limit=8)]
            self.assertEqual(given, sorted(given), sort)
        given = [hit.importance for hit in self.index.search("governance", sort="importance", limit=8)]
        self.assertEqual(given, sorted(given, reverse=True))

    def test_goes_on_page_by_page(self):
        all_ids = [hit.id for hit in self.index.search("governance", limit=1000)]
        page = self.index.search("governance", limit=7)
        ids = []
        while page is not None:
            ids += [hit.id for hit in page]
            page = page.next_page()
        self.assertEqual(ids, all_ids)
        paged = [hit.id for page in self.index.pages("governance", limit=7) for hit in page]
        self.assertEqual(paged, all_ids)
        self.assertGreater(len(all_ids), 14)

    def test_reads_profiles_by_name_dict_and_file(self):
        by_name = self.index.search("pytorch", profile="text")
        given = kb.profile("text")
        by_dict = self.index.search("pytorch", profile=given)
        file = self.folder / "mine.json"
        file.write_text(json.dumps(given))
        by_file = self.index.search("pytorch", profile=file)
        scores = [[(hit.id, hit.score) for hit in results] for results in (by_name, by_dict, by_file)]
        self.assertEqual(scores[0], scores[1])
        self.assertEqual(scores[0], scores[2])
        self.assertNotEqual(scores[0], [(hit.id, hit.score) for hit in self.index.search("pytorch")])
        self.assertIn("text", kb.profiles())

    def test_ends_at_its_timeout(self):
        with self.assertRaises(kb.DeadlinePassed) as raised:
            self.index.search("pytorch governance", timeout=0)
        self.assertIsInstance(raised.exception, TimeoutError)
        self.assertEqual(len(self.index.search("pytorch", limit=1, timeout=60)), 1)

    def test_suggestions_and_statistics_end_as_a_search_does(self):
        stop = kb.Stop()
        for ask in (self.index.statistics, lambda **ending: self.index.suggest("pyto", **ending)):
            self.assertTrue(ask(timeout=60, stop=stop))
            with self.assertRaises(kb.DeadlinePassed):
                ask(timeout=0)
            with self.assertRaises(TypeError):
                ask(stop=1)
        stop.request()
        for ask in (self.index.statistics, lambda **ending: self.index.suggest("pyto", **ending)):
            with self.assertRaises(kb.Interrupted):
                ask(stop=stop)

    def test_ends_when_it_is_stopped(self):
        stop = kb.Stop()
        self.assertEqual(len(self.index.search("pytorch", limit=1, stop=stop)), 1)
        stop.request()
        with self.assertRaises(kb.Interrupted):
            self.index.search("pytorch", stop=stop)

    def test_names_the_range_of_a_wrong_number(self):
        for options in ({"limit": 100_001}, {"limit": -1}, {"limit": 10**30}, {"passages": 21}, {"max_words": 0}):
            with self.assertRaises(kb.InvalidArgument) as raised:
                self.index.search("pytorch", **options)
            self.assertIn(next(iter(options)), str(raised.exception))
            self.assertIsInstance(raised.exception, ValueError)

    def test_names_the_type_of_a_wrong_value(self):
        for options in ({"limit": "5"}, {"limit": 5.0}, {"limit": True}, {"explain": 1}, {"facets": [5]}, {"sort": 5},
                        {"timeout": "1"}, {"stop": 1}):
            with self.assertRaises(TypeError, msg=options):
                self.index.search("pytorch", **options)
        for query in (None, 5, b"pytorch"):
            with self.assertRaisesRegex(TypeError, "query must be a str"):
                self.index.search(query)

    def test_tells_what_was_meant(self):
        results = self.index.search("pytroch")
        self.assertEqual(results.unknown_words, ("pytroch",))
        self.assertEqual(results.corrections[0].meant, "pytorch")
        self.assertEqual(results.did_you_mean, "pytorch")
        nothing = self.index.search("governance", filter="type:papr")
        self.assertIn("paper", nothing.clauses[-1].nearest_values)


class OtherQuestions(SampleTest):
    def test_explain_adds_up(self):
        results = self.index.search("pytorch governance", limit=2, explain=True)
        explained = self.index.explain("pytorch governance", results[0].id, versus=results[1].id)
        self.assertAlmostEqual(explained.score, results[0].score)

        def check(part):
            if part.parts:
                self.assertAlmostEqual(part.value, sum(inner.value for inner in part.parts), places=9)
            for inner in part.parts:
                check(inner)

        check(explained.explanation)
        check(results[0].explanation)
        gap = sum(part.values[0] - part.values[1] for part in explained.differences)
        self.assertAlmostEqual(gap, results[0].score - results[1].score)
        text = explained.to_text()
        self.assertIn("word 'pytorch'", text)
        self.assertIn("stands before", text)
        self.assertEqual(explained.to_dict()["compared"], [results[0].id, results[1].id])
        self.assertEqual(str(explained), text)

    def test_explain_tells_what_is_not_there(self):
        explained = self.index.explain("pytorch", "none", versus=["fair", "nor this"])
        self.assertIsNone(explained.explanation)
        self.assertEqual([record.found for record in explained.records], [False, True, False])
        self.assertIn("there is no such record", explained.to_text())

    def test_similar_leaves_the_record_itself_out(self):
        results = self.index.similar("fair", limit=3)
        self.assertEqual(len(results), 3)
        self.assertNotIn("fair", [hit.id for hit in results])
        following = results.next_page()
        self.assertFalse({hit.id for hit in results} & {hit.id for hit in following})
        self.assertIsNone(self.index.similar("none"))

    def test_suggest_completes(self):
        found = self.index.suggest("pytorch fou", limit=3)
        self.assertTrue(any(one.kind == "title" and one.text.startswith("PyTorch Fou") for one in found), found)

    def test_find_gives_records_byte_for_byte(self):
        line = SAMPLE_LINES[0]
        record = self.index.find(json.loads(line)["id"])
        self.assertEqual(record.json, line)
        self.assertEqual(dict(record), json.loads(line))
        self.assertEqual(record["title"], json.loads(line)["title"])
        self.assertIsNone(self.index.find("none"))
        found = self.index.find_all([record.id, "none"])
        self.assertEqual(found, (record, None))
        self.assertIn(record.id, self.index)
        self.assertNotIn("none", self.index)
        self.assertNotIn(5, self.index)

    def test_records_are_all_there(self):
        self.assertEqual(len(self.index), self.count)
        given = {record.json for record in self.index}
        self.assertEqual(given, set(SAMPLE_LINES))

    def test_a_walk_that_is_left_ends(self):
        for record in self.index.records():
            break
        walk = iter(self.index)
        next(walk)
        del walk
        self.assertEqual(len(list(self.index)), self.count)

    def test_tells_about_itself(self):
        self.assertEqual(self.index.statistics().doc_count, self.count)
        self.assertEqual(len(self.index.terms(limit=7)), 7)
        self.assertTrue(all(term.term.startswith("gov") for term in self.index.terms("gov")))
        self.assertEqual(self.index.schema()["name"], "knowledge-base")
        self.assertEqual(self.index.synonyms(), "")
        self.assertTrue(self.index.is_current())
        self.assertFalse(self.index.refresh())
        self.assertRegex(kb.__version__, r"^\d+\.\d+\.\d+$")
        self.assertRegex(kb.xapian_version, r"^1\.")
        self.assertRegex(kb.icu_version, r"^\d+")

    def test_analyze_gives_places_in_the_str(self):
        text = "Ärger 𝕏 mit GPT-4"
        tokens = kb.analyze(text, language="de")
        self.assertIn("gpt4", [token.exact for token in tokens])
        first = tokens[0]
        self.assertEqual((text[first.begin:first.end], first.exact), ("Ärger", "arger"))
        last = [token for token in tokens if token.exact == "gpt"][0]
        self.assertEqual(text[last.begin:last.end], "GPT")
        self.assertEqual(kb.detect_language("Dies ist ein ganz gewöhnlicher deutscher Satz. " * 9), "de")


class Closing(SampleTest):
    def test_a_closed_index_says_so(self):
        index = kb.open(self.path)
        results = index.search("pytorch", limit=1)
        index.close()
        index.close()
        self.assertTrue(index.closed)
        for ask in (lambda: index.search("x"), lambda: index.find("x"), lambda: len(index), lambda: list(index),
                    results.next_page, results[0].record, index.refresh, lambda: index.explain("x", "y")):
            with self.assertRaisesRegex(kb.InvalidArgument, "is closed"):
                ask()
        self.assertTrue(results[0].title)

    def test_the_with_block_closes(self):
        with kb.open(self.path) as index:
            self.assertFalse(index.closed)
        self.assertTrue(index.closed)
        self.assertIn("closed", repr(index))
