// Standard output and standard error, guarded: a write that failed is told, and what a terminal gets is safe.
//
//     int main(int argc, char** argv) {
//       StandardStreams streams;
//       return finish_output(run_tool({argv + 1, argv + argc}));
//     }
#pragma once

#include <ios>
#include <streambuf>
#include <string_view>

#include "descriptor_buffer.hpp"

namespace kbsearch::cli {

/// Puts std::cout and std::cerr on buffers of its own for as long as it lives. Both make safe what is printed.
class StandardStreams {
 public:
  StandardStreams();
  ~StandardStreams();
  StandardStreams(const StandardStreams&) = delete;
  StandardStreams& operator=(const StandardStreams&) = delete;

 private:
  DescriptorBuffer out_;
  DescriptorBuffer err_;
  std::streambuf* former_out_;
  std::streambuf* former_err_;
};

enum class OutputKind {
  kText,   ///< For a person: always made safe. What is printed if nothing else is said.
  kJson,   ///< Exact in a file or pipe; on a terminal escapes stand in its strings, whose values are the same.
  kLines,  ///< Other data of lines and columns: exact in a file or pipe, made safe on a terminal.
};

/// Says what is printed to standard output from now on.
void print_as(OutputKind kind);
/// The same for text with our own styles and hyperlinks in it.
void print_as_styled_text(bool color, bool hyperlinks);

/// Sends standard output there, made safe; null: where it went before.
void send_standard_output_to(OutputSink* sink);
/// Writes to standard output what is safe already.
void write_safe_output(std::string_view text);

/// Writes a sequence of our own to standard error, as it stands.
void draw_on_standard_error(std::string_view sequence);

/// Writes what is left and closes standard output. Returns `code`; kFailure, with a message, if output did not arrive.
/// That nobody reads on (a closed pipe) is a normal end.
int finish_output(int code);

}  // namespace kbsearch::cli
