#include "generator/output.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <stdexcept>

namespace kbsearch::corpus {

Output::Output(const std::string& path)
    : path_(path == "-" ? "standard output" : path), file_(path == "-" ? stdout : std::fopen(path.c_str(), "wb")) {
  if (!file_) throw std::runtime_error("cannot open '" + path + "': " + std::strerror(errno));
#ifdef SIGPIPE
  std::signal(SIGPIPE,
              SIG_IGN);  // a closed pipe shall be an error of write(), not the end of the process
#endif
}

bool Output::write(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), file_.get()) == text.size()) return true;
  return !is_pipe_closed();
}

bool Output::finish() {
  if (std::fflush(file_.get()) == 0) return true;
  return !is_pipe_closed();
}

bool Output::is_pipe_closed() const {
  if (errno == EPIPE) return true;
  throw std::runtime_error("cannot write to '" + path_ + "': " + std::strerror(errno));
}

}  // namespace kbsearch::corpus
