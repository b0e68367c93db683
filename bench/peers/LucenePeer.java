// A peer of bench/peers/peers.py: Lucene 8 with BM25 and English stems, one merged segment, mapped into memory.
//
//     LucenePeer index CORPUS.tsv DIR                         lines of id, title, text
//     LucenePeer ask DIR QUERIES.tsv OUT REPEAT WARM_UPS      lines of kind, query; writes kind, microseconds, ids
//
// It gets the form that is fastest for it: title and text in one field, only what a hit shows is stored, no cache to
// keep, totals counted up to 1,000 (its default). Function words are indexed, as by all others.
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.spans.SpanNearQuery;
import org.apache.lucene.search.spans.SpanQuery;
import org.apache.lucene.search.spans.SpanTermQuery;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.QueryBuilder;

public final class LucenePeer {
  private static final Set<String> SHOWN = Set.of("id", "title");

  private record Asked(String kind, String text, StringBuilder times, String[] ids) {}

  private static Analyzer analyzer() {
    return new EnglishAnalyzer(CharArraySet.EMPTY_SET);
  }

  private static void index(Path corpus, Path directory) throws Exception {
    IndexWriterConfig config = new IndexWriterConfig(analyzer()).setOpenMode(IndexWriterConfig.OpenMode.CREATE);
    config.setRAMBufferSizeMB(64);
    try (MMapDirectory store = new MMapDirectory(directory);
        IndexWriter writer = new IndexWriter(store, config);
        BufferedReader lines = Files.newBufferedReader(corpus, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split("\t", -1);
        Document document = new Document();
        document.add(new StoredField("id", parts[0]));
        document.add(new StoredField("title", parts[1]));
        document.add(new TextField("text", parts[1] + "\n" + parts[2], Field.Store.NO));
        writer.addDocument(document);
      }
      writer.forceMerge(1);
      writer.commit();
      System.out.println("INDEX records " + writer.getDocStats().numDocs);
    }
  }

  private static Query word(QueryBuilder builder, String text) {
    Query query = builder.createBooleanQuery("text", text);
    return query == null ? new MatchNoDocsQuery() : query;
  }

  private static Query parse(QueryBuilder builder, String text) {
    if (text.startsWith("\"")) {
      Query phrase = builder.createPhraseQuery("text", text);
      return phrase == null ? new MatchNoDocsQuery() : phrase;
    }
    int near = text.indexOf(" NEAR/5 ");
    if (near < 0) return word(builder, text);
    Query first = word(builder, text.substring(0, near));
    Query second = word(builder, text.substring(near + 8));
    if (!(first instanceof TermQuery) || !(second instanceof TermQuery)) return new MatchNoDocsQuery();
    Term[] terms = {((TermQuery) first).getTerm(), ((TermQuery) second).getTerm()};
    return new SpanNearQuery(new SpanQuery[] {new SpanTermQuery(terms[0]), new SpanTermQuery(terms[1])}, 4, false);
  }

  private static void ask(Path directory, Path queries, Path out, int repeat, int warmUps) throws Exception {
    List<Asked> all = new ArrayList<>();
    for (String line : Files.readAllLines(queries, StandardCharsets.UTF_8)) {
      String[] parts = line.split("\t", -1);
      if (parts.length == 2) all.add(new Asked(parts[0], parts[1], new StringBuilder(), new String[1]));
    }
    long titleBytes = 0;
    try (MMapDirectory store = new MMapDirectory(directory);
        DirectoryReader reader = DirectoryReader.open(store)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setQueryCache(null);
      QueryBuilder builder = new QueryBuilder(analyzer());
      for (int pass = -warmUps; pass < repeat; ++pass) {
        for (Asked asked : all) {
          long start = System.nanoTime();
          StringBuilder ids = new StringBuilder();
          for (ScoreDoc hit : searcher.search(parse(builder, asked.text), 10).scoreDocs) {
            Document document = searcher.doc(hit.doc, SHOWN);
            if (ids.length() > 0) ids.append(' ');
            ids.append(document.get("id"));
            titleBytes += document.get("title").length();
          }
          double took = (System.nanoTime() - start) / 1000.0;
          asked.ids[0] = ids.toString();
          if (pass < 0) continue;
          if (asked.times.length() > 0) asked.times.append(' ');
          asked.times.append(String.format(Locale.ROOT, "%.2f", took));
        }
      }
    }
    try (PrintWriter file = new PrintWriter(Files.newBufferedWriter(out, StandardCharsets.UTF_8))) {
      for (Asked asked : all) file.println(asked.kind + "\t" + asked.times + "\t" + asked.ids[0]);
    }
    if (titleBytes == 0) throw new IllegalStateException("nothing was found");
  }

  public static void main(String[] words) throws Exception {
    if (words.length == 3 && words[0].equals("index")) {
      index(Paths.get(words[1]), Paths.get(words[2]));
    } else if (words.length == 6 && words[0].equals("ask")) {
      ask(Paths.get(words[1]), Paths.get(words[2]), Paths.get(words[3]), Integer.parseInt(words[4]),
          Integer.parseInt(words[5]));
    } else {
      System.err.println("usage: LucenePeer index CORPUS DIR | ask DIR QUERIES OUT REPEAT WARM_UPS");
      System.exit(2);
    }
  }
}
