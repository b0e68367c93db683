// The bytes kept beside each document's postings: what a hit shows and a snippet needs, readable without parsing
// JSON, and the original record, which shares its texts with them.
//
//   version, id, language, field blocks..., end mark, record skeleton
//   a field block: field number + 1, size in bytes, number of texts, then for each: text, token table, sentence starts;
//                  for a number field: its 8 bytes
//   a token table: two byte strings of an entry a token: begin - end of the token before (zigzag varint), length; which
//                  words the tokens are stands in the token stream (store/token_stream.hpp), in the same order
//   the skeleton:  the record's JSON in pieces; between two pieces stands a text of a field, as it was escaped
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/varint.hpp"

namespace kbsearch::store {

/// Where a token stands: bytes of its text.
struct StoredToken {
  std::uint32_t begin;
  std::uint32_t end;
};

/// A text on its way into the store. `tokens` may be empty: a text that no snippet is taken from.
struct TextToStore {
  std::string_view text;
  std::vector<StoredToken> tokens;             ///< Ordered by begin.
  std::vector<std::uint32_t> sentence_starts;  ///< Ascending.
};

/// Appends one document. Calls must come in this order: constructor, fields by ascending number, finish; the texts must
/// live until then.
class StoredDocumentWriter {
 public:
  StoredDocumentWriter(std::string_view id, std::string_view language);
  ~StoredDocumentWriter();
  StoredDocumentWriter(const StoredDocumentWriter&) = delete;
  StoredDocumentWriter& operator=(const StoredDocumentWriter&) = delete;
  void add_texts(std::size_t field, const std::vector<TextToStore>& texts);
  void add_number(std::size_t field, double number);
  /// Returns the bytes. `record_json` comes back from StoredDocument::record_json() unchanged. Time and room grow with
  /// the texts and the JSON, not with their product.
  std::string finish(std::string_view record_json);

 private:
  struct Hole;
  class HoleFinder;
  std::string bytes_;
  std::vector<Hole> hole_candidates_;
};

/// One text of a stored document; decodes its token table on demand.
class StoredText {
 public:
  StoredText(std::string_view text, std::string_view tokens, std::string_view sentences)
      : text_(text), tokens_(tokens), sentences_(sentences) {}
  std::string_view text() const { return text_; }
  /// Appends the tokens in order of begin.
  void read_tokens(std::vector<StoredToken>& tokens) const;
  /// Sets `tokens` to those with the given numbers, which must ascend; as many as there are of them.
  void read_tokens(std::span<const std::uint32_t> numbers, std::vector<StoredToken>& tokens) const;
  void read_sentence_starts(std::vector<std::uint32_t>& starts) const;

 private:
  template <typename Action>
  void for_each_token(Action&& action) const;

  std::string_view text_;
  std::string_view tokens_;
  std::string_view sentences_;
};

/// Reads the bytes that StoredDocumentWriter made; views point into `bytes`, which must outlive it.
/// Throws Error{kIndexCorrupt} when they are damaged.
class StoredDocument {
 public:
  explicit StoredDocument(std::string_view bytes);

  std::string_view id() const { return id_; }
  std::string_view language() const { return language_; }
  /// Empty if the record does not have the field.
  std::vector<StoredText> texts(std::size_t field) const;
  /// The first text, or empty.
  std::string_view first_text(std::size_t field) const;
  std::optional<double> number(std::size_t field) const;
  /// Returns a stored document that has these fields alone, and an empty record.
  std::string card(std::span<const std::size_t> fields) const;
  /// The id of a stored document, without reading more of it.
  static std::string_view id_of(std::string_view bytes);
  bool has(std::size_t field) const { return block(field) != nullptr; }
  std::string record_json() const;

 private:
  struct Block {
    std::size_t field;
    std::string_view bytes;
  };
  const Block* block(std::size_t field) const;

  std::string_view id_;
  std::string_view language_;
  std::vector<Block> blocks_;
  std::string_view skeleton_;
  std::size_t stored_bytes_;
};

}  // namespace kbsearch::store
