// The terms of a segment stand in groups, each term as
//
//   bytes that it shares with the one before it in its group, the others, number of documents, greatest wdf,
//   and the place of its document if there is one, else how many bytes its postings take
//
// all of them variable-length numbers (base/varint.hpp).
#include "image/segment_writer.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "base/varint.hpp"
#include "image/segment.hpp"
#include "store/stored_document.hpp"
#include "store/terms.hpp"
#include "store/token_stream.hpp"

namespace kbsearch::image {
namespace {

/// Terms and postings, in the order in which they come; written once the documents are.
class TermWriter {
 public:
  explicit TermWriter(ImageFileWriter& file) : file_(file) {}

  /// Terms must ascend; the postings too, by place.
  void add(std::string_view term, const std::vector<Posting>& postings) {
    if (postings.empty()) return;
    if (count_++ % kTermsInGroup == 0) {
      groups_.push_back({term_prefix(term), terms_.size(), file_.section_size()});
      before_.clear();
    }
    std::size_t shared = 0;
    while (shared < std::min(before_.size(), term.size()) && before_[shared] == term[shared]) ++shared;
    std::uint32_t max_wdf = 0;
    for (const auto& posting : postings) max_wdf = std::max(max_wdf, posting.wdf);
    base::put_varint(terms_, shared);
    base::put_bytes(terms_, term.substr(shared));
    base::put_varint(terms_, postings.size());
    base::put_varint(terms_, max_wdf);
    before_ = term;
    if (postings.size() == 1) {
      base::put_varint(terms_, postings.front().place);
      return;
    }
    blocks_.clear();
    append_postings(blocks_, postings);
    base::put_varint(terms_, blocks_.size());
    file_.append(blocks_);
  }

  void finish() {
    file_.begin_section();
    for (const auto& group : groups_) file_.append_number(group);
    file_.begin_section();
    file_.append(terms_);
  }

 private:
  ImageFileWriter& file_;
  std::string terms_;
  std::vector<TermGroup> groups_;
  std::string before_;
  std::string blocks_;
  std::size_t count_ = 0;
};

void write_documents(ImageFileWriter& file, const std::vector<Xapian::docid>& order) {
  file.begin_section();
  for (const auto document : order) file.append_number(std::uint32_t{document});
  std::vector<std::pair<std::uint32_t, Place>> by_document;
  for (Place place = 0; place < order.size(); ++place) by_document.emplace_back(order[place], place);
  std::sort(by_document.begin(), by_document.end());
  file.begin_section();
  for (const auto& [document, place] : by_document) {
    file.append_number(document);
    file.append_number(place);
  }
}

/// Something of each document, and then where each ends.
template <typename BytesOf>
void write_slices(ImageFileWriter& file, const Xapian::Database& database, const std::vector<Xapian::docid>& order,
                  BytesOf&& bytes_of) {
  std::vector<std::uint64_t> ends;
  ends.reserve(order.size());
  file.begin_section();
  for (const auto number : order) {
    file.append(bytes_of(database.get_document(number, Xapian::DOC_ASSUME_VALID)));
    ends.push_back(file.section_size());
  }
  file.begin_section();
  for (const auto end : ends) file.append_number(end);
}

std::string record_of(const Xapian::Document& document, const std::vector<std::size_t>& card_fields) {
  std::string bytes;
  base::put_bytes(bytes, store::StoredDocument(document.get_data()).card(card_fields));
  for (const auto slot : {store::kSlotOrigin, store::kSlotLength, store::kSlotFingerprint}) {
    base::put_bytes(bytes, document.get_value(slot));
  }
  return bytes;
}

/// Sorts the postings of many documents by place: their places were those of another order.
class PlaceSorter {
 public:
  explicit PlaceSorter(std::size_t documents) : wdfs_(documents, 0), present_(documents, false) {}

  void sort(std::vector<Posting>& postings) {
    // Of a term that is everywhere the table is faster.
    constexpr std::size_t kRare = 16;
    if (postings.size() < wdfs_.size() / kRare) {
      std::sort(postings.begin(), postings.end(), [](const Posting& a, const Posting& b) { return a.place < b.place; });
      return;
    }
    for (const auto& posting : postings) {
      wdfs_[posting.place] = posting.wdf;
      present_[posting.place] = true;
    }
    postings.clear();
    for (Place place = 0; place < wdfs_.size(); ++place) {
      if (!present_[place]) continue;
      postings.push_back({place, wdfs_[place]});
      present_[place] = false;
    }
  }

 private:
  std::vector<std::uint32_t> wdfs_;
  std::vector<bool> present_;
};

template <typename AddTerms>
void write(const std::filesystem::path& path, const Xapian::Database& database, const ScoredOrder& scored,
           const RecordRules& rules, AddTerms&& add_terms) {
  const auto& order = scored.documents;
  ImageFileWriter file(path);
  write_documents(file, order);
  std::string name_lengths;
  write_slices(file, database, order, [&](const Xapian::Document& document) {
    auto stream = document.get_value(store::kSlotTokenStream);
    const auto length = std::min<std::uint32_t>(store::name_length(stream, rules.name_fields), 255);
    name_lengths.push_back(static_cast<char>(length));
    return stream;
  });
  file.begin_section();
  file.append(name_lengths);
  write_slices(file, database, order,
               [&](const Xapian::Document& document) { return record_of(document, rules.card_fields); });
  file.begin_section();
  file.append(scored.scored_by);
  file.begin_section();
  for (const double score : scored.scores) file.append_number(score);
  file.begin_section();
  TermWriter terms(file);
  add_terms(terms);
  terms.finish();
  file.finish();
}

}  // namespace

void write_segment(const std::filesystem::path& path, const Xapian::Database& database, const ScoredOrder& scored,
                   const RecordRules& rules) {
  write(path, database, scored, rules, [&](TermWriter& terms) {
    const auto& order = scored.documents;
    std::vector<Place> places(database.get_lastdocid() + std::size_t{1}, 0);
    for (Place place = 0; place < order.size(); ++place) places[order[place]] = place;
    PlaceSorter sorter(order.size());
    std::vector<Posting> postings;
    for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
      const std::string name = *term;
      if (!is_in_image(name)) continue;
      postings.clear();
      const auto end = database.postlist_end(name);
      for (auto posting = database.postlist_begin(name); posting != end; ++posting) {
        postings.push_back({places[*posting], posting.get_wdf()});
      }
      sorter.sort(postings);
      terms.add(name, postings);
    }
  });
}

void write_small_segment(const std::filesystem::path& path, const Xapian::Database& database,
                         const std::vector<Xapian::docid>& documents, const RecordRules& rules) {
  write(path, database, {documents, "", {}}, rules, [&](TermWriter& terms) {
    std::map<std::string, std::vector<Posting>> by_term;
    for (Place place = 0; place < documents.size(); ++place) {
      const auto end = database.termlist_end(documents[place]);
      for (auto term = database.termlist_begin(documents[place]); term != end; ++term) {
        if (is_in_image(*term)) by_term[*term].push_back({place, term.get_wdf()});
      }
    }
    for (const auto& [term, postings] : by_term) terms.add(term, postings);
  });
}

}  // namespace kbsearch::image
