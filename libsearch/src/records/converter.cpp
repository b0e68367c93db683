#include "records/converter.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "base/utf8.hpp"
#include "records/json_record.hpp"
#include "records/json_text.hpp"
#include "records/note_markup.hpp"
#include "records/reason.hpp"
#include "records/run_program.hpp"

namespace kbsearch::records {
namespace {

/// Stands for the file among the arguments.
constexpr std::string_view kFile = "FILE";

struct Converter {
  std::string_view extension;
  const char* program;
  std::array<std::string_view, 4> arguments;  ///< Empty ones are left out.
  const char* package;                        ///< Of Debian.
};
constexpr Converter kConverters[] = {
    {"pdf", "pdftotext", {"-enc", "UTF-8", kFile, "-"}, "poppler-utils"},
    {"docx", "pandoc", {"--to=plain", "--wrap=none", kFile}, "pandoc"},
    {"odt", "pandoc", {"--to=plain", "--wrap=none", kFile}, "pandoc"},
    {"epub", "pandoc", {"--to=plain", "--wrap=none", kFile}, "pandoc"},
    {"rtf", "pandoc", {"--to=plain", "--wrap=none", kFile}, "pandoc"},
    {"doc", "catdoc", {"-d", "utf-8", kFile}, "catdoc"},
};

const Converter* converter_of(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  if (dot == name.npos || dot == 0) return nullptr;
  const std::string extension = ascii_lower(name.substr(dot + 1));
  for (const Converter& converter : kConverters) {
    if (converter.extension == extension) return &converter;
  }
  return nullptr;
}

std::string why_missing(const Converter& converter) {
  return std::string(converter.program) + " is not installed (Debian: " + converter.package + ")";
}

class ConvertedFile : public Source {
 public:
  ConvertedFile(const PageName& name, const ConverterLimits& limits) : name_(name), limits_(limits) {}

  std::optional<RecordReader::Item> next() override {
    if (std::exchange(is_done_, true)) return std::nullopt;
    const Converter* converter = converter_of(name_.origin);
    if (converter == nullptr) return reject("no converter is known for files of this name");
    const std::string program = find_program(converter->program);
    if (program.empty()) return reject(why_missing(*converter) + ": install " + converter->package);
    ProgramRun run = run_program(program, arguments_of(*converter), limits_.time, limits_.output_bytes);
    if (!run.fault.empty()) return reject(std::string(converter->program) + " " + run.fault);
    return record(base::clean_utf8(run.output));
  }

  std::uint64_t bytes_read() const override { return 0; }

 private:
  std::vector<std::string> arguments_of(const Converter& converter) const {
    std::vector<std::string> arguments;
    for (const auto argument : converter.arguments) {
      // From the root, so that it cannot begin as options do.
      if (argument == kFile) {
        arguments.push_back(std::filesystem::absolute(name_.origin).string());
      } else if (!argument.empty()) {
        arguments.emplace_back(argument);
      }
    }
    return arguments;
  }

  Rejection reject(std::string reason) const { return {{name_.origin, 1}, name_.id, {}, one_line(reason)}; }

  RecordReader::Item record(const std::string& text) const {
    JsonObject page;
    const std::string title = name_.file_name();
    page.add_json("id", name_.id.empty() ? "null" : json_quoted(name_.id));
    page.add_text_if_any("title", title);
    add_place(page, name_, title);
    page.add_text_if_any("content", trim_json(text));
    return read_json_record(std::move(page).finish(), {name_.origin, 1});
  }

  PageName name_;
  ConverterLimits limits_;
  bool is_done_ = false;
};

}  // namespace

bool has_converter(std::string_view path) { return converter_of(path) != nullptr; }

std::string why_not_converted(std::string_view path) {
  const Converter* converter = converter_of(path);
  return converter != nullptr && find_program(converter->program).empty() ? why_missing(*converter) : std::string();
}

std::unique_ptr<Source> read_converted(const PageName& name, const ConverterLimits& limits) {
  return std::make_unique<ConvertedFile>(name, limits);
}

}  // namespace kbsearch::records
