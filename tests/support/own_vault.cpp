#include "support/own_vault.hpp"

#include <algorithm>
#include <cctype>

#include "support/files.hpp"

namespace kbsearch::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSubjects[] = {
    "heat pump",   "district heating", "ground source",   "cold store",    "solar panel",  "wind farm",   "battery",
    "smart meter", "grid tariff",      "carbon price",    "building code", "insulation",   "ventilation", "water tank",
    "radiator",    "thermostat",       "geothermal well", "biogas plant",  "energy label", "retrofit"};

/// The names that a subject's notes have, %s for the subject.
constexpr const char* kAspects[] = {"%s",       "%s basics",      "Costs of the %s",  "%s in old houses", "%s FAQ",
                                    "Why a %s", "%s maintenance", "%s vs gas boiler", "Reading on %s"};

/// Names with a meaning to something else than a reader.
constexpr const char* kOddNames[] = {"C++ and Rust",
                                     "Q&A",
                                     "R&D budget",
                                     "v1.2.3 release",
                                     "GPT-4 notes",
                                     "Über uns",
                                     "naïve estimates",
                                     "日本語のメモ",
                                     "To-do",
                                     "This AND that",
                                     "100% renewable",
                                     "Don't panic",
                                     "Ann's list",
                                     "(draft) Plan for 2025",
                                     "Old plan [2023]",
                                     "-5 degrees outside",
                                     "house_of_cards",
                                     "CamelCaseNames",
                                     "Trip to Åland",
                                     "What is it",
                                     "2024",
                                     "X",
                                     "Ideas - later",
                                     "Prices, rents + fees",
                                     "Heat pumps",
                                     "Pump heat",
                                     "C",
                                     "C++",
                                     "C#",
                                     "To do",
                                     "Todo",
                                     "Uber uns",
                                     "Résumé",
                                     "Resume",
                                     "IT",
                                     "It",
                                     "Meeting 1",
                                     "Meeting 10",
                                     "v1.2.4 release",
                                     "2024-03",
                                     "The radiator",
                                     "Radiators",
                                     "And",
                                     "Energy",
                                     "House",
                                     "Notes",
                                     "Read me",
                                     "Costs",
                                     "No",
                                     "Wi-Fi",
                                     "WiFi",
                                     "e-mail",
                                     "Straße",
                                     "Strasse",
                                     "🚀 launch",
                                     "A note with a rather long name that says what it is about at some length"};

std::string filled(const std::string& pattern, const std::string& subject) {
  std::string name = pattern;
  if (const auto at = name.find("%s"); at != std::string::npos) name.replace(at, 2, subject);
  name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
  return name;
}

/// Writes the notes one after the other, so that each can speak of those before it.
class Vault {
 public:
  explicit Vault(fs::path root) : root_(std::move(root)) {}

