"""The package on records of a real knowledge base, where these lie beside the checkout."""

import json
import os
import pathlib
import unittest

import kbsearch as kb
from support import FolderTest

DATA = pathlib.Path(os.environ.get("KBSEARCH_SHARED_DATA", "/nowhere")) / "longterm-wiki"


@unittest.skipUnless(DATA.is_dir(), "KBSEARCH_SHARED_DATA names no folder with the real records")
class RealRecords(FolderTest):
    def test_are_loaded_found_and_given_back(self):
        lines = (DATA / "records.jsonl").read_text(encoding="utf-8").splitlines()[:600]
        records = [json.loads(line) for line in lines]
        report = kb.load(self.path, records, jobs=1, on_rejection=lambda _: None)
        self.assertEqual((report.read, report.rejected), (len(records), 0))
        titles = [record["title"] for record in records if len(record.get("title") or "") > 8]
        first = marks = 0
        with kb.open(self.path) as index:
            self.assertEqual(len(index), len({record["id"] for record in records}))
            for title in titles[:150]:
                results = index.search(title, limit=3)
                first += bool(results) and results[0].title == title
                for hit in results:
                    for passage in (hit.snippet, *hit.passages):
                        for begin, end in passage.marks:
                            word = passage.text[begin:end]
                            self.assertTrue(word and word == word.strip(), (title, passage.text, begin, end))
                            marks += 1
                self.assertEqual(results.to_dict()["hits"], [hit.to_dict() for hit in results])
            given = {record.id: record.to_dict() for record in index}
        self.assertEqual(given, {record["id"]: record for record in records})
        self.assertGreater(first, 100)
        self.assertGreater(marks, 500)
