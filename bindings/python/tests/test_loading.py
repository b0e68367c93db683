"""Whole loads, of files and of what a program iterates over; rebuilds, checks, evaluations."""

import json
import os
import signal
import subprocess
import sys
import time

import kbsearch as kb
from support import SAMPLE, SOURCE, FolderTest


def rows(count, word="heat"):
    for number in range(count):
        yield {"id": f"r{number}", "title": f"{word} {number}"}


class Loading(FolderTest):
    def count(self):
        with kb.open(self.path) as index:
            return len(index)

    def test_takes_files_folders_and_what_they_were(self):
        notes = self.folder / "notes"
        notes.mkdir()
        (notes / "heat.md").write_text("# Heat pumps\n\nThey move heat.\n")
        (notes / "cold.md").write_text("# Cold\n\nStores.\n")
        report = kb.load(self.path, [notes, str(SAMPLE)])
        self.assertEqual(report.rejected, 0)
        self.assertEqual(report.doc_count, report.added)
        self.assertEqual(len(kb.sources(self.path)), 2)
        with kb.open(self.path) as index:
            hit = index.search("heat pumps move")[0]
            self.assertEqual((hit.id, hit.file), ("heat", "heat.md"))
            self.assertEqual(hit.path, os.path.realpath(notes / "heat.md"))
        (notes / "cold.md").unlink()
        (notes / "new.md").write_text("# New\n")
        again = kb.load(self.path)
        self.assertEqual((again.added, again.removed), (1, 1))
        with kb.writer(self.path) as w:
            self.assertEqual(w.forget_source(os.path.realpath(notes)), 2)
            self.assertIsNone(w.forget_source("/no/such/source"))
        self.assertEqual(len(kb.sources(self.path)), 1)

    def test_takes_an_iterable_of_records(self):
        report = kb.load(self.path, rows(2000), jobs=1)
        self.assertEqual((report.read, report.added, report.doc_count), (2000, 2000, 2000))
        report = kb.load(self.path, list(rows(3)) + [{"id": "Ü", "title": "wärme\nzwei"}], jobs=1)
        self.assertEqual((report.unchanged, report.added), (3, 1))
        with kb.open(self.path) as index:
            self.assertEqual(index.find("Ü")["title"], "wärme\nzwei")
            self.assertEqual([hit.id for hit in index.search("warme")], ["Ü"])
        report = kb.load(self.path, [])
        self.assertEqual(report.read, 0)
        with self.assertRaises(TypeError):
            kb.load(self.path, {"id": "one"})
        with self.assertRaises(TypeError):
            kb.load(self.path, [{"id": "a"}, 5])
        self.assertEqual(self.count(), 2001)

    def test_prunes_what_an_iterable_no_longer_has(self):
        kb.load(self.path, rows(100), jobs=1)
        with self.assertRaises(kb.LimitExceeded):
            kb.load(self.path, rows(50), prune=True, jobs=1)
        report = kb.load(self.path, rows(90), prune=True, jobs=1)
        self.assertEqual((report.removed, self.count()), (10, 90))
        report = kb.load(self.path, rows(1), prune=True, prune_max_share=1.0, dry_run=True, jobs=1)
        self.assertEqual((report.removed, self.count()), (89, 90))

    def test_tells_what_was_not_taken(self):
        bad = [{"id": "a", "title": "x"}, {"title": "no id"}, {"id": "b", "importance": "high"}, {"id": "c", "t": "\ud800"},
               {"id": "d", "importance": float("nan")}]
        told = []
        report = kb.load(self.path, bad, on_rejection=told.append)
        self.assertEqual((report.rejected, report.fields_left_out, report.added), (3, 1, 2))
        self.assertEqual(sorted((rejection.line, rejection.scope) for rejection in told),
                         [(2, "record"), (3, "field"), (4, "record"), (5, "record")])
        self.assertTrue(all(rejection.reason in str(rejection) for rejection in told))
        with self.assertWarnsRegex(kb.RejectionWarning, "3 records were not taken, 1 fields"):
            kb.load(self.path, bad, rebuild=True)

    def test_tells_how_far_it_is(self):
        states = []
        kb.load(self.path, SAMPLE, on_progress=states.append, jobs=1)
        phases = [state.phase for state in states]
        self.assertEqual(phases[0], "reading")
        self.assertEqual(phases[-1], "writing")
        self.assertEqual(states[-1].bytes_total, SAMPLE.stat().st_size)
        self.assertRegex(str(states[-1]), r"^writing: \d+ records, 100%$")

    def test_what_a_callback_raises_comes_through_and_keeps_nothing(self):
        class Own(Exception):
            pass

        thrown = Own("mine")

        def fail(_):
            raise thrown

        def failing_rows():
            yield from rows(500)
            raise thrown

        for options in ({"sources": SAMPLE, "on_progress": fail},
                        {"sources": [{"title": "no id"}, {"id": "a"}], "on_rejection": fail},
                        {"sources": failing_rows()}):
            with self.assertRaises(Own) as raised:
                kb.load(self.path, jobs=1, **options)
            self.assertIs(raised.exception, thrown)
            with self.assertRaises(kb.IndexNotFound):
                kb.open(self.path)
            with kb.writer(self.folder / "lock", create=True):
                pass
        kb.load(self.path, rows(3), jobs=1)
        with self.assertRaises(Own):
            kb.load(self.path, failing_rows(), jobs=1)
        self.assertEqual(self.count(), 3)
        with kb.writer(self.path) as w:
            w.remove("r0")

    def test_ends_by_stop_and_timeout(self):
        stop = kb.Stop()

        def stopping():
            yield from rows(100)
            stop.request()
            yield from rows(100_000)

        with self.assertRaises(kb.Interrupted):
            kb.load(self.path, stopping(), stop=stop)
        with self.assertRaises(kb.DeadlinePassed):
            kb.load(self.path, rows(100_000_000), timeout=0.2)
        self.assertFalse((self.path / "CURRENT").exists())

    def test_control_c_ends_it(self):
        program = (
            "import sys, kbsearch as kb\n"
            "def rows():\n"
            "    n = 0\n"
            "    while True:\n"
            "        n += 1\n"
            "        if n == 1000: print('going', flush=True)\n"
            "        yield {'id': str(n), 'title': 'heat'}\n"
            "try: kb.load(sys.argv[1], rows(), jobs=1)\n"
            "except KeyboardInterrupt: print('interrupted', flush=True)\n"
        )
        with subprocess.Popen([sys.executable, "-c", program, self.path], stdout=subprocess.PIPE, text=True) as child:
            self.assertEqual(child.stdout.readline(), "going\n")
            started = time.monotonic()
            child.send_signal(signal.SIGINT)
            self.assertEqual(child.stdout.readline(), "interrupted\n")
            self.assertLess(time.monotonic() - started, 20)
        kb.load(self.path, rows(3), jobs=1)
        self.assertEqual(self.count(), 3)

    def test_rebuilds_and_checks(self):
        kb.load(self.path, rows(50), jobs=1)
        self.assertEqual(kb.rebuild(self.path), 50)
        report = kb.check(self.path)
        self.assertTrue(report)
        self.assertEqual((report.doc_count, report.problems), (50, ()))
        with self.assertRaises(kb.IndexNotFound):
            kb.check(self.folder / "none")
        with self.assertRaises(kb.IndexNotFound):
            kb.rebuild(self.folder / "none")
        data = next(path for path in self.path.rglob("*.glass") if path.name.startswith("docdata"))
        bytes_of = bytearray(data.read_bytes())
        bytes_of[len(bytes_of) // 2:] = b"\x55" * (len(bytes_of) - len(bytes_of) // 2)
        data.write_bytes(bytes_of)
        try:
            self.assertFalse(kb.check(self.path))
        except kb.IndexCorrupt:
            pass  # the check itself broke off

    def test_names_what_is_wrong_with_an_option(self):
        with self.assertRaisesRegex(kb.InvalidArgument, "did you mean 'jsonl'"):
            kb.load(self.path, SAMPLE, format="jsonll")
        with self.assertRaises(kb.InvalidArgument):
            kb.load(self.path, SAMPLE, schema={"name": "x"})
        with self.assertRaises(kb.InvalidArgument):
            kb.load(self.path)
        with self.assertRaises(kb.IoError) as raised:
            kb.load(self.path, self.folder / "none.jsonl")
        self.assertIsInstance(raised.exception, OSError)


class Evaluating(FolderTest):
    def test_measures_and_compares(self):
        kb.load(self.path, SAMPLE, jobs=1)
        queries = SOURCE / "corpus" / "sample" / "queries.tsv"
        qrels = SOURCE / "corpus" / "sample" / "qrels.txt"
        evaluation = kb.evaluate(self.path, queries, qrels, metrics=["ndcg@10", "map"], versus="text")
        self.assertEqual(list(evaluation.metrics), ["ndcg@10", "map"])
        self.assertGreater(evaluation["ndcg@10"], 0.9)
        low, high = evaluation.metrics["ndcg@10"].interval
        self.assertTrue(low < evaluation["ndcg@10"] < high)
        compared = evaluation.comparison["ndcg@10"]
        self.assertEqual(compared.wins + compared.losses + compared.ties, evaluation.query_count)
        self.assertAlmostEqual(compared.difference, compared.mean - compared.other_mean)
        self.assertEqual(len(compared.changes), compared.wins + compared.losses)
        self.assertIn("profile default against profile text", evaluation.to_text())
        kept = kb.Evaluation.from_json(evaluation.to_json())
        self.assertAlmostEqual(kept["map"], evaluation["map"], places=5)
        self.assertEqual(evaluation.compare(kept).comparison["map"].ties, evaluation.query_count)
        self.assertEqual(json.loads(evaluation.to_json())["queries"], evaluation.query_count)

        pairs = [tuple(line.split("\t")) for line in queries.read_text().splitlines() if line]
        judged = {}
        for line in qrels.read_text().splitlines():
            query, _, record, grade = line.split()
            judged.setdefault(query, {})[record] = int(grade)
        with kb.open(self.path) as index:
            again = kb.evaluate(index, pairs, judged, metrics=["ndcg@10"])
            self.assertEqual(again["ndcg@10"], evaluation["ndcg@10"])
            with self.assertRaises(kb.InvalidArgument):
                kb.evaluate(index, {"other": "x"}, judged)
            with self.assertRaises(kb.InvalidArgument):
                kb.evaluate(index, pairs, judged, metrics=["nonsense"])
            with self.assertRaises(kb.IoError):
                kb.evaluate(index, self.folder / "none", judged)


class Errors(FolderTest):
    def test_form_a_tree(self):
        kinds = [kb.InvalidArgument, kb.IndexNotFound, kb.IndexCorrupt, kb.IndexVersion, kb.IndexLocked, kb.IoError,
                 kb.LimitExceeded, kb.Interrupted, kb.DeadlinePassed]
        for kind in kinds:
            self.assertTrue(issubclass(kind, kb.Error))
            self.assertIsInstance(kind.code, kb.ErrorCode)
            self.assertEqual(str(kind("a message")), "a message")
        self.assertEqual(len({kind.code for kind in kinds}), len(kinds))

    def test_name_the_index(self):
        with self.assertRaises(kb.IndexNotFound) as raised:
            kb.open(self.path)
        self.assertIn(str(self.path), str(raised.exception))
        self.assertIsInstance(raised.exception, FileNotFoundError)
        self.assertEqual(raised.exception.code, "INDEX_NOT_FOUND")
        self.path.mkdir()
        (self.path / "CURRENT").write_text("nonsense")
        with self.assertRaises(kb.IndexCorrupt):
            kb.open(self.path)

    def test_paths_may_be_anything_that_names_a_file(self):
        path = self.folder / "ünïcode 😀 index"
        kb.load(path, rows(2), jobs=1)
        for form in (path, str(path), os.fsencode(path)):
            with kb.open(form) as index:
                self.assertEqual(len(index), 2)
        latin = os.fsencode(self.folder) + b"/l\xe4tin"
        kb.load(latin, rows(2), jobs=1)
        with kb.open(os.fsdecode(latin)) as index:
            self.assertEqual(len(index), 2)
            self.assertIn("Index(", repr(index))
        with self.assertRaises(TypeError):
            kb.open(5)
