#include "output_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "arguments.hpp"

namespace kbsearch::cli {
namespace {

[[noreturn]] void refuse(const std::string& path, const std::string& what, int error) {
  throw UsageError("cannot write the " + what + " '" + path + "': " + std::system_category().message(error));
}

int opened_for_writing(const std::string& path, const std::string& what) {
  const int descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0) refuse(path, what, errno);
  return descriptor;
}

}  // namespace

OutputFile::OutputFile(std::string path, std::string what)
    : path_(std::move(path)), what_(std::move(what)), buffer_(opened_for_writing(path_, what_)), stream_(&buffer_) {
  if (isatty(buffer_.descriptor()) != 0) buffer_.set_rule(SafeRule{SafeForm::kJson});
}

void OutputFile::close() {
  // EPIPE: the reader of `>(command)` wants no more, as with standard output.
  if (const int error = buffer_.close(); error != 0 && error != EPIPE) refuse(path_, what_, error);
}

}  // namespace kbsearch::cli
