#include "standard_streams.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <iostream>
#include <system_error>

#include "arguments.hpp"

namespace kbsearch::cli {
namespace {

DescriptorBuffer* guard_of(const std::ostream& stream) { return dynamic_cast<DescriptorBuffer*>(stream.rdbuf()); }

/// A standard descriptor that the caller has closed is taken by something that refuses to be written or read.
/// Otherwise the first file of the index would get its number, and our messages would be written into it.
int occupied(int descriptor) {
  if (fcntl(descriptor, F_GETFD) == -1) open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  return descriptor;
}

}  // namespace

StandardStreams::StandardStreams()
    : out_((occupied(STDIN_FILENO), occupied(STDOUT_FILENO))),
      err_(occupied(STDERR_FILENO)),
      former_out_(std::cout.rdbuf(&out_)),
      former_err_(std::cerr.rdbuf(&err_)) {
  out_.set_rule(SafeRule{});
  err_.set_rule(SafeRule{});
}

StandardStreams::~StandardStreams() {
  std::cout.rdbuf(former_out_);
  std::cerr.rdbuf(former_err_);
}

void print_as(OutputKind kind) {
  auto* guard = guard_of(std::cout);
  if (guard == nullptr) return;
  if (kind != OutputKind::kText && isatty(STDOUT_FILENO) == 0) {
    guard->set_rule(std::nullopt);
  } else {
    guard->set_rule(SafeRule{kind == OutputKind::kJson ? SafeForm::kJson : SafeForm::kText});
  }
}

void print_as_styled_text(bool color, bool hyperlinks) {
  if (auto* guard = guard_of(std::cout)) guard->set_rule(SafeRule{SafeForm::kText, color, hyperlinks});
}

void send_standard_output_to(OutputSink* sink) {
  if (auto* guard = guard_of(std::cout)) guard->set_sink(sink);
}

void write_safe_output(std::string_view text) {
  if (auto* guard = guard_of(std::cout)) guard->write_control(text);
}

void draw_on_standard_error(std::string_view sequence) {
  if (auto* guard = guard_of(std::cerr)) guard->write_control(sequence);
}

int finish_output(int code) {
  auto* out = guard_of(std::cout);
  auto* err = guard_of(std::cerr);
  if (out == nullptr || err == nullptr) return code;
  if (const int error = out->close(); error != 0 && error != EPIPE) {
    std::cerr << "kbsearch: cannot write to standard output: " << std::system_category().message(error) << '\n';
    code = kFailure;
  }
  // A message that is lost is a failure, too, unless standard error was closed on purpose.
  const int error = err->finish();
  return error == 0 || error == EPIPE || error == EBADF ? code : kFailure;
}

}  // namespace kbsearch::cli
