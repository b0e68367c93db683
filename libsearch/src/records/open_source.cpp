#include "records/open_source.hpp"

#include <cassert>
#include <string>
#include <utility>

#include "records/json_array.hpp"
#include "records/json_lines.hpp"
#include "records/markdown_page.hpp"
#include "records/saved_page.hpp"
#include "records/whole_file.hpp"
#include "records/yaml_list.hpp"

namespace kbsearch::records {

std::unique_ptr<Source> open_source(RecordFormat format, ByteInput input, const FoundFile& file,
                                    std::size_t max_record_bytes) {
  assert(format != RecordFormat::kAuto);
  const std::string& path = file.path;
  if (format == RecordFormat::kJsonLines) {
    return read_json_lines(std::move(input), path, max_record_bytes);
  }
  const bool one_record = format == RecordFormat::kMarkdown || format == RecordFormat::kSavedPage;
  WholeFile whole(std::move(input), path, one_record ? max_record_bytes : max_file_bytes(max_record_bytes));
  switch (format) {
    case RecordFormat::kYaml:
      return read_whole_file(std::move(whole), [path, max_record_bytes](std::string_view text) {
        return read_yaml_list(text, path, max_record_bytes);
      });
    case RecordFormat::kMarkdown: {
      const PageName name{file.page_id, file.page_path, path.ends_with(".mdx"), path};
      return read_whole_file(std::move(whole), [name, max_record_bytes](std::string_view text) {
        return read_markdown_page(text, name, max_record_bytes);
      });
    }
    case RecordFormat::kSavedPage:
      return read_whole_file(std::move(whole), [path](std::string_view text) { return read_saved_page(text, path); });
    default:
      return read_json_array(std::move(whole), max_record_bytes);
  }
}

}  // namespace kbsearch::records
