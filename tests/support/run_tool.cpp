#include "support/run_tool.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

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

}  // namespace

ToolRun run_tool(const std::vector<std::string>& arguments, const std::string& input, const ToolLimits& limits) {
  const TemporaryDirectory files;
  std::ofstream(files / "in", std::ios::binary) << input;
  const int child = spawn(arguments, files / "in", files / "out", files / "err", limits);
  int status = 0;
  waitpid(child, &status, 0);
  ToolRun run;
  run.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  run.out = read_file(files / "out");
  run.err = read_file(files / "err");
  return run;
}

int start_tool(const std::vector<std::string>& arguments) {
  return spawn(arguments, "/dev/null", "/dev/null", "/dev/null");
}

}  // namespace kbsearch::test
