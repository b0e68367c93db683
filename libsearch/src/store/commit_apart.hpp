// Commits that cannot take the program with them.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <string>

namespace kbsearch::store {

/// Commits what the open transaction of `database` (begun unflushed) has changed, in a child process: Xapian 1.4.22
/// writes chunks of values in a destructor, and where the disk refuses that, the process is ended.
///
/// Afterwards the transaction is still open here, and of no use but to be cancelled: so nothing is committed twice,
/// by Xapian's destructor either. To go on, open the database again. Throws Error{kIo}, naming `shown`, if the commit
/// failed; lets Xapian::Error out. If no child can be had, the commit is done here.
/// Source: xapian-core 1.4.22, backends/glass/glass_values.cc, ValueUpdater.
void commit_apart(Xapian::WritableDatabase& database, const std::string& shown);

/// True if a commit to the disk that `path` lies on may meet its end: little room, or a limit on the size of files.
bool may_run_out_of_room(const std::filesystem::path& path);

}  // namespace kbsearch::store
