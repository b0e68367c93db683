// What all pages have in common: head, search box, foot.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "page/asked.hpp"
#include "page/html.hpp"
#include "page/page.hpp"

namespace kbsearch::page {

/// Returns the whole document. `title` is for the tab; the search box holds what is asked. `address` is the one address
/// of what is shown, for the history; empty if it is the one that was asked for.
[[nodiscard]] Response document(int status, std::string_view title, const Asked& asked, const Html& content,
                                std::string_view address = {});

/// Returns the response without a body that sends a browser to `address`, relative to the page it asked for.
[[nodiscard]] Response redirect_to(const std::string& address);

/// Returns the file `assets/NAME`; nothing of a name that there is not.
[[nodiscard]] std::optional<Response> asset(std::string_view name);

/// Returns the name with what changes when its text does, for browsers that keep it: `assets/page.css?v=1a2b3c4d`.
[[nodiscard]] std::string asset_address(std::string_view name);

}  // namespace kbsearch::page
