import { parentPort, workerData } from 'node:worker_threads';
import { open } from 'kbsearch';

const { directory, from, each } = workerData;
const index = await open(directory);
const found = [];
for (let i = from; i < from + each; ++i) {
  const results = i % 2 ? index.searchSync(`pump ${i % 500}`, { limit: 3 }) : await index.search(`pump ${i % 500}`, { limit: 3 });
  found.push([i, results.hits[0].id, results.total.value]);
}
parentPort.postMessage(found);
