// One word in the ways in which people write it: joined, with a hyphen, in parts. Whichever is asked, all are found.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "kbsearch/searcher.hpp"
#include "support/explanations.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

using Ids = std::set<std::string>;

class Writings {
 public:
  explicit Writings(const std::string& lines) : searcher_(open(lines)) {}

  SearchResults search(const std::string& text, const SearchOptions& options = {}) const {
    return searcher_.search(text, options);
  }
  Ids ids(const std::string& text, const SearchOptions& options = {}) const {
    Ids found;
    for (const auto& hit : search(text, options).hits) found.insert(hit.record_id);
    return found;
  }
  /// What the passage of the first hit marks.
  std::string marked(const std::string& text) const {
    const auto results = search(text);
    std::string words;
    const auto& snippet = results.hits.at(0).snippet;
    for (const auto& mark : snippet.marks) {
      words += (words.empty() ? "" : "|") + snippet.text.substr(mark.begin, mark.end - mark.begin);
    }
    return words;
  }

 private:
  Searcher open(const std::string& lines) {
    test::load_lines(directory_ / "index", lines);
    return Searcher::open(directory_ / "index");
  }

  test::TemporaryDirectory directory_;
  Searcher searcher_;
};

class HyphenatedWords : public testing::Test {
 protected:
  Writings records_{
      R"({"id":"hyphen","content":"An off-line copy of sub-systems was re-compiled for multi-users by co-editors."}
{"id":"joined","content":"An offline copy of subsystems was recompiled for multiusers by coeditors."}
{"id":"de","language":"de","content":"Die Energie-Quellen und die Wasser-Pumpen werden in diesem Jahr noch erneuert."}
{"id":"none","content":"Nothing of the kind, though a line is there."}
)"};
};

TEST_F(HyphenatedWords, AreFoundByTheJoinedOneAndItsEndings) {
  for (const char* text : {"offline", "subsystem", "subsystems", "recompile", "multiuser", "coeditor", "coeditors"}) {
    EXPECT_EQ(records_.ids(text), (Ids{"hyphen", "joined"})) << text;
  }
  EXPECT_EQ(records_.ids("Energiequelle"), (Ids{"de"})) << "by the stem of the record's language";
}

TEST(WordsWithALetterApart, AreMeantAsAWhole) {
  const Writings records(R"({"id":"whole","title":"A future to avoid","content":"Much was said of s-risks there."}
{"id":"parts","title":"Risks","content":"Risks, the forum's risks and other's risks, and s."}
{"id":"more","title":"Risks of risks","content":"Risks are risks."}
)");
  EXPECT_EQ(records.search("s-risks").hits.at(0).record_id, "whole");
  EXPECT_EQ(records.search("s-risk").hits.at(0).record_id, "whole");
}

TEST_F(HyphenatedWords, FindTheJoinedOne) {
  for (const char* text : {"sub-system", "re-compiles", "multi-user", "co-editor"}) {
    EXPECT_EQ(records_.ids(text), (Ids{"hyphen", "joined"})) << text;
    EXPECT_EQ(records_.ids(text, {.all_words = true}), (Ids{"hyphen", "joined"})) << text;
  }
}

TEST_F(HyphenatedWords, MeetWhatIsAskedOfTheJoinedOne) {
  for (const char* text :
       {"+offline", "\"offline\"", "content:offline", "content:\"offline\"", "offl*", "content:offl*",
        "\"offline copy\"", "\"an offline copy of\"", "offline NEAR/9 recompiled"}) {
    EXPECT_EQ(records_.ids(text), (Ids{"hyphen", "joined"})) << text;
  }
  EXPECT_EQ(records_.ids("copy -offline"), (Ids{}));
}

