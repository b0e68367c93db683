#include "records/json_array.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "records/json_record.hpp"
#include "records/json_value_end.hpp"

namespace kbsearch::records {
namespace {

constexpr std::string_view kWhiteSpace = " \t\r\n";

class JsonArray : public Source {
 public:
  JsonArray(ByteInput input, std::string path, std::size_t max_record_bytes, JsonArrayOptions options)
      : input_(std::move(input)),
        path_(std::move(path)),
        max_record_bytes_(max_record_bytes),
        options_(std::move(options)),
        line_(options_.first_line) {}

  std::optional<RecordReader::Item> next() override {
    skip_white_space();
    while (state_ != State::kDone) {
      if (in_array_) {
        if (peek() != ']' || state_ == State::kAfterComma) return next_element();
        leave_array();
      } else {
        if (peek() == '\0' && at_end()) break;
        if (is_in_member_ && state_ == State::kAfterArray)
          break;  // what follows the array in its object says nothing of records
        if (peek() == '{' && !options_.member.empty()) {
          if (auto rejection = enter_member()) return std::move(*rejection);
          continue;
        }
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

  /// Goes to the array that is the member `options_.member` of the object that begins here.
  std::optional<Rejection> enter_member() {
    pass(1);
    skip_white_space();
    while (peek() == '"') {
      const std::string name = take_name();
      skip_white_space();
      if (peek() != ':') break;
      pass(1);
      skip_white_space();
      if (name == options_.member && peek() == '[') {
        is_in_member_ = true;
        return std::nullopt;
      }
      JsonValueEnd end;
      if (!pass_over(end)) break;
      skip_white_space();
      if (peek() != ',') break;
      pass(1);
      skip_white_space();
    }
    return fail("the object has no list '" + options_.member + "', or is broken before it");
  }

  /// Takes a text and returns it as it is written, without quotes; empty if it is long.
  std::string take_name() {
    constexpr std::size_t kLongestName = 256;
    const std::string_view ready = input_.peek(kLongestName).substr(0, kLongestName);
    const std::size_t size = end_of_json_value(ready, 0);
    if (size != std::string_view::npos) {
      std::string name(ready.substr(1, size - 2));
      pass(size);
      return name;
    }
    JsonValueEnd end;
    pass_over(end);
    return {};
  }

  /// Passes over the value that `end` looks for, unheld. Returns false if the text ends in it.
  bool pass_over(JsonValueEnd& end) {
    while (true) {
      const std::string_view ready = input_.peek(1);
      if (ready.empty()) return end.may_end_here();
      const std::size_t found = end.find_in(ready);
      pass(found == std::string_view::npos ? ready.size() : found);
      if (found != std::string_view::npos) return true;
    }
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
      if (found != std::string_view::npos) return finish_value(ready.substr(0, looked_at + found), origin);
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
                                                   : read_element(element, origin);
    pass(element.size());
    state_ = State::kAfterElement;
    return item;
  }

  RecordReader::Item read_element(std::string_view element, const Origin& origin) const {
    if (!options_.rewrite || !element.starts_with('{')) return read_json_record(element, origin);
    const std::string record = options_.rewrite(element);
    // What cannot be rewritten is broken: the reader of records says where.
    return read_json_record(record.empty() ? element : std::string_view(record), origin);
  }

  /// Rejects the element that is buffered up to where `end` has looked, and passes over the rest of it unheld.
  RecordReader::Item pass_over_value(JsonValueEnd& end, const Origin& origin) {
    std::string_view ready = input_.peek(1);
    Rejection rejection = reject_too_long("the element", ready.substr(0, max_record_bytes_), origin, max_record_bytes_);
    pass(ready.size());
    if (pass_over(end)) {
      state_ = State::kAfterElement;
      return rejection;
    }
    rejection.reason += ", and is not closed before the end of the file";
    return finish(std::move(rejection));
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
  JsonArrayOptions options_;
  State state_ = State::kFirst;
  bool is_in_member_ = false;
  bool in_array_ = false;
  std::size_t line_;
};

}  // namespace

std::unique_ptr<Source> read_json_array(ByteInput input, std::string path, std::size_t max_record_bytes,
                                        JsonArrayOptions options) {
  return std::make_unique<JsonArray>(std::move(input), std::move(path), max_record_bytes, std::move(options));
}

}  // namespace kbsearch::records
