#include "records/whole_file.hpp"

#include <algorithm>
#include <utility>

#include "base/utf8.hpp"

namespace kbsearch::records {
namespace {

class ParsedFile : public Source {
 public:
  ParsedFile(WholeFile file, ParseFile parse, DecodeFile decode)
      : file_(std::move(file)), parse_(std::move(parse)), decode_(std::move(decode)) {}

  std::optional<RecordReader::Item> next() override {
    if (!next_item_) next_item_ = load();
    return next_item_();
  }

  std::uint64_t bytes_read() const override { return file_.bytes_read(); }

 private:
  NextItem load() {
    if (auto rejection = file_.load()) return one_by_one({std::move(*rejection)});
    const std::string_view text = file_.text();
    const std::size_t good = base::well_formed_size(text);
    if (good == text.size()) return parse_(text);
    if (decode_) {
      decoded_ = decode_(text);
      return parse_(decoded_);
    }
    return one_by_one({Rejection{
        {file_.path(), line_of(text, good)},
        {},
        {},
        "not UTF-8 at byte " + std::to_string(good + 1) + " of the file; convert it, for instance with iconv",
        Rejection::Scope::kSource}});
  }

  WholeFile file_;
  ParseFile parse_;
  DecodeFile decode_;
  std::string decoded_;
  NextItem next_item_;
};

}  // namespace

NextItem one_by_one(std::vector<RecordReader::Item> items) {
  return [items = std::move(items), next = std::size_t{0}]() mutable -> std::optional<RecordReader::Item> {
    if (next == items.size()) return std::nullopt;
    return std::move(items[next++]);
  };
}

std::optional<Rejection> WholeFile::load() {
  const bool is_larger = input_.size() && *input_.size() > max_bytes_;
  if (const auto text = is_larger ? std::nullopt : input_.read_all(max_bytes_)) {
    text_ = *text;
    return std::nullopt;
  }
  const std::string size = is_larger ? std::to_string(*input_.size()) + " bytes long, over the " : "larger than the ";
  return Rejection{{path_, 1},
                   {},
                   {},
                   "the file is " + size + std::to_string(max_bytes_) +
                       " bytes that a file of this format may have (only JSON may be larger)",
                   Rejection::Scope::kSource};
}

std::unique_ptr<Source> read_whole_file(WholeFile file, ParseFile parse, DecodeFile decode) {
  return std::make_unique<ParsedFile>(std::move(file), std::move(parse), std::move(decode));
}

std::size_t line_of(std::string_view text, std::size_t at) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(at, text.size()));
  return static_cast<std::size_t>(std::count(text.begin(), end, '\n')) + 1;
}

}  // namespace kbsearch::records
