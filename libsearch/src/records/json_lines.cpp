#include "records/json_lines.hpp"

#include <utility>

#include "records/json_record.hpp"

namespace kbsearch::records {
namespace {

class JsonLines : public Source {
 public:
  JsonLines(ByteInput input, std::string path, std::size_t max_record_bytes)
      : input_(std::move(input)), path_(std::move(path)), max_record_bytes_(max_record_bytes) {}

  std::optional<RecordReader::Item> next() override {
    while (const auto line = input_.next_line(max_record_bytes_)) {
      if (line->too_long) return reject_too_long("the line", line->text, {path_, line->number}, max_record_bytes_);
      if (!trim_json(line->text).empty()) {
        return read_json_record(line->text, {path_, line->number});
      }
    }
    return std::nullopt;
  }

  std::uint64_t bytes_read() const override { return input_.bytes_read(); }

 private:
  ByteInput input_;
  std::string path_;
  std::size_t max_record_bytes_;
};

}  // namespace

std::unique_ptr<Source> read_json_lines(ByteInput input, std::string path, std::size_t max_record_bytes) {
  return std::make_unique<JsonLines>(std::move(input), std::move(path), max_record_bytes);
}

}  // namespace kbsearch::records
