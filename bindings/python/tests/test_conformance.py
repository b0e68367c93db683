"""The suite that every way to ask is held to (tests/conformance): the library's answers, byte for byte."""

import json
import os
import pathlib
import shutil
import tempfile

import kbsearch as kb
from support import SAMPLE, SOURCE, FolderTest

SUITE = SOURCE / "tests" / "conformance"


def lines_of(path):
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def in_bytes(answer):
    """Turns offsets, which are str indices here, into bytes of UTF-8, as they are expected."""

    def convert(text, at):
        return len(text[:at].encode())

    for warning in answer["warnings"]:
        warning["at"] = convert(answer["query"], warning["at"])
    for hit in answer["hits"]:
        for passage in [hit["snippet"], *hit.get("passages", ())]:
            if passage is not None:
                passage["marks"] = [[convert(passage["text"], at) for at in mark] for mark in passage["marks"]]
    return answer


class Conformance(FolderTest):
    def setUp(self):
        super().setUp()
        with kb.writer(self.path) as w:
            for line in lines_of(SAMPLE) + lines_of(SUITE / "records.jsonl"):
                self.assertEqual(w.replace(line), ())
            w.set_synonyms((SUITE / "synonyms.txt").read_text(encoding="utf-8"))
        self.index = kb.open(self.path)
        self.addCleanup(self.index.close)

    def options_of(self, case):
        options = dict(case.get("options", {}))
        if options.pop("stop", False):
            options["stop"] = kb.Stop()
            options["stop"].request()
        if "timeout_us" in options:
            options["timeout"] = options.pop("timeout_us") / 1e6
        return options

    def told(self, results):
        if results is None:
            return None
        answer = results.to_dict()
        answer["took_us"] = 0
        for hit, told in zip(results, answer["hits"], strict=True) if answer["hits"] else ():
            self.assertEqual((hit.rank, hit.id, hit.score, hit.title or None, list(hit.tags), hit.published or None),
                             tuple(told[name] for name in ("rank", "id", "score", "title", "tags", "published")))
            self.assertEqual((hit.importance, hit.quality, hit.url or None, hit.matched_fields, hit.cited_by_count),
                             tuple(told[name] for name in ("importance", "quality", "url", "matched_fields",
                                                           "cited_by_count")))
            if told["snippet"] is not None:
                self.assertEqual([list(mark) for mark in hit.snippet.marks], told["snippet"]["marks"])
        untouched = json.loads(results.to_json())
        untouched["took_us"] = 0
        in_bytes(answer)
        self.assertEqual(json.dumps(answer), json.dumps(untouched))
        return answer

    def loaded(self, case, folder):
        for step in case["steps"]:
            for name, text in step["files"].items():
                (folder / name).write_text(text, encoding="utf-8")
            rejections = []
            report = kb.load(folder / "index", [folder / name for name in step["paths"]], jobs=1,
                             on_rejection=rejections.append, **step.get("options", {}))
        counts = {name: getattr(report, name) for name in ("read", "added", "replaced", "unchanged", "removed", "rejected",
                                                           "fields_left_out", "doc_count")}
        return {**counts, "rejections": [
            {"scope": one.scope, "line": one.line, "record_id": one.record_id or "", "field": one.field or "",
             "reason": one.reason} for one in rejections]}

    def answer(self, case, folder):
        call, options = case["call"], self.options_of(case)
        if call == "search":
            return self.told(self.index.search(case["query"], **options))
        if call == "search_pages":
            return [self.told(page) for page in self.index.pages(case["query"], **options)]
        if call == "similar":
            return self.told(self.index.similar(case["id"], **options))
        if call == "explain":
            first, *others = case["ids"]
            return self.index.explain(case["query"], first, versus=others, **options).to_dict()
        if call == "suggest":
            given = self.index.suggest(case["text"], **options)
            return {"schema_version": 1, "prefix": case["text"], "suggestions": [
                {"kind": one.kind, "text": one.text, **({"id": one.record_id} if one.record_id else {}),
                 "records": one.doc_count} for one in given]}
        if call == "find":
            record = self.index.find(case["id"])
            return None if record is None else record.json
        if call == "open":
            return repr(kb.open(folder / case["directory"]))
        if call == "open_two_writers":
            with kb.writer(self.folder / "locked"), kb.writer(self.folder / "locked"):
                return "opened"
        if call == "load":
            return self.loaded(case, folder)
        self.fail(f"there is no call '{call}'")

    def test_every_case_is_answered_as_expected(self):
        cases = json.loads((SUITE / "cases.json").read_text(encoding="utf-8"))
        asked = 0
        for case in cases:
            with self.subTest(case["name"]):
                folder = SUITE
                if case["call"] == "load":
                    folder = pathlib.Path(tempfile.mkdtemp(prefix="kbsearch python "))
                    self.addCleanup(shutil.rmtree, folder, True)
                expected = json.loads((SUITE / "expected" / f"{case['name']}.json").read_text(encoding="utf-8"))
                try:
                    answer = self.answer(case, folder)
                except kb.Error as error:
                    answer = {"error": str(error.code), "message": str(error).replace(os.fspath(folder), "DIRECTORY")}
                    if error.subject is None:
                        expected.pop("subject", None)
                    else:
                        answer["subject"] = error.subject.replace(os.fspath(folder), "DIRECTORY")
                    if error.code == kb.ErrorCode.INDEX_LOCKED:
                        del answer["message"]
                        answer.pop("subject", None)  # a folder of this run
                asked += 1
                self.assertEqual(json.dumps(answer, indent=1), json.dumps(expected, indent=1))
        self.assertEqual(asked, len(cases))
        self.assertGreaterEqual(asked, 100)
