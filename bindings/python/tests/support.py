"""What the tests share: an index of the sample, and folders that are removed."""

import os
import pathlib
import shutil
import tempfile
import unittest

import kbsearch as kb

SOURCE = pathlib.Path(os.environ.get("KBSEARCH_SOURCE_DIR") or pathlib.Path(__file__).resolve().parents[3])
SAMPLE = SOURCE / "corpus" / "sample" / "records.jsonl"


class FolderTest(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="kbsearch python "))
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.path = self.folder / "kb.index"


class SampleTest(unittest.TestCase):
    """Tests that ask one index of the sample."""

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="kbsearch python "))
        cls.addClassCleanup(shutil.rmtree, cls.folder, True)
        cls.path = cls.folder / "sample.index"
        kb.load(cls.path, SAMPLE, jobs=1)
        cls.index = kb.open(cls.path)
        cls.addClassCleanup(cls.index.close)
        cls.count = sum(1 for line in SAMPLE.read_text(encoding="utf-8").splitlines() if line.strip())
