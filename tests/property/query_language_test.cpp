// The query language: what is printed reads back, whatever was typed; no text is slow; and what a query finds is what
// the sets of its leaves give.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <map>
#include <set>

#include "kbsearch/error.hpp"
#include "kbsearch/searcher.hpp"
#include "support/query_texts.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

using Ids = std::set<std::string>;

const std::vector<std::string>& leaf_words() {
  static const std::vector<std::string> leaf_words = {
      "governance", "pytorch", "linux", "foundation", "model",      "risk", "compute",     "export",
      "survey",     "open",    "xyzzy", "the",        "scientists", "heat", "M\u00FCller", "intelligence"};
  return leaf_words;
}

QueryParserOptions on_a_fixed_day() {
  using namespace std::chrono;
  return {.today = sys_days(year(2025) / June / 15)};
}

void expect_round_trips(const std::string& text) {
  const auto& schema = Schema::knowledge_base();
  const auto query = parse_query(text, schema, on_a_fixed_day()).query;
  const auto printed = to_string(query);
  const auto again = parse_query(printed, schema, on_a_fixed_day()).query;
  ASSERT_EQ(again, query) << "typed   " << text << "\nprinted " << printed << "\nagain   " << to_string(again);
  ASSERT_EQ(to_string(again), printed);
  ASSERT_EQ(query_from_json(query_to_json(query)), query) << query_to_json(query);
}

TEST(QueryLanguage, PrintsAndReadsBackEveryTreeOfWellFormedTexts) {
  for (unsigned seed = 0; seed < 3'000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    expect_round_trips(test::QueryTexts(seed, leaf_words()).query(4));
    if (HasFatalFailure()) return;
  }
}

TEST(QueryLanguage, PrintsAndReadsBackWhatIsMadeOfJumbledTexts) {
  for (unsigned seed = 0; seed < 60'000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    expect_round_trips(test::jumbled_text(random, 24));
    if (HasFatalFailure()) return;
  }
}

TEST(QueryLanguage, PrintsAndReadsBackWhatIsMadeOfRandomBytes) {
  for (unsigned seed = 0; seed < 10'000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    std::string text(random() % 60, ' ');
    // Half of them with the language's own signs only.
    for (char& c : text) c = static_cast<char>(seed % 2 == 0 ? random() % 256 : 0x20 + random() % 0x20);
    expect_round_trips(text);
    if (HasFatalFailure()) return;
  }
}

std::string repeated(const std::string& piece, std::size_t bytes) {
  std::string text;
  while (text.size() + piece.size() <= bytes) text += piece;
  return text;
}

