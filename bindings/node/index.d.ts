/**
 * Full-text search for curated knowledge bases: text relevance, an editor's importance and the quality of citing pages
 * in one ranking, which says why for each hit.
 *
 *     import { open } from 'kbsearch';
 *     const index = await open('kb.index');
 *     for (const hit of (await index.search('heat pump')).hits) console.log(hit.rank, hit.id, hit.title);
 *
 * What takes long runs off JavaScript's thread. Searches, single changes and commits go through the thread pool of
 * libuv (`UV_THREADPOOL_SIZE`, four by default); a load, a rebuild and the reading of all records have a thread each.
 * What goes wrong is a {@link KbsearchError} with a `code`. No text that a person typed is an error. Offsets are UTF-16
 * units, as `slice` takes them. Half of a surrogate pair counts as U+FFFD. The package may be loaded in any number of
 * worker threads; what it gives belongs to the thread that asked for it.
 */

declare global {
  // Declared in the same way by TypeScript from 5.2 on and by @types/node.
  interface SymbolConstructor {
    readonly dispose: unique symbol;
    readonly asyncDispose: unique symbol;
  }
}

/** What an AbortSignal has of what is used here. Neither the DOM's types nor Node's are needed. */
export interface Signal {
  /** Whether it was aborted. */
  readonly aborted: boolean;
  /** What it was aborted for. */
  readonly reason?: any;
  /** Calls `listener` when it is aborted. */
  addEventListener(type: 'abort', listener: () => void): void;
  /** The reverse. */
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** A value that JSON has. */
export type Json = string | number | boolean | null | Json[] | { [member: string]: Json };

/** A record as an index without a type of its own has it: an id, and whatever else was given. */
export interface AnyRecord {
  /** Unique within an index. */
  id: string | number;
  /** Whatever else was given. */
  [member: string]: any;
}

/**
 * What went wrong.
 * - `INVALID_ARGUMENT` an option, a schema, a profile or a filter is wrong; the message gives the range.
 * - `INDEX_NOT_FOUND` there is no index at that path.
 * - `INDEX_CORRUPT` stored bytes are damaged, or the directory holds something else.
 * - `INDEX_VERSION` written by another format, analysis or schema version: {@link rebuild} it.
 * - `INDEX_LOCKED` another writer holds the lock; the message names its process.
 * - `IO` the file system refused: disk full, no permission, path missing.
 * - `LIMIT_EXCEEDED` a safety cap would be passed, for instance by a prune.
 * - `INTERRUPTED` it was stopped; nothing was kept. (By a signal of yours it is an {@link AbortError}.)
 * - `DEADLINE_PASSED` it took longer than `timeout`. There is no answer, not a part of one either.
 * - `REJECTED` a record was not taken; {@link KbsearchError.rejections} says why.
 * - `CLOSED` the index or writer was closed before.
 * - `NOT_BUILT` the addon is not built, or a library that it needs is missing.
 * - `NO_MEMORY`, `INTERNAL` there is no memory; a fault in kbsearch.
 */
export type ErrorCode =
  | 'INVALID_ARGUMENT' | 'INDEX_NOT_FOUND' | 'INDEX_CORRUPT' | 'INDEX_VERSION' | 'INDEX_LOCKED' | 'IO'
  | 'LIMIT_EXCEEDED' | 'INTERRUPTED' | 'DEADLINE_PASSED' | 'REJECTED' | 'CLOSED' | 'NOT_BUILT' | 'NO_MEMORY'
  | 'INTERNAL';

/** What kbsearch throws, and rejects promises with. The message names the thing, its value and the way out. */
export class KbsearchError extends Error {
  constructor(code: ErrorCode, message: string, options?: { cause?: unknown; subject?: string });
  /** To tell it from other errors. */
  readonly name: 'KbsearchError';
  /** To act on. */
  readonly code: ErrorCode;
  /** What it is about, as a program can use it: a path, the name of an option or of a field. */
  readonly subject?: string;
  /** With `REJECTED`: what was not taken. */
  readonly rejections?: Rejection[];
}

/** What a promise is rejected with when its `signal` was aborted; `cause` is the signal's reason. */
export class AbortError extends Error {
  constructor(reason?: unknown);
  /** As the errors of Node are called that a signal brings. */
  readonly name: 'AbortError';
  /** As theirs. */
  readonly code: 'ABORT_ERR';
}

// -- Asking ----------------------------------------------------------------------------------------------------------

/** A field whose values are counted over all that matches. */
export interface FacetRequest {
  /** A keyword field that can be counted, a number, a date, or a text whose members a keyword field has. */
  field: string;
  /** Values to give, at most 10,000; 10 by default. For a number: ranges of one round width, about so many. */
  maxValues?: number;
  /** Of a date field, `'year'` by default; of other fields an error. */
  dateStep?: 'year' | 'month';
}

/** How hits are ordered. {@link profile} gives a whole one to start from; what is left out has its default. */
export interface Profile {
  /** For people. */
  name?: string;
  /** A number of the ranking, or its `signals` and `feedback`, by the names that {@link profile} gives. */
  [number: string]: Json | undefined;
}

/** How to search. Whatever is left out, undefined or null has its default. An option that there is not is an error. */
export interface SearchOptions {
  /** Hits to give, at most 100,000; 10 by default. */
  limit?: number;
  /** Hits to pass over first, at most 10^9. */
  offset?: number;
  /** Which records may be found: made by {@link F}, or in the query language, `type:paper importance:60..`. */
  filter?: string | Filter;
  /** The order, instead of by score: a number, a date, a keyword or text that can be sorted by, or `id`; descending. */
  sort?: string | { field: string; ascending?: boolean };
  /** {@link SearchResults.nextCursor} of the page before, instead of `offset`: goes on after its last hit. */
  after?: string;
  /** One hit for each group of matches: `'url'`, `'content'`, `'near'` (nearly the same text), or a field. */
  collapse?: string;
  /** Fields whose values are counted, at most 100. */
  facets?: (string | FacetRequest)[];
  /** Tags to tell in {@link SearchResults.relatedTags}, at most 100; none by default. */
  relatedTags?: number;
  /** Give snippets, passages, matched fields, missing words and marks of titles; true by default. */
  snippets?: boolean;
  /** Passages of a hit, at most 20; 1 by default. */
  passages?: number;
  /** Give {@link Hit.explanation}. */
  explain?: boolean;
  /** The query is words and nothing else: no operator, no field, no phrase. */
  plainWords?: boolean;
  /** Every word has to be there; when nothing has all, the least telling ones are left out ({@link SearchResults.relaxation}). */
  allWords?: boolean;
  /** Totals are exact up to so many matches; 10,000 by default. Counting on costs time. */
  exactTotalUpTo?: number;
  /** Distinct words that are matched, 1 to 10,000; 512 by default. Of more the most telling are kept, with a warning. */
  maxWords?: number;
  /** A word that no record has also asks for those it may have meant; true by default. */
  typos?: boolean;
  /** Words also ask for what they are otherwise called: synonyms, aliases, acronyms; true by default. */
  expand?: boolean;
  /** The last word is still being typed, and also asks for all that begin so. */
  typing?: boolean;
  /** Words that one wildcard stands for, 1 to 4,096; 256 by default. */
  maxExpansions?: number;
  /** The ranking: the name of a built-in profile (see {@link profileNames}), or one of your own. */
  profile?: string | Profile;
  /** Milliseconds that it may take; then it is rejected with `DEADLINE_PASSED`. Fractions count. */
  timeout?: number;
}

/** The same, with a signal that ends the search: it is rejected with an {@link AbortError}. */
export interface AsyncSearchOptions extends SearchOptions {
  /** Ends it when it is aborted. */
  signal?: Signal | null;
}

/** What ends a call. */
export interface EndingOptions {
  /** Milliseconds that it may take; then it is rejected with `DEADLINE_PASSED`. Fractions count. */
  timeout?: number;
  /** Ends it when it is aborted: it is rejected with an {@link AbortError}. */
  signal?: Signal | null;
}

/** A place in a text: UTF-16 units, the second one past the end. */
export type Mark = [begin: number, end: number];

/** A passage that shows why a record matched. Its text is plain: markup is gone, white space is single spaces. */
export class Snippet {
  private constructor();
  /** Name of the schema's field, for instance `summary`. */
  readonly field: string;
  /** Which of the field's texts, from 1, if it has several; else 0. */
  readonly ordinal: number;
  /** With an ellipsis where the text goes on within a sentence. */
  readonly text: string;
  /** The words that matched, ascending, not overlapping. */
  readonly marks: Mark[];
  /** HTML that can be shown as it is: the text is escaped, and each mark stands in an element called `tag` (`mark`). */
  html(tag?: string): string;
  /** The plain text with each mark between `open` (`**`) and `close` (the same as `open`). Not escaped. */
  marked(open?: string, close?: string): string;
  /** The plain text. */
  toString(): string;
}

/** A score as the sum of named parts: the value of one with parts is the sum of theirs. */
export interface Explanation {
  /** `text`, `word 'governance'`, `importance`. */
  label: string;
  /** In the unit of the score. */
  value: number;
  /** The numbers behind it, for a person. */
  detail?: string;
  /** What it is the sum of. */
  parts?: Explanation[];
  /** What else the record says for the same words: one way counts, the best, and these are in no sum. */
  instead_of?: Explanation[];
}

/** A record that was found. Its members are read when they are asked for. */
export class Hit<T = AnyRecord> {
  private constructor();
  /** From 1, through all pages. */
  readonly rank: number;
  /** Of the record. */
  readonly id: string;
  /** At least 0; comparable only within one search. */
  readonly score: number;
  /** As a page would show it; null if the record has none. */
  readonly title: string | null;
  /** Of the record; null if it has none. */
  readonly url: string | null;
  /** As the record writes it, for instance `paper`. */
  readonly type: string | null;
  /** An editor's, 0 to 100; null if the record has none. */
  readonly importance: number | null;
  /** The record's own, or the best among the pages that cite it. */
  readonly quality: number | null;
  /** As the record writes it. */
  readonly published: string | null;
  /** As the record writes them. */
  readonly tags: string[];
  /** Pages that cite it. */
  readonly citedByCount: number;
  /** The best passage; null if the record has no text. */
  readonly snippet: Snippet | null;
  /** The best first, each after it adding the most. */
  readonly passages: Snippet[];
  /** The words of {@link Hit.title} that matched. */
  readonly titleMarks: Mark[];
  /** Of the file that it was read from, absolute; null if it comes from none that is known. */
  readonly path: string | null;
  /** The way to that file from its source's root, if the file is this one record. */
  readonly file: string | null;
  /** Fields with a match, and how many words of them matched. */
  readonly matchedFields: { [field: string]: number };
  /** Words of the query that the record has in no way. */
  readonly missingWords: string[];
  /** Other matches of its group, which it stands for (`collapse`). */
  readonly collapsed: number;
  /** Id of a better hit of this page whose text is nearly the same. */
  readonly nearDuplicateOf: string | null;
  /** With `explain`. */
  readonly explanation: Explanation | null;
  /** The title as HTML, escaped, with each mark in an element called `tag` (`mark`). */
  titleHtml(tag?: string): string;
  /** The whole record, as the index has it now; null if it is gone. Rejected as {@link Index.find} is. */
  record(): Promise<T | null>;
  /** The library's JSON, byte for byte. Its offsets are bytes of UTF-8. */
  json(): string;
  /** The same, parsed. */
  toJSON(): any;
}

/** How often the values of a field are met among all that matches. Filters by the field itself are passed over. */
export interface Facet {
  /** As it was asked. */
  field: string;
  /** The field that filters by the values: F(filterField).is(value). */
  filterField: string;
  /** Keywords: most frequent first, equal counts by value. Ranges: ascending. Dates: the newest first. */
  counts: { value: string; count: number; label: string }[];
  /** Values met; more than `counts` has if they were cut. */
  distinct: number;
  /** Matches without the field. */
  missing: number;
}

/** What of the query could not be taken as it was meant, and where it stands there (UTF-16 units). */
export interface Warning {
  /** UTF-16 units before it in the query. */
  at: number;
  /** For a person. */
  what: string;
}

/** What a search found: a value of its own, which outlives the index. Its members are read when they are asked for. */
export class SearchResults<T = AnyRecord> implements Iterable<Hit<T>> {
  private constructor();
  /** As it was asked. */
  readonly query: string;
  /** Best first, or as sorted; ties by id, ascending. */
  readonly hits: Hit<T>[];
  /** If it is not exact, there are at least so many matches. */
  readonly total: { value: number; exact: boolean };
  /** In the order they were asked for. */
  readonly facets: Facet[];
  /** Words of the query that no record has. */
  readonly unknownWords: string[];
  /** For unknown words, what they may have meant, the likeliest first. */
  readonly corrections: { word: string; meant: string; edits: number; docCount: number }[];
  /** The query with its unknown words corrected, to be offered; it was not asked. */
  readonly didYouMean: string | null;
  /** Only if nothing was found and there is a filter: matches that the query has without it. */
  readonly totalWithoutFilter: number | null;
  /** Other ways to say words of the query that were asked as well. */
  readonly expansions: { words: string; text: string; reason: string; hits: number | null }[];
  /** If nothing that matches has all words: those to leave out, and the matches that have all the others. */
  readonly relaxation: { dropped: string[]; total: number } | null;
  /** Only if nothing was found: what each required or excluded part of the query does. */
  readonly clauses: { clause: string; docCount: number; totalWithout: number; nearestValues: string[] }[];
  /** With `relatedTags`: tags of the best answers, the most telling first. */
  readonly relatedTags: { value: string; count: number; docCount: number; label: string }[];
  /** With `collapse`: groups of matches. */
  readonly groups: number | null;
  /** For `after`, to go on; null if this page is the last. */
  readonly nextCursor: string | null;
  /** In the order of the text. */
  readonly warnings: Warning[];
  /** What was taken as it stands, but may not have been meant so. */
  readonly notes: Warning[];
  /** Microseconds that the library took. */
  readonly tookUs: number;
  /** The facet of that field. */
  facet(field: string): Facet | undefined;
  /** The next page, by the same options; null behind the last one. Rejected as {@link Index.search} is. */
  nextPage(options?: { signal?: Signal | null }): Promise<SearchResults<T> | null>;
  /** The library's JSON, byte for byte; its form is told by kbsearch/json.hpp. Its offsets are bytes of UTF-8. */
  json(options?: { indent?: number }): string;
  /** The same, parsed: what JSON.stringify(results) writes. (That writes 51.0 as 51; json() does not.) */
  toJSON(): any;
  /** The hits. */
  [Symbol.iterator](): Iterator<Hit<T>>;
}

/** A way to go on from what was typed. */
export interface Suggestion {
  /** What `text` is. */
  kind: 'title' | 'alias' | 'tag' | 'word';
  /** A title, an alias, a tag (folded), or what was typed with its last word completed (folded). */
  text: string;
  /** Of the record with that title or alias. */
  id: string | null;
  /** Records that have the tag, or that the text finds. */
  docCount: number;
}

/** Why records score what they do for a query. */
export class Explanations {
  private constructor();
  /** As it was asked. */
  readonly query: string;
  /** Name of the ranking profile. */
  readonly profile: string;
  /** In the order they were asked for. No explanation: the record does not match, or is not there. */
  readonly records: { id: string; explanation: Explanation | null }[];
  /** Of the first one. */
  readonly explanation: Explanation | null;
  /** The parts in which those that match differ, what differs most first; `gain` of the first of two over the other. */
  readonly differences: { label: string; values: number[]; gain?: number }[];
  /** For a person. */
  toText(): string;
  /** The library's JSON, byte for byte. */
  json(): string;
  /** The same, parsed. */
  toJSON(): any;
}

/** What an index holds. */
export interface IndexStatistics {
  /** Records. */
  docCount: number;
  /** Words that are told apart. */
  distinctTerms: number;
  /** Mean weighted length that the weights were made with, in tokens. */
  avgLength: number;
  /** The same over the records as they are now. */
  currentAvgLength: number;
  /** Of all its files. */
  bytesOnDisk: number;
  /** Name of the directory in use. */
  generation: string;
  /** Records by language, most first. */
  languages: [language: string, docCount: number][];
  /** Records that have the field, in the order of the schema. */
  fields: [field: string, docCount: number][];
}

/**
 * An open index. It shows one commit: the newest one when it was opened or refreshed. A program that holds it for long
 * calls {@link Index.refresh} as often as it wants to be fresh. `T` is what its records are.
 *
 * Everything that is asked may be rejected with `INDEX_CORRUPT`, `IO` or `CLOSED`, and what has options with
 * `INVALID_ARGUMENT`.
 */
export class Index<T = AnyRecord> {
  private constructor();
  /** As it was opened. */
  readonly path: string;
  /** Searches off JavaScript's thread. The query is a person's text: none is an error, see {@link SearchResults.warnings}. */
  search(query: string, options?: AsyncSearchOptions | null): Promise<SearchResults<T>>;
  /** The same at once: nothing else runs in the meantime. Cheaper by what a thread costs (see README). */
  searchSync(query: string, options?: SearchOptions | null): SearchResults<T>;
  /** All hits, page by page of `limit`, best first. Asks for the next page when it is needed. */
  pages(query: string, options?: AsyncSearchOptions | null): AsyncGenerator<Hit<T>, void, undefined>;
  /** The records most like one, best first, without itself; null if there is no such record. */
  similar(id: string, options?: AsyncSearchOptions | null): Promise<SearchResults<T> | null>;
  /** Completes what is being typed: up to `limit` (5) titles, aliases, tags and words each. */
  suggest(text: string, options?: (EndingOptions & { limit?: number }) | null): Promise<Suggestion[]>;
  /** Why a record scores what it does, whether or not it is among the best; with `versus`, beside one or more others. */
  explain(query: string, id: string, options?: AsyncSearchOptions & { versus?: string | string[] }): Promise<Explanations>;
  /** The record with that id; null if there is none. Numbers beyond 2^53 lose digits, as JSON.parse does: see findJson. */
  find(id: string): Promise<T | null>;
  /** The same as it was given, byte for byte. */
  findJson(id: string): Promise<string | null>;
  /** The records with these ids, all of one commit; null for one that is not there. */
  findAll(ids: Iterable<string>): Promise<(T | null)[]>;
  /**
   * All records of the newest commit, in the order of the index. Commits wait for it, each up to ten seconds; a loop that
   * takes longer beside a writer that goes on ends with `IO`, never with records of two commits.
   */
  records(): AsyncGenerator<T, void, undefined>;
  /** The same as they were given, byte for byte. */
  recordsJson(): AsyncGenerator<string, void, undefined>;
  /** The `limit` (100) most frequent words that begin so, folded; equal ones by their bytes. */
  terms(prefix?: string, options?: { limit?: number }): Promise<{ term: string; docCount: number }[]>;
  /** What the index holds. Takes a look at each record: some 30 microseconds each. */
  statistics(options?: EndingOptions | null): Promise<IndexStatistics>;
  /** The rules that words are expanded by, as {@link Writer.setSynonyms} reads them. */
  synonyms(): Promise<string>;
  /** What the members of a record mean. */
  readonly schema: any;
  /** Moves on to the newest commit; tells whether there was a newer one. Costs some 0.1 ms. */
  refresh(): Promise<boolean>;
  /** How many records there are. Costs some microseconds, where statistics() looks at each record. */
  docCount(): Promise<number>;
  /** Tells whether what is shown is the newest commit. */
  isCurrent(): Promise<boolean>;
  /** Lets go of the files, when what is under way has ended. More than once is the same as once. */
  close(): void;
  /** close(). */
  [Symbol.dispose](): void;
  /** close(). */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Opens the last commit of the index at `path`. Rejected with `INDEX_NOT_FOUND`, `INDEX_CORRUPT` or `INDEX_VERSION`.
 * An index that is never closed is let go of when it is collected, and holds up no end of the process.
 */
export function open<T = AnyRecord>(path: string): Promise<Index<T>>;

// -- Filters ---------------------------------------------------------------------------------------------------------

/** Which records may be found. Made of values: whatever these hold, it is never read as the query language. */
export class Filter {
  private constructor();
  /** What all of them let through. */
  and(...others: Filter[]): Filter;
  /** What one of them lets through. */
  or(...others: Filter[]): Filter;
  /** What this one does not let through. */
  not(): Filter;
  /** In the query language. */
  toString(): string;
  /** The same. */
  toJSON(): string;
}

/** A field that records are filtered by. Each function throws `INVALID_ARGUMENT` for a value that makes no sense. */
export interface FilterField {
  /** One of these values in a keyword field; `id` is the record's id. Case and accents do not matter. */
  is(...values: (string | number | readonly (string | number)[])[]): Filter;
  /** None of these values. */
  isNot(...values: (string | number | readonly (string | number)[])[]): Filter;
  /**
   * A number or date within the bounds, both included; one of them may be undefined. A date is a Date (its day in UTC) or
   * `'2024'`, `'2024-05'`, `'2024-05-31'`.
   */
  between(low: number | undefined, high: number | undefined): Filter;
  /** The same for dates. */
  between(first: string | Date | undefined, last: string | Date | undefined): Filter;
  /** The bound and what is above it, or later. */
  atLeast(bound: number | string | Date): Filter;
  /** The bound and what is below it, or earlier. */
  atMost(bound: number | string | Date): Filter;
  /** Anything at all in the field. */
  exists(): Filter;
}

/** Fields by their names: `F.type.is('paper')`, or `F('name').is('x')` where functions have that name, too. */
export const F: { readonly [field: string]: FilterField } & ((field: string) => FilterField);

// -- Changing --------------------------------------------------------------------------------------------------------

/** Why a record, or a field of one, was not taken. */
export interface Rejection {
  /** `record`: one record. `field`: one field, the record is taken without. `rest`: what follows in the file. `source`: a whole file or folder. */
  scope: 'record' | 'rest' | 'source' | 'field';
  /** Of the record, where it could be told. */
  id: string | null;
  /** The member at fault; null for the record as a whole. */
  field: string | null;
  /** For a person: what is wrong, the value, what would be right. */
  reason: string;
  /** Of the file, and the line in it. */
  path: string | null;
  /** The line in it, from 1. */
  line: number | null;
}

/** A record to be written: an object that JSON can hold, with an `id`; or its JSON, which is kept byte for byte. */
export type RecordInput = string | { id: string | number } | { _id: string | number };

/**
 * Changes an index. Nothing is seen or kept before {@link Writer.commit}. An index has one writer at a time; its lock is
 * let go of by close(), by the end of `await using`, and by the end of the process, however that comes. Calls are done
 * one after the other, in the order that they were made, off JavaScript's thread.
 */
export class Writer<T = AnyRecord> {
  private constructor();
  /** As it was opened. */
  readonly path: string;
  /**
   * Adds the record, or replaces the one with its id. Gives what was not taken: fields that could not be read. Rejected
   * with `REJECTED` when the record is not taken at all.
   */
  replace(record: T | RecordInput): Promise<Rejection[]>;
  /**
   * The same for many. A bad one never stops it: what was not taken, records and fields, is given to `onRejection` or,
   * without it, in `rejections`; `index` counts the records from 0. Rejected with what the iterable, the callback or a
   * signal throws; what was replaced before is there until it is committed or dropped.
   */
  replaceMany(
    records: Iterable<T | RecordInput> | AsyncIterable<T | RecordInput>,
    options?: { onRejection?: (rejection: Rejection & { index: number }) => void; signal?: Signal | null },
  ): Promise<{ read: number; taken: number; rejections: (Rejection & { index: number })[] }>;
  /** Removes the records with these ids. Gives how many there were. */
  remove(...ids: (string | readonly string[])[]): Promise<number>;
  /**
   * Makes all changes since the last commit durable and visible, together. Rejected with `IO` if the disk refuses: then
   * the index is as it was, the changes are gone, and this writer is of no more use.
   */
  commit(): Promise<void>;
  /** Records of the index, changes counted in. */
  docCount(): Promise<number>;
  /** Replaces the synonyms, durably and at once: `car, automobile` or `agi => artificial general intelligence`, one a line. */
  setSynonyms(text: string): Promise<void>;
  /** Forgets a source with the next commit, and removes its records or keeps them. Gives their number; null if there is no such source. */
  forgetSource(path: string, options?: { keepRecords?: boolean }): Promise<number | null>;
  /** Drops what was not committed, and lets go of the lock. More than once is the same as once. */
  close(): Promise<void>;
  /** The same. */
  rollback(): Promise<void>;
  /** close(). */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Opens the index at `path` for changes, or makes an empty one, with `schema` (that of knowledge bases by default);
 * with `create: false` only one that is there. Rejected with `INDEX_LOCKED` while it has another writer,
 * `INDEX_NOT_FOUND`, `INDEX_CORRUPT`, `INDEX_VERSION`, `IO`, and `INVALID_ARGUMENT` for another schema than it has.
 */
export function writer<T = AnyRecord>(path: string, options?: { schema?: string | object; create?: boolean }): Promise<Writer<T>>;

/** How far a load is. */
export interface LoadProgress {
  /** What it is about. */
  phase: 'reading' | 'building' | 'merging' | 'checking' | 'writing';
  /** Read so far; while checking, those read back. */
  records: number;
  /** Of the sources. */
  bytesRead: number;
  /** Of the sources; null if that is not known. */
  bytesTotal: number | null;
}

/** How to load. Whatever is left out has its default. */
export interface LoadOptions {
  /** `auto` (told from the content), jsonl, json, yaml, markdown, page, html, text, csv, csl or convert. */
  format?: string;
  /** Threads that analyse and index, at most 256; one for each processor by default. */
  jobs?: number;
  /** Build a new generation from this load alone, and swap it in. */
  rebuild?: boolean;
  /** Remove records that the index has from these sources and that they did not bring. */
  prune?: boolean;
  /** A prune of more than this share of them is `LIMIT_EXCEEDED`; 0.2 by default. */
  pruneMaxShare?: number;
  /** Let a file of many records take over those that the index has from other files; true by default. */
  takeOver?: boolean;
  /** Read and check everything, write nothing. */
  dryRun?: boolean;
  /** Schema of a new index, as JSON or an object. */
  schema?: string | object;
  /** What is done with a field that cannot be read: the record is taken without it (default), or not at all. */
  fieldFaults?: 'leave-out' | 'reject';
  /** Called for each record and field that is not taken. What it throws ends the load, and nothing is kept. */
  onRejection?: (rejection: Rejection) => void;
  /** Called at least once a second, and when a phase begins. What it throws ends the load, and nothing is kept. */
  onProgress?: (progress: LoadProgress) => void;
  /** Milliseconds that it may take. */
  timeout?: number;
  /** Ends it until the commit begins; then nothing is kept. */
  signal?: Signal | null;
}

/** What a load did. */
export interface LoadReport {
  /** Records and rejections that were read. */
  read: number;
  /** Records that the index did not have. */
  added: number;
  /** Records that it had otherwise. */
  replaced: number;
  /** Same bytes as in the index: left alone. */
  unchanged: number;
  /** By a prune. */
  removed: number;
  /** Records that were not taken. */
  rejected: number;
  /** Fields of records that were taken without them. */
  fieldsLeftOut: number;
  /** Members that no field of the schema is taken from, and how many records have them. */
  unreadMembers: [member: string, docCount: number][];
  /** Nothing was pruned: some rejections do not tell which records they are about. */
  pruneWithheld: boolean;
  /** Of the records taken or unchanged. */
  jsonBytes: number;
  /** Records in the index afterwards. */
  docCount: number;
}

/**
 * Brings files and folders into the index at `path` as one commit: all of it is seen, or nothing. With no source: takes
 * in what changed in all that the index remembers, and removes what is gone there. Rejected as {@link writer} is.
 */
export function load(path: string, sources?: string | readonly string[], options?: LoadOptions | null): Promise<LoadReport>;

/** Rewrites the index from its own records: after an upgrade, or to repair it. Gives the number of records. */
export function rebuild(
  path: string,
  options?: Pick<LoadOptions, 'jobs' | 'schema' | 'onProgress' | 'timeout' | 'signal'> | null,
): Promise<number>;

/** The files and folders that an index remembers, in the order they were added; none if there is no index. */
export function sources(path: string): Promise<{ path: string; root: string | null; label: string | null; format: string; records: number }[]>;

/**
 * Verifies an index, in a process of its own. Damage is told in `problems`, and is no error; `write` writes digests that
 * are missing where nothing is wrong, and an image that is missing or damaged. Rejected with `INDEX_NOT_FOUND` or `IO`.
 */
export function check(path: string, options?: { write?: boolean; signal?: Signal } | null): Promise<CheckReport>;

/** What a check found. */
export interface CheckReport {
  /** Records. */
  docCount: number;
  /** None if the index is sound. */
  problems: string[];
  /** What could not be checked, and why. */
  notes: string[];
  /** False if a commit, or all files, have no digests. */
  digestsComplete: boolean;
  /** False if the image that searches read is missing or damaged: they do without it, slower. */
  imageComplete: boolean;
}

/** How far a copy is. */
export interface CopyProgress {
  /** In this order. */
  phase: 'copying' | 'reading back';
  /** Of the phase, so far. */
  bytes: number;
  /** Of the phase, as far as is known: `bytes` may pass it. */
  bytesTotal: number;
}

/** How to copy. Whatever is left out has its default. */
export interface CopyOptions {
  /**
   * Replace what would otherwise be refused: a snapshot of another index or of a later commit; an index with changes
   * that the snapshot lacks. They are lost.
   */
  force?: boolean;
  /** Called at most ten times a second. What it throws ends the copy, and nothing is changed. */
  onProgress?: (progress: CopyProgress) => void;
  /** Milliseconds that it may take. */
  timeout?: number;
  /** Ends it until the copy takes its place; then nothing is changed. */
  signal?: Signal | null;
}

/** What a snapshot says of itself. */
export interface SnapshotState {
  /** Path of the index that it was taken of, absolute, as it was then. */
  source: string;
  /** When, in UTC: `2026-11-30T20:15:00Z`. */
  takenAt: string;
  /** Records. */
  docCount: number;
  /** Of its files. */
  bytes: number;
}

/** What a copy did. */
export interface CopyReport {
  /** That was taken, or restored. */
  snapshot: SnapshotState;
  /** Of its bytes, what shares its place on the disk with the original. */
  bytesLinked: number;
  /** The snapshot was there already, of this very commit, and was found whole: nothing was written. */
  wasThere: boolean;
}

/**
 * Copies the newest commit of an index to `directory`, beside a writer and readers, and reads it back. That is a path
 * where nothing is, an empty directory, or an older snapshot of the same index, which it replaces when it is whole:
 * readers of it follow. A snapshot is opened as an index is; writers refuse it.
 */
export function snapshot(path: string, directory: string, options?: CopyOptions | null): Promise<CopyReport>;

/**
 * Puts the snapshot at `directory` in the place of the index at `path`, or makes that: readers see the old state or the
 * new one. An index with changes that the snapshot lacks is `INVALID_ARGUMENT`, without `force`. Needs the writer's lock.
 */
export function restore(directory: string, path: string, options?: CopyOptions | null): Promise<CopyReport>;

/** What the snapshot at `directory` says of itself; null if an index is there that is no snapshot. */
export function snapshotState(directory: string): Promise<SnapshotState | null>;

/** What a ranking is worth on judged queries. */
export interface Evaluation {
  /** Name of the ranking profile. */
  profile: string;
  /** Queries that are judged. */
  queryCount: number;
  /** In the order they were asked for. `interval`: 95% bootstrap of the mean; `byQuery`: by the queries' ids. */
  metrics: { name: string; mean: number; interval: [low: number, high: number] | null; byQuery: Map<string, number> }[];
  /** With `versus`: the other profile on the same queries. `falls`: it is worse by more than chance allows. */
  versus?: {
    profile: string;
    metrics: {
      name: string; mean: number; otherMean: number; falls: boolean;
      difference?: number; interval?: [low: number, high: number]; wins?: number; losses?: number; ties?: number; p?: number;
    }[];
  };
}

/**
 * Measures a ranking on judged queries. These are given, or as files: `qid<TAB>text` lines, and TREC lines
 * `qid 0 docid grade`. Their text is words and no operators. `metrics` are ndcg@10 (default), mrr@10, recall@100, p@5,
 * map, judged@10.
 */
export function evaluate(
  path: string,
  queries: string | readonly { id: string; text: string }[],
  judgments: string | readonly { query: string; record: string; grade: number }[],
  options?: { metrics?: string | readonly string[]; profile?: string | Profile; versus?: string | Profile; signal?: Signal | null } | null,
): Promise<Evaluation>;

/** An index with judged queries, as `evaluate()` takes them. */
export interface TuningCollection {
  /** Of the index. */
  path: string;
  /** What is asked. */
  queries: string | readonly { id: string; text: string }[];
  /** What should be found. */
  judgments: string | readonly { query: string; record: string; grade: number }[];
}

/** What is fitted, and how long. Whatever is left out has its default. */
export interface TuningOptions {
  /** Where to start. */
  profile?: string | Profile;
  /** Those to fit, see `tunableNumbers()`; all by default. */
  numbers?: readonly string[];
  /** What is to grow; `ndcg@10` by default. */
  metric?: string;
  /** Parts for cross-validation, 2 to 20; 5 by default. */
  folds?: number;
  /** Passes over the numbers, 1 to 10; 2 by default. */
  rounds?: number;
  /** Of each collection, evenly spaced; 300 by default, 0 for all. */
  maxQueries?: number;
  /** A step must gain this much; 0.0005 by default. */
  leastGain?: number;
  /** Called with the number of profiles that were measured so far. What it throws ends the fit. */
  onProgress?: (profilesMeasured: number) => void;
  /** Milliseconds that it may take. */
  timeout?: number;
  /** Ends it. */
  signal?: Signal | null;
}

/** A fitted profile, and what it is worth. */
export interface TuningReport {
  /** Fitted on all queries; its name has `-tuned` added. */
  profile: Profile & { name: string };
  /** In the order they were taken; `metric` is that of all queries, after the step. */
  steps: { number: string; before: number; after: number; metric: number }[];
  /** Mean of the metric on the queries that it was fitted to. */
  fitted: { before: number; after: number };
  /** The same on queries that were left out of the fit: what to expect. */
  heldOut: { before: number; after: number };
  /** Gain that does not carry over to queries not seen. */
  overfit: number;
  /** Judged queries of all collections. */
  queryCount: number;
  /** Each on all queries. */
  profilesMeasured: number;
}

/**
 * Fits the numbers of a ranking profile to judged queries, and tells by cross-validation how much of the gain is real.
 * Several collections count alike. It measures some hundred profiles, each on all queries: minutes, on many.
 */
export function tune(
  collections: TuningCollection | readonly TuningCollection[],
  options?: TuningOptions | null,
): Promise<TuningReport>;

/** Names of the numbers that can be fitted in a profile: `k1`, `signals.importance.weight`, ... */
export function tunableNumbers(profile?: string | Profile | null): string[];

// -- Without an index ------------------------------------------------------------------------------------------------

/** A token of a text. */
export interface Token {
  /** Case and accents folded, not stemmed. */
  exact: string;
  /** What ranking matches. */
  stem: string;
  /** Case folded, with its accents; null if it has none. */
  accented: string | null;
  /** UTF-16 units in the text. */
  begin: number;
  /** One past the last. */
  end: number;
  /** Counts words from 0. */
  position: number;
  /** A word; a joined writing as a whole; two neighbouring Chinese or Japanese characters; a word of a dictionary; a word within a name. */
  kind: 'word' | 'blend' | 'bigram' | 'lexeme' | 'part';
}

/** The tokens of a text, as records and queries are read; `language` is an ISO 639-1 code, `en` by default. */
export function analyze(text: string, options?: { language?: string }): Token[];

/** Names of the built-in ranking profiles. */
export function profileNames(): string[];

/** A built-in profile by its name, or one of your own with all that it leaves out. Throws `INVALID_ARGUMENT` with the range. */
export function profile(nameOrProfile: string | Profile): Profile & { name: string };

/** The schema of knowledge bases, to start your own from. */
export function knowledgeBaseSchema(): any;

/** Versions of kbsearch, of the libraries that it runs with, and of the files of an index. */
export function versions(): { kbsearch: string; xapian: string; icu: string; indexFormat: number };
