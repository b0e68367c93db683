#include "pager.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <optional>

#include "standard_streams.hpp"
#include "terminal_text.hpp"

namespace kbsearch::cli {
namespace {

constexpr int kNotFound = 127;  // of a shell whose command does not exist
constexpr std::size_t kUsualRows = 24;

std::optional<std::string> named_in_environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

/// Returns the command of the pager; empty for none.
std::string pager_command() {
  if (isatty(STDOUT_FILENO) == 0 || named_in_environment("TERM") == "dumb") return {};
  auto named = named_in_environment("KBSEARCH_PAGER");
  if (!named) named = named_in_environment("PAGER");
  if (!named) return isatty(STDIN_FILENO) != 0 ? "less" : "";
  return *named == "cat" ? "" : *named;
}

std::size_t rows_of_terminal() {
  winsize size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 ? size.ws_row : kUsualRows;
}

[[noreturn]] void be_the_pager(const std::string& command, int input) {
  dup2(input, STDIN_FILENO);
  std::signal(SIGPIPE, SIG_DFL);
  std::signal(SIGINT, SIG_DFL);
  setenv("LESS", "FRX", /*overwrite=*/0);
  setenv("LV", "-c", /*overwrite=*/0);
  execl("/bin/sh", "sh", "-c", command.c_str(), static_cast<char*>(nullptr));
  _exit(kNotFound);
}

}  // namespace

Pager::Pager(bool is_wanted) : command_(is_wanted ? pager_command() : std::string()) {
  if (!command_.empty()) send_standard_output_to(this);
}

Pager::~Pager() {
  if (command_.empty()) return;
  std::cout.flush();
  send_standard_output_to(nullptr);
  if (process_ < 0) {
    write_safe_output(kept_);
    return;
  }
  close(pipe_);
  int status = 0;
  while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {
  }
  std::signal(SIGINT, SIG_DFL);
  if (WIFEXITED(status) && WEXITSTATUS(status) == kNotFound) write_safe_output(kept_);
}

void Pager::write(std::string_view bytes) {
  kept_ += bytes;
  if (process_ < 0 && !fits()) start();
  if (process_ < 0) return;
  pass_on(std::string_view(kept_).substr(shown_));
  shown_ = kept_.size();
}

bool Pager::fits() const { return lines_on_screen(kept_, terminal_columns()) < rows_of_terminal(); }

void Pager::start() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return;
  process_ = fork();
  if (process_ == 0) be_the_pager(command_, ends[0]);
  close(ends[0]);
  if (process_ < 0) {
    close(ends[1]);
    return;
  }
  pipe_ = ends[1];
  // Ctrl-C is the pager's while it is up.
  std::signal(SIGINT, SIG_IGN);
}

void Pager::pass_on(std::string_view bytes) {
  while (!bytes.empty() && !is_over_) {
    const auto count = ::write(pipe_, bytes.data(), bytes.size());
    if (count > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno != EINTR) {
      is_over_ = true;
    }
  }
}

}  // namespace kbsearch::cli
