"""Threads and tasks that share an index: nothing is lost, nothing grows, the GIL is free, a cancelled task ends."""

import asyncio
import gc
import os
import pathlib
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import kbsearch as kb
from support import FolderTest


def memory_bytes():
    """What the process has in memory."""
    pages = int(pathlib.Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096


def rows(count, text=""):
    for number in range(count):
        yield {"id": f"r{number:05}", "title": f"heat pump {number}", "tags": ["a", "b"], "content": text}


class Threads(FolderTest):
    def test_a_thousand_searches_beside_a_writer_lose_nothing(self):
        kb.load(self.path, rows(400), jobs=1)
        done = threading.Event()
        commits = 0

        def write():
            nonlocal commits
            while not done.is_set():
                with kb.writer(self.path) as w:
                    w.replace({"id": "new", "title": f"heat pump of commit {commits}"})
                commits += 1

        with kb.open(self.path, refresh_every=0.02) as index:
            def ask(number):
                results = index.search("heat pump", limit=20, facets=["tag"])
                self.assertEqual(len(results), 20)
                self.assertIn(results.total.value, (400, 401))
                self.assertEqual(results.facets["tag"].counts[0].count, 400)
                self.assertEqual(len({hit.id for hit in results}), 20)
                self.assertIsNotNone(index.find(f"r{number % 400:05}"))
                return results.total.value

            writer = threading.Thread(target=write)
            writer.start()
            try:
                with ThreadPoolExecutor(8) as pool:
                    totals = list(pool.map(ask, range(1000)))
            finally:
                done.set()
                writer.join()
        self.assertEqual(len(totals), 1000)
        self.assertGreater(commits, 1)
        self.assertIn(401, totals)

    def test_memory_does_not_grow(self):
        kb.load(self.path, rows(200, "Warm words. " * 50), jobs=1)
        with kb.open(self.path) as index:
            def ask(_):
                results = index.search("heat pump warm", limit=20, facets=["tag"], explain=True, passages=2)
                for hit in results:
                    hit.title, hit.snippet.marks, hit.passages, hit.explanation.parts, hit.record()
                results.to_dict(), results.to_json(), results.facets, results.next_page()
                try:
                    index.search("x", limit=-1)
                except kb.InvalidArgument:
                    pass
                next(index.records())

            def round_of(count):
                with ThreadPoolExecutor(4) as pool:
                    list(pool.map(ask, range(count)))
                gc.collect()
                return memory_bytes()

            before = round_of(100)
            after = round_of(300)
        self.assertLess(after - before, 8 << 20, f"{before} bytes, then {after}")

    def test_other_threads_run_while_the_library_works(self):
        ticks = 0
        done = threading.Event()

        def tick():
            nonlocal ticks
            while not done.is_set():
                ticks += 1
                time.sleep(0.001)

        ticker = threading.Thread(target=tick)
        ticker.start()
        started = time.monotonic()
        # One long call that never comes back to Python in between.
        kb.load(self.path, rows(1), jobs=1)
        kb.analyze("heat pumps of the house " * 60_000)
        took = time.monotonic() - started
        done.set()
        ticker.join()
        self.assertGreater(ticks, 20 * took, f"{ticks} ticks in {took} s")

    def test_daemon_threads_do_not_disturb_the_end(self):
        kb.load(self.path, rows(300), jobs=1)
        program = (
            "import sys, threading, time, kbsearch as kb\n"
            "index = kb.open(sys.argv[1])\n"
            "def ask():\n"
            "    while True: index.search('heat pump', limit=50)\n"
            "for _ in range(4): threading.Thread(target=ask, daemon=True).start()\n"
            "walk = iter(index); next(walk)\n"
            "time.sleep(0.2)\n"
        )
        for _ in range(3):
            done = subprocess.run([sys.executable, "-c", program, self.path], capture_output=True, text=True, timeout=60)
            self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_a_forked_process_may_ask(self):
        kb.load(self.path, rows(300), jobs=1)
        with kb.open(self.path) as index:
            index.search("heat")
            child = os.fork()
            if child == 0:
                os._exit(0 if len(index.search("heat pump", limit=7)) == 7 and len(index) == 300 else 1)
            self.assertEqual(os.waitpid(child, 0)[1], 0)
            self.assertEqual(len(index.search("heat pump", limit=7)), 7)

    def test_closing_while_others_ask_is_clean(self):
        kb.load(self.path, rows(300), jobs=1)
        for _ in range(10):
            index = kb.open(self.path)

            def ask(_):
                try:
                    return len(index.search("heat", limit=5))
                except kb.InvalidArgument:
                    return 5

            with ThreadPoolExecutor(4) as pool:
                asked = [pool.submit(ask, number) for number in range(40)]
                index.close()
                self.assertEqual({one.result() for one in asked}, {5})


class Tasks(FolderTest):
    def setUp(self):
        super().setUp()
        kb.load(self.path, rows(300), jobs=1)

    def test_search_async_gives_the_same(self):
        async def ask(index):
            many = await asyncio.gather(*(index.search_async("heat", limit=number) for number in range(1, 9)))
            return [len(results) for results in many]

        with kb.open(self.path) as index:
            self.assertEqual(asyncio.run(ask(index)), list(range(1, 9)))

    def test_errors_come_through(self):
        with kb.open(self.path) as index:
            with self.assertRaises(kb.InvalidArgument):
                asyncio.run(index.search_async("heat", limit=-1))
            with self.assertRaises(kb.DeadlinePassed):
                asyncio.run(index.search_async("heat", timeout=0))

    def test_cancelling_a_task_ends_its_search(self):
        """The search is held at its beginning, so that it is under way for certain when the task is cancelled."""
        begun, go_on, ended = threading.Event(), threading.Event(), threading.Event()
        outcome = []

        class Held(kb.Index):
            def search(self, query, **options):
                begun.set()
                go_on.wait(30)
                try:
                    results = super().search(query, **options)
                    outcome.append(len(results))
                    return results
                except kb.Interrupted as error:
                    outcome.append(error)
                    raise
                finally:
                    ended.set()

        async def cancel(index):
            task = asyncio.create_task(index.search_async("heat", limit=100))
            await asyncio.get_running_loop().run_in_executor(None, begun.wait, 30)
            task.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await task
            go_on.set()
            await asyncio.get_running_loop().run_in_executor(None, ended.wait, 30)

        with Held(self.path) as index:
            asyncio.run(cancel(index))
        self.assertEqual(len(outcome), 1)
        self.assertIsInstance(outcome[0], kb.Interrupted)

    def test_wait_for_ends_a_long_search(self):
        async def ask(index):
            with self.assertRaises(asyncio.TimeoutError):
                await asyncio.wait_for(index.search_async(" ".join(f"h* p* {n}*" for n in range(10, 99))), 0.000001)

        with kb.open(self.path) as index:
            asyncio.run(ask(index))
