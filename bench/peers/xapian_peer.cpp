// A peer of bench/peers/peers.py: Xapian with its own TermGenerator, QueryParser and BM25, as its manual shows them.
//
//     kbsearch_xapian_peer index CORPUS.tsv DIR               lines of id, title, text
//     kbsearch_xapian_peer ask DIR QUERIES.tsv OUT REPEAT     lines of kind, query; writes kind, microseconds, ids
#include <xapian.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (auto tab = line.find('\t'); tab != line.npos; begin = tab + 1, tab = line.find('\t', begin)) {
    parts.push_back(line.substr(begin, tab - begin));
  }
  parts.push_back(line.substr(begin));
  return parts;
}

void index(const std::string& corpus, const std::string& directory) {
  Xapian::WritableDatabase database(directory, Xapian::DB_CREATE_OR_OVERWRITE);
  Xapian::TermGenerator generator;
  generator.set_stemmer(Xapian::Stem("en"));
  std::ifstream lines(corpus, std::ios::binary);
  for (std::string line; std::getline(lines, line);) {
    const auto parts = split(line);
    if (parts.size() != 3) throw std::runtime_error("a line of the corpus has not three parts");
    Xapian::Document document;
    generator.set_document(document);
    generator.set_termpos(0);
    generator.index_text(parts[1]);
    generator.increase_termpos();
    generator.index_text(parts[2]);
    document.set_data(parts[0] + '\n' + parts[1]);
    database.add_document(document);
  }
  database.commit();
  std::printf("INDEX records %u\n", database.get_doccount());
}

struct Asked {
  std::string kind;
  std::string text;
  std::string times;
  std::string ids;
};

void ask(const std::string& directory, const std::string& queries, const std::string& out, int repeat) {
  Xapian::Database database(directory);
  Xapian::QueryParser parser;
  parser.set_stemmer(Xapian::Stem("en"));
  parser.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
  parser.set_database(database);
  const auto flags = Xapian::QueryParser::FLAG_DEFAULT;
  std::vector<Asked> all;
  std::ifstream lines(queries, std::ios::binary);
  for (std::string line; std::getline(lines, line);) {
    const auto parts = split(line);
    if (parts.size() == 2) all.push_back({parts[0], parts[1], "", ""});
  }
  std::size_t title_bytes = 0;
  for (int pass = -1; pass < repeat; ++pass) {  // the first one warms up
    for (auto& asked : all) {
      const auto start = std::chrono::steady_clock::now();
      Xapian::Enquire enquire(database);
      enquire.set_query(parser.parse_query(asked.text, flags));
      const auto found = enquire.get_mset(0, 10);
      std::string ids;
      for (auto hit = found.begin(); hit != found.end(); ++hit) {
        const std::string shown = hit.get_document().get_data();
        const auto end = shown.find('\n');
        if (!ids.empty()) ids += ' ';
        ids += shown.substr(0, end);
        title_bytes += shown.size() - end;
      }
      const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - start;
      asked.ids = ids;
      if (pass < 0) continue;
      char number[32];
      std::snprintf(number, sizeof number, asked.times.empty() ? "%.2f" : " %.2f", took.count());
      asked.times += number;
    }
  }
  std::ofstream file(out, std::ios::binary);
  for (const auto& asked : all) file << asked.kind << '\t' << asked.times << '\t' << asked.ids << '\n';
  file.close();
  if (!file || title_bytes == 0) throw std::runtime_error("nothing was found, or '" + out + "' cannot be written");
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  try {
    if (words.size() == 3 && words[0] == "index") {
      index(words[1], words[2]);
    } else if (words.size() == 5 && words[0] == "ask") {
      ask(words[1], words[2], words[3], std::stoi(words[4]));
    } else {
      std::cerr << "usage: kbsearch_xapian_peer index CORPUS DIR | ask DIR QUERIES OUT REPEAT (bench/peers/peers.py)\n";
      return 2;
    }
  } catch (const Xapian::Error& error) {
    std::cerr << "kbsearch_xapian_peer: " << error.get_description() << '\n';
    return 1;
  } catch (const std::exception& error) {
    std::cerr << "kbsearch_xapian_peer: " << error.what() << '\n';
    return 1;
  }
  return 0;
}
