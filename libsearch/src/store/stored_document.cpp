#include "store/stored_document.hpp"

#include <algorithm>
#include <bit>
#include <unordered_map>
#include <utility>

#include "kbsearch/error.hpp"
#include "store/json_escape.hpp"

namespace kbsearch::store {
namespace {

constexpr char kVersion = 2;
// A shorter text costs more as a hole in the skeleton than as it stands.
constexpr std::size_t kLeastHoleBytes = 24;

void put_tokens(std::string& out, const std::vector<StoredToken>& tokens) {
  // Two streams rather than one of pairs: like stands by like, and nearly every gap is one space.
  std::string gaps;
  std::string lengths;
  std::int64_t before = 0;
  for (const auto& token : tokens) {
    const std::int64_t gap = token.begin - before;
    base::put_varint(gaps, gap >= 0 ? 2 * static_cast<std::uint64_t>(gap) : 2 * static_cast<std::uint64_t>(-gap) - 1);
    base::put_varint(lengths, token.end - token.begin);
    before = token.end;
  }
  std::string table;
  if (!tokens.empty()) {
    base::put_varint(table, tokens.size());
    base::put_bytes(table, gaps);
    table += lengths;
  }
  base::put_bytes(out, table);
}

void put_sentences(std::string& out, const std::vector<std::uint32_t>& starts) {
  std::string deltas;
  std::uint32_t before = 0;
  for (const auto start : starts) {
    base::put_varint(deltas, start - before);
    before = start;
  }
  base::put_bytes(out, deltas);
}

[[noreturn]] void throw_damaged(const char* what) {
  throw Error(ErrorCode::kIndexCorrupt, std::string("stored document is damaged: ") + what, {}, Remedy::kRebuild);
}

}  // namespace

/// A text of the record's fields, which may stand for a string of its JSON.
struct StoredDocumentWriter::Hole {
  std::size_t field;
  std::size_t ordinal;
  std::string_view text;
};

namespace {

/// Calls `take` with the place and the inside of each string of `json`, names included, from left to right.
template <typename Take>
void for_each_json_string(std::string_view json, Take take) {
  for (std::size_t quote = json.find('"'); quote != json.npos; quote = json.find('"', quote)) {
    const std::size_t begin = quote + 1;
    std::size_t end = begin;
    while (end < json.size() && json[end] != '"') end += json[end] == '\\' ? 2 : 1;
    if (end >= json.size()) return;
    take(begin, json.substr(begin, end - begin));
    quote = end + 1;
  }
}

}  // namespace

/// Finds the text that a string of the JSON was read into: in one look, however many texts there are.
class StoredDocumentWriter::HoleFinder {
 public:
  struct Found {
    const Hole* text;
    JsonEscape style;
  };

  explicit HoleFinder(const std::vector<Hole>& texts) : texts_(texts), next_same_(texts.size(), kNone) {
    for (std::size_t i = texts.size(); i-- > 0;) {
      const auto [known, is_new] = first_.try_emplace(texts[i].text, i);
      if (!is_new) next_same_[i] = std::exchange(known->second, i);
    }
  }

  /// Each text is taken once, so that a damaged document cannot grow without bounds when it is put together.
  std::optional<Found> take(std::string_view escaped) {
    if (escaped.size() < kLeastHoleBytes) return std::nullopt;
    if (escaped.find('\\') == escaped.npos) {
      const Hole* text = take_text(escaped);
      return text != nullptr ? std::optional(Found{text, JsonEscape::kUtf8}) : std::nullopt;
    }
    const auto plain = unescape_json(escaped);
    if (!plain || !first_.contains(*plain)) return std::nullopt;
    for (const auto style : {JsonEscape::kUtf8, JsonEscape::kAscii}) {
      if (escape_json(*plain, style) == escaped) return Found{take_text(*plain), style};
    }
    return std::nullopt;
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  const Hole* take_text(std::string_view text) {
    const auto known = first_.find(text);
    if (known == first_.end()) return nullptr;
    const Hole* hole = &texts_[known->second];
    known->second = next_same_[known->second];
    if (known->second == kNone) first_.erase(known);
    return hole;
  }

  const std::vector<Hole>& texts_;
  std::vector<std::size_t> next_same_;  ///< The next text of the same bytes.
  std::unordered_map<std::string_view, std::size_t> first_;
};

StoredDocumentWriter::StoredDocumentWriter(std::string_view id, std::string_view language) {
  bytes_.push_back(kVersion);
  base::put_bytes(bytes_, id);
  base::put_bytes(bytes_, language);
}

StoredDocumentWriter::~StoredDocumentWriter() = default;

void StoredDocumentWriter::add_texts(std::size_t field, const std::vector<TextToStore>& texts) {
  std::string block;
  base::put_varint(block, texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    base::put_bytes(block, texts[i].text);
    put_tokens(block, texts[i].tokens);
    put_sentences(block, texts[i].sentence_starts);
    if (texts[i].text.size() >= kLeastHoleBytes) hole_candidates_.push_back({field, i, texts[i].text});
  }
  base::put_varint(bytes_, field + 1);
  base::put_bytes(bytes_, block);
}

void StoredDocumentWriter::add_number(std::size_t field, double number) {
  std::string block;
  base::put_fixed64(block, std::bit_cast<std::uint64_t>(number));
  base::put_varint(bytes_, field + 1);
  base::put_bytes(bytes_, block);
}

std::string StoredDocumentWriter::finish(std::string_view record_json) {
  HoleFinder finder(hole_candidates_);
  base::put_varint(bytes_, 0);
  std::size_t done = 0;
  for_each_json_string(record_json, [&](std::size_t begin, std::string_view escaped) {
    const auto hole = finder.take(escaped);
    if (!hole) return;
    base::put_bytes(bytes_, record_json.substr(done, begin - done));
    base::put_varint(bytes_, 2 * (hole->text->field + 1) + static_cast<std::size_t>(hole->style));
    base::put_varint(bytes_, hole->text->ordinal);
    done = begin + escaped.size();
  });
  base::put_bytes(bytes_, record_json.substr(done));
  base::put_varint(bytes_, 0);
  return std::move(bytes_);
}

/// Calls `action` with each token in order, until it returns false.
template <typename Action>
void StoredText::for_each_token(Action&& action) const {
  if (tokens_.empty()) return;
  base::ByteReader table(tokens_);
  const std::size_t count = table.varint();
  if (count > tokens_.size()) throw_damaged("token table");
  base::ByteReader gaps(table.bytes());
  std::uint64_t end = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t gap = gaps.varint();
    // A token over others begins before the end of the one before it: the gap is negative, and wraps round.
    const std::uint64_t begin = end + (gap % 2 == 0 ? gap / 2 : ~(gap / 2));
    end = begin + table.varint();
    if (begin > end || end > text_.size()) throw_damaged("token offset");
    if (!action(StoredToken{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)})) return;
  }
}

