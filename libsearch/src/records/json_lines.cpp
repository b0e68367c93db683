#include "records/json_lines.hpp"

#include <utility>
#include <variant>

#include "records/json_array.hpp"
#include "records/json_record.hpp"
#include "records/json_value_end.hpp"

namespace kbsearch::records {
namespace {

class JsonLines : public Source {
 public:
  JsonLines(ByteInput input, std::string path, std::size_t max_record_bytes)
      : input_(std::move(input)), path_(std::move(path)), max_record_bytes_(max_record_bytes) {}

  std::optional<RecordReader::Item> next() override {
    if (auto item = next_of_cut_line()) return item;
    while (const auto line = input_.next_line(max_record_bytes_)) {
      const std::string_view text = trim_json(line->text);
      if (line->too_long) return reject_long_line(*line);
      if (text.empty()) continue;
      auto item = read_json_record(line->text, {path_, line->number});
      if (std::holds_alternative<Rejection>(item) && holds_several(text)) {
        cut_line_ = read_json_array(ByteInput::of_text(std::string(text)), path_, max_record_bytes_,
                                    {.first_line = line->number});
        if (auto first = next_of_cut_line()) return first;
      }
      return item;
    }
    return std::nullopt;
  }

  std::uint64_t bytes_read() const override { return input_.bytes_read(); }

 private:
  /// Whether a line that is no record seems to be an array of records, or several records one after the other.
  static bool holds_several(std::string_view line) {
    if (line.front() == '[') return trim_json(line.substr(1)).starts_with('{');
    const std::size_t end = line.front() == '{' ? end_of_json_value(line, 0) : line.npos;
    return end != line.npos && trim_json(line.substr(end)).starts_with('{');
  }

  std::optional<RecordReader::Item> next_of_cut_line() {
    if (!cut_line_) return std::nullopt;
    auto item = cut_line_->next();
    if (!item) cut_line_.reset();
    return item;
  }

  Rejection reject_long_line(const ByteInput::Line& line) const {
    Rejection rejection = reject_too_long("the line", line.text, {path_, line.number}, max_record_bytes_);
    // More than one record may lie in it.
    if (trim_json(line.text).starts_with('[')) rejection.scope = Rejection::Scope::kRest;
    return rejection;
  }

  ByteInput input_;
  std::string path_;
  std::size_t max_record_bytes_;
  std::unique_ptr<Source> cut_line_;  ///< The records of a line that holds several.
};

}  // namespace

std::unique_ptr<Source> read_json_lines(ByteInput input, std::string path, std::size_t max_record_bytes) {
  return std::make_unique<JsonLines>(std::move(input), std::move(path), max_record_bytes);
}

}  // namespace kbsearch::records
