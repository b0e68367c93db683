// Files of records in each format, behind a byte that tells it, and pieces of their marks.
#include <iterator>

#include "fuzz/inputs.hpp"

namespace kbsearch::fuzz {
namespace {

constexpr const char* kFiles[] = {
    "0{\"id\":\"a\",\"t\":\"x\\u00e9\\/\"}\n\n{\"_id\":7,\"k\":[1,{\"id\":2}]}\n[{\"id\":1},{\"id\":2}]\n[]\n{}\n",
    "1[\n {\"id\":\"a\",\"t\":\"] } \\\" [\"},\n {\"id\":2}, 7, \"x\"]\n[{\"id\":3}]{\"id\":4}\n",
    "1{\n  \"id\": \"a\",\n  \"t\": null\n}\n{\n  \"id\": \"b\"\n}\n",
    "2- id: a\n  t: &t [x, {k: 1}]\n  u: *t\n- {id: 7, d: 2024-01-02}\n---\nid: b\nt: |\n  one\n  two\n? k\n: v\n",
    "2---\n- id: \"\\u00e9\\n\"\n  n: [0x1F, 1e5, .inf, ~]\n  s: 'it''s'\n# end\n...\n",
    "3---\nid: a\ntitle: T\ntags: [x, y]\n---\n# Head\n\nText *with* [link](u) &amp; <b>html</b>\n\n| a | b "
    "|\n|---|---|\n| 1 "
    "| 2 |\n",
    "4import A from './a'\n\n# Head\n\n<Card title=\"x\" n={{a: '>'}}>\n`<a>` {/* no */}\n</Card>\n\n```js\nx\n```\n",
    "5Title\nweb\nA note.\nhttps://example.org/a\nMetadata\nImportance: 30/100newsblog\nSummary\nWords.\nKey Points\n• "
    "one\n"
    "• two\nCited by 2 pages\nPageTypeQuality\nMetaOrganization51.0\nCached Content Preview\nHTTP 200Fetched Apr 9, "
    "20266 "
    "KB\ntext\nResource ID: a1 | Stable ID: s1\n",
    "3+++\nid = 7\nd = 2024-01-02T03:04:05Z\n[taxonomies]\ntags = ['a', \"b\"]\n[[x]]\ny.z = {a = 1.5}\n+++\nText\n",
    "3# Head\n\n[[a|b]] ![[c.png]] #tag/x ==m== %%no%% ^id\n> [!note] T\n> x\n\n<% t %>\n",
    "6<!doctype html><html lang=en><head><title>T | S</title><meta property='og:site_name' content=S><script "
    "type='application/ld+json'>{\"@type\":\"Article\",\"author\":[{\"name\":\"A\"}]}</script></head><body><nav>n</nav>"
    "<main><h1>H</h1><p>a &amp; <b>b<ul><li>c</ul><table><tr><td>d</table><pre> e\n f</pre><svg><path/></svg></main>",
    "7#+TITLE: T\n#+DATE: <2024-05-01>\n#+FILETAGS: :a:b:\n\nText\n====\n",
    "8sep=;\nKey;Title;Tags;Date;importance\nk;\"a \"\"b\"\"\nc\";x, y;2020-05-01;70\n;b;;;\n",
    "8title\tx\r\na\tb\r\n",
    "9[{\"id\":\"u\",\"citation-key\":\"a\",\"type\":\"book\",\"title\":\"T\",\"author\":[{\"family\":\"F\",\"given\":"
    "\"G\"}],"
    "\"issued\":{\"date-parts\":[[2020,5,1]]},\"keyword\":\"a, b\",\"note\":\"<p>n\"}]",
    "9{\"config\":{\"label\":\"BetterBibTeX "
    "JSON\"},\"items\":[{\"itemKey\":\"K\",\"creators\":[{\"name\":\"N\",\"creatorType\":"
    "\"author\"}],\"tags\":[{\"tag\":\"a\"}],\"notes\":[{\"note\":\"n\"}],\"date\":\"2020\"}],\"x\":1}",
    ":[]\n{\"id\":\"a\"}\n",
    ":\xEF\xBB\xBF{\"id\":\"a\",\n\"t\":1}\n",
    ":---\nid: a\n---\n# Text\n",
    ":- id: a\n- id: b\n",
};

constexpr const char* kPieces[] = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\n",
    "\r\n",
    "{\"id\":",
    "\"id\":\"b\"",
    "null",
    "1e999",
    "-0",
    "\\u",
    "\\ud83d",
    "\\udc00",
    "\xFF",
    "\xC3\xA9",
    "\xED\xA0\x80",
    "- ",
    "  ",
    "id: b\n",
    "---\n",
    "...\n",
    "&a ",
    "*a",
    "!!str ",
    "? ",
    "| ",
    ">-\n",
    "'",
    "#",
    "%TAG ! x\n",
    "<<: ",
    "\t",
    "# ",
    "```\n",
    "`",
    "<a b=\"",
    "</a>",
    "<!--",
    "-->",
    "{/*",
    "*/}",
    "&amp;",
    "&#x110000;",
    "![](",
    "> ",
    "import x from 'y'\n",
    "export const a = {\n",
    "+++\n",
    "\xE9",
    "\xFF\xFE",
    "<meta charset=koi8-r>",
    ";",
    "sep=",
    "#+TITLE: ",
    "\"author\":[",
    "\"items\":[",
    "\"date-parts\":[[",
    "a.b = ",
    "[[",
    "]]",
    "![[",
    "%%",
    "==",
    "#t/a ",
    "> [!n] ",
    " ^a",
    "<main>",
    "<ul><li>",
    "<table><td>",
    "<svg>",
    "<select>",
    "<script>",
    "<meta name=",
    "<p hidden>",
    "<font>",
    "Resource ID: ",
    "Key Points\n",
    "Cached Content Preview\n",
    "Importance: ",
    "/100",
    "Cited by 1 page\n",
    "\u2022 ",
    "Fetched ",
};

}  // namespace

std::vector<std::string> seeds() { return {std::begin(kFiles), std::end(kFiles)}; }

std::string piece(std::mt19937& random) {
  if (random() % 16 == 0) return std::string(1, static_cast<char>(random() % 256));
  return kPieces[random() % std::size(kPieces)];
}

std::string fresh_input(std::mt19937& random) {
  std::string input(1, static_cast<char>('0' + random() % 11));
  for (auto pieces = random() % 60; pieces > 0; --pieces) input += piece(random);
  return input;
}

}  // namespace kbsearch::fuzz
