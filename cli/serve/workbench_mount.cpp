#include "serve/workbench_mount.hpp"

#include <memory>
#include <optional>

#include "profile_option.hpp"
#include "workbench/workbench.hpp"

namespace kbsearch::cli::serve {
namespace {

/// What the workbench works on, as long as the service lives.
struct Worked {
  std::optional<workbench::JudgmentsFile> judgments;
  std::optional<Searcher> other;
  workbench::Bench bench;
};

std::shared_ptr<Worked> worked_on(const Settings& settings) {
  auto worked = std::make_shared<Worked>();
  if (!settings.qrels.empty()) {
    worked->judgments.emplace(settings.judged_queries, settings.qrels);
    // What cannot be read is told now, and not by the first page.
    static_cast<void>(worked->judgments->queries());
    static_cast<void>(worked->judgments->judgments());
    worked->bench.judgments = &*worked->judgments;
  }
  if (!settings.versus_db.empty()) {
    worked->other.emplace(Searcher::open(settings.versus_db));
    worked->bench.other = &*worked->other;
    worked->bench.other_name = settings.versus_db.string();
  }
  if (!settings.own_profile.empty()) worked->bench.profiles.push_back(profile_named(settings.own_profile));
  return worked;
}

workbench::Request asked(const Request& request) {
  workbench::Request asked{.method = request.method, .path = request.path};
  asked.query.assign(request.parameters.begin(), request.parameters.end());
  if (request.method == "POST") asked.form = workbench::form_of(request.body);
  asked.host = request.header("Host");
  asked.origin = request.header("Origin");
  asked.fetch_site = request.header("Sec-Fetch-Site");
  asked.stop = request.stop;
  if (request.deadline != std::chrono::steady_clock::time_point::max()) asked.deadline = request.deadline;
  return asked;
}

}  // namespace

Mount workbench_mount(const Settings& settings) {
  const auto worked = worked_on(settings);
  return {"workbench", {"GET", "POST"}, workbench::knows, [worked](const Request& request, const Searcher& searcher) {
            if (worked->other) worked->other->refresh();
            auto answer = workbench::answer(asked(request), searcher, worked->bench);
            return Response{answer.status, std::move(answer.content_type), std::move(answer.body),
                            std::move(answer.headers)};
          }};
}

}  // namespace kbsearch::cli::serve