void StoredText::read_tokens(std::vector<StoredToken>& tokens) const {
  for_each_token([&](const StoredToken& token) {
    tokens.push_back(token);
    return true;
  });
}

void StoredText::read_tokens(std::span<const std::uint32_t> numbers, std::vector<StoredToken>& tokens) const {
  tokens.clear();
  std::uint32_t number = 0;
  for_each_token([&](const StoredToken& token) {
    if (tokens.size() == numbers.size()) return false;
    if (number++ == numbers[tokens.size()]) tokens.push_back(token);
    return tokens.size() < numbers.size();
  });
}

void StoredText::read_sentence_starts(std::vector<std::uint32_t>& starts) const {
  base::ByteReader deltas(sentences_);
  std::uint64_t start = 0;
  while (!deltas.at_end()) {
    start += deltas.varint();
    if (start > text_.size()) throw_damaged("sentence start");
    starts.push_back(static_cast<std::uint32_t>(start));
  }
}

std::string_view StoredDocument::id_of(std::string_view bytes) {
  base::ByteReader reader(bytes);
  if (reader.raw(1)[0] != kVersion) throw_damaged("unknown layout version");
  return reader.bytes();
}

StoredDocument::StoredDocument(std::string_view bytes) : stored_bytes_(bytes.size()) {
  base::ByteReader reader(bytes);
  if (reader.raw(1)[0] != kVersion) throw_damaged("unknown layout version");
  id_ = reader.bytes();
  language_ = reader.bytes();
  const char* position = nullptr;
  for (;;) {
    const std::size_t field = reader.varint();
    if (field == 0) break;
    blocks_.push_back({field - 1, reader.bytes()});
    position = blocks_.back().bytes.data() + blocks_.back().bytes.size();
  }
  if (position == nullptr) position = language_.data() + language_.size();
  ++position;  // the end mark
  skeleton_ = bytes.substr(static_cast<std::size_t>(position - bytes.data()));
}

const StoredDocument::Block* StoredDocument::block(std::size_t field) const {
  for (const auto& block : blocks_) {
    if (block.field == field) return &block;
  }
  return nullptr;
}

std::vector<StoredText> StoredDocument::texts(std::size_t field) const {
  std::vector<StoredText> result;
  const Block* found = block(field);
  if (found == nullptr) return result;
  base::ByteReader reader(found->bytes);
  for (std::size_t count = reader.varint(); count > 0; --count) {
    const auto text = reader.bytes();
    const auto tokens = reader.bytes();
    result.emplace_back(text, tokens, reader.bytes());
  }
  return result;
}

std::string_view StoredDocument::first_text(std::size_t field) const {
  const Block* found = block(field);
  if (found == nullptr) return {};
  base::ByteReader reader(found->bytes);
  return reader.varint() == 0 ? std::string_view{} : reader.bytes();
}

std::optional<double> StoredDocument::number(std::size_t field) const {
  const Block* found = block(field);
  if (found == nullptr) return std::nullopt;
  return std::bit_cast<double>(base::ByteReader(found->bytes).fixed64());
}

std::string StoredDocument::card(std::span<const std::size_t> fields) const {
  std::string card(1, kVersion);
  base::put_bytes(card, id_);
  base::put_bytes(card, language_);
  for (const auto& block : blocks_) {
    if (std::find(fields.begin(), fields.end(), block.field) == fields.end()) continue;
    base::put_varint(card, block.field + 1);
    base::put_bytes(card, block.bytes);
  }
  base::put_varint(card, 0);
  base::put_bytes(card, "");
  base::put_varint(card, 0);
  return card;
}

std::string StoredDocument::record_json() const {
  std::string json;
  std::unordered_map<std::size_t, std::vector<StoredText>> texts_of;
  std::size_t taken_bytes = 0;
  base::ByteReader reader(skeleton_);
  for (;;) {
    json += reader.bytes();
    const std::size_t code = reader.varint();
    if (code == 0) return json;
    const std::size_t field = code / 2 - 1;
    const std::size_t ordinal = reader.varint();
    const auto [known, is_new] = texts_of.try_emplace(field);
    if (is_new) known->second = texts(field);
    if (ordinal >= known->second.size()) throw_damaged("record text");
    const auto text = known->second[ordinal].text();
    // Each text stands in the record once, so all of them together are no longer than what is stored.
    taken_bytes += text.size();
    if (taken_bytes > stored_bytes_) throw_damaged("record text");
    json += escape_json(text, static_cast<JsonEscape>(code % 2));
  }
}

}  // namespace kbsearch::store
