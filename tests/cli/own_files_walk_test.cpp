// A person's own files on one walk: a vault of notes, saved pages, references, a table, a PDF. They are indexed, asked,
// changed, taken in again and asked again; all that the tool says on the way is in tests/golden/own_files_walk.txt.
// To accept a new one: KBSEARCH_UPDATE_GOLDEN=1 build/release/tests/tool_tests --gtest_filter='OwnFiles*'
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "support/files.hpp"
#include "support/own_vault.hpp"
#include "support/run_tool.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;
using Json = nlohmann::json;

constexpr const char* kTable =
    "id,Name,Supplier,Price per unit,Comment\n"
    "p1,Circulator 25-60,Nordpump,189.90,\"quiet, small\"\n"
    "p2,Circulator 32-80,Nordpump,264.00,\n"
    "p3,Buffer tank 300 l,Kesselhaus,740,\"with a \"\"sleeve\"\"\"\n"
    "p4,Mixing valve,Kesselhaus,58.5,three ways\n"
    "p5,Expansion vessel,Kesselhaus,61,white or red\n"
    "p6,Flow meter,Nordpump,120,\n";

/// As Zotero exports its library as CSL-JSON.
constexpr const char* kLibrary = R"([
  {"id":"http://zotero.org/users/1234567/items/AAAA1111","type":"book","title":"Collected letters on warmth",
   "author":[{"family":"Lindqvist","given":"Åsa"},{"family":"Beek","given":"Jan","non-dropping-particle":"van der"}],
   "issued":{"date-parts":[["1964"],["1982"]]},"publisher":"Hearth Press","publisher-place":"Lund","ISBN":"978-0-00-000000-2",
   "language":"en","note":"Vol. 2 is missing"},
  {"id":"http://zotero.org/users/1234567/items/BBBB2222","type":"article-journal","citation-key":"okafor2019losses",
   "title":"Losses of buried pipes","author":[{"family":"Okafor","given":"Chidi N."}],"container-title":"Journal of Warm Pipes",
   "page":"11-29","volume":"7","DOI":"10.9999/jwp.2019.7","issued":{"date-parts":[["2019",6,3]]},
   "accessed":{"date-parts":[["2024",1,9]]},"abstract":"Measured over three winters in clay.","keyword":"pipes, clay soil"},
  {"id":"http://zotero.org/users/1234567/items/CCCC3333","type":"webpage","title":"A page without a date",
   "author":[{"literal":"City of Malmby"}],"URL":"https://malmby.example.se/heat","issued":{"literal":"1964-1982"}}
])";

