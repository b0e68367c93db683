// Whole searches, a fixed set of queries a case. Each must find what Xapian's executor finds.
#include <algorithm>
#include <functional>
#include <memory>
#include <string>

#include "kbsearch/searcher.hpp"
#include "micro/cases.hpp"
#include "queries.hpp"

namespace kbsearch::bench {
namespace {

using Texts = std::vector<std::string>;

Texts texts_of(const Corpus& corpus, const std::string& kind, std::size_t most) {
  Texts texts;
  for (const auto& query : read_queries(corpus.queries.string())) {
    if ((kind.empty() || query.kind == kind) && texts.size() < most) texts.push_back(query.text);
  }
  check(!texts.empty(), "there are no queries of that kind");
  return texts;
}

std::string unquoted(const std::string& text) {
  std::string words = text;
  std::erase(words, '"');
  return words;
}

std::string first_two_words(const std::string& text, const std::string& between) {
  const std::string words = unquoted(text);
  const auto first = words.find(' ');
  const auto second = words.find(' ', first + 1);
  return words.substr(0, first) + between + words.substr(first + 1, second - first - 1);
}

std::string joined_ids(const SearchResults& results) {
  std::string ids;
  for (const auto& hit : results.hits) ids += hit.record_id + ' ';
  return ids;
}

struct SearchCase {
  const char* name;
  const char* kind;  ///< Of the generated queries; empty for some of each.
  std::size_t queries;
  std::function<std::string(const std::string&)> text;  ///< What is asked, from a generated query.
  std::function<void(SearchOptions&)> change;
  std::function<bool(const SearchResults&)> is_right;  ///< Beside the ids.
};

std::string as_it_is(const std::string& text) { return text; }

bool is_any(const SearchResults&) { return true; }

void without_snippets(SearchOptions& options) { options.snippets = false; }

void in_any_order(SearchOptions& options) {
  options.snippets = false;
  auto& profile = options.profile;
  profile.adjacency = profile.proximity = profile.title_weight = profile.title_likeness = profile.second_field = 0;
}

/// Each tells where the words are: in a passage, or in its title alone.
bool all_show_marks(const SearchResults& results) {
  return std::all_of(results.hits.begin(), results.hits.end(),
                     [](const Hit& hit) { return !hit.snippet.marks.empty() || !hit.title_marks.empty(); });
}

const std::vector<SearchCase>& table() {
  static const std::vector<SearchCase> cases = {
      {"OneWord", "one_word", 10, as_it_is, without_snippets, is_any},
      {"TwoWords", "two_words", 10, as_it_is, without_snippets, is_any},
      {"ThreeWords", "three_words", 8, as_it_is, without_snippets, is_any},
      {"TwentyWords", "long", 3, as_it_is, without_snippets, is_any},
      {"TwoCommonWords", "two_common", 8, as_it_is, without_snippets, is_any},
      {"TwoCommonWordsInAnyOrder", "two_common", 8, as_it_is, in_any_order, is_any},
      {"Intersect", "two_common", 8, [](const std::string& text) { return "+" + first_two_words(text, " +"); },
       without_snippets, is_any},
      {"Phrase", "phrase", 10, as_it_is, without_snippets, is_any},
      {"Near", "phrase", 8, [](const std::string& text) { return first_two_words(text, " NEAR/5 "); }, without_snippets,
       is_any},
      {"WordInAField", "field", 8, as_it_is, without_snippets, is_any},
      {"Filtered", "filtered", 10, as_it_is, without_snippets, is_any},
      {"Wildcard", "one_word", 8, [](const std::string& text) { return text.substr(0, 4) + "*"; }, without_snippets,
       is_any},
      {"Typo", "one_word", 4,
       [](const std::string& text) {
         std::string wrong = text;
         if (wrong.size() > 3) std::swap(wrong[1], wrong[2]);
         return wrong;
       },
       without_snippets, is_any},
      {"Keystroke", "two_words", 5, [](const std::string& text) { return text.substr(0, text.find(' ') + 3); },
       [](SearchOptions& options) {
         options.snippets = false;
         options.typing = true;
       },
       is_any},
      {"Facets", "two_words", 8, as_it_is,
       [](SearchOptions& options) {
         options.snippets = false;
         for (const char* field : {"type", "tag", "importance"}) options.facets.push_back({field});
       },
       [](const SearchResults& results) { return results.facets.size() == 3 && !results.facets[0].counts.empty(); }},
      {"Collapse", "two_words", 6, as_it_is,
       [](SearchOptions& options) {
         options.snippets = false;
         options.collapse = SearchOptions::kByUrl;
       },
       is_any},
      {"Snippets", "rare_word", 10, as_it_is, [](SearchOptions&) {}, all_show_marks},
      {"SnippetsLeftOut", "rare_word", 10, as_it_is, without_snippets, is_any},
      {"Explain", "two_words", 3, as_it_is, [](SearchOptions& options) { options.explain = true; },
       [](const SearchResults& results) { return results.hits.empty() || results.hits[0].explanation.has_value(); }},
  };
  return cases;
}

Work search_work(const Corpus& corpus, const SearchCase& asked) {
  auto searcher = std::make_shared<const Searcher>(Searcher::open(corpus.index));
  SearchOptions options;
  asked.change(options);
  SearchOptions by_xapian = options;
  by_xapian.executor = SearchExecutor::kXapian;
  std::vector<std::pair<std::string, std::string>> queries;
  std::size_t found = 0;
  for (const auto& generated : texts_of(corpus, asked.kind, asked.queries)) {
    const std::string text = asked.text(generated);
    queries.emplace_back(text, joined_ids(searcher->search(text, by_xapian)));
    found += queries.back().second.empty() ? 0 : 1;
  }
  check(found > 0, "no query finds anything");
  return [searcher, options, queries = std::move(queries), is_right = asked.is_right] {
    for (const auto& [text, ids] : queries) {
      const auto results = searcher->search(text, options);
      check(joined_ids(results) == ids, "the hits are not those of Xapian's executor");
      check(is_right(results), "what comes with the hits is wrong");
    }
  };
}

/// What is paid before a posting is read: beside one record there is nothing to match.
Work plan_work(const Corpus& corpus) {
  auto searcher = std::make_shared<const Searcher>(Searcher::open(corpus.one_record));
  return [searcher, texts = texts_of(corpus, "", 40)] {
    SearchOptions options;
    options.snippets = false;
    options.typos = false;
    for (const auto& text : texts) check(searcher->search(text, options).hits.size() <= 1, "one record is found twice");
  };
}

Work suggest_work(const Corpus& corpus) {
  auto searcher = std::make_shared<const Searcher>(Searcher::open(corpus.index));
  std::vector<std::pair<std::string, std::vector<std::string>>> prefixes;
  const auto suggested = [](const Searcher& asked, const std::string& prefix) {
    std::vector<std::string> texts;
    for (const auto& suggestion : asked.suggest(prefix)) texts.push_back(suggestion.text);
    return texts;
  };
  for (const auto& text : texts_of(corpus, "one_word", 1)) {
    const std::string prefix = text.substr(0, 3);
    prefixes.emplace_back(prefix, suggested(*searcher, prefix));
    check(!prefixes.back().second.empty(), "nothing is suggested for the beginning of a word of the records");
  }
  return [searcher, prefixes = std::move(prefixes), suggested] {
    for (const auto& [prefix, texts] : prefixes) {
      check(suggested(*searcher, prefix) == texts, "the suggestions differ from those of the first run");
    }
  };
}

}  // namespace

std::vector<Case> search_cases() {
  std::vector<Case> cases = {{"Plan", plan_work}};
  for (const auto& asked : table()) {
    cases.push_back({asked.name, [&asked](const Corpus& corpus) { return search_work(corpus, asked); }});
  }
  cases.push_back({"Suggest", suggest_work});
  return cases;
}

}  // namespace kbsearch::bench
