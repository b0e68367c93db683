"""The package as pip builds and installs it, in a new virtual environment, from folders with blanks in their names.

One wheel takes the extension module as the build has it, and goes to every Python there is. Another is compiled as a
stranger's is, on an installed library, but not optimised. How it is built without one is tried as far as CMake's
configuration.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

from support import SOURCE

PREFIX = os.environ.get("KBSEARCH_PREFIX", "")
"""Where the library is installed; empty if it is not."""
QUICKLY = ("-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_CXX_FLAGS_DEBUG=-O0", "-DCMAKE_UNITY_BUILD=ON",
           "-DCMAKE_UNITY_BUILD_BATCH_SIZE=0", "-DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON", "-DCMAKE_MODULE_LINKER_FLAGS=-s")
BUILD = pathlib.Path(os.environ.get("KBSEARCH_BUILD_DIR", ""))
PROJECT = SOURCE / "bindings" / "python"
PROGRAM = """
import sys, kbsearch as kb
assert "site-packages" in kb.__file__, kb.__file__
with kb.writer(sys.argv[1]) as w:
    w.replace({"id": "a1", "title": "Heat pumps"})
with kb.open(sys.argv[1]) as index:
    print(kb.__version__, [hit.id for hit in index.search("heat")])
"""


def run(*command, **environment):
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "CMAKE_", "PIP_"))}
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, cwd="/",
                          env={**clean, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore",
                               "PIP_NO_CACHE_DIR": "1", **{k: str(v) for k, v in environment.items()}})
    if done.returncode != 0:
        raise AssertionError(f"{command} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    return done.stdout


class Packaging(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="kbsearch python "))
        self.addCleanup(shutil.rmtree, self.folder, True)

    def pythons(self):
        """Debian's, and another one of the same version on the PATH: of another version the module is another one."""
        other = shutil.which("python3")
        yield sys.executable
        if other and os.path.realpath(other) != os.path.realpath(sys.executable):
            told = subprocess.run([other, "-c", "import sys, venv, ensurepip; print(*sys.version_info[:2])"],
                                  capture_output=True, text=True)
            if told.stdout.split() == [str(part) for part in sys.version_info[:2]]:
                yield other

    def test_a_wheel_is_one_file_that_runs_in_a_clean_environment(self):
        try:
            import ensurepip  # noqa: F401
        except ImportError:
            self.skipTest("python3-venv is not installed")
        package = BUILD / "bindings" / "python" / "package" / "kbsearch"
        wheel = None
        for number, python in enumerate(self.pythons()):
            environment = self.folder / f"a venv {number}"
            run(python, "-m", "venv", environment)
            pip = environment / "bin" / "python", "-m", "pip", "-q"
            if wheel is None:
                run(*pip, "wheel", "--no-index", "--no-build-isolation", "--no-deps", "-w", self.folder / "dist", PROJECT,
                    KBSEARCH_PYTHON_PACKAGE=package)
                wheel, = (self.folder / "dist").iterdir()
            run(*pip, "install", "--no-index", wheel)
            run(*pip, "install", "--no-index", "--force-reinstall", wheel)
            answer = run(environment / "bin" / "python", "-c", PROGRAM, self.folder / f"kb {number}.index")
            self.assertRegex(answer, r"^\d+\.\d+\.\d+ \['a1'\]\n$")
            self.assertIn("Version: " + answer.split()[0], run(*pip[:-1], "show", "kbsearch"))

    @unittest.skipUnless(PREFIX, "the library is not installed by this build")
    def test_pip_compiles_it_on_an_installed_library(self):
        environment = self.folder / "a venv"
        run(sys.executable, "-m", "venv", environment)
        launcher = os.environ.get("CMAKE_CXX_COMPILER_LAUNCHER")
        heeded = {"CMAKE_CXX_COMPILER_LAUNCHER": launcher} if launcher else {}
        run(environment / "bin" / "python", "-m", "pip", "-q", "install", "--no-index", "--no-build-isolation", PROJECT,
            CMAKE_PREFIX_PATH=PREFIX, CMAKE_ARGS=" ".join(QUICKLY), KBSEARCH_PYTHON_BUILD_DIR=self.folder / "build",
            **heeded)
        self.assertIn(f"kbsearch_DIR:PATH={PREFIX}/", (self.folder / "build" / "CMakeCache.txt").read_text())
        answer = run(environment / "bin" / "python", "-c", PROGRAM, self.folder / "kb.index")
        self.assertRegex(answer, r"^\d+\.\d+\.\d+ \['a1'\]\n$")

    def test_the_project_takes_the_library_along_where_none_is_named(self):
        told = run("cmake", "-S", PROJECT, "-B", self.folder / "build", f"-DPython_EXECUTABLE={sys.executable}")
        if "the one installed at" not in told:  # one of the system's would do
            self.assertIn("built along", told)
