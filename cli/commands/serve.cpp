// What `kbsearch serve` takes; it runs in a program of its own (serve/main.cpp).
#include "arguments.hpp"
#include "command.hpp"

namespace kbsearch::cli {

Declaration declare_serve() {
  Declaration declared{
      .usage = "serve [options]",
      .description =
          "Answers searches over HTTP until it is told to stop (Ctrl-C, SIGTERM); what is under way is "
          "finished. Commits of others are seen within a second.",
      .exit_codes = {{0, "it was told to stop"}, {2, "an error"}}};
  auto& options = declared.options;
  options.add_options()("listen", po::value<std::string>()->value_name("ADDRESS:PORT")->default_value("127.0.0.1:7700"),
                        "where to listen; port 0 takes any that is free");
  add_common_options(options);
  return declared;
}

}  // namespace kbsearch::cli
