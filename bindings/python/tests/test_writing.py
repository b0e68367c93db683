"""Writers: all or nothing, and a lock that never outlives them."""

import datetime
import decimal
import pathlib
import subprocess
import sys
import uuid
import warnings

import kbsearch as kb
from support import FolderTest


class Writing(FolderTest):
    def ids(self):
        with kb.open(self.path) as index:
            return sorted(record.id for record in index)

    def assert_unlocked(self):
        with kb.writer(self.path) as w:
            w.remove("nobody has this id")

    def test_commits_at_the_end(self):
        with kb.writer(self.path) as w:
            self.assertEqual(w.replace({"id": "a1", "title": "Heat pumps"}), ())
            w.replace('{"id": "b2", "title": "Wärme"}')
            w.replace({"id": 3, "title": "A number as an id"})
            self.assertEqual(len(w), 3)
        self.assertTrue(w.closed)
        self.assertEqual(self.ids(), ["3", "a1", "b2"])
        with kb.writer(self.path) as w:
            self.assertTrue(w.remove("a1"))
            self.assertFalse(w.remove("a1"))
        self.assertEqual(self.ids(), ["3", "b2"])
        with kb.open(self.path) as index:
            self.assertEqual(index.find("b2").json, '{"id": "b2", "title": "Wärme"}')

    def test_an_exception_drops_all_and_unlocks(self):
        with kb.writer(self.path) as w:
            w.replace({"id": "old", "title": "x"})
        try:
            with kb.writer(self.path) as w:
                w.replace({"id": "new", "title": "x"})
                w.remove("old")
                1 / 0
        except ZeroDivisionError as error:
            kept = error  # its traceback holds the frame, and so the writer
        self.assertEqual(self.ids(), ["old"])
        self.assert_unlocked()
        self.assertIsNotNone(kept.__traceback__)

    def test_commits_in_between_stay(self):
        with self.assertRaises(KeyError):
            with kb.writer(self.path) as w:
                w.replace({"id": "kept", "title": "x"})
                w.commit()
                w.replace({"id": "dropped", "title": "x"})
                raise KeyError
        self.assertEqual(self.ids(), ["kept"])

    def test_an_empty_index_is_one(self):
        with kb.writer(self.path):
            pass
        with kb.open(self.path) as index:
            self.assertEqual((len(index), list(index), len(index.search("heat")), bool(index)), (0, [], 0, True))
            self.assertEqual(index.search("", filter=kb.F.title.exists()).total.value, 0)

    def test_a_second_writer_is_told_who_holds_the_lock(self):
        with kb.writer(self.path):
            with self.assertRaises(kb.IndexLocked) as raised:
                with kb.writer(self.path):
                    self.fail("two writers")
            self.assertEqual(raised.exception.code, "INDEX_LOCKED")
        self.assert_unlocked()

    def test_a_writer_that_was_never_entered_holds_no_lock(self):
        never = kb.writer(self.path)
        self.assert_unlocked()
        self.assertIn("not opened yet", repr(never))
        used = kb.writer(self.path)
        used.replace({"id": "x", "title": "x"})
        with self.assertRaises(kb.IndexLocked):
            self.assert_unlocked()
        del used
        self.assert_unlocked()
        self.assertEqual(self.ids(), [])

    def test_a_closed_writer_says_so(self):
        with kb.writer(self.path) as w:
            pass
        for use in (w.commit, lambda: w.replace({"id": "a"}), lambda: w.remove("a"), lambda: len(w), w.__enter__):
            with self.assertRaisesRegex(kb.InvalidArgument, "closed"):
                use()
        w.close()
        with kb.writer(self.path) as w:
            w.replace({"id": "a", "title": "x"})
            w.close()
        self.assertEqual(self.ids(), [])

    def test_the_end_of_the_interpreter_unlocks(self):
        program = (
            "import sys, kbsearch as kb\n"
            "w = kb.writer(sys.argv[1]); w.replace({'id': 'a', 'title': 'x'})\n"
            "keep = [w]; keep.append(keep); sys.keep = keep\n"
            "raise SystemExit(3)\n"
        )
        done = subprocess.run([sys.executable, "-c", program, self.path], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (3, ""))
        self.assertEqual(self.ids(), [])
        self.assert_unlocked()

    def test_a_record_that_is_none_raises(self):
        with kb.writer(self.path) as w:
            for record in ({"title": "no id"}, "{", "[]", '{"id": ""}', {"id": "x" * 300}, {"id": "a", "x": "\ud800"}):
                with self.assertRaises(kb.RecordRejected) as raised:
                    w.replace(record)
                self.assertEqual(len(raised.exception.rejections), 1)
                self.assertIsInstance(raised.exception, ValueError)
            for record in (None, 5, ["id"]):
                with self.assertRaises(TypeError):
                    w.replace(record)
            with self.assertRaisesRegex(TypeError, "Decimal"):
                w.replace({"id": "a", "importance": decimal.Decimal(5)})
            w.replace({"id": "good", "title": "x"})
        self.assertEqual(self.ids(), ["good"])

    def test_a_field_that_cannot_be_read_is_told(self):
        bad = {"id": "a", "title": "x", "importance": "high"}
        with kb.writer(self.path) as w:
            with self.assertWarnsRegex(kb.RejectionWarning, "importance"):
                rejections = w.replace(bad)
            self.assertEqual((rejections[0].scope, rejections[0].field), ("field", "importance"))
        self.assertEqual(self.ids(), ["a"])
        told = []
        with kb.writer(self.path, on_rejection=told.append) as w:
            w.replace(bad)
            w.replace({"title": "no id"})
        self.assertEqual([rejection.scope for rejection in told], ["field", "record"])

    def test_values_that_json_does_not_know(self):
        with kb.writer(self.path) as w:
            w.replace({"id": "a", "title": "x", "published": datetime.date(2024, 5, 17), "tags": {"b", "a"},
                       "url": pathlib.PurePosixPath("/x"), "stable_id": uuid.UUID(int=7)})
        with kb.open(self.path) as index:
            self.assertEqual(index.find("a")["tags"], ["a", "b"])
            self.assertEqual(len(index.search("", filter=kb.F.published == datetime.date(2024, 5, 17))), 1)

    def test_many_are_counted_and_told(self):
        rows = [{"id": f"r{number}", "title": "heat"} for number in range(500)]
        rows[7] = {"title": "no id"}
        rows[9]["importance"] = "high"
        states = []
        with kb.writer(self.path) as w:
            with self.assertWarnsRegex(kb.RejectionWarning, "of 500 records 1 were not taken, 1 fields"):
                report = w.replace_many(iter(rows), progress=states.append)
        self.assertEqual((report.read, report.taken, report.rejected, report.fields_left_out), (500, 499, 1, 1))
        self.assertEqual(states[-1].records, 500)
        self.assertEqual(len(self.ids()), 499)
        told = []
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with kb.writer(self.path) as w:
                w.replace_many(rows, on_rejection=told.append)
        self.assertEqual(len(told), 2)

    def test_what_the_rows_raise_comes_through(self):
        def rows():
            yield {"id": "a", "title": "x"}
            raise LookupError("the database is gone")

        with self.assertRaisesRegex(LookupError, "the database is gone"):
            with kb.writer(self.path) as w:
                w.replace_many(rows())
        self.assertEqual(self.ids(), [])
        self.assert_unlocked()

    def test_takes_records_of_another_index(self):
        with kb.writer(self.path) as w:
            w.replace({"id": "a", "title": "x", "number": 1.50})
        other = self.folder / "other.index"
        with kb.open(self.path) as index, kb.writer(other) as w:
            w.replace_many(index)
        with kb.open(self.path) as index, kb.open(other) as copy:
            self.assertEqual(copy.find("a"), index.find("a"))

    def test_synonyms_are_kept(self):
        with kb.writer(self.path) as w:
            w.replace({"id": "a", "title": "An automobile"})
            w.set_synonyms("car, automobile\n")
        with kb.open(self.path) as index:
            self.assertEqual(index.synonyms(), "car, automobile\n")
            self.assertEqual([hit.id for hit in index.search("car")], ["a"])
            self.assertEqual(index.search("car").expansions[0].text, "automobile")

    def test_a_schema_of_ones_own(self):
        schema = {"name": "books", "fields": [{"name": "title", "kind": "text", "weight": 3},
                                              {"name": "author", "kind": "keyword", "facet": True}]}
        with kb.writer(self.path, schema=schema) as w:
            w.replace({"id": "b", "title": "Middlemarch", "author": "George Eliot"})
        with kb.open(self.path) as index:
            self.assertEqual(index.schema()["name"], "books")
            self.assertEqual(len(index.search("middlemarch", filter=kb.F.author == "george eliot")), 1)
        with self.assertRaises(kb.InvalidArgument):
            with kb.writer(self.path, schema={"name": "x", "fields": []}):
                pass

    def test_create_false_makes_none(self):
        with self.assertRaises(kb.IndexNotFound):
            with kb.writer(self.path, create=False):
                pass
        self.assertFalse(self.path.exists())

    def test_a_commit_that_fails_unlocks(self):
        with kb.writer(self.path) as w:
            w.replace({"id": "a", "title": "x"})
        program = (
            "import resource, signal, sys, kbsearch as kb\n"
            "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
            "try:\n"
            "    with kb.writer(sys.argv[1]) as w:\n"
            "        for i in range(3000): w.replace({'id': str(i), 'title': 'heat %d' % i, 'content': 'pump %d ' % i * 50})\n"
            "        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
            "except kb.IoError as error:\n"
            "    assert isinstance(error, OSError), error\n"
            "    try:\n"
            "        with kb.writer(sys.argv[1]): pass\n"
            "    except kb.IndexLocked: raise SystemExit('still locked')\n"
            "    except kb.Error: pass\n"
            "    print('refused')\n"
        )
        done = subprocess.run([sys.executable, "-c", program, self.path], capture_output=True, text=True)
        self.assertEqual(done.stdout, "refused\n", done.stderr)
        self.assertEqual(self.ids(), ["a"])


class Freshness(FolderTest):
    def write(self, id):
        with kb.writer(self.path) as w:
            w.replace({"id": id, "title": "heat"})

    def test_an_index_follows_the_newest_commit(self):
        self.write("a")
        with kb.open(self.path, refresh_every=0) as index:
            self.write("b")
            self.assertEqual(len(index.search("heat")), 2)
            self.assertTrue(index.is_current())

    def test_an_index_stays_where_it_is_if_it_is_told_to(self):
        self.write("a")
        with kb.open(self.path, refresh_every=None) as index:
            self.write("b")
            self.assertEqual(len(index.search("heat")), 1)
            self.assertFalse(index.is_current())
            self.assertTrue(index.refresh())
            self.assertEqual(len(index.search("heat")), 2)
            self.assertFalse(index.refresh())

    def test_a_reader_survives_any_number_of_commits(self):
        self.write("a")
        with kb.open(self.path, refresh_every=None) as index:
            for number in range(12):
                self.write(f"r{number}")
                self.assertGreaterEqual(len(index.search("heat", limit=100)), 1)
