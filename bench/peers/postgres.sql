-- A peer of bench/peers/peers.py: PostgreSQL as a wiki asks it: each word as a prefix, all of them required, ts_rank_cd.
CREATE TABLE docs (id text PRIMARY KEY, title text NOT NULL, body text NOT NULL);
CREATE TABLE queries (n integer PRIMARY KEY, kind text NOT NULL, query text NOT NULL);

-- Asks all queries once, in order. A run goes from the query's text to ten ids and titles.
CREATE FUNCTION ask_all() RETURNS TABLE (n integer, microseconds double precision, ids text) LANGUAGE plpgsql AS $$
DECLARE
  asked record;
  parsed tsquery;
  start timestamptz;
  title_bytes bigint;
BEGIN
  FOR asked IN SELECT * FROM queries ORDER BY queries.n LOOP
    start := clock_timestamp();
    parsed := to_tsquery('english', asked.query);
    SELECT string_agg(found.id, ' '), sum(length(found.title)) INTO ids, title_bytes FROM (
      SELECT docs.id, docs.title FROM docs WHERE docs.words @@ parsed
      ORDER BY ts_rank_cd(docs.words, parsed) DESC, docs.id LIMIT 10) AS found;
    n := asked.n;
    microseconds := extract(epoch FROM clock_timestamp() - start) * 1e6;
    ids := coalesce(ids, '');
    RETURN NEXT;
  END LOOP;
END $$;
