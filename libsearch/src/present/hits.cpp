#include "present/hits.hpp"

#include "base/utf8.hpp"
#include "present/display_text.hpp"
#include "present/passage.hpp"
#include "store/origin.hpp"

namespace kbsearch::present {
namespace {

std::string shown(std::string_view text) {
  std::vector<ByteRange> no_marks;
  return clean_for_display(text, no_marks);
}

// A title is shown whole, unless it is none: as long as a passage.
constexpr std::size_t kMostTitleBytes = 280;

/// The title as the evidence of a record that has no other text.
Snippet title_passage(const Hit& hit, const std::string& field) {
  Snippet title;
  title.field = field;
  title.text = hit.title.substr(0, base::floor_to_character(hit.title, kMostTitleBytes));
  title.ends_inside = title.text.size() < hit.title.size();
  if (const auto space = title.text.rfind(' '); title.ends_inside && space != std::string::npos) {
    title.text.resize(space);
  }
  for (const auto& mark : hit.title_marks) {
    if (mark.end <= title.text.size()) title.marks.push_back(mark);
  }
  return title;
}

void add_evidence(const store::StoredDocument& document, const Schema& schema, const DisplayFields& fields,
                  const Highlighter& highlighter, std::size_t passages, Hit& hit) {
  hit.passages = best_passages(document, schema, highlighter, passages);
  if (hit.passages.empty() && !hit.title.empty()) {
    hit.passages.push_back(title_passage(hit, schema.fields()[fields.title].name));
  }
  if (!hit.passages.empty()) hit.snippet = hit.passages.front();
  for (const auto& [field, count] : highlighter.matched_fields()) {
    hit.matched_fields.push_back({schema.fields()[field].name, count});
  }
  hit.missing_words = highlighter.missing_words();
}

}  // namespace

Hit make_hit(const match::DocumentView& bytes, const Schema& schema, const RecordSources& sources,
             const DisplayFields& fields, Highlighter& highlighter, std::size_t passages) {
  const bool with_evidence = passages > 0;
  const store::StoredDocument document(bytes.stored);
  Hit hit;
  if (with_evidence) highlighter.read(document, bytes.stream);
  hit.record_id = document.id();
  const auto titles = document.texts(fields.title);
  if (!titles.empty()) {
    if (with_evidence) {
      for (const auto& match : highlighter.matches(fields.title, 0)) {
        hit.title_marks.push_back({match.begin, match.end});
      }
    }
    hit.title = plain_for_display(titles.front().text(), hit.title_marks);
  }
  const auto origin = store::read_origin(bytes.origin);
  hit.path = store::path_of(origin, sources);
  if (hit.path == RecordSource::kStandardInput) hit.path.clear();
  if (origin.is_whole) hit.file = shown(origin.file);
  hit.url = shown(document.first_text(fields.url));
  hit.type = shown(document.first_text(fields.type));
  hit.published = shown(document.first_text(fields.published));
  for (const auto& tag : document.texts(fields.tag)) hit.tags.push_back(shown(tag.text()));
  hit.importance = document.number(fields.importance);
  hit.quality = document.number(fields.quality);
  hit.cited_by_count = static_cast<std::uint64_t>(document.number(fields.cited_by_count).value_or(0.0));
  if (with_evidence) add_evidence(document, schema, fields, highlighter, passages, hit);
  return hit;
}

}  // namespace kbsearch::present