/// A page of one line, which any reader of PDF takes.
std::string small_pdf(const std::string& line) {
  const std::string drawing = "BT /F1 12 Tf 72 720 Td (" + line + ") Tj ET\n";
  const std::string objects[] = {
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font "
      "<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
      "<< /Length " + std::to_string(drawing.size()) + " >>\nstream\n" + drawing + "endstream"};
  std::string pdf = "%PDF-1.4\n";
  std::string table = "xref\n0 5\n0000000000 65535 f \n";
  for (std::size_t i = 0; i < std::size(objects); ++i) {
    const std::string at = std::to_string(pdf.size());
    table += std::string(10 - at.size(), '0') + at + " 00000 n \n";
    pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::string at = std::to_string(pdf.size());
  return pdf + table + "trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n" + at + "\n%%EOF\n";
}

class OwnFiles : public testing::Test {
 protected:
  OwnFiles() : notes_(test::write_vault(directory_ / "vault")) {
    fs::copy(fs::path(KBSEARCH_SOURCE_DIR) / "tests/cli/saved_pages", directory_ / "pages");
    write("pages/wordpress_files/plates.jpg", "\xFF\xD8\xFF");
    write("pages/wordpress_files/jquery.min.js", "(function(){})();\n");
    write("pages/wordpress_files/style.css", "body{}\n");
    write("library.json", kLibrary);
    write("prices.csv", kTable);
    write("vault/Files/Offer 2024.pdf", small_pdf("An offer for a stratified tank of 800 litres"));
    // The real one where it is installed; else what stands in for it finds the one line of such a page.
    write("bin/pdftotext", "#!/bin/sh\nexec /bin/sed -n 's/.*(\\(.*\\)) Tj.*/\\1/p' \"$3\"\n");
    fs::permissions(directory_ / "bin/pdftotext", fs::perms::owner_all);
    path_ = "PATH=" + std::string(std::getenv("PATH")) + ":" + (directory_ / "bin").string();
  }

  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((directory_ / name).parent_path());
    test::write_bytes(directory_ / name, text);
  }
  void replace_in(const std::string& name, const std::string& from, const std::string& to) const {
    auto text = test::read_bytes(directory_ / name);
    ASSERT_NE(text.find(from), text.npos) << name;
    write(name, text.replace(text.find(from), from.size(), to));
  }
  void rename(const std::string& from, const std::string& to) const {
    fs::create_directories((directory_ / to).parent_path());
    fs::rename(directory_ / from, directory_ / to);
  }

  test::ToolRun run(Words words) const {
    words.insert(words.begin() + 1, {"--db", (directory_ / "kb").string()});
    return test::run_tool(words, "", {.environment = {path_}});
  }
  test::ToolRun index_all() const {
    Words words{"index"};
    for (const char* name : {"vault", "pages", "library.json", "prices.csv"}) {
      words.push_back((directory_ / name).string());
    }
    return run(words);
  }
  /// The ids of the first hits, in their order.
  Words first_hits(const std::string& query, std::size_t count, const Words& options = {}) const {
    Words words{"search", "-n", std::to_string(count), "--format", "tsv", "--no-snippet"};
    words.insert(words.end(), options.begin(), options.end());
    words.insert(words.end(), {"--", query});
    const auto found = run(words).out;
    Words ids;
    for (std::size_t at = 0; at < found.size(); at = found.find('\n', at) + 1) {
      const auto from = found.find('\t', at) + 1;
      ids.push_back(found.substr(from, found.find('\t', from) - from));
    }
    return ids;
  }

  /// Tells what is done outside of the tool.
  void tell(const std::string& what) { transcript_ += "# " + what + "\n\n"; }
  void step(const Words& words) {
    std::string line = "$ kbsearch";
    for (const auto& word : words) line += ' ' + (word.find_first_of(" :") == word.npos ? word : "'" + word + "'");
    const auto done = run(words);
    transcript_ += line + '\n' + without_times(done.out) + done.err + "exit " + std::to_string(done.exit_code) + "\n\n";
  }
  /// Which records a query finds: their ranking is not what this is about.
  void ask(const std::string& query) {
    auto ids = first_hits(query, 20, {"--sort", "id:asc"});
    transcript_ += "? " + query + '\n';
    for (const auto& id : ids) transcript_ += "  " + id + '\n';
    transcript_ += '\n';
  }
  static std::string without_times(std::string text) {
    const auto from = text.find(" (");
    const auto to = text.find(" MB/s)");
    if (from != text.npos && to != text.npos) text.erase(from, to + 6 - from);
    return text;
  }
  std::string transcript() const {
    auto text = transcript_;
    for (const auto& path : {fs::canonical(directory_.path()).string(), directory_.path().string()}) {
      for (auto at = text.find(path); at != text.npos; at = text.find(path, at)) text.replace(at, path.size(), "DIR");
    }
    return text;
  }
  std::string file(const char* name) const { return (directory_ / name).string(); }

  const test::TemporaryDirectory directory_;
  const std::vector<test::OwnNote> notes_;
  std::string path_;
  std::string transcript_;
};

