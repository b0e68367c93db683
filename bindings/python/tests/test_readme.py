"""The README's examples, as they stand there, in an empty folder."""

import doctest
import os

from support import SOURCE, FolderTest

README = SOURCE / "bindings" / "python" / "README.md"


class Readme(FolderTest):
    def test_its_examples_do_what_it_says(self):
        before = os.getcwd()
        os.chdir(self.folder)
        self.addCleanup(os.chdir, before)
        failed, tried = doctest.testfile(str(README), module_relative=False, optionflags=doctest.REPORT_NDIFF)
        self.assertEqual(failed, 0)
        self.assertGreater(tried, 50)
