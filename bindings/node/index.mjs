// The same for `import`.
import kbsearch from './index.js';

export const {
  open, writer, load, rebuild, check, sources, evaluate, tune, tunableNumbers, snapshot, restore, snapshotState,
  F, Filter,
  analyze, profileNames, profile, knowledgeBaseSchema, versions,
  Index, Writer, SearchResults, Hit, Snippet, Explanations, KbsearchError, AbortError,
} = kbsearch;
export default kbsearch;