TEST_F(HyphenatedWords, AreMetByTheJoinedOne) {
  for (const char* text : {"+off-line", "\"off-line\"", "content:off-line", "content:\"off-line\"", "\"off-line copy\"",
                           "off-line NEAR/9 recompiled"}) {
    EXPECT_EQ(records_.ids(text), (Ids{"hyphen", "joined"})) << text;
  }
  EXPECT_EQ(records_.ids("copy -off-line"), (Ids{}));
}

TEST_F(HyphenatedWords, AreMarkedWhole) {
  EXPECT_EQ(records_.marked("+offline -id:joined"), "off-line");
  EXPECT_EQ(records_.marked("off-line -id:hyphen"), "offline");
}

TEST(DottedNames, AreThoseThatAreWrittenAsOne) {
  const Writings records(R"({"id":"dot","content":"Moving from Backbone.js and Socket.io to D3.js"}
{"id":"one","content":"Moving from backbonejs and socketio to d3js"}
{"id":"none","content":"Backbone of a socket"}
)");
  for (const char* text :
       {"backbonejs", "BackboneJS", "socketio", "d3js", "+d3.js", "content:backbone.js", "content:socketio"}) {
    EXPECT_EQ(records.ids(text), (Ids{"dot", "one"})) << text;
  }
  EXPECT_EQ(records.ids("backbone.js", {.all_words = true}), (Ids{"dot", "one"}));
  EXPECT_EQ(records.ids("socket.io"), (Ids{"dot", "one", "none"})) << "its parts count as well";
  EXPECT_EQ(records.ids("\"socket.io\""), (Ids{"dot"})) << "quoted words are these very words";
  EXPECT_EQ(records.marked("socketio -id:one"), "Socket.io");
}

TEST(NumbersAndUnits, AreOneThingTogetherOrApart) {
  const Writings records(
      R"({"id":"apart","content":"A disk of 32 GB at 1.5 GHz, by EN 301 549, DIN 5008 and MP 3, of 7 B parameters."}
{"id":"joined","content":"A disk of 32GB at 1.5GHz, by DIN5008 and MP3, of 7B parameters."}
{"id":"none","content":"32 disks and a GB, 5008 of them by the DIN."}
)");
  for (const char* text : {"32GB", "1.5 GHz", "1.5GHz", "din5008", "mp 3", "MP3", "7b"}) {
    const auto found = records.ids(text);
    EXPECT_TRUE(found.contains("apart") && found.contains("joined")) << text;
  }
  EXPECT_EQ(records.ids("32GB"), (Ids{"apart", "joined"})) << "side by side";
  EXPECT_EQ(records.ids("32 GB", {.all_words = true}), (Ids{"apart", "joined", "none"}));
  EXPECT_EQ(records.ids("1.5 GHz", {.all_words = true}), (Ids{"apart", "joined"}));
  EXPECT_EQ(records.search("32GB").hits[0].record_id, "joined") << "as it was typed";
  EXPECT_EQ(records.marked("1.5ghz -id:joined"), "1.5|GHz");
  EXPECT_TRUE(records.search("mp301").expansions.empty()) << "what no record writes apart";
  const auto explained = records.search("32GB mp 3", {.explain = true});
  for (const auto& hit : explained.hits) {
    EXPECT_NEAR(test::sum_of_leaves(*hit.explanation), hit.score, 1e-9 * hit.score);
  }
}

TEST(ShortParts, AreOneWordWhereRecordsHaveIt) {
  const Writings joined(R"({"id":"names","title":"ChatBot, DeepMind, HuBERT, PayPal and FedEx"}
{"id":"none","title":"Unrelated"}
)");
  for (const char* text : {"chat bot", "hu bert", "pay pal", "fed ex"}) {
    EXPECT_EQ(joined.ids(text), (Ids{"names"})) << text;
    EXPECT_EQ(joined.ids(text, {.all_words = true}), (Ids{"names"})) << text;
  }
}

