"""The engines that are compared: each indexes the same corpus, and writes a line for each query: kind, runs, ids."""

import glob
import os
import pathlib
import shutil
import sqlite3
import subprocess
import time

import support

HERE = pathlib.Path(__file__).resolve().parent
JARS = ("lucene-core", "lucene-analyzers-common")


def size_of(directory):
    return sum(path.stat().st_size for path in pathlib.Path(directory).rglob("*") if path.is_file())


def read_queries(path):
    lines = pathlib.Path(path).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line.count("\t") == 1]


def words_of(text):
    return text.replace('"', "").split(" NEAR/5 ") if " NEAR/5 " in text else text.replace('"', "").split()


def summary_of(output):
    """What an older kbsearch_latency tells, which writes no answers: the quantiles of each kind of its last round."""
    times = {}
    for line in output.splitlines():
        if " median_us " in line:
            values = support.line_values(line)
            kind = line.split()[0]
            times["all" if kind == "ALL" else kind] = {
                "n": int(values["n"]), **{name: values[name + "_us"] for name in ("median", "mean", "p95", "p99")}}
    return times


class Peer:
    """An engine. `missing` says why it cannot be asked here; `repeat` is how often a round asks each query."""

    name = ""
    repeat = 3
    summary = None  # of the last round, of who writes no answers

    def __init__(self, directory):
        self.directory = pathlib.Path(directory) / self.name.replace(" ", "-")

    def missing(self):
        return ""

    def index(self, corpus):
        """Indexes corpus.tsv; returns the bytes on disk."""
        raise NotImplementedError

    def ask(self, queries, out):
        raise NotImplementedError

    def close(self):
        pass


class Kbsearch(Peer):
    name = "kbsearch"

    def __init__(self, directory, build, name="kbsearch"):
        self.name = name
        super().__init__(directory)
        self.build = build

    def index(self, corpus):
        records = pathlib.Path(corpus).with_name("records.jsonl")
        build = support.program(self.build, "kbsearch_build")
        support.named_line(support.run([build, records, "--out", self.directory, "--jobs", 2]), "BUILD")
        return size_of(self.directory)

    def ask(self, queries, out):
        latency = support.program(self.build, "kbsearch_latency")
        command = [latency, "--db", self.directory, "--queries", queries, "--no-snippet", "--repeat", self.repeat]
        if "--answers" in support.run([latency, "--help"]):
            support.run([*command, "--answers", out])
        else:
            self.summary = summary_of(support.run(command))


class Lucene(Peer):
    name = "Lucene 8"
    warm_ups = 10  # until the compiler of the virtual machine has seen enough

    def jars(self):
        found = [sorted(glob.glob(f"/usr/share/java/{name}-8*.jar")) for name in JARS]
        return [paths[-1] for paths in found if paths]

    def missing(self):
        if len(self.jars()) < len(JARS):
            return "no Lucene 8 (liblucene8-java)"
        return "" if shutil.which("javac") else "no Java compiler (default-jdk-headless)"

    def java(self, *words):
        classes = self.directory.with_name("lucene-classes")
        if not classes.exists():
            support.run(["javac", "-nowarn", "-cp", ":".join(self.jars()), "-d", classes, HERE / "LucenePeer.java"])
        path = ":".join([*self.jars(), str(classes)])
        return support.run(["java", "-Xms512m", "-Xmx1g", "-cp", path, "LucenePeer", *words])

    def index(self, corpus):
        self.java("index", corpus, self.directory)
        return size_of(self.directory)

    def ask(self, queries, out):
        self.java("ask", self.directory, queries, out, self.repeat, self.warm_ups)


class XapianParser(Peer):
    name = "Xapian"
    repeat = 1

    def __init__(self, directory, build):
        super().__init__(directory)
        self.build = build

    def run(self, *words):
        support.run([support.program(self.build, "kbsearch_xapian_peer"), *words])

    def index(self, corpus):
        self.run("index", corpus, self.directory)
        return size_of(self.directory)

    def ask(self, queries, out):
        self.run("ask", self.directory, queries, out, self.repeat)


class Fts5(Peer):
    name = "FTS5"
    repeat = 1

    def missing(self):
        try:
            sqlite3.connect(":memory:").execute("CREATE VIRTUAL TABLE t USING fts5(x)")
        except sqlite3.OperationalError as error:
            return f"Python's SQLite has no FTS5 ({error})"
        return ""

    def index(self, corpus):
        self.directory.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(self.directory / "docs.db")
        database.execute("DROP TABLE IF EXISTS docs")
        database.execute("CREATE VIRTUAL TABLE docs USING fts5(id UNINDEXED, title, body, tokenize='porter unicode61')")
        with open(corpus, encoding="utf-8") as lines:
            database.executemany("INSERT INTO docs VALUES (?, ?, ?)", (line.rstrip("\n").split("\t") for line in lines))
        database.execute("INSERT INTO docs(docs) VALUES ('optimize')")
        database.commit()
        database.close()
        return size_of(self.directory)

    @staticmethod
    def query_of(text):
        words = [f'"{word}"' for word in words_of(text)]
        if " NEAR/5 " in text:
            return f"NEAR({' '.join(words)}, 4)"
        return text if text.startswith('"') else " OR ".join(words)

    def ask(self, queries, out):
        database = sqlite3.connect(f"file:{self.directory / 'docs.db'}?mode=ro", uri=True)
        database.execute("PRAGMA cache_size = -262144")
        select = "SELECT id, title FROM docs WHERE docs MATCH ? ORDER BY rank LIMIT 10"
        asked = [(kind, self.query_of(text), []) for kind, text in read_queries(queries)]
        found = [""] * len(asked)
        for round_number in range(self.repeat + 1):  # the first one warms up
            for number, (_, query, times) in enumerate(asked):
                start = time.perf_counter()
                rows = database.execute(select, (query,)).fetchall()
                took = (time.perf_counter() - start) * 1e6
                found[number] = " ".join(row[0] for row in rows)
                if round_number > 0:
                    times.append(f"{took:.2f}")
        lines = [f"{kind}\t{' '.join(times)}\t{ids}\n" for (kind, _, times), ids in zip(asked, found)]
        pathlib.Path(out).write_text("".join(lines), encoding="utf-8")


