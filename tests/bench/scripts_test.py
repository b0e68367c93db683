"""The scripts of bench/, without measuring: what fails, what is told, what is not compared."""

import pathlib
import sys
import unittest

BENCH = pathlib.Path(__file__).resolve().parents[2] / "bench"
sys.path.insert(0, str(BENCH))

import instructions  # noqa: E402
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


class Quantiles(unittest.TestCase):
    def test_are_times_that_were_measured(self):
        self.assertEqual(support.quantiles([4.0, 1.0, 3.0, 2.0]),
                         {"n": 4, "median": 2.0, "mean": 2.5, "p95": 4.0, "p99": 4.0})

    def test_of_a_hundred_leave_out_the_last(self):
        self.assertEqual(support.quantiles(list(range(1, 101)))["p99"], 99)


if __name__ == "__main__":
    unittest.main()
