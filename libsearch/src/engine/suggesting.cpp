#include "engine/suggesting.hpp"

#include <algorithm>

#include "analysis/keyword.hpp"
#include "analysis/tokenizer.hpp"
#include "engine/suggested_words.hpp"
#include "present/display_text.hpp"
#include "store/stored_document.hpp"
#include "store/terms.hpp"

namespace kbsearch::engine {
namespace {

constexpr std::size_t kMaxTextBytes = 500;
// Terms looked at for one prefix: some 5 ms, if a single letter begins so many.
constexpr std::size_t kMaxValuesScanned = 20'000;
// A query's wildcard needs so many characters.
constexpr std::size_t kLeastPrefixBytes = 2;

struct Typed {
  std::vector<std::string> words;  ///< Folded, the whole ones.
  std::string last;                ///< The one under way, folded; empty after a space.
  std::string before;              ///< The text before it, as it was typed.
};

Typed read(match::Session& session, std::string_view text) {
  Typed typed;
  std::vector<analysis::TokenSpan> spans;
  analysis::tokenize(text, 0, spans);
  auto& former = session.planner().former(session.schema().default_language());
  for (const auto& span : spans) {
    if (!analysis::counts_in_length(span.kind)) continue;
    const auto& exact = former.forms(text.substr(span.begin, span.end - span.begin), span.kind).exact;
    if (span.end == text.size()) {
      typed.last = exact;
      typed.before = text.substr(0, span.begin);
    } else {
      typed.words.push_back(exact);
    }
  }
  return typed;
}

/// Adds what was found, the most frequent first.
void add_sorted(std::vector<Suggestion> found, std::vector<Suggestion>& all) {
  std::stable_sort(found.begin(), found.end(),
                   [](const Suggestion& a, const Suggestion& b) { return a.doc_count > b.doc_count; });
  all.insert(all.end(), found.begin(), found.end());
}

std::vector<Suggestion> tags_with(match::Session& session, std::size_t field, const std::string& beginning,
                                  std::size_t limit) {
  const auto prefix = store::keyword_term(field, "");
  std::vector<Suggestion> found;
  for (const auto& term : session.expand(prefix + beginning, limit, kMaxValuesScanned).terms) {
    found.push_back({Suggestion::Kind::kTag, term.substr(prefix.size()), {}, session.doc_freq(term)});
  }
  return found;
}

/// A query for the whole words and the one under way in a field; empty if there is nothing to ask.
std::string query_in(const Schema& schema, const std::string& field, const Typed& typed) {
  std::string query;
  if (schema.find(field) == Schema::kNoField) return query;
  for (const auto& word : typed.words) query.append(field).append(":\"").append(word).append("\" ");
  if (typed.last.size() >= kLeastPrefixBytes) query.append(field).append(":").append(typed.last).append("*");
  return query;
}

/// The alias of a record that has the most of what was typed; of equals the first.
std::string alias_of(match::Session& session, const std::string& record_id, const Typed& typed) {
  const auto document = session.find(record_id);
  if (!document) return {};
  const auto bytes = session.document(*document);
  std::string best;
  std::size_t most = 0;
  for (const auto& stored : store::StoredDocument(bytes->stored).texts(session.schema().find("aliases"))) {
    const auto folded = analysis::fold_keyword(stored.text());
    std::size_t met = folded.find(typed.last) != folded.npos ? 1 : 0;
    for (const auto& word : typed.words) met += folded.find(word) != folded.npos ? 1 : 0;
    if (met <= most && !best.empty()) continue;
    most = met;
    std::vector<ByteRange> no_marks;
    best = present::plain_for_display(stored.text(), no_marks);
  }
  return best;
}

}  // namespace

std::vector<Suggestion> suggestions(match::Session& session, std::string_view text, std::size_t limit, const Ask& ask,
                                    const Count& count) {
  std::vector<Suggestion> all;
  const auto typed = read(session, text.substr(0, kMaxTextBytes));
  const auto& schema = session.schema();
  if (const auto query = query_in(schema, "title", typed); !query.empty()) {
    for (const auto& hit : ask(query, limit).hits) {
      all.push_back({Suggestion::Kind::kTitle, hit.title, hit.record_id, 1});
    }
  }
  if (const auto query = query_in(schema, "aliases", typed); !query.empty()) {
    for (const auto& hit : ask(query, limit).hits) {
      all.push_back({Suggestion::Kind::kAlias, alias_of(session, hit.record_id, typed), hit.record_id, 1});
    }
  }
  const auto tag = schema.find("tag");
  const auto folded = analysis::fold_keyword(text.substr(0, kMaxTextBytes));
  if (tag != Schema::kNoField && !folded.empty()) {
    add_sorted(tags_with(session, tag, folded, limit), all);
  }
  if (typed.last.empty()) return all;
  std::vector<Suggestion> words;
  for (const auto& word : suggested_words(session, typed.last, limit, ask)) {
    const auto completed = typed.before + word;
    words.push_back({Suggestion::Kind::kWord, completed, {}, count(completed)});
  }
  add_sorted(std::move(words), all);
  return all;
}

}  // namespace kbsearch::engine