class Postgres(Peer):
    """A server of its own in the directory, without a network; run by the user postgres where root asks."""

    name = "PostgreSQL"
    repeat = 1
    settings = ("-c listen_addresses='' -c shared_buffers=512MB -c jit=off -c max_parallel_workers_per_gather=0 "
                "-c fsync=off -c max_wal_size=4GB -c work_mem=64MB -c maintenance_work_mem=256MB")

    def __init__(self, directory):
        super().__init__(directory)
        self.is_started = False

    def programs(self):
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
        return found[-1] if found else ""

    def missing(self):
        if not self.programs():
            return "no PostgreSQL (postgresql)"
        return "no runuser" if os.geteuid() == 0 and not shutil.which("runuser") else ""

    def owners(self, command):
        return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command

    def as_owner(self, command, **options):
        return support.run(self.owners(command), cwd="/", **options)

    def sql(self, text, **options):
        return self.as_owner(["psql", "-h", str(self.directory), "-d", "postgres", "-qAtX", "-F", "\t",
                              "-v", "ON_ERROR_STOP=1", "-c", text], **options)

    def index(self, corpus):
        self.directory.mkdir(parents=True, exist_ok=True)
        for parent in (self.directory.parent, *self.directory.parent.parents):
            if os.geteuid() == 0 and parent != pathlib.Path("/") and not parent.stat().st_mode & 0o001:
                raise support.Failure(f"the user postgres cannot enter '{parent}' (choose another --work)")
        if os.geteuid() == 0:
            shutil.chown(self.directory, "postgres", "postgres")
        data = self.directory / "data"
        self.as_owner([f"{self.programs()}/initdb", "-D", str(data), "-E", "UTF8", "--locale=C", "-A", "trust"])
        start = [f"{self.programs()}/pg_ctl", "-w", "-D", str(data), "-l", str(self.directory / "log"),
                 "-o", f"{self.settings} -k {self.directory}", "start"]
        # The server keeps what it is given as standard output: a pipe would never end.
        started = subprocess.run(self.owners(start), cwd="/", stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        if started.returncode != 0:
            raise support.Failure(f"PostgreSQL does not start: see {self.directory / 'log'}")
        self.is_started = True
        self.sql((HERE / "postgres.sql").read_text(encoding="utf-8"))
        with open(corpus, encoding="utf-8") as lines:
            self.sql("COPY docs FROM STDIN", input=lines.read().replace("\\", "\\\\"))
        self.sql("ALTER TABLE docs ADD COLUMN words tsvector GENERATED ALWAYS AS (setweight(to_tsvector('english', "
                 "title), 'A') || setweight(to_tsvector('english', body), 'B')) STORED")
        self.sql("CREATE INDEX docs_words ON docs USING gin (words) WITH (fastupdate = off)")
        self.sql("VACUUM ANALYZE docs")
        return int(self.sql("SELECT pg_total_relation_size('docs')"))

    @staticmethod
    def query_of(text):
        words = words_of(text)
        return " <-> ".join(words) if text.startswith('"') else " & ".join(f"{word}:*" for word in words)

    def ask(self, queries, out):
        asked = [(kind, text) for kind, text in read_queries(queries)]
        rows = "".join(f"{number}\t{kind}\t{self.query_of(text)}\n" for number, (kind, text) in enumerate(asked)
                       if kind != "near")  # it has no NEAR
        self.sql("TRUNCATE queries")
        self.sql("COPY queries FROM STDIN", input=rows)
        answers = {}
        for line in self.sql("SELECT * FROM ask_all()").splitlines():
            number, took, ids = line.split("\t")
            answers[int(number)] = f"{float(took):.2f}\t{ids}"
        lines = [f"{kind}\t{answers.get(number, chr(9))}\n" for number, (kind, _) in enumerate(asked)]
        pathlib.Path(out).write_text("".join(lines), encoding="utf-8")

    def close(self):
        if self.is_started:
            self.as_owner([f"{self.programs()}/pg_ctl", "-D", str(self.directory / "data"), "-m", "immediate", "stop"])
            self.is_started = False
