#include "records/json_array.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "records/json_record.hpp"

namespace kbsearch::records {
namespace {

constexpr auto kNone = std::string_view::npos;
constexpr std::string_view kWhiteSpace = " \t\r\n";

/// Returns the position after the closing quote of the string that opens at `start`.
std::size_t end_of_string(std::string_view text, std::size_t start) {
  std::size_t at = start + 1;
  while (true) {
    at = text.find_first_of("\"\\", at);
    if (at == kNone) return kNone;
    if (text[at] == '"') return at + 1;
    at += 2;
  }
}

class JsonArray : public Source {
 public:
  JsonArray(WholeFile file, std::size_t max_record_bytes)
      : file_(std::move(file)), max_record_bytes_(max_record_bytes) {}

  std::optional<RecordReader::Item> next() override {
    if (state_ == State::kUnread) {
      if (auto rejection = file_.load()) return finish(std::move(*rejection));
      skip_white_space();
      in_array_ = peek() == '[';
      if (in_array_) ++at_;
      state_ = State::kFirst;
    }
    if (state_ == State::kDone) return std::nullopt;
    skip_white_space();
    return in_array_ ? next_element() : next_object();
  }

  std::uint64_t bytes_read() const override { return file_.bytes_before_text() + at_; }

 private:
  enum class State { kUnread, kFirst, kAfterElement, kDone };

  std::optional<RecordReader::Item> next_element() {
    if (peek() == ']' && state_ != State::kUnread) return end_of_array();
    if (state_ == State::kAfterElement) {
      if (peek() != ',') return fail("a comma or ']' is missing after the element before");
      ++at_;
      skip_white_space();
    }
    if (at_ == text().size()) return fail("the array is not closed before the end of the file");
    return take_value();
  }

  std::optional<RecordReader::Item> next_object() {
    if (at_ == text().size()) {
      state_ = State::kDone;
      return std::nullopt;
    }
    if (peek() != '{') return fail("not valid JSON: an object was expected here");
    return take_value();
  }

  std::optional<RecordReader::Item> end_of_array() {
    ++at_;
    skip_white_space();
    if (at_ < text().size()) return fail("text follows after the end of the array");
    state_ = State::kDone;
    return std::nullopt;
  }

  RecordReader::Item take_value() {
    const std::size_t end = end_of_json_value(text(), at_);
    if (end == kNone) {
      std::string id = id_told_by(text().substr(at_));
      return fail("the element that begins here is not closed before the end of the file", std::move(id));
    }
    if (end == at_) return fail("not valid JSON: an element was expected here");
    const std::string_view element = text().substr(at_, end - at_);
    const Origin origin{file_.path(), line_};
    auto item = element.size() > max_record_bytes_ ? reject_too_long("the element", element, origin, max_record_bytes_)
                                                   : read_json_record(element, origin);
    move_to(end);
    state_ = State::kAfterElement;
    return item;
  }

  Rejection fail(std::string reason, std::string record_id = {}) {
    reason += " (byte " + std::to_string(at_ + 1) + " of the file); what follows cannot be read";
    return finish({{file_.path(), line_}, std::move(record_id), {}, std::move(reason), Rejection::Scope::kRest});
  }

  Rejection finish(Rejection rejection) {
    at_ = text().size();
    state_ = State::kDone;
    return rejection;
  }

  std::string_view text() const { return file_.text(); }
  char peek() const { return at_ < text().size() ? text()[at_] : '\0'; }
  void skip_white_space() { move_to(std::min(text().find_first_not_of(kWhiteSpace, at_), text().size())); }
  void move_to(std::size_t end) {
    line_ += line_of(text().substr(at_, end - at_), end - at_) - 1;
    at_ = end;
  }

  WholeFile file_;
  std::size_t max_record_bytes_;
  State state_ = State::kUnread;
  bool in_array_ = false;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

}  // namespace

std::size_t end_of_json_value(std::string_view text, std::size_t start) {
  if (start >= text.size()) return kNone;
  if (text[start] == '"') return end_of_string(text, start);
  if (text[start] != '{' && text[start] != '[') {
    return std::min(text.find_first_of(",]} \t\r\n", start), text.size());
  }
  std::size_t depth = 0;
  for (std::size_t at = start; at < text.size();) {
    const char c = text[at];
    if (c == '"') {
      at = end_of_string(text, at);
      if (at == kNone) return kNone;
      continue;
    }
    ++at;
    if (c == '{' || c == '[') ++depth;
    if ((c == '}' || c == ']') && --depth == 0) return at;
  }
  return kNone;
}

std::unique_ptr<Source> read_json_array(WholeFile file, std::size_t max_record_bytes) {
  return std::make_unique<JsonArray>(std::move(file), max_record_bytes);
}

}  // namespace kbsearch::records