TEST(QueryLanguage, ReadsTheWorstTextsOfFullLengthInBoundedTime) {
  const std::vector<std::string> pieces = {"(",
                                           ")",
                                           "()",
                                           "\"",
                                           "\" ",
                                           "\\",
                                           "\\\"",
                                           "NOT ",
                                           "NOT NOT a ",
                                           "- ",
                                           "-",
                                           "+-",
                                           "-(",
                                           "*",
                                           "a*",
                                           "ab* ",
                                           ":",
                                           "a:",
                                           "title:",
                                           "^",
                                           "^2",
                                           "a^1",
                                           "1",
                                           ".",
                                           "AND ",
                                           "a AND ",
                                           "a OR ",
                                           "a NEAR ",
                                           "\xC2\xAB ",
                                           "\xE2\x80\x9C ",
                                           "\xE3\x80\x8C(",
                                           "tag:",
                                           "tag:\"",
                                           ",",
                                           "tag:a,",
                                           "title:(",
                                           "(a OR ",
                                           "(a ",
                                           "f(",
                                           "a ",
                                           "a~",
                                           "\"\"~1",
                                           "\xEF\xBC\x88",
                                           "\xFF",
                                           "published:-1d ",
                                           "(-",
                                           "(NOT ",
                                           "a) ",
                                           "\\(",
                                           "\"a\\"};
  const auto& schema = Schema::knowledge_base();
  constexpr std::size_t kBytes = 65'536;
  std::chrono::duration<double, std::milli> slowest{0};
  std::string slowest_piece;
  for (const auto& piece : pieces) {
    SCOPED_TRACE("piece " + piece);
    const auto text = repeated(piece, kBytes);
    const auto start = std::chrono::steady_clock::now();
    const auto parsed = parse_query(text, schema);
    const auto printed = to_string(parsed.query);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    if (took > slowest) {
      slowest = took;
      slowest_piece = piece;
    }
    // With its backslashes the printed form can be longer than what was typed.
    EXPECT_TRUE(parse_query(printed, schema, {.max_bytes = 4 * kBytes}).query == parsed.query);
    EXPECT_LE(parsed.warnings.size(), 101u);
  }
  std::cout << "slowest: " << slowest.count() << " ms, 64 KB of '" << slowest_piece << "'\n";
  EXPECT_LT(slowest.count(), 1'000.0);
}

/// Evaluates a tree by set operations over what its leaves find alone.
class SlowTwin {
 public:
  SlowTwin(const Searcher& searcher, Ids all) : searcher_(searcher), all_(std::move(all)) {}

  Ids evaluate(const Query& query) {
    const auto* group = std::get_if<BooleanQuery>(&query.node);
    return group == nullptr ? of_leaf(query) : evaluate(*group);
  }

  Ids found(const std::string& text) const {
    Ids ids;
    const auto results =
        searcher_.search(text, {.limit = 1'000, .snippets = false, .expand = false, .profile = text_profile()});
    for (const auto& hit : results.hits) ids.insert(hit.record_id);
    EXPECT_EQ(results.total.value, ids.size());
    return ids;
  }

 private:
  static RankingProfile text_profile() { return RankingProfile::named("text"); }

  Ids evaluate(const BooleanQuery& group) {
    if (group.empty()) return {};
    Ids ids = all_;
    for (const auto* list : {&group.must, &group.filter}) {
      for (const auto& clause : *list) ids = both(ids, evaluate(clause));
    }
    if (!group.should.empty() && std::all_of(group.must.begin(), group.must.end(), filters)) {
      Ids any;
      for (const auto& clause : group.should) any.merge(evaluate(clause));
      ids = both(ids, any);
    }
    for (const auto& clause : group.must_not) {
      for (const auto& id : evaluate(clause)) ids.erase(id);
    }
    return ids;
  }

  /// Whether a clause says nothing about texts.
  static bool filters(const Query& query) {
    if (std::holds_alternative<KeywordQuery>(query.node) || std::holds_alternative<RangeQuery>(query.node)) return true;
    const auto& schema = Schema::knowledge_base();
    if (const auto* prefix = std::get_if<PrefixQuery>(&query.node)) {
      if (prefix->field == "id") return true;
      return !prefix->field.empty() && schema.fields()[schema.find(prefix->field)].kind == FieldKind::kKeyword;
    }
    const auto* group = std::get_if<BooleanQuery>(&query.node);
    if (group == nullptr) return false;
    for (const auto* list : {&group->must, &group->should, &group->must_not, &group->filter}) {
      if (!std::all_of(list->begin(), list->end(), filters)) return false;
    }
    return true;
  }

  static Ids both(const Ids& a, const Ids& b) {
    Ids ids;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::inserter(ids, ids.end()));
    return ids;
  }

  const Ids& of_leaf(Query leaf) {
    leaf.boost = 1.0;
    BooleanQuery alone;
    alone.must.push_back(leaf);
    const auto text = to_string({alone});
    const auto [known, is_new] = of_leaves_.try_emplace(text);
    if (is_new) known->second = found(text);
    return known->second;
  }

  const Searcher& searcher_;
  Ids all_;
  std::map<std::string, Ids> of_leaves_;
};

TEST(QueryLanguage, FindsWhatSetsOfItsLeavesGive) {
  const auto searcher = Searcher::open(test::sample_index());
  Ids all;
  searcher.for_each_record([&](const Record& record) { all.insert(record.id); });
  SlowTwin twin(searcher, all);
  std::size_t telling = 0;
  for (unsigned seed = 0; seed < 2'000; ++seed) {
    const auto text = test::QueryTexts(seed, leaf_words()).query(3);
    SCOPED_TRACE("seed " + std::to_string(seed) + ": " + text);
    const auto expected = twin.evaluate(parse_query(text, searcher.schema()).query);
    ASSERT_EQ(twin.found(text), expected);
    if (!expected.empty() && expected.size() < all.size()) ++telling;
  }
  EXPECT_GT(telling, 700u);
}

TEST(QueryLanguage, TakesEveryTextThroughMatching) {
  const auto searcher = Searcher::open(test::sample_index());
  for (unsigned seed = 0; seed < 1'500; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    const auto text = test::jumbled_text(random, 24);
    ASSERT_NO_THROW(static_cast<void>(searcher.search(text, {.limit = 3})));
  }
}

}  // namespace
}  // namespace kbsearch
