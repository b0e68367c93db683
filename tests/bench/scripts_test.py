"""The scripts of bench/, without measuring: what fails, what is told, what is not compared."""

import pathlib
import sys
import unittest
from xml.etree import ElementTree

BENCH = pathlib.Path(__file__).resolve().parents[2] / "bench"
sys.path[:0] = [str(BENCH), str(BENCH / "peers"), str(BENCH.parent / "corpus")]

import drivers  # noqa: E402
import entries  # noqa: E402
import instructions  # noqa: E402
import peers  # noqa: E402
import plot  # noqa: E402
import support  # noqa: E402

KEPT = {"Fold": 1000, "Parse": 2000}


class Instructions(unittest.TestCase):
    def test_a_loss_beyond_the_tolerance_fails_and_names_the_benchmark(self):
        faults, notes = instructions.compare(KEPT, {"Fold": 1031, "Parse": 2000})
        self.assertEqual(len(faults), 1)
        self.assertIn("Fold: 1,000 -> 1,031 instructions, +3.1%", faults[0])
        self.assertEqual(notes, [])

    def test_a_gain_beyond_the_tolerance_is_told_and_does_not_fail(self):
        faults, notes = instructions.compare(KEPT, {"Fold": 1000, "Parse": 1900})
        self.assertEqual(faults, [])
        self.assertEqual(notes, ["Parse: 2,000 -> 1,900 instructions, -5.0%"])

    def test_changes_within_the_tolerance_are_passed_over(self):
        self.assertEqual(instructions.compare(KEPT, {"Fold": 1029, "Parse": 1941}), ([], []))

    def test_a_benchmark_without_a_kept_figure_fails(self):
        faults, _ = instructions.compare(KEPT, {**KEPT, "Stem": 5})
        self.assertEqual(faults, ["Stem: has no kept figure yet"])

    def test_a_kept_figure_without_its_benchmark_fails_unless_only_some_were_asked_for(self):
        faults, _ = instructions.compare(KEPT, {"Fold": 1000})
        self.assertIn("Parse", faults[0])
        self.assertEqual(instructions.compare(KEPT, {"Fold": 1000}, is_whole=False), ([], []))

    def test_figures_of_other_tools_are_not_compared_and_both_are_named(self):
        kept = {"compiler": "GNU 12.2.0", "libc": "glibc 2.36"}
        self.assertEqual(instructions.difference_of_conditions(kept, dict(kept)), "")
        said = instructions.difference_of_conditions(kept, {**kept, "compiler": "GNU 13.1.0"})
        self.assertEqual(said, "compiler: here 'GNU 13.1.0', kept figures by 'GNU 12.2.0'")


class Peers(unittest.TestCase):
    OURS = {0: {"kind": "w1", "times": [1.0], "ids": ["a", "b"]}, 1: {"kind": "w1", "times": [3.0], "ids": []}}

    def test_agreement_is_the_share_of_the_same_ids_where_either_found_something(self):
        theirs = {0: {"kind": "w1", "times": [1.0], "ids": ["b", "c"]}, 1: {"kind": "w1", "times": [1.0], "ids": []}}
        self.assertEqual(peers.agreement(self.OURS, theirs), {"w1": 0.5, "all": 0.5})

    def test_a_query_that_a_peer_was_not_asked_does_not_count(self):
        theirs = {0: {"kind": "w1", "times": [], "ids": []}, 1: {"kind": "w1", "times": [], "ids": []}}
        self.assertEqual(peers.agreement(self.OURS, theirs), {})

    def test_every_run_of_a_kind_counts(self):
        self.assertEqual(peers.times_by_kind(self.OURS)["words"], support.quantiles([1.0, 3.0]))

    def test_each_peer_is_asked_the_same_in_its_own_words(self):
        self.assertEqual(drivers.Fts5.query_of("heat pump"), '"heat" OR "pump"')
        self.assertEqual(drivers.Fts5.query_of('"heat pump"'), '"heat pump"')
        self.assertEqual(drivers.Fts5.query_of("heat NEAR/5 pump"), 'NEAR("heat" "pump", 4)')
        self.assertEqual(drivers.Postgres.query_of("heat pump"), "heat:* & pump:*")
        self.assertEqual(drivers.Postgres.query_of('"heat pump"'), "heat <-> pump")

    def test_the_lines_of_an_older_build_are_read_in_place_of_its_answers(self):
        told = drivers.summary_of("w1 n 5 median_us 1.5 p95_us 3.0 p99_us 4.0 mean_us 2.0 qps 9\nALL n 5 median_us 1.0 "
                                  "p95_us 3.0 p99_us 4.0 mean_us 2.0 qps 9\nDIGEST 0 queries 5\n")
        self.assertEqual(told["w1"], {"n": 5, "median": 1.5, "mean": 2.0, "p95": 3.0, "p99": 4.0})
        self.assertEqual(list(told), ["w1", "all"])

    def test_the_random_numbers_of_the_corpus_are_the_published_ones(self):
        numbers = entries.Numbers(0)
        self.assertEqual([numbers.below(2**64) for _ in range(2)], [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4])


class Plots(unittest.TestCase):
    Q = {"median": 10.0, "p95": 50.0, "p99": 90.0}

    def test_are_well_formed_whatever_is_called_how(self):
        svg = plot.ranges("<a & b>", "us", [("one", "x<y", self.Q), ("one", "z", self.Q)])
        self.assertEqual(len(ElementTree.fromstring(svg).findall("{*}circle")), 2)
        svg = plot.curves("c", "records", [("time", {"median": [(1000, 3.0), (10000, 3.0)]})])
        self.assertEqual(len(ElementTree.fromstring(svg).findall("{*}polyline")), 1)

    def test_put_ten_times_as_much_at_the_next_tick(self):
        scale = plot.Scale([10.0, 1000.0], 0, 200)
        self.assertEqual([scale(value) for value in (10.0, 100.0, 1000.0)], [0, 100, 200])


class Quantiles(unittest.TestCase):
    def test_are_times_that_were_measured(self):
        self.assertEqual(support.quantiles([4.0, 1.0, 3.0, 2.0]),
                         {"n": 4, "median": 2.0, "mean": 2.5, "p95": 4.0, "p99": 4.0})

    def test_of_a_hundred_leave_out_the_last(self):
        self.assertEqual(support.quantiles(list(range(1, 101)))["p99"], 99)


if __name__ == "__main__":
    unittest.main()
