// What `kbsearch serve` takes; it runs in a program of its own (serve/main.cpp).
#include "arguments.hpp"
#include "command.hpp"
#include "number_option.hpp"

namespace kbsearch::cli {

Declaration declare_serve() {
  Declaration declared{
      .usage = "serve [options]",
      .description =
          "Answers searches over HTTP until it is told to stop (Ctrl-C, SIGTERM); what is under way is "
          "finished. Commits of others are seen within a second.",
      .notes =
          "  GET /v1/search?q=TEXT      what `kbsearch TEXT --format json` prints; /openapi.json tells all\n"
          "  /metrics /healthz /readyz  for who watches it\n\n"
          "It reads alone, and answers this machine alone, unless more is asked for. Put a proxy with "
          "TLS before it for others, and name the proxy's host with --host.\n\n"
          "With --writable: PUT and DELETE /v1/records/ID, POST /v1/records (one a line), with the "
          "header `Authorization: Bearer TOKEN`. Each is one commit.",
      .exit_codes = {{0, "it was told to stop"}, {2, "an error"}}};
  auto& options = declared.options;
  options.add_options()("listen", po::value<std::string>()->value_name("ADDRESS:PORT")->default_value("127.0.0.1:7700"),
                        "where to listen; port 0 takes any that is free")(
      "host", po::value<std::vector<std::string>>()->value_name("NAME")->composing(),
      "a name that requests may be addressed to, beside those of this machine (repeated)")(
      "cors", po::value<std::string>()->value_name("ORIGIN"),
      "let pages of this origin read answers, as https://wiki.example; * for all")(
      "writable", po::bool_switch(), "let who has the token of --token-file put and delete records")(
      "token-file", po::value<std::string>()->value_name("FILE"),
      "a file whose first line is the token, for --writable")(
      "workbench", po::bool_switch(),
      "at /workbench, two rankings side by side, judged by a click; on this machine alone")(
      "queries", po::value<std::string>()->value_name("FILE"),
      "with --workbench: `qid<TAB>text` lines, to which new queries are added")(
      "qrels", po::value<std::string>()->value_name("FILE"), "with --workbench: where judgments are kept")(
      "versus-db", po::value<std::string>()->value_name("DIR"), "with --workbench: another index to compare with")(
      "compare-profile", po::value<std::string>()->value_name("FILE"),
      "with --workbench: a ranking profile beside the built-in ones")(
      "connections", number_value(1, 10'000)->value_name("N")->default_value(256), "connections at a time")(
      "searches", number_value(0, 1'000)->value_name("N")->default_value(0),
      "searches at work at a time; 0: one for each processor")(
      "queue", number_value(0, 10'000)->value_name("N")->default_value(64),
      "searches that wait; more are refused with 503")(
      "timeout", number_value(1, 3'600)->value_name("SECONDS")->default_value(10), "the most that an answer may take")(
      "show-paths", po::bool_switch(),
      "let answers tell where files lie on this machine: those that hits were read from, and those of the index in "
      "errors")("access-log", po::value<std::string>()->value_name("FILE|-")->default_value(""),
                "a line of JSON for each request, without what was asked")("log-queries", po::bool_switch(),
                                                                           "with --access-log: what was asked, too");
  add_common_options(options);
  return declared;
}

}  // namespace kbsearch::cli