  /// A note named by its file alone, or under the title that its front matter or its heading gives.
  void add(const std::string& path, const std::string& opening, const std::string& title = "",
           const std::string& more = "") {
    OwnNote note{path, title};
    if (title.empty()) note.title = note.file_name();
    write(path, opening + prose() + more);
    notes_.push_back(std::move(note));
  }
  void write(const std::string& path, const std::string& text) const {
    fs::create_directories((root_ / path).parent_path());
    write_bytes(root_ / path, text);
  }
  std::size_t size() const { return notes_.size(); }
  std::vector<OwnNote> take() {
    std::sort(notes_.begin(), notes_.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return std::move(notes_);
  }

 private:
  /// A few sentences that name other notes, as notes do; of every fifth note, one of them over and over.
  std::string prose() const {
    const std::size_t n = notes_.size();
    if (n == 0) return "The first note of the vault.\n";
    const auto name = [&](std::size_t step) {
      return notes_[(n * 2'654'435'761 + step * 40'503) / 64 % n].file_name();
    };
    std::string text = "See [[" + name(1) + "]] and [[" + name(2) + "|the other one]]. What was said of " + name(1) +
                       " holds here, too: " + name(3) + " before " + name(4) + ".\n\n- [ ] ask Ann about " + name(2) +
                       "\n- [x] read [" + name(3) + "](https://example.org/" + std::to_string(n) + ")\n\n![[" +
                       name(4) + "]]\n\nRemember #energy and #house/" + (n % 2 == 0 ? "cellar" : "roof") + ".\n";
    for (int i = 0; n % 5 == 0 && i < 3; ++i) text += "\n## " + name(1) + "\n\n" + name(1) + ": see " + name(1) + ".\n";
    return text;
  }

  fs::path root_;
  std::vector<OwnNote> notes_;
};

/// The kinds of front matter in turn.
void add_in_turn(Vault& vault, const std::string& path, const std::string& name) {
  const std::string number = std::to_string(vault.size());
  const std::string day = "2024-0" + std::to_string(1 + vault.size() % 9) + "-1" + std::to_string(vault.size() % 10);
  const std::string titled = "Notes on " + name + ", part " + number;
  switch (vault.size() % 8) {
    case 0:
      return vault.add(path, "");
    case 1:
      return vault.add(path, "---\ntitle: \"" + titled + "\"\ntags: [energy, \"plan b\"]\ndate: " + day + "\n---\n",
                       titled);
    case 2:
      return vault.add(
          path, "+++\ntitle = '''" + titled + "'''\ndate = " + day + "\ntags = [\"energy\"]\ndraft = false\n+++\n",
          titled);
    case 3:
      return vault.add(path, "---\n---\n");
    case 4:
      return vault.add(path, "---\naliases:\n  - \"Alias" + number + "\"\n  - \"" + name + " (old)\"\ncreated: " + day +
                                 "T08:30:00\n---\n");
    case 5:
      return vault.add(path, "---\ntags: energy, house\ncssclass: wide\npublished: " + day + "\n---\n");
    case 6:
      return vault.add(path, "# " + name + "\n\n", name);
    default:
      return vault.add(path,
                       "---\ntags: \"#energy #later\"\nalias: Nick" + number + "\nimportance: " +
                           std::to_string(vault.size() % 100) + "\n---\n# Chapter " + number + " of it\n\n",
                       "Chapter " + number + " of it");
  }
}

void add_attachments(const Vault& vault) {
  vault.write("Files/plan.png", "\x89PNG\r\n\x1a\n");
  vault.write("Files/Sub/house.xcf", "gimp xcf v011");
  vault.write("Files/Sub/garden.xcf", "gimp xcf v011");
  vault.write("Files/Board.canvas", "{\"nodes\":[]}\n");
  vault.write("Files/Offer 2024.pdf", "%PDF-1.4\n");
  vault.write(".obsidian/app.json", "{\"id\":\"never\",\"title\":\"settings\"}\n");
  vault.write(".trash/Thrown away.md", "Thrown away, long ago.\n");
  vault.write(".DS_Store", "Bud1");
}

}  // namespace

std::string OwnNote::id() const { return path.substr(0, path.size() - fs::path(path).extension().string().size()); }

std::string OwnNote::file_name() const { return fs::path(path).stem().string(); }

std::vector<OwnNote> write_vault(const fs::path& root) {
  Vault vault(root);
  std::size_t folder = 0;
  for (const char* subject : kSubjects) {
    const std::string below = folder % 3 == 0   ? "Energy/"
                              : folder % 3 == 1 ? "House/Projects/"
                                                : "House/Projects/2024/";
    ++folder;
    for (const char* aspect : kAspects) {
      const auto name = filled(aspect, subject);
      add_in_turn(vault, below + name + ".md", name);
    }
  }
  for (const char* name : kOddNames) add_in_turn(vault, "Odd names/" + std::string(name) + ".md", name);
  for (int day = 1; day <= 9; ++day) vault.add("Daily/2024-03-0" + std::to_string(day) + ".md", "");
  for (const char* path :
       {"Energy/Index.md", "House/Index.md", "Energy/Old/Open questions.md", "House/Open questions.md"}) {
    vault.add(path, "");
  }
  vault.add("README.md", "# My vault\n\n", "My vault");
  vault.add("Templates/Daily note.md",
            "---\ncreated: <% tp.file.creation_date() %>\ntags: daily\n---\n# <% tp.file.title %>\n\n",
            "<% tp.file.title %>");
  vault.write("Inbox/Half done.md",
              "---\ntitle: Half: done: note\ntags: [a\n---\nThe text of a note that is half done.\n");
  add_attachments(vault);
  return vault.take();
}

}  // namespace kbsearch::test
