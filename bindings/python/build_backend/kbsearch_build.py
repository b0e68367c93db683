"""A build backend (PEP 517) that runs CMake and packs what comes of it.

It stands on the standard library alone: `pip install --no-index --no-build-isolation` works in a new virtual
environment of any Python, with or without setuptools and wheel. CMake finds kbsearch where CMAKE_PREFIX_PATH names it,
or builds the library of this repository along. CMAKE_ARGS, CMAKE_BUILD_PARALLEL_LEVEL and CMAKE_CXX_COMPILER_LAUNCHER
are heeded. KBSEARCH_PYTHON_BUILD_DIR names a folder to build in, and to keep; KBSEARCH_PYTHON_PACKAGE the folder of a
package that is built already, which is packed as it is.
"""

import base64
import contextlib
import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
REPOSITORY = HERE.parent.parent
NAME = "kbsearch"


class BuildFailed(RuntimeError):
    """The message says what is missing."""


def version():
    """Returns the version, which stands in one place: the project's CMakeLists.txt."""
    found = re.search(r"^project\(kbsearch VERSION ([0-9.]+)", (REPOSITORY / "CMakeLists.txt").read_text(), re.M)
    if found is None:
        raise BuildFailed(f"{REPOSITORY / 'CMakeLists.txt'} names no version")
    return found[1]


def tag():
    """Returns the tag of a wheel for this interpreter on this machine."""
    interpreter = f"cp{sys.version_info.major}{sys.version_info.minor}"
    platform = re.sub("[^A-Za-z0-9]", "_", sysconfig.get_platform())
    return f"{interpreter}-{interpreter}-{platform}"


def metadata():
    """Returns what PKG-INFO and METADATA hold."""
    text = (HERE / "README.md").read_text(encoding="utf-8")
    return (
        f"Metadata-Version: 2.1\nName: {NAME}\nVersion: {version()}\n"
        "Summary: Full-text search for curated knowledge bases\nLicense: GPL-2.0-or-later\n"
        f"Requires-Python: >=3.9\nDescription-Content-Type: text/markdown\n\n{text}"
    )


def run(*command):
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    sys.stdout.write(done.stdout)
    if done.returncode != 0:
        lines = [line for line in done.stdout.splitlines() if line.strip()]
        raise BuildFailed(f"{command[0]} failed: " + "\n".join(lines[-20:]))


@contextlib.contextmanager
def build_folder():
    kept = os.environ.get("KBSEARCH_PYTHON_BUILD_DIR")
    if kept:
        os.makedirs(kept, exist_ok=True)
        yield Path(kept)
    else:
        with tempfile.TemporaryDirectory(prefix="kbsearch-python-") as folder:
            yield Path(folder)


def built(folder):
    """Builds the package into a folder below `folder`, and returns that."""
    if shutil.which("cmake") is None:
        raise BuildFailed("cmake is not there (on Debian: apt-get install cmake ninja-build g++ pybind11-dev)")
    generator = ["-G", "Ninja"] if shutil.which("ninja") else []
    level = os.environ.get("CMAKE_BUILD_PARALLEL_LEVEL") or str(os.cpu_count() or 1)
    run("cmake", "-S", HERE, "-B", folder, *generator, f"-DPython_EXECUTABLE={sys.executable}",
        f"-DKBSEARCH_PYTHON_VERSION={version()}", *shlex.split(os.environ.get("CMAKE_ARGS", "")))
    run("cmake", "--build", folder, "--target", "kbsearch_python", "kbsearch_python_files", "--parallel", level)
    return folder / "package" / NAME


def digest(data):
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def write_wheel(path, package):
    """Packs the package's files; the same files give the same bytes."""
    about = f"{NAME}-{version()}.dist-info"
    files = [(f"{NAME}/{file.name}", file.read_bytes()) for file in sorted(package.iterdir()) if file.is_file()]
    files.append((f"{about}/METADATA", metadata().encode()))
    files.append((f"{about}/LICENSE", (REPOSITORY / "LICENSE").read_bytes()))
    wheel = f"Wheel-Version: 1.0\nGenerator: kbsearch_build\nRoot-Is-Purelib: false\nTag: {tag()}\n"
    files.append((f"{about}/WHEEL", wheel.encode()))
    record = "".join(f"{name},{digest(data)},{len(data)}\n" for name, data in files) + f"{about}/RECORD,,\n"
    files.append((f"{about}/RECORD", record.encode()))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(name, date_time=(2020, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o755 if name.endswith(".so") else 0o644) << 16
            archive.writestr(entry, data)


def get_requires_for_build_wheel(config_settings=None):
    return []


def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    about = Path(metadata_directory) / f"{NAME}-{version()}.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(metadata(), encoding="utf-8")
    (about / "WHEEL").write_text(f"Wheel-Version: 1.0\nGenerator: kbsearch_build\nRoot-Is-Purelib: false\nTag: {tag()}\n")
    return about.name


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    name = f"{NAME}-{version()}-{tag()}.whl"
    done = os.environ.get("KBSEARCH_PYTHON_PACKAGE")
    if done:
        write_wheel(Path(wheel_directory) / name, Path(done))
        return name
    with build_folder() as folder:
        write_wheel(Path(wheel_directory) / name, built(folder))
    return name


def get_requires_for_build_sdist(config_settings=None):
    return []


def build_sdist(sdist_directory, config_settings=None):
    raise BuildFailed("there is no source archive of the package alone: it is built within the project's repository")