TEST(ShortParts, OfOneLetterAreNoneWhereTheLetterIsAWord) {
  std::string lines = R"({"id":"joined","content":"Send an email; stand apart."}
)";
  for (int i = 0; i < 12; ++i) {
    lines += R"({"id":"a)" + std::to_string(i) + R"(","content":"A part of a letter."}
)";
  }
  const Writings records(lines);
  EXPECT_EQ(records.ids("e mail"), (Ids{"joined"}));
  EXPECT_FALSE(records.ids("a part").contains("joined"));
}

TEST(ShortParts, AreFoundByTheOneWordWhereTheyStandSideBySide) {
  const Writings apart(R"({"id":"names","content":"The chat bot, hu bert, pay pal and fed ex."}
{"id":"scattered","content":"A bot may chat; pal, pay your ex who was fed."}
)");
  for (const char* text : {"chatbot", "hubert", "PayPal", "fedex"}) {
    EXPECT_EQ(apart.ids(text), (Ids{"names"})) << text;
  }
  EXPECT_EQ(apart.marked("paypal"), "pay|pal");
  const auto results = apart.search("payfed");
  EXPECT_TRUE(results.hits.empty() && results.expansions.empty()) << "both are words, but nowhere side by side";
}

TEST(CamelCaseNames, AreFoundByTheirParts) {
  const Writings records(R"({"id":"code","content":"Call readFileSync() or parseJSONDocument() of IParserFactory."}
{"id":"none","content":"Nothing of the kind."}
)");
  for (const char* text :
       {"readFileSync", "readfilesync", "read_file_sync", "file", "read file", "parsers", "document", "json document",
        "ParserFactory", "JSONDocument", "+file", "content:file", "doc*", "content:docum*"}) {
    EXPECT_EQ(records.ids(text), (Ids{"code"})) << text;
  }
  EXPECT_EQ(records.ids("read file sync", {.all_words = true}), (Ids{"code"}));
  EXPECT_EQ(records.marked("document factory"), "Document|Factory");
}

TEST(CamelCaseNames, AskForTheirPartsOnlyWhereTheyAreUnknown) {
  const Writings records(R"({"id":"name","content":"OpenMind was founded."}
{"id":"words","content":"An open mind is a joy, an open door is not."}
)");
  EXPECT_EQ(records.ids("OpenMind"), (Ids{"name"}));
  EXPECT_EQ(records.ids("OpenDoor"), (Ids{"words"}));
  EXPECT_EQ(records.search("open").hits[0].record_id, "words") << "a word says more than a part";
}

TEST(Versions, AreTheSameWithAndWithoutWhatSaysSo) {
  const Writings records(R"({"id":"v","content":"Released v4.12.1, after V3.7; see arXiv:1805.04833v3."}
{"id":"bare","content":"Release 4.12.1, after version 3.7; see arXiv:1805.04833."}
{"id":"name","content":"Built by clang15.7 and python3.7."}
{"id":"other","content":"Release 6.7-rc4 of 4 parts.","url":"https://arxiv.org/abs/1901.00001v3"}
)");
  for (const char* text : {"v4.12.1", "4.12.1", "1805.04833", "1805.04833v2", "\"4.12.1\"", "content:1805.04833"}) {
    EXPECT_EQ(records.ids(text), (Ids{"v", "bare"})) << text;
  }
  EXPECT_EQ(records.ids("v3.7"), (Ids{"v", "bare", "name"}));
  EXPECT_EQ(records.search("v3.7").hits[0].record_id, "v") << "as it was typed";
  EXPECT_EQ(records.ids("python 3.7", {.all_words = true}), (Ids{"name"}));
  EXPECT_EQ(records.ids("python3"), (Ids{"name"}));
  EXPECT_EQ(records.ids("v4"), (Ids{"v"}));
  EXPECT_EQ(records.ids("url:1901.00001"), (Ids{"other"}));
  EXPECT_EQ(records.marked("4.12.1 -id:bare"), "4.12.1");
}

}  // namespace
}  // namespace kbsearch
