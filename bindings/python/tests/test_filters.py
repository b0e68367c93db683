"""kb.F, held to what Python makes of the same records."""

import datetime
import random

import kbsearch as kb
from support import FolderTest, SampleTest

EVIL = ['paper) OR (type:report', 'a" OR type:"b', "paper importance:0..", "-paper", "x:y", "*", "a*", "a,b", "NOT x",
        "\\", '\\"', "(", ")", "a\nb", "a\tb", "..", "<5", ">=1", "😀", "é", "a AND b", "^2", "~5", "“x”", "\0x", "has:tag",
        "a\ud800b", "paper,report", "NEAR/5 x", '"', "'"]


class Expressions(SampleTest):
    def found(self, filter):
        return {hit.id for page in self.index.pages("", filter=filter, limit=100, snippets=False) for hit in page}

    def setUp(self):
        self.records = [record.to_dict() for record in self.index]

    def test_agree_with_python(self):
        def date_of(record):
            return str(record.get("published") or "")[:10]

        day = datetime.date(2023, 1, 1)
        leaves = [
            (kb.F.type.isin("paper"), lambda r: (r.get("type") or "").lower() == "paper"),
            (kb.F.type.isin("Paper", "report"), lambda r: (r.get("type") or "").lower() in ("paper", "report")),
            (kb.F.type == "report", lambda r: (r.get("type") or "").lower() == "report"),
            (kb.F.importance >= 60, lambda r: r.get("importance") is not None and r["importance"] >= 60),
            (kb.F.importance > 60, lambda r: r.get("importance") is not None and r["importance"] > 60),
            (kb.F.importance < 60, lambda r: r.get("importance") is not None and r["importance"] < 60),
            (kb.F.importance <= 60, lambda r: r.get("importance") is not None and r["importance"] <= 60),
            (kb.F.importance == 60, lambda r: r.get("importance") == 60),
            (kb.F.importance.between(40, 70), lambda r: 40 <= (r.get("importance") or -1) <= 70),
            (kb.F.summary.exists(), lambda r: bool(r.get("summary"))),
        ]
        for filter, holds in leaves:
            wanted = {r["id"] for r in self.records if holds(r)}
            self.assertEqual(self.found(filter), wanted, filter)
        self.assertTrue(all(any(holds(r) for r in self.records) for _, holds in leaves))

        seed = 7
        dice = random.Random(seed)

        def grown(depth):
            if depth == 0 or dice.random() < 0.2:
                return dice.choice(leaves)
            left, holds_left = grown(depth - 1)
            if dice.random() < 0.3:
                return ~left, lambda r: not holds_left(r)
            right, holds_right = grown(depth - 1)
            if dice.random() < 0.5:
                return left & right, lambda r: holds_left(r) and holds_right(r)
            return left | right, lambda r: holds_left(r) or holds_right(r)

        for _ in range(300):
            filter, holds = grown(4)
            wanted = {r["id"] for r in self.records if holds(r)}
            self.assertEqual(self.found(filter), wanted, f"seed {seed}: {filter}")

    def test_dates_compare_as_days(self):
        in_year = self.found(kb.F.published == "2022")
        self.assertTrue(in_year)
        self.assertEqual(in_year, self.found(kb.F.published.between("2022", "2022")))
        self.assertEqual(in_year, self.found((kb.F.published >= datetime.date(2022, 1, 1)) & (kb.F.published < "2023")))
        self.assertEqual(in_year, self.found((kb.F.published > "2021") & (kb.F.published <= datetime.datetime(2022, 12, 31, 9))))
        everything = self.found(kb.F.published.exists())
        self.assertEqual(self.found(~(kb.F.published == "2022") & kb.F.published.exists()), everything - in_year)
        self.assertEqual(self.found(kb.F.published.isin(datetime.date(2022, 9, 12))), self.found("published:2022-09-12"))

    def test_negations_and_prefixes(self):
        papers = self.found(kb.F.type == "paper")
        everything = {r["id"] for r in self.records}
        self.assertEqual(self.found(kb.F.type != "paper"), everything - papers)
        self.assertEqual(self.found(~~(kb.F.type == "paper")), papers)
        self.assertEqual(self.found(kb.F.type.startswith("pap")), papers)
        self.assertTrue(self.found(kb.F.title.phrase("PyTorch Foundation")))

    def test_long_chains_stay_flat(self):
        either = kb.F.importance == 0
        for number in range(1, 200):
            either = either | (kb.F.importance == number)
        self.assertEqual(self.found(either), self.found(kb.F.importance.exists() & (kb.F.importance < 200)))

    def test_python_operators_that_cannot_work_say_so(self):
        with self.assertRaisesRegex(TypeError, "& |"):
            (kb.F.type == "a") and (kb.F.type == "b")
        with self.assertRaisesRegex(TypeError, "between"):
            40 <= kb.F.importance <= 60
        with self.assertRaises(TypeError):
            kb.F.type.isin("a") & "type:b"
        with self.assertRaises(TypeError):
            kb.F.importance >= None
        with self.assertRaises(kb.InvalidArgument):
            kb.F.type.isin()
        with self.assertRaises(kb.InvalidArgument):
            kb.F.type == " "
        with self.assertRaises(kb.InvalidArgument):
            kb.F["type) OR (x"].isin("a")
        with self.assertRaises(kb.InvalidArgument):
            kb.F.published >= "2022) OR (importance:0.."
        with self.assertRaises(kb.InvalidArgument):
            self.index.search("x", filter=kb.F.nofield == "a")


class Quoting(FolderTest):
    def test_no_value_breaks_out(self):
        values = [value for value in EVIL if "\ud800" not in value and "\0" not in value]
        with kb.writer(self.path) as w:
            for number, value in enumerate(values):
                w.replace({"id": f"r{number}", "title": "x", "tags": [value], "type": "kept"})
            w.replace({"id": "paper", "type": "paper", "title": "x"})
            w.replace({"id": "report", "type": "report", "title": "x", "importance": 1})
        with kb.open(self.path) as index:
            for value in EVIL:
                found = {hit.id for hit in index.search("", filter=kb.F.type.isin(value), limit=100)}
                self.assertLessEqual(found, set(), (value, str(kb.F.type.isin(value))))
                together = kb.F.type.isin("paper") & kb.F.type.isin(value)
                self.assertEqual(len(index.search("", filter=together)), 0, value)
                either = kb.F.type.isin("paper") | kb.F.tag.isin(value) & (kb.F.type == "kept")
                found = {hit.id for hit in index.search("", filter=either, limit=100)}
                self.assertNotIn("report", found, value)
                self.assertIn("paper", found, value)
                if value in values and any(c.isalnum() for c in value):
                    self.assertIn(f"r{values.index(value)}", found, value)
                for make in (kb.F.title.phrase, kb.F.type.startswith):
                    try:
                        filter = make(value)
                    except kb.InvalidArgument:
                        continue  # too short, or nothing in it
                    try:
                        found = {hit.id for hit in index.search("", filter=filter & (kb.F.type == "paper"), limit=100)}
                    except kb.InvalidArgument:
                        continue  # says that it is no filter
                    self.assertLessEqual(found, {"paper"}, value)
