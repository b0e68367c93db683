#include "store/stored_document.hpp"

#include <algorithm>
#include <bit>

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
  throw Error(ErrorCode::kIndexCorrupt, std::string("stored document is damaged: ") + what +
                                            " (verify with: kbsearch check; repair with: kbsearch index --rebuild)");
}

}  // namespace

StoredDocumentWriter::StoredDocumentWriter(std::string_view id, std::string_view language) {
  bytes_.push_back(kVersion);
  base::put_bytes(bytes_, id);
  base::put_bytes(bytes_, language);
}

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
  struct PlacedHole {
    std::size_t begin;
    std::size_t size;
    const Hole* hole;
    JsonEscape style;
  };
  std::vector<PlacedHole> placed;
  for (const auto& hole : hole_candidates_) {
    for (const auto style : {JsonEscape::kUtf8, JsonEscape::kAscii}) {
      const std::string escaped = escape_json(hole.text, style);
      const auto begin = record_json.find(escaped);
      if (begin == record_json.npos) continue;
      placed.push_back({begin, escaped.size(), &hole, style});
      break;
    }
  }
  std::sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
  base::put_varint(bytes_, 0);
  std::size_t at = 0;
  for (const auto& hole : placed) {
    if (hole.begin < at) continue;  // inside a text that is taken out already
    base::put_bytes(bytes_, record_json.substr(at, hole.begin - at));
    base::put_varint(bytes_, 2 * (hole.hole->field + 1) + static_cast<std::size_t>(hole.style));
    base::put_varint(bytes_, hole.hole->ordinal);
    at = hole.begin + hole.size;
  }
  base::put_bytes(bytes_, record_json.substr(at));
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

StoredDocument::StoredDocument(std::string_view bytes) {
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

std::string StoredDocument::record_json() const {
  std::string json;
  base::ByteReader reader(skeleton_);
  for (;;) {
    json += reader.bytes();
    const std::size_t code = reader.varint();
    if (code == 0) return json;
    const std::size_t ordinal = reader.varint();
    const auto field_texts = texts(code / 2 - 1);
    if (ordinal >= field_texts.size()) throw_damaged("record text");
    json += escape_json(field_texts[ordinal].text(), static_cast<JsonEscape>(code % 2));
  }
}

}  // namespace kbsearch::store
