// Formats that other programs turn into text, where they are installed: PDF, office documents, electronic books.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "records/page_name.hpp"
#include "records/source.hpp"

namespace kbsearch::records {

/// Whether files called `path` are of a format that a converter is known for.
bool has_converter(std::string_view path);

/// Returns why files called `path` cannot be converted here ("pdftotext is not installed (Debian: poppler-utils)");
/// empty if they can, or if no converter is known for them.
std::string why_not_converted(std::string_view path);

struct ConverterLimits {
  std::chrono::milliseconds time{60'000};
  std::size_t output_bytes = 64u << 20;
};

/// Runs the converter of the file `name.origin`, and gives one record with the members "id", "title" (the file's name),
/// what add_place says, and "content"; or one Rejection if the program is not there, fails, or passes a limit, at which
/// it is ended with all that it has started. No shell is asked, and the name of the file is never taken for an option.
std::unique_ptr<Source> read_converted(const PageName& name, const ConverterLimits& limits);

}  // namespace kbsearch::records
