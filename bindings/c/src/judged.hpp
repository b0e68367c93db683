// Queries with judgments, as a handle holds them.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "handles.hpp"
#include "kbsearch/evaluation.h"
#include "kbsearch/evaluation.hpp"

struct kbs_judged {
  std::vector<kbsearch::JudgedQuery> queries;
  std::set<std::string> query_ids;  ///< Of `queries`.
  std::map<std::string, kbsearch::Judgments> judgments;
};

namespace kbsearch::c {

/// Parts a list at its commas; blanks around a name are not of it. None of empty text.
std::vector<std::string> names_in(std::string_view list);

/// Calls the callbacks of whoever waits. Throws Failure{KBS_INTERRUPTED} if he wants no more.
void tell_progress(kbs_count_callback on_progress, kbs_stop_callback should_stop, void* user, std::size_t done);

}  // namespace kbsearch::c
