#include "records/json_array.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "records/json_record.hpp"
#include "records/json_value_end.hpp"

namespace kbsearch::records {
namespace {

constexpr auto kNone = std::string_view::npos;
constexpr std::string_view kWhiteSpace = " \t\r\n";

class JsonArray : public Source {
 public:
  JsonArray(ByteInput input, std::string path, std::size_t max_record_bytes, std::size_t first_line)
      : input_(std::move(input)), path_(std::move(path)), max_record_bytes_(max_record_bytes), line_(first_line) {}

  std::optional<RecordReader::Item> next() override {
    skip_white_space();
    while (state_ != State::kDone) {
      if (in_array_) {
        if (peek() != ']' || state_ == State::kAfterComma) return next_element();
        leave_array();
      } else {
        if (peek() == '\0' && at_end()) break;
        if (peek() == '{') return take_value();
        if (peek() != '[') return fail(what_was_expected());
        enter_array();
      }
      skip_white_space();
    }
    state_ = State::kDone;
    return std::nullopt;
  }

  std::uint64_t bytes_read() const override { return input_.bytes_read(); }

 private:
  enum class State { kFirst, kAfterElement, kAfterComma, kAfterArray, kDone };

  void enter_array() {
    pass(1);
    in_array_ = true;
    state_ = State::kFirst;
  }
  void leave_array() {
    pass(1);
    in_array_ = false;
    state_ = State::kAfterArray;
  }

  RecordReader::Item next_element() {
    if (state_ == State::kAfterElement) {
      if (peek() != ',') return fail("a comma or ']' is missing after the element before");
      pass(1);
      skip_white_space();
      state_ = State::kAfterComma;
    }
    if (at_end()) return fail("the array is not closed before the end of the file");
    return take_value();
  }

  std::string what_was_expected() const {
    if (state_ == State::kAfterArray) return "text follows after the end of the array";
    return "not valid JSON: an object was expected here";
  }

  RecordReader::Item take_value() {
    const Origin origin{path_, line_};
    JsonValueEnd end;
    std::string_view ready = input_.peek(1);
    std::size_t looked_at = 0;
    while (true) {
      const std::size_t found = end.find_in(ready.substr(looked_at));
      if (found != kNone) return finish_value(ready.substr(0, looked_at + found), origin);
      looked_at = ready.size();
      if (looked_at > max_record_bytes_) return pass_over_value(end, origin);
      ready = input_.peek_more();
      if (ready.size() > looked_at) continue;
      if (end.may_end_here()) return finish_value(ready, origin);
      return fail("the element that begins here is not closed before the end of the file", id_told_by(ready));
    }
  }

  RecordReader::Item finish_value(std::string_view element, const Origin& origin) {
    if (element.empty()) return fail("not valid JSON: an element was expected here");
    auto item = element.size() > max_record_bytes_ ? reject_too_long("the element", element, origin, max_record_bytes_)
                                                   : read_json_record(element, origin);
    pass(element.size());
    state_ = State::kAfterElement;
    return item;
  }

  /// Rejects the element that is buffered up to where `end` has looked, and passes over the rest of it unheld.
  RecordReader::Item pass_over_value(JsonValueEnd& end, const Origin& origin) {
    std::string_view ready = input_.peek(1);
    Rejection rejection = reject_too_long("the element", ready.substr(0, max_record_bytes_), origin, max_record_bytes_);
    while (true) {
      pass(ready.size());
      ready = input_.peek(1);
      if (ready.empty() && !end.may_end_here()) {
        rejection.reason += ", and is not closed before the end of the file";
        return finish(std::move(rejection));
      }
      const std::size_t found = ready.empty() ? 0 : end.find_in(ready);
      if (found == kNone) continue;
      pass(found);
      state_ = State::kAfterElement;
      return rejection;
    }
  }

  Rejection fail(std::string reason, std::string record_id = {}) {
    reason += " (byte " + std::to_string(input_.bytes_read() + 1) + " of the file); what follows cannot be read";
    return finish({{path_, line_}, std::move(record_id), {}, std::move(reason)});
  }

  Rejection finish(Rejection rejection) {
    rejection.scope = Rejection::Scope::kRest;
    state_ = State::kDone;
    return rejection;
  }

  bool at_end() { return input_.peek(1).empty(); }
  char peek() {
    const std::string_view ready = input_.peek(1);
    return ready.empty() ? '\0' : ready.front();
  }
  void skip_white_space() {
    while (!at_end()) {
      const std::string_view ready = input_.peek(1);
      const std::size_t blank = std::min(ready.find_first_not_of(kWhiteSpace), ready.size());
      pass(blank);
      if (blank < ready.size()) return;
    }
  }
  void pass(std::size_t size) {
    const std::string_view passed = input_.peek(1).substr(0, size);
    line_ += static_cast<std::size_t>(std::count(passed.begin(), passed.end(), '\n'));
    input_.skip(size);
  }

  ByteInput input_;
  std::string path_;
  std::size_t max_record_bytes_;
  State state_ = State::kFirst;
  bool in_array_ = false;
  std::size_t line_;
};

}  // namespace

std::unique_ptr<Source> read_json_array(ByteInput input, std::string path, std::size_t max_record_bytes,
                                        std::size_t first_line) {
  return std::make_unique<JsonArray>(std::move(input), std::move(path), max_record_bytes, first_line);
}

}  // namespace kbsearch::records
