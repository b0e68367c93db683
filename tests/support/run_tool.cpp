#include "support/run_tool.hpp"

#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <utility>

#include "support/sample.hpp"

namespace kbsearch::test {
namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

int spawn(const std::vector<std::string>& arguments, const std::string& in, const std::string& out,
          const std::string& err, const ToolLimits& limits = {}) {
  std::vector<std::string> words = {KBSEARCH_TOOL};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("cannot fork");
  if (child == 0) {
    const int input = open(in.c_str(), O_RDONLY);
    const int output = open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const int errors = open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (dup2(input, 0) < 0 || dup2(output, 1) < 0 || dup2(errors, 2) < 0) _exit(126);
    if (limits.max_file_bytes > 0) {
      const rlimit files = {limits.max_file_bytes, limits.max_file_bytes};
      signal(SIGXFSZ, SIG_IGN);
      setrlimit(RLIMIT_FSIZE, &files);
    }
    for (const auto& setting : limits.environment) putenv(const_cast<char*>(setting.c_str()));
    execv(argv[0], argv.data());
    _exit(127);
  }
  return child;
}

int exit_code_of(pid_t child) {
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// A terminal, and what is written to it. Its other side is read by a thread: it holds but a few kilobytes.
class Terminal {
 public:
  explicit Terminal(const TerminalSettings& settings) {
    termios raw{};
    cfmakeraw(&raw);  // line feeds as they are
    const winsize size{settings.rows, settings.columns, 0, 0};
    char name[128];
    if (openpty(&reader_, &writer_, name, &raw, &size) != 0) throw std::runtime_error("cannot open a terminal");
    name_ = name;
    thread_ = std::thread([this] {
      char part[4096];
      // When its last writer has gone, reading a terminal fails.
      for (ssize_t count = 0; (count = read(reader_, part, sizeof part)) > 0;) {
        text_.append(part, static_cast<std::size_t>(count));
      }
    });
  }
  ~Terminal() { written(); }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  const std::string& name() const { return name_; }

  /// Closes it.
  std::string written() {
    if (thread_.joinable()) {
      close(writer_);
      thread_.join();
      close(reader_);
    }
    return text_;
  }

 private:
  int reader_ = -1;
  int writer_ = -1;
  std::string name_;
  std::string text_;
  std::thread thread_;
};

}  // namespace

ToolRun run_tool(const std::vector<std::string>& arguments, const std::string& input, const ToolLimits& limits) {
  const TemporaryDirectory files;
  std::ofstream(files / "in", std::ios::binary) << input;
  const auto place = [&](const std::string& given, const char* captured) {
    return given.empty() ? (files / captured).string() : given;
  };
  ToolRun run;
  run.exit_code = exit_code_of(
      spawn(arguments, files / "in", place(limits.output_file, "out"), place(limits.errors_file, "err"), limits));
  run.out = read_file(files / "out");
  run.err = read_file(files / "err");
  return run;
}

ToolRun run_tool_on_terminal(const std::vector<std::string>& arguments, const std::string& input,
                             const TerminalSettings& settings) {
  const TemporaryDirectory files;
  std::ofstream(files / "in", std::ios::binary) << input;
  Terminal out(settings);
  Terminal err(settings);
  ToolLimits limits{.environment = {"KBSEARCH_PAGER="}};
  limits.environment.insert(limits.environment.end(), settings.environment.begin(), settings.environment.end());
  ToolRun run;
  run.exit_code = exit_code_of(
      spawn(arguments, settings.input_too ? out.name() : (files / "in").string(), out.name(), err.name(), limits));
  run.out = out.written();
  run.err = err.written();
  return run;
}

int start_tool(const std::vector<std::string>& arguments) {
  return spawn(arguments, "/dev/null", "/dev/null", "/dev/null");
}

struct RunningTool::State {
  TemporaryDirectory files;
  int input = -1;
  pid_t process = -1;
};

RunningTool::RunningTool(const std::vector<std::string>& arguments) : state_(std::make_unique<State>()) {
  const auto pipe = (state_->files / "in").string();
  if (mkfifo(pipe.c_str(), 0600) != 0) throw std::runtime_error("cannot make a pipe");
  // Both ends here, so that opening it in the tool does not wait.
  state_->input = open(pipe.c_str(), O_RDWR | O_CLOEXEC);
  state_->process = spawn(arguments, pipe, state_->files / "out", state_->files / "err");
}

RunningTool::~RunningTool() {
  if (state_->process > 0) kill(state_->process, SIGKILL);
  close(state_->input);
}

void RunningTool::write(const std::string& input) const {
  if (::write(state_->input, input.data(), input.size()) < 0) throw std::runtime_error("cannot write to the tool");
}

void RunningTool::send(int signal) const { kill(state_->process, signal); }

ToolRun RunningTool::finish() {
  ToolRun run;
  run.exit_code = exit_code_of(std::exchange(state_->process, -1));
  run.out = read_file(state_->files / "out");
  run.err = read_file(state_->files / "err");
  return run;
}

}  // namespace kbsearch::test
