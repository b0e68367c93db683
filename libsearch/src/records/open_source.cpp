#include "records/open_source.hpp"

#include <algorithm>
#include <cassert>
#include <string>
#include <utility>

#include "kbsearch/error.hpp"
#include "records/converter.hpp"
#include "records/encoding.hpp"
#include "records/html_page.hpp"
#include "records/json_array.hpp"
#include "records/json_lines.hpp"
#include "records/markdown_page.hpp"
#include "records/reference.hpp"
#include "records/saved_page.hpp"
#include "records/table.hpp"
#include "records/text_page.hpp"
#include "records/whole_file.hpp"
#include "records/yaml_list.hpp"

namespace kbsearch::records {

bool is_one_record(RecordFormat format) {
  switch (format) {
    case RecordFormat::kMarkdown:
    case RecordFormat::kSavedPage:
    case RecordFormat::kHtml:
    case RecordFormat::kText:
    case RecordFormat::kConverted:
      return true;
    default:
      return false;
  }
}

std::unique_ptr<Source> open_source(RecordFormat format, ByteInput input, const FoundFile& file,
                                    const ReaderOptions& options) {
  assert(format != RecordFormat::kAuto);
  const std::string& path = file.path;
  const std::size_t most = options.max_record_bytes;
  const PageName name{file.page_id, file.page_path, path};
  const auto whole = [&](std::size_t max_bytes) { return WholeFile(std::move(input), path, max_bytes); };
  switch (format) {
    case RecordFormat::kJsonLines:
      return read_json_lines(std::move(input), path, most);
    case RecordFormat::kYaml:
      return read_whole_file(whole(options.max_yaml_bytes),
                             [path, most](std::string_view text) { return read_yaml_list(text, path, most); });
    case RecordFormat::kMarkdown:
      return read_whole_file(whole(most), [name, most](std::string_view text) {
        return one_by_one(read_markdown_page(text, name, name.origin.ends_with(".mdx"), most));
      });
    case RecordFormat::kHtml:
      return read_whole_file(
          whole(std::min(most, options.max_html_bytes)),
          [name](std::string_view text) { return one_by_one(read_html_page(text, name)); }, decoded_html);
    case RecordFormat::kSavedPage:
      return read_whole_file(whole(most),
                             [path](std::string_view text) { return one_by_one(read_saved_page(text, path)); });
    case RecordFormat::kText:
      return read_whole_file(
          whole(most), [name](std::string_view text) { return one_by_one(read_text_page(text, name)); },
          [](std::string_view text) { return decoded_by_guess(text); });
    case RecordFormat::kConverted:
      // Of a stream only the name is there, and what lies under it is something else.
      if (!file.bytes) throw Error(ErrorCode::kIo, "'" + path + "' is converted only if it is a file with a name");
      return read_converted(name, {.time = options.max_converter_time, .output_bytes = most});
    case RecordFormat::kTable:
      return read_table(decoded_by_guess(std::move(input)), name, most);
    case RecordFormat::kReferences:
      return read_json_array(std::move(input), path, most, {.member = "items", .rewrite = reference_record});
    default:
      return read_json_array(std::move(input), path, most);
  }
}

}  // namespace kbsearch::records
