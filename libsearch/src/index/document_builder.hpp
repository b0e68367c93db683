// From a record to a Xapian document: the writing side's heart.
//
// Weighted fields and length normalisation are folded into the wdf of a stem (Robertson, Zaragoza & Taylor 2004):
//     wdf = max(1, round(16 * sum_f w_f * tf_f / (1 - b + b * L / avgL))),    L = sum_f w_f * len_f
//   w_f   weight of field f          tf_f  occurrences of the term in it      len_f  its tokens
//   b     Schema::length_norm()      avgL  mean L of the index, fixed when it was built
// so that matching reads no document length: 3.6 times faster at 100k documents than doing this at query time.
#pragma once

#include <xapian.h>

#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "analysis/fingerprint.hpp"
#include "analysis/term_forms.hpp"
#include "index/term_table.hpp"
#include "kbsearch/record.hpp"
#include "kbsearch/schema.hpp"
#include "records/field_values.hpp"
#include "store/stored_document.hpp"
#include "store/terms.hpp"
#include "store/token_stream.hpp"

namespace kbsearch::index {

/// Returns L of a record: the tokens of its text fields, each times its field's weight. Cheap: nothing is folded.
double weighted_length(const records::RecordValues& values, const Schema& schema);

struct BuiltDocument {
  std::string id;
  Xapian::Document document;  ///< Owned by whoever holds this; Xapian's handles must not be shared between threads.
  std::vector<Rejection> left_out;  ///< What of the record is not in the document, of Rejection::Scope::kField.
  std::vector<std::string> unread;  ///< Members of the record that no field is taken from.
};

/// Builds documents for one schema and avgL. Keeps caches, so it belongs to one thread.
class DocumentBuilder {
 public:
  /// Most terms of one document. A different word has two or three. No text of a language comes near it; what does
  /// (dumps of keys and numbers) would take Xapian some 500 bytes of memory for each.
  static constexpr std::size_t kMostTerms = 1u << 20;

  DocumentBuilder(const Schema& schema, double avg_length, FieldFaults faults = FieldFaults::kLeaveOut);

  std::variant<BuiltDocument, Rejection> build(const Record& record);
  /// The same, for values that were read already.
  BuiltDocument build(const Record& record, const records::RecordValues& values);

 private:
  void add_tokens(std::size_t field_index, std::string_view text, const std::string& language, double weight,
                  std::vector<store::StoredToken>* stored);
  std::uint32_t words_below(std::size_t token) const;
  void add_title_acronym(std::size_t field, std::string_view title);
  /// Notes that the record says that two names are of one thing.
  void add_saying(std::string_view name, store::SayingKind kind, std::string_view other);
  void add_aliases(const records::RecordValues& values);
  void add_names(const Record& record, const records::RecordValues& values, const std::string& language);
  void add_identity(const records::RecordValues& values, Xapian::Document& document) const;
  std::string folded_words(std::string_view text);
  void add_keyword_field(std::size_t field, const records::FieldValue& value, Xapian::Document& document);
  void flush_terms(double norm, Xapian::Document& document);
  analysis::TermFormer& former(const std::string& language);

  const Schema& schema_;
  double avg_length_;
  FieldFaults faults_;
  std::unordered_map<std::string, analysis::TermFormer> formers_;

  /// Gives back what a very large document took, before Xapian takes its part for it.
  void release_large_scratch();

  // Scratch of the document under way, kept for its capacity.
  TermTable terms_;
  store::TokenStreamWriter stream_;
  std::vector<analysis::TokenSpan> spans_;
  analysis::Fingerprint fingerprint_;
  double length_ = 0.0;
};

}  // namespace kbsearch::index
