#include "generator/real_words.hpp"

namespace kbsearch::corpus {
namespace {

constexpr std::string_view kFunctionWords[] = {
    "the",  "of",   "and",  "to",    "in",    "a",     "is",   "that", "for",  "it",   "as",
    "with", "on",   "by",   "are",   "this",  "be",    "from", "or",   "was",  "at",   "an",
    "not",  "have", "has",  "which", "but",   "their", "its",  "more", "can",  "they", "were",
    "been", "will", "also", "than",  "other", "these", "when", "may",  "such", "into", "only"};

constexpr Theme kThemes[] = {
    {"energy", "water", "heat", "pump", "power", "grid", "solar", "wind", "storage", "boiler"},
    {"governance", "pytorch", "foundation", "member", "board", "framework", "community", "neutral", "charter",
     "maintainer"},
    {"model", "training", "data", "language", "parameter", "token", "network", "gradient", "transformer", "inference"},
    {"policy", "government", "regulation", "law", "bill", "senate", "agency", "compliance", "enforcement", "liability"},
    {"safety", "risk", "alignment", "hazard", "oversight", "misuse", "catastrophe", "safeguard", "incident",
     "monitoring"},
    {"evaluation", "benchmark", "score", "accuracy", "test", "baseline", "metric", "leaderboard", "contamination",
     "reliability"},
    {"compute", "chip", "hardware", "semiconductor", "accelerator", "cluster", "lithography", "memory", "bandwidth",
     "wafer"},
    {"standard", "certification", "audit", "conformity", "committee", "specification", "guideline", "terminology",
     "assurance", "accreditation"},
    {"research", "paper", "author", "university", "laboratory", "experiment", "method", "result", "hypothesis",
     "citation"},
    {"health", "hospital", "patient", "treatment", "vaccine", "clinical", "diagnosis", "medicine", "nurse", "epidemic"},
    {"climate", "emission", "carbon", "forest", "temperature", "drought", "flood", "glacier", "biodiversity",
     "adaptation"},
    {"market", "price", "company", "investment", "revenue", "bank", "capital", "inflation", "startup", "valuation"},
    {"city", "housing", "transport", "railway", "traffic", "bicycle", "planning", "infrastructure", "bridge", "suburb"},
    {"school", "student", "teacher", "curriculum", "learning", "education", "literacy", "scholarship", "classroom",
     "degree"},
    {"food", "farm", "soil", "crop", "harvest", "fertilizer", "livestock", "nutrition", "irrigation", "pesticide"},
    {"security", "attack", "password", "encryption", "vulnerability", "malware", "privacy", "authentication",
     "firewall", "breach"},
    {"software", "library", "code", "release", "compiler", "database", "search", "index", "query", "repository"},
    {"space", "satellite", "orbit", "rocket", "telescope", "planet", "launch", "astronaut", "galaxy", "propulsion"},
    {"history", "war", "treaty", "empire", "archive", "museum", "migration", "colony", "election", "democracy"},
    {"ocean", "fishery", "coral", "harbour", "shipping", "tide", "salinity", "plankton", "coast", "submarine"}};

constexpr std::string_view kTags[] = {"news",          "press release",  "governance",  "open source",
                                      "policy",        "regulation",     "standards",   "benchmark",
                                      "evaluation",    "compute",        "chips",       "energy",
                                      "water",         "climate",        "health",      "education",
                                      "economics",     "finance",        "security",    "privacy",
                                      "software",      "hardware",       "robotics",    "language models",
                                      "vision",        "speech",         "alignment",   "interpretability",
                                      "safety",        "risk",           "forecasting", "survey",
                                      "data set",      "tutorial",       "opinion",     "interview",
                                      "talk",          "book",           "history",     "law",
                                      "ethics",        "labour",         "trade",       "export controls",
                                      "industry",      "startup",        "non-profit",  "university",
                                      "think tank",    "government",     "Europe",      "United States",
                                      "China",         "India",          "Africa",      "Latin America",
                                      "international", "treaty",         "cities",      "transport",
                                      "housing",       "farming",        "food",        "oceans",
                                      "forests",       "space",          "medicine",    "biology",
                                      "chemistry",     "physics",        "mathematics", "statistics",
                                      "elections",     "media",          "culture",     "migration",
                                      "military",      "infrastructure", "methods",     "biosecurity"};

constexpr std::string_view kFamilyNames[] = {
    "Müller", "García",    "Okafor",  "Novák",    "Tanaka",    "Lindqvist", "O'Brien", "Haddad", "Petrova", "Nguyen",
    "Silva",  "Kowalczyk", "Mehta",   "Sørensen", "Yılmaz",    "Lefèvre",   "Baker",   "Chen",   "Dubois",  "Eriksen",
    "Farouk", "Grimaldi",  "Horváth", "Ivanov",   "Jamieson",  "Kapoor",    "Laurent", "Moreau", "Ndiaye",  "Ortega",
    "Pärt",   "Quispe",    "Rossi",   "Schmidt",  "Takahashi", "Usman",     "Varga",   "Weiss",  "Xu",      "Zhou"};

constexpr std::string_view kGivenNames[] = {"Ada",    "Bilal",   "Chiara",  "Daniel", "Emeka", "Fatima", "Georg",
                                            "Hana",   "Ivan",    "José",    "Katrin", "Liang", "Maya",   "Nils",
                                            "Olga",   "Priya",   "Quentin", "Rosa",   "Samir", "Tove",   "Uma",
                                            "Viktor", "Wanjiru", "Ximena",  "Yuki",   "Zoë"};

}  // namespace

std::span<const std::string_view> function_words() { return kFunctionWords; }
std::span<const Theme> themes() { return kThemes; }
std::span<const std::string_view> tag_names() { return kTags; }
std::span<const std::string_view> family_names() { return kFamilyNames; }
std::span<const std::string_view> given_names() { return kGivenNames; }

}  // namespace kbsearch::corpus