TEST_F(OwnFiles, AreTakenInAskedChangedAndTakenInAgain) {
  step({"index", file("vault"), file("pages"), file("library.json"), file("prices.csv"), "--dry-run"});
  step({"index", file("vault"), file("pages"), file("library.json"), file("prices.csv")});
  step({"sources"});
  for (const char* query :
       {"stratified tank", "\"buried pipes\"", "by:lindqvist", "published:1964", "tag:\"clay soil\"",
        "\"10.9999/jwp.2019.7\"", "\"hearth press\"", "circulator", "supplier kesselhaus +valve", "supplier:nordpump",
        "tag:house/cellar +geothermal +costs", "alias20", "thrown away", "half done", "title:index"}) {
    ask(query);
  }

  tell("A note is renamed, one is edited, one is deleted, one is added; the price of a row is another.");
  rename("vault/Energy/Thermostat FAQ.md", "vault/House/Thermostat questions.md");
  replace_in("vault/Daily/2024-03-05.md", "See [[", "The sweep came at noon. See [[");
  fs::remove(directory_ / "vault/Odd names/Q&A.md");
  write("vault/Inbox/Chimney.md", "---\ntags: [roof]\n---\nThe sweep will come again in May.\n");
  replace_in("prices.csv", "264.00,", "279.00,dearer now");
  step({"index", "--dry-run"});
  step({"index"});
  step({"sources"});
  for (const char* query : {"sweep", "file_name:questions", "id:\"Energy/Thermostat FAQ\"", "id:\"Odd names/Q&A\"",
                            "dearer", "264.00", "tag:roof"}) {
    ask(query);
  }
  step({"index"});

  tell("The broken note is mended, a sound one is broken, a page is thrown away, and of the table a row.");
  write("vault/Inbox/Half done.md", "---\ntitle: \"Half: done: note\"\n---\nThe text of a note that is done.\n");
  write("vault/Energy/Heat pump.md", "---\ntitle: Heat pump: new\n---\nThe pump sings.\n");
  fs::remove(directory_ / "pages/github.html");
  replace_in("prices.csv", "p6,Flow meter,Nordpump,120,\n", "");
  step({"index", file("vault"), "--prune"});
  step({"index"});
  for (const char* query : {"\"half done note\"", "sings", "id:\"Energy/Heat pump\"", "setpoints", "\"flow meter\""})
    ask(query);
  step({"sources", "--forget", file("prices.csv")});
  step({"sources"});
  step({"check"});

  const auto path = fs::path(KBSEARCH_SOURCE_DIR) / "tests/golden/own_files_walk.txt";
  if (std::getenv("KBSEARCH_UPDATE_GOLDEN") != nullptr) test::write_bytes(path, transcript());
  EXPECT_EQ(transcript(), test::read_bytes(path));
}

/// Two notes go by one name if a reader would call them the same.
std::string small(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return name;
}

/// ß is ss in whatever is compared, and signs that join words are no words.
const std::set<std::string> kNearlyAnother = {"Strasse", "Straße", "To do"};

TEST_F(OwnFiles, OfTheVaultComeFirstWhenAskedByTheirNames) {
  ASSERT_GE(notes_.size(), 200u);
  index_all();
  std::map<std::string, std::set<std::string>> same;  // ids of the notes that go by a name
  for (const auto& note : notes_) {
    for (const auto& name : {note.file_name(), note.title}) same[small(name)].insert(note.id());
  }
  for (const auto& note : notes_) {
    for (const auto& name : std::set{note.file_name(), note.title}) {
      if (kNearlyAnother.contains(name)) continue;
      const auto& wanted = same[small(name)];
      // A minus at the beginning leaves a word out, unless it is told to be one.
      const auto query = (name.starts_with('-') ? "\\" : "") + name;
      const auto hits = first_hits(query, wanted.size());
      EXPECT_EQ(std::set(hits.begin(), hits.end()), wanted) << "asked: " << query;
    }
  }
}

