"""Ranking profiles fitted to judged queries."""

import json

import kbsearch as kb
from support import FolderTest


class TuningTest(FolderTest):
    def setUp(self):
        super().setUp()
        words = ["heat", "pump", "board", "tank", "grid", "wind", "wave", "coal"]
        kb.load(self.path, [{"id": word, "title": word, "summary": f"About {word} and other things."} for word in words])
        self.queries = {f"q{i}": word for i, word in enumerate(words)}
        self.qrels = {f"q{i}": {word: 1} for i, word in enumerate(words)}

    def test_a_profile_is_fitted(self):
        calls = []
        report = kb.tune((self.path, self.queries, self.qrels), numbers=["presence_words", "k1"], metric="mrr@10",
                         folds=2, rounds=1, on_progress=calls.append)
        self.assertEqual(calls, list(range(1, report.profiles_measured + 1)))
        self.assertEqual(report.query_count, len(self.queries))
        self.assertEqual(report.profile.name, "default-tuned")
        self.assertGreaterEqual(report.fitted_after, report.fitted_before)
        self.assertAlmostEqual(report.overfit, (report.fitted_after - report.fitted_before) -
                               (report.held_out_after - report.held_out_before))
        self.assertIsInstance(json.loads(report.profile.to_json())["presence_words"], int)
        self.assertIn("held out", str(report))
        with kb.open(self.path) as index:
            self.assertEqual(index.search("heat", profile=report.profile)[0].id, "heat")
            again = kb.tune((index, self.queries, self.qrels), numbers=["k1"], folds=2, rounds=1)
        self.assertEqual(again.query_count, len(self.queries))
        self.assertIn("k1", kb.tunable_numbers())

    def test_a_fit_can_be_ended(self):
        def fail(_):
            raise ZeroDivisionError("of the callback")

        collection = (self.path, self.queries, self.qrels)
        with self.assertRaisesRegex(ZeroDivisionError, "of the callback"):
            kb.tune(collection, on_progress=fail)
        with self.assertRaises(kb.DeadlinePassed):
            kb.tune(collection, timeout=0.0)
        with self.assertRaisesRegex(kb.InvalidArgument, "k11"):
            kb.tune(collection, numbers=["k11"])
        with self.assertRaisesRegex(kb.InvalidArgument, "least_gain"):
            kb.tune(collection, least_gain=float("nan"))
        with self.assertRaises(kb.InvalidArgument):
            kb.tune()
        with self.assertRaises(kb.InvalidArgument):
            kb.tune(collection, numbers="k1")
