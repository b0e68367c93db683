// What each route of /v1 answers. Each throws Error or Refused; the service makes a problem of it.
#pragma once

#include <mutex>
#include <string>
#include <utility>

#include "kbsearch/searcher.hpp"
#include "serve/message.hpp"
#include "serve/problem.hpp"
#include "serve/revision.hpp"
#include "serve/settings.hpp"
#include "serve/slots.hpp"

namespace kbsearch::cli::serve {

/// The numbers of an index take a look at each record: they are made once for each state of it.
class StatisticsText {
 public:
  /// Throws Refused while another thread is at it, and Error as Searcher::statistics() does: nothing is kept of what
  /// was ended.
  std::string of(const Searcher& searcher, const std::string& revision, const StatisticsOptions& ending);

 private:
  std::mutex mutex_;
  std::string revision_;
  std::string text_;
};

/// What handlers work with. All of it may be used by any number of threads.
struct Context {
  const Settings& settings;
  Searcher& searcher;
  Revision& revision;
  StatisticsText& statistics;
  Slots& writing;  ///< One: an index has one writer.
};

Response search(const Context& context, const Request& request, const std::string& id);
Response search_posted(const Context& context, const Request& request, const std::string& id);
Response suggest(const Context& context, const Request& request, const std::string& id);
Response show(const Context& context, const Request& request, const std::string& id);
Response similar(const Context& context, const Request& request, const std::string& id);
Response explain(const Context& context, const Request& request, const std::string& id);
Response facets(const Context& context, const Request& request, const std::string& id);
Response statistics(const Context& context, const Request& request, const std::string& id);
Response put_record(const Context& context, const Request& request, const std::string& id);
Response delete_record(const Context& context, const Request& request, const std::string& id);
Response load_records(const Context& context, const Request& request, const std::string& id);

}  // namespace kbsearch::cli::serve
