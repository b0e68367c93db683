#include "records/table.hpp"

#include <csv.h>

#include <algorithm>
#include <array>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/utf8.hpp"
#include "kbsearch/error.hpp"
#include "records/json_record.hpp"
#include "records/table_columns.hpp"

namespace kbsearch::records {
namespace {

constexpr std::size_t kSliceBytes = 64u << 10;
/// As libcsv calls the state inside a cell (its header does not).
constexpr int kInCell = 2;

/// What parts the cells of a table that begins with `head`.
struct Layout {
  char separator = ',';
  std::size_t lines_before_header = 0;
};

Layout layout_of(std::string_view head, std::string_view path) {
  const std::string_view line = head.substr(0, head.find('\n'));
  if (line.starts_with("sep=") && trim_json(line).size() == 5) return {line[4], 1};
  constexpr std::array kSeparators = {',', ';', '\t'};
  std::array<std::size_t, kSeparators.size()> counts{};
  bool is_quoted = false;
  for (const char c : line) {
    if (c == '"') is_quoted = !is_quoted;
    const auto found = std::find(kSeparators.begin(), kSeparators.end(), c);
    if (!is_quoted && found != kSeparators.end()) ++counts[static_cast<std::size_t>(found - kSeparators.begin())];
  }
  const auto most = std::max_element(counts.begin(), counts.end());
  if (*most == 0) return {path.ends_with(".tsv") ? '\t' : ',', 0};
  return {kSeparators[static_cast<std::size_t>(most - counts.begin())], 0};
}

class Table : public Source {
 public:
  Table(ByteInput input, const PageName& name, std::size_t max_record_bytes)
      : input_(std::move(input)), name_(name), max_record_bytes_(max_record_bytes) {
    if (csv_init(&parser_, 0) != 0) throw Error(ErrorCode::kIo, "out of memory");
    csv_set_blk_size(&parser_, kSliceBytes);
  }
  ~Table() override { csv_free(&parser_); }

  std::optional<RecordReader::Item> next() override {
    while (items_.empty() && !is_done_) read_slice();
    if (items_.empty()) return std::nullopt;
    auto item = std::move(items_.front());
    items_.pop_front();
    return item;
  }

  std::uint64_t bytes_read() const override { return input_.bytes_read(); }

 private:
  static void end_cell(void* cell, std::size_t size, void* self) {
    static_cast<Table*>(self)->cells_.emplace_back(static_cast<const char*>(cell), size);
  }
  static void end_row(int, void* self) { static_cast<Table*>(self)->take_row(); }

  /// Feeds the parser, line by line so that each row knows its own.
  void read_slice() {
    if (!std::exchange(is_begun_, true)) begin();
    const std::string_view slice = input_.peek(kSliceBytes).substr(0, kSliceBytes);
    if (slice.empty()) return finish();
    const std::size_t feed = slice.find('\n');
    const std::string_view part = feed == slice.npos ? slice : slice.substr(0, feed + 1);
    row_bytes_ += part.size();
    if (csv_parse(&parser_, part.data(), part.size(), end_cell, end_row, this) != part.size()) {
      return give_up(std::string("the table cannot be read: ") + csv_strerror(csv_error(&parser_)));
    }
    input_.skip(part.size());
    if (feed != slice.npos) ++line_;
    if (is_between_rows()) {
      row_line_ = line_;
      row_bytes_ = 0;
    } else if (row_bytes_ > max_record_bytes_ + kSliceBytes) {
      give_up("the row that begins here is longer than " + std::to_string(max_record_bytes_) +
              " bytes, the limit for one record (is a quotation mark not closed?); what follows cannot be read");
    }
  }

  void begin() {
    const Layout layout = layout_of(input_.peek(kSliceBytes).substr(0, kSliceBytes), name_.origin);
    csv_set_delim(&parser_, static_cast<unsigned char>(layout.separator));
    for (std::size_t i = 0; i < layout.lines_before_header; ++i) {
      input_.next_line(kSliceBytes);
      ++line_;
    }
    row_line_ = line_;
  }

  /// Nothing of a row has been read.
  bool is_between_rows() const { return parser_.pstate == 0 && cells_.empty(); }

  void finish() {
    is_done_ = true;
    if (parser_.quoted != 0 && parser_.pstate == kInCell) {
      return give_up("a quotation mark is not closed before the end of the file, in the row that begins here");
    }
    csv_fini(&parser_, end_cell, end_row, this);
  }

  void give_up(std::string reason) {
    is_done_ = true;
    items_.emplace_back(Rejection{{name_.origin, row_line_}, {}, {}, std::move(reason), Rejection::Scope::kRest});
  }

  void take_row() {
    auto cells = std::exchange(cells_, {});
    if (is_refused_) return;
    std::size_t bytes = 0;
    for (const auto& cell : cells) bytes += cell.size() + 1;
    if (!columns_) return take_header(cells, bytes);
    const std::string made_id = name_.id.empty() ? "" : name_.id + "#" + std::to_string(++row_number_);
    if (std::all_of(cells.begin(), cells.end(), [](const auto& cell) { return trim_json(cell).empty(); })) return;
    const Origin origin{name_.origin, row_line_};
    if (bytes > max_record_bytes_) {
      items_.emplace_back(reject_too_long("the row", "", origin, max_record_bytes_));
    } else if (cells.size() > columns_->size()) {
      items_.emplace_back(Rejection{
          origin,
          id_told_by(columns_->to_json(cells, made_id)),
          {},
          "the row has " + std::to_string(cells.size()) + " cells, the header " + std::to_string(columns_->size())});
    } else if (const auto bad = std::find_if_not(cells.begin(), cells.end(), is_utf8); bad != cells.end()) {
      items_.emplace_back(
          Rejection{origin, {}, {}, "cell " + std::to_string(bad - cells.begin() + 1) + " of the row is not UTF-8"});
    } else {
      items_.emplace_back(read_json_record(columns_->to_json(cells, made_id), origin));
    }
    // A row may have ended before its line did.
    row_bytes_ = 0;
  }

  void take_header(const std::vector<std::string>& cells, std::size_t bytes) {
    const bool is_text = std::all_of(cells.begin(), cells.end(), is_utf8);
    if (is_text && bytes <= kSliceBytes) {
      columns_.emplace(cells);
      return;
    }
    is_done_ = is_refused_ = true;
    items_.emplace_back(Rejection{{name_.origin, row_line_},
                                  {},
                                  {},
                                  is_text ? "the header has more than " + std::to_string(kSliceBytes) + " bytes"
                                          : std::string("the header is not UTF-8"),
                                  Rejection::Scope::kSource});
  }

  static bool is_utf8(const std::string& text) { return base::well_formed_size(text) == text.size(); }

  ByteInput input_;
  PageName name_;
  std::size_t max_record_bytes_;
  csv_parser parser_{};
  std::optional<TableColumns> columns_;
  std::vector<std::string> cells_;
  std::deque<RecordReader::Item> items_;
  std::size_t line_ = 1;
  std::size_t row_line_ = 1;    ///< Where the row begins that is being read.
  std::size_t row_bytes_ = 0;   ///< Read of it so far.
  std::size_t row_number_ = 0;  ///< Behind the header.
  bool is_begun_ = false;
  bool is_done_ = false;
  bool is_refused_ = false;  ///< The header is none.
};

}  // namespace

std::unique_ptr<Source> read_table(ByteInput input, const PageName& name, std::size_t max_record_bytes) {
  return std::make_unique<Table>(std::move(input), name, max_record_bytes);
}

}  // namespace kbsearch::records
