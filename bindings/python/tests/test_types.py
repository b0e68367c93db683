"""What a programmer sees before he runs anything: types, docstrings, help."""

import inspect
import os
import pathlib
import pydoc
import shutil
import subprocess
import sys
import tempfile
import unittest

import kbsearch as kb

HERE = pathlib.Path(__file__).resolve().parent
PACKAGE = pathlib.Path(kb.__file__).resolve().parent


def run(*command):
    environment = dict(os.environ, MYPYPATH=str(PACKAGE.parent), PYTHONWARNINGS="")
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, env=environment)


@unittest.skipUnless(shutil.which("mypy"), "mypy is not installed")
class Types(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.mkdtemp(prefix="kbsearch python ")
        cls.addClassCleanup(shutil.rmtree, folder, True)
        cls.mypy = ["mypy", "--strict", "--cache-dir", folder]

    def test_mypy_accepts_the_package_and_a_program(self):
        done = run(*self.mypy, "-p", "kbsearch", )
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        done = run(*self.mypy, HERE / "typed_program.py")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_mypy_refuses_what_is_wrong(self):
        wrong = HERE / "mistyped_program.py"
        marked = sum("# wrong" in line for line in wrong.read_text().splitlines())
        done = run(*self.mypy, wrong)
        named = {line.split(":")[1] for line in done.stdout.splitlines() if ": error:" in line}
        expected = {str(number) for number, line in enumerate(wrong.read_text().splitlines(), 1) if "# wrong" in line}
        self.assertEqual(named, expected, done.stdout)
        self.assertGreater(marked, 5)


class Native(unittest.TestCase):
    def test_the_stub_names_what_the_module_has(self):
        """All that is public in the extension module stands in _native.pyi, and nothing else."""
        import ast

        from kbsearch import _native

        tree = ast.parse((PACKAGE / "_native.pyi").read_text())
        stub = {}
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                stub[node.name] = {inner.name for inner in node.body if isinstance(inner, ast.FunctionDef)}
            elif isinstance(node, ast.FunctionDef):
                stub[node.name] = None
            elif isinstance(node, ast.AnnAssign):
                stub[node.target.id] = None
        real = {name for name in vars(_native) if not name.startswith("_")}
        self.assertEqual(real, set(stub))
        for name, members in stub.items():
            if members is None:
                continue
            given = {member for member in vars(getattr(_native, name)) if not member.startswith("_")}
            self.assertEqual(given, {member for member in members if not member.startswith("_")}, name)


class Documentation(unittest.TestCase):
    def test_everything_public_has_a_docstring(self):
        missing = []
        for name in kb.__all__:
            value = getattr(kb, name)
            if isinstance(value, (str, int)):
                continue
            if not inspect.getdoc(value):
                missing.append(name)
            if not inspect.isclass(value):
                continue
            for member, given in vars(value).items():
                is_told = callable(given) or isinstance(given, (property, classmethod, staticmethod))
                if not member.startswith("_") and is_told and not inspect.getdoc(getattr(value, member)):
                    missing.append(f"{name}.{member}")
        self.assertEqual(missing, [])

    def test_help_reads_well(self):
        text = pydoc.plain(pydoc.render_doc(kb))
        self.assertIn("Full-text search for curated knowledge bases.", text)
        self.assertIn("search(self, query: 'str', *, limit: 'int' = 10", text)
        self.assertNotIn("pybind11_builtins.pybind11_object\n |  \n |  Methods", text)
        self.assertIn("The best passage.", text)
        self.assertEqual(kb.Index.__module__, "kbsearch")

    def test_all_is_complete(self):
        self.assertEqual(sorted(kb.__all__), kb.__all__)
        modules = {name for name in vars(kb) if inspect.ismodule(getattr(kb, name))}
        public = {name for name in vars(kb) if not name.startswith("_")} - modules
        self.assertEqual(public, {name for name in kb.__all__ if not name.startswith("_")})

    def test_the_typed_program_runs(self):
        folder = tempfile.mkdtemp(prefix="kbsearch python ")
        self.addCleanup(shutil.rmtree, folder, True)
        done = run(sys.executable, HERE / "typed_program.py", folder)
        self.assertEqual(done.returncode, 0, done.stderr)
