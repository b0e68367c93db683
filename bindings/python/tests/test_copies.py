"""Snapshots of an index, and the way back."""

import pathlib
import threading

import kbsearch as kb
from support import FolderTest


class CopiesTest(FolderTest):
    def setUp(self):
        super().setUp()
        self.copy = self.folder / "backup" / "kb"
        self.copy.parent.mkdir()
        kb.load(self.path, [{"id": "a", "title": "Heat pumps"}])

    def ids(self, path):
        with kb.open(path) as index:
            return sorted(record.id for record in index.records())

    def test_a_snapshot_is_taken_and_put_back(self):
        phases = []
        report = kb.snapshot(self.path, self.copy, on_progress=lambda at: phases.append(at.phase))
        self.assertEqual(report.snapshot.source, str(self.path))
        self.assertEqual(report.snapshot.doc_count, 1)
        self.assertGreater(report.snapshot.bytes, 0)
        self.assertLessEqual(report.bytes_linked, report.snapshot.bytes)
        self.assertFalse(report.was_there)
        self.assertRegex(report.snapshot.taken_at, r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertEqual(list(dict.fromkeys(phases)), ["copying", "reading back"])
        self.assertTrue(kb.snapshot(self.path, self.copy).was_there)
        self.assertEqual(kb.snapshot_state(self.copy), report.snapshot)
        self.assertIsNone(kb.snapshot_state(self.path))

        kb.load(self.path, [{"id": "b", "title": "Storage"}])
        self.assertEqual(self.ids(self.copy), ["a"])
        with self.assertRaises(kb.InvalidArgument):
            kb.restore(self.copy, self.path)
        self.assertEqual(self.ids(self.path), ["a", "b"])
        self.assertEqual(kb.restore(self.copy, self.path, force=True).snapshot.doc_count, 1)
        self.assertEqual(self.ids(self.path), ["a"])
        self.assertTrue(kb.check(self.path))

    def test_a_reader_of_a_copy_follows(self):
        kb.snapshot(self.path, self.copy)
        with kb.open(self.copy) as index:
            kb.load(self.path, [{"id": "b", "title": "Storage"}])
            kb.snapshot(self.path, self.copy)
            index.refresh()
            self.assertEqual(len(index), 2)
        with self.assertRaises(kb.Error):
            with kb.writer(self.copy) as writer:
                writer.remove("a")

    def test_a_copy_can_be_ended(self):
        def fail(_):
            raise ZeroDivisionError("of the callback")

        with self.assertRaisesRegex(ZeroDivisionError, "of the callback"):
            kb.snapshot(self.path, self.copy, on_progress=fail)
        stop = kb.Stop()
        stop.request()
        with self.assertRaises(kb.Interrupted):
            kb.snapshot(self.path, self.copy, stop=stop)
        with self.assertRaises(kb.DeadlinePassed):
            kb.snapshot(self.path, self.copy, timeout=0.0)
        self.assertFalse(pathlib.Path(self.copy, "CURRENT").exists())
        with self.assertRaises(kb.IndexNotFound):
            kb.snapshot(self.folder / "none", self.copy)
        with self.assertRaises(kb.IndexNotFound):
            kb.snapshot_state(self.folder / "none")
        with self.assertRaises(TypeError):
            kb.snapshot(self.path, self.copy, forced=True)

    def test_others_go_on_meanwhile(self):
        done = threading.Event()
        report = kb.snapshot(self.path, self.copy, on_progress=lambda _: done.set())
        self.assertTrue(done.is_set() and report.snapshot.doc_count == 1)
        self.assertIn("reading back", str(kb.CopyProgress("reading back", 5, 10)))