/// What a reader knows of a saved page.
struct PageCase {
  const char* name;
  Json record;        ///< All but what tells its place, and the text.
  const char* words;  ///< A sentence of its text.
  const char* frame;  ///< A word that stands in menus, banners, sidebars and footers alone.
};

std::vector<PageCase> page_cases() {
  return {{"wordpress",
           {{"title", "How we chose a heat exchanger"},
            {"url", "https://cellar.example.org/2023/11/heat-exchanger/"},
            {"type", "article"},
            {"language", "en-US"},
            {"published", "2023-11-20T07:15:00+00:00"},
            {"authors", {"Mara Holm"}},
            {"publication", "The Cellar Blog"},
            {"tags", {"plates", "tubes"}},
            {"summary", "Plates or tubes? A winter of trials."}},
           "brazed plates with a bundle of tubes",
           "zubehoer"},
          {"mediawiki",
           {{"title", "Stratified tank"},
            {"url", "https://en.plumbpedia.example/wiki/Stratified_tank"},
            {"language", "en"},
            {"publication", "Plumbpedia"}},
           "keeps warm water above cold water",
           "vestibule"},
          {"github",
           {{"title", "GitHub - holm/loopctl: A controller for heating loops"},
            {"url", "https://github.com/holm/loopctl"},
            {"language", "en"},
            {"publication", "GitHub"},
            {"summary", "A controller for heating loops. Contribute to holm/loopctl development on GitHub."}},
           "eight loops at their setpoints",
           "schubladen"},
          {"substack",
           {{"title", "The quiet boiler room"},
            {"url", "https://berg.example.com/p/the-quiet-boiler-room"},
            {"type", "article"},
            {"language", "en"},
            {"published", "2024-02-06T12:01:33+00:00"},
            {"authors", {"Ida Berg"}},
            {"summary", "On noise, and what to do about it"}},
           "rubber feet soft pipes and a heavy door",
           "plakate"},
          {"news",
           {{"title", "Harbour to be heated by the sea"},
            {"url", "https://wire.example.net/energy/2024/mar/04/harbour-heated-by-sea"},
            {"type", "article"},
            {"language", "en-GB"},
            {"published", "2024-03-04T06:00:27.000Z"},
            {"authors", {"Tomas Reed", "Lia Moss"}},
            {"publication", "The Morning Wire"},
            {"tags", {"Energy", "Cities"}},
            {"summary", "A plant of 40 megawatts will take its heat from the harbour basin."}},
           "lower the first of six intakes into the basin",
           "kekse"},
          {"sphinx",
           {{"title", "Calibrating sensors"},
            {"url", "https://loopctl.example.io/en/stable/sensors.html"},
            {"language", "en"},
            {"publication", "loopctl 2.1 documentation"}},
           "put the sensor into melting ice",
           "gondeln"},
          {"docusaurus",
           {{"title", "Your first schedule"},
            {"url", "https://warmly.example.dev/docs/first-schedule"},
            {"language", "en"},
            {"publication", "Warmly"},
            {"summary", "Let the house be warm when you wake up."}},
           "draw a curve from six in the morning",
           "leitern"}};
}

TEST_F(OwnFiles, OfTheWebSayWhatAReaderSees) {
  index_all();
  for (const auto& page : page_cases()) {
    SCOPED_TRACE(page.name);
    const auto id = "pages//" + std::string(page.name) + ".html";
    auto record = Json::parse(run({"show", id}).out, nullptr, /*allow_exceptions=*/false);
    ASSERT_TRUE(record.is_object());
    for (const char* place : {"id", "file_name", "path", "content"}) record.erase(place);
    EXPECT_EQ(record, page.record);
    EXPECT_EQ(first_hits('"' + std::string(page.words) + '"', 5), Words{id});
    EXPECT_EQ(first_hits(page.frame, 5), Words{});
    EXPECT_EQ(first_hits(page.record.at("title").get<std::string>(), 1), Words{id});
  }
}

}  // namespace
}  // namespace kbsearch
