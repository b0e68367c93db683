import {
  open, writer, load, check, evaluate, tune, tunableNumbers, snapshot, restore, snapshotState, sources, rebuild, analyze, profile, F, KbsearchError,
  AbortError,
} from 'kbsearch';
import type { Filter, Hit, Index, LoadReport, SearchOptions, Snippet, Suggestion } from 'kbsearch';

interface Note {
  id: string;
  body: string;
}

async function ask(signal: { aborted: boolean; addEventListener(type: 'abort', listener: () => void): void; removeEventListener(type: 'abort', listener: () => void): void }): Promise<string[]> {
  const index: Index<Note> = await open<Note>('kb.index');
  const options: SearchOptions = { typing: true, limit: 5, facets: ['tag', { field: 'published', dateStep: 'month', maxValues: 6 }] };
  const filter: Filter = F.type.is('paper').and(F.importance.atLeast(60), F('published').between('2022', new Date()));
  const results = await index.search('pytorch gov', { ...options, filter, signal, sort: { field: 'importance', ascending: true } });
  const made: string[] = [];
  for (const hit of results.hits) {
    const found: Hit<Note> = hit;
    const snippet: Snippet | null = found.snippet;
    const first = snippet?.marks[0];
    if (snippet && first) made.push(snippet.html('mark'), snippet.text.slice(...first));
    const record = await hit.record();
    if (record !== null) made.push(record.body.toUpperCase());
  }
  for await (const hit of index.pages('governance')) made.push(hit.title ?? hit.id);
  for await (const note of index.records()) made.push(note.body);
  const suggestions: Suggestion[] = await index.suggest('py');
  const why = await index.explain('pytorch', results.hits[0]!.id, { versus: ['b', 'c'] });
  made.push(why.toText(), suggestions[0]!.text, results.facet('tag')?.counts[0]?.label ?? '', index.searchSync('x', { profile: 'text' }).json());
  const untyped = await open('kb.index');
  made.push((await untyped.find('x'))?.whatever);
  index.close();
  return made;
}

async function change(): Promise<LoadReport | undefined> {
  const w = await writer<Note>('kb.index');
  async function* notes() {
    yield { id: 'a', body: 'b' };
  }
  await w.replace({ id: 'a', body: 'b' });
  const done = await w.replaceMany(notes(), { onRejection: ({ index, reason }) => `${index + 1} ${reason}` });
  await w.replaceMany([{ id: 'a', body: 'b' }, '{"id":"c"}']);
  await w.remove('a', ['b']);
  if (done.taken > 0) await w.commit();
  await w.close();
  try {
    const { problems } = await check('kb.index');
    await rebuild('kb.index', { jobs: 2 });
    await evaluate('kb.index', [{ id: 'q', text: 'x' }], 'qrels.txt', { versus: { ...profile('default'), k1: 1.2 } });
    const copied = await snapshot('kb.index', 'copy', { force: false, onProgress: ({ phase, bytes }) => `${phase} ${bytes + 1}` });
    await restore('copy', 'kb.index', { force: copied.wasThere });
    const state = await snapshotState('copy');
    const fitted = await tune({ path: 'kb.index', queries: 'q.tsv', judgments: 'r.txt' }, { numbers: tunableNumbers(), folds: 2 });
    await evaluate('kb.index', 'q.tsv', 'r.txt', { profile: fitted.profile });
    if (state === null || state.docCount < 0 || fitted.heldOut.after < 0) return undefined;
    return problems.length > 0 ? undefined : await load('kb.index', ['notes/'], { prune: true, onProgress: ({ phase }) => phase });
  } catch (error) {
    if (error instanceof AbortError) return undefined;
    if (error instanceof KbsearchError && error.code === 'INDEX_LOCKED') return undefined;
    throw error;
  }
}

export const all = [ask, change, sources, analyze];
