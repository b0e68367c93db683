#include "serve/page_mount.hpp"

#include <utility>

#include "page/page.hpp"

namespace kbsearch::cli::serve {

Mount page_mount() {
  return {.name = "page",
          .methods = {"GET"},
          .takes = [](const std::string& path) { return page::knows(path); },
          .answer =
              [](const Request& request, const Searcher& searcher) {
                auto shown = page::answer({.path = request.path,
                                           .query = {request.parameters.begin(), request.parameters.end()},
                                           .stop = request.stop,
                                           .deadline = request.deadline},
                                          searcher);
                return Response{.status = shown.status,
                                .content_type = std::move(shown.content_type),
                                .body = std::move(shown.body),
                                .headers = std::move(shown.headers),
                                .fault = std::move(shown.fault)};
              }};
}

}  // namespace kbsearch::cli::serve
